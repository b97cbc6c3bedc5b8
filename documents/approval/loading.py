"""Taking a dossier in hand: found, locked, compared with what the person saw, and asked whether the act is open."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from documents.approval.models import Dossier
from documents.approval.telling import dossier_facts
from documents.approval.workflow import Act, Standing, Task, demand
from documents.library.models import Revision
from documents.library.telling import revision_facts
from qms.language import Phrase, mark
from qms.security.acting import NotVisible, SignedIn
from qms.security.permissions import Permission
from qms.storage.conflicts import CHANGED, Conflict


def take(session: Session, acting: SignedIn, act: Act, revision_id: int, version: int | None) -> Dossier:
    """The dossier for an act, locked to the end of the transaction.

    ``version`` is the one that the person saw; None where it does not matter. Raise NotVisible, UserError (not open now) or
    Conflict, in this order.
    """
    found = select(Dossier).where(Dossier.revision_id == revision_id).with_for_update(of=Dossier)
    dossier = session.scalar(found.execution_options(populate_existing=True))
    if dossier is None:
        raise NotVisible(Phrase(mark("Không có bản tài liệu này trong phạm vi của vị trí đang giữ.")))
    agency = dossier.revision.document.agency.key
    acting.under(Permission.READ_DOCUMENTS, agency)
    if version is not None and dossier.version != version:
        raise Conflict(CHANGED, {**revision_facts(dossier.revision), **dossier_facts(dossier)}, dossier.version)
    demand(act, standing_of(dossier), acting.viewer)
    return dossier


def standing_of(dossier: Dossier) -> Standing:
    """What the rules look at."""
    present = [one for one in dossier.assignments if one.round == dossier.round]
    return Standing(
        dossier.revision.document.agency.key,
        dossier.stage,
        dossier.author_id,
        tuple(Task(one.role, one.position, one.person_id, one.verdict) for one in present),
        (dossier.review_in_order, dossier.approval_in_order),
        (dossier.review_quorum, dossier.approval_quorum),
        sum(comment.answer is None for comment in dossier.comments),
    )


def agency_of(revision: Revision) -> str:
    return revision.document.agency.key
