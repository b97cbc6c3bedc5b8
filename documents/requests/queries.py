"""Reading change requests."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased, selectinload

from documents.approval.models import Dossier, Stage
from documents.library.models import Document, Revision
from documents.requests.models import ChangeRequest, RequestDecision, RequestKind
from qms.agencies.models import Agency
from qms.language import Phrase, mark
from qms.text import fold_key


class Progress(StrEnum):
    """Where a request stands: follows from its decision and from what came of it."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DRAFTED = "drafted"
    DONE = "done"
    REFUSED = "refused"
    CLOSED = "closed"

    @property
    def label(self) -> Phrase:
        return Phrase(_PROGRESS[self])


_PROGRESS = {
    Progress.OPEN: mark("chờ quyết định"),
    Progress.ACCEPTED: mark("đã chấp nhận, chưa soạn thảo"),
    Progress.DRAFTED: mark("đang soạn thảo"),
    Progress.DONE: mark("đã hoàn thành"),
    Progress.REFUSED: mark("đã từ chối"),
    Progress.CLOSED: mark("đã đóng"),
}


@dataclass(frozen=True)
class Asked:
    """A request with what came of it: the newest dossier made from it, if any."""

    request: ChangeRequest
    dossier: Dossier | None

    @property
    def progress(self) -> Progress:
        return progress(self.request, None if self.dossier is None else self.dossier.stage, self._is_withdrawn)

    @property
    def _is_withdrawn(self) -> bool:
        document = self.request.document
        if self.request.kind is not RequestKind.WITHDRAW or document is None or self.request.decided_at is None:
            return False
        return bool(document.revisions) and document.revisions[-1].ended_on is not None


def progress(request: ChangeRequest, stage: Stage | None, withdrawn: bool) -> Progress:
    """``stage`` is that of the dossier made from the request; ``withdrawn``: the document it asks to withdraw has its end."""
    if request.decision is None:
        return Progress.OPEN
    if request.decision is not RequestDecision.ACCEPTED:
        return Progress(request.decision.value)
    if withdrawn or stage is Stage.APPROVED:
        return Progress.DONE
    return Progress.ACCEPTED if stage is None else Progress.DRAFTED


def list_requests(session: Session, agencies: Collection[str] | None) -> list[Asked]:
    """The requests of the agencies (of all, when None), newest first, in a fixed number of statements."""
    made = aliased(Dossier)
    newest = select(func.max(made.revision_id)).where(made.request_id == ChangeRequest.id).scalar_subquery()
    found = (
        select(ChangeRequest, Dossier)
        .join(Agency, ChangeRequest.agency_id == Agency.id)
        .outerjoin(Dossier, Dossier.revision_id == newest)
        .options(
            selectinload(ChangeRequest.agency),
            selectinload(ChangeRequest.document).selectinload(Document.revisions),
            selectinload(ChangeRequest.asked_by),
        )
        .order_by(ChangeRequest.asked_at.desc(), ChangeRequest.id.desc())
    )
    rows = session.execute(found if agencies is None else found.where(Agency.key.in_(agencies)))
    return [Asked(request, dossier) for request, dossier in rows]


def find_request(session: Session, agency_id: int, number: str) -> Asked | None:
    """The request of that number with the newest draft made from it."""
    request = session.scalar(
        select(ChangeRequest).where(ChangeRequest.agency_id == agency_id, ChangeRequest.number_folded == fold_key(number))
    )
    if request is None:
        return None
    made = select(Dossier).where(Dossier.request_id == request.id).order_by(Dossier.revision_id.desc()).limit(1)
    loaded = selectinload(Dossier.revision).joinedload(Revision.document).joinedload(Document.agency)
    return Asked(request, session.scalar(made.options(loaded)))


def request_to_draft(session: Session, request_id: int | None, agency_id: int) -> ChangeRequest | None:
    """The accepted request from which a draft is about to be made; None for any other number."""
    request = None if request_id is None else session.get(ChangeRequest, request_id)
    if request is None or request.agency_id != agency_id or request.decision is not RequestDecision.ACCEPTED:
        return None
    return request
