"""What the author does to a draft: describe it, give it its content, throw it away."""

from dataclasses import dataclass

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from documents.approval.loading import agency_of, take
from documents.approval.models import Dossier
from documents.approval.telling import dossier_facts
from documents.approval.workflow import Act
from documents.library.describing import Description, describe
from documents.library.models import Document, Revision
from documents.library.telling import changed, revision_facts, revision_key, withdrawn
from documents.search.use_cases import refresh
from qms.files.use_cases import Accepted, remember
from qms.security.acting import SignedIn
from qms.security.permissions import Permission
from qms.text import tidy
from qms.trail.use_cases import record


@dataclass(frozen=True)
class EditDraft:
    """``version`` is the dossier's version that the author saw."""

    version: int
    description: Description
    summary: str | None = None
    material: bool = True


def edit_draft(session: Session, acting: SignedIn, revision_id: int, command: EditDraft) -> Dossier:
    """Describe the draft otherwise."""
    dossier = take(session, acting, Act.EDIT, revision_id, command.version)
    before = revision_facts(dossier.revision), dossier_facts(dossier)
    with session.no_autoflush:
        describe(session, dossier.revision, command.description)
    dossier.summary, dossier.material = tidy(command.summary or "") or None, command.material
    return _tell(session, acting, dossier, before)


def attach_file(session: Session, acting: SignedIn, revision_id: int, accepted: Accepted, version: int) -> Dossier:
    """Make an accepted file the content of the draft, in the place of any other content."""
    dossier = take(session, acting, Act.EDIT, revision_id, version)
    before = revision_facts(dossier.revision), dossier_facts(dossier)
    remember(session, accepted, acting.moment)
    dossier.digest, dossier.file_name, dossier.body = accepted.digest, accepted.name, None
    return _tell(session, acting, dossier, before)


def write_body(session: Session, acting: SignedIn, revision_id: int, body: str, version: int) -> Dossier:
    """Make a text written in the system (canonical JSON) the content of the draft, in the place of any other content."""
    dossier = take(session, acting, Act.EDIT, revision_id, version)
    before = revision_facts(dossier.revision), dossier_facts(dossier)
    dossier.body, dossier.digest, dossier.file_name = body, None, None
    return _tell(session, acting, dossier, before)


def discard(session: Session, acting: SignedIn, revision_id: int, version: int) -> None:
    """Throw a draft away; the code of its document stays taken."""
    dossier = take(session, acting, Act.DISCARD, revision_id, version)
    actor = acting.under(Permission.WRITE_DOCUMENTS, agency_of(dossier.revision))
    revision, key = dossier.revision, revision_key(dossier.revision)
    changes = [withdrawn("dossier", key, dossier_facts(dossier)), withdrawn("revision", key, revision_facts(revision))]
    session.execute(delete(Revision).where(Revision.id == revision.id))  # what belongs to it goes with it
    _forget_empty(session, revision.document_id)
    session.expunge_all()
    record(session, actor, acting.moment, changes)


def _forget_empty(session: Session, document_id: int) -> None:
    """A document without any revision is none; the trail remembers its code."""
    left = session.scalar(select(func.count()).select_from(Revision).where(Revision.document_id == document_id))
    if not left:
        session.execute(delete(Document).where(Document.id == document_id))


def _tell(session: Session, acting: SignedIn, dossier: Dossier, before: tuple[dict[str, object], dict[str, object]]) -> Dossier:
    """Write what has changed; the version grows even where only the description did."""
    actor = acting.under(Permission.WRITE_DOCUMENTS, agency_of(dossier.revision))
    key = revision_key(dossier.revision)
    changes = [
        *changed("revision", key, before[0], revision_facts(dossier.revision)),
        *changed("dossier", key, before[1], dossier_facts(dossier)),
    ]
    if changes:
        flag_modified(dossier, "summary")
    session.flush()
    refresh(session, dossier.revision.document_id)
    record(session, actor, acting.moment, changes)
    return dossier
