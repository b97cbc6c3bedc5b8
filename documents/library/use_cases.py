"""What is done to documents as such: creating them, beginning new revisions, keeping their profile, taking note of external ones.

Content and approval are the business of :mod:`documents.approval`.
"""

from dataclasses import dataclass, replace
from datetime import date
from secrets import token_urlsafe

from sqlalchemy import select
from sqlalchemy.orm import Session

from documents.approval.models import Dossier, Stage
from documents.approval.telling import dossier_facts
from documents.library.codes import check_free, lock_codes, next_code
from documents.library.describing import Description, describe, described
from documents.library.finding import find_document
from documents.library.models import Document, DocumentKind, Profile, Revision
from documents.library.telling import changed, created, document_key, profile_facts, revision_facts, revision_key
from documents.requests.models import ChangeRequest, RequestDecision, RequestKind
from documents.search.use_cases import refresh
from qms.agencies.models import Agency
from qms.clock import day_of
from qms.language import Phrase, UserError, mark
from qms.people.models import Post
from qms.security.acting import NotVisible, SignedIn
from qms.security.permissions import Permission
from qms.storage.base import KEY_LENGTH
from qms.storage.conflicts import CHANGED, Conflict
from qms.text import fold_key, tidy
from qms.trail.entries import Change
from qms.trail.use_cases import record

TOKEN_BYTES = 16
FIRST_ISSUE = 1


@dataclass(frozen=True)
class Keeping:
    """How a document is kept: the post that owns it, whether it is common to other bodies, how often it is reviewed.

    Of an external document also who issued it, when it was signed and the code of the document it replaces.
    """

    owner_post_id: int | None = None
    common: bool = False
    review_months: int | None = None
    issuer: str | None = None
    signed_on: date | None = None
    replaces: str | None = None


@dataclass(frozen=True)
class NewDocument:
    """``code`` None: the next one of the agency's pattern. ``request_id``: the accepted request from which it comes."""

    description: Description
    code: str | None = None
    keeping: Keeping = Keeping()
    summary: str | None = None
    request_id: int | None = None


@dataclass(frozen=True)
class NewRevision:
    """``new_issue``: a new issue (lần ban hành), whose revision numbers begin at 0, else the next revision of the present one.

    ``material`` False: a minor correction, which keeps the acknowledgements given.
    """

    new_issue: bool
    summary: str
    material: bool = True
    request_id: int | None = None


@dataclass(frozen=True)
class ExternalDocument:
    """A legal text: its number is the code; it is in force from ``effective_on`` by what it says itself, not by our approval."""

    description: Description
    number: str
    keeping: Keeping
    effective_on: date


def create_document(session: Session, acting: SignedIn, agency: Agency, command: NewDocument) -> Dossier:
    """A new document with its first revision as a draft of whoever creates it."""
    actor = acting.under(Permission.WRITE_DOCUMENTS, agency.key)
    if command.description.kind is DocumentKind.EXTERNAL:
        raise UserError(Phrase(mark("Tài liệu bên ngoài được ghi nhận, không soạn thảo; hãy dùng trang ghi tài liệu bên ngoài.")))
    document, changes = _new_document(session, acting, agency, command.code, command.description.kind, command.keeping)
    revision = _new_revision(session, acting, document, (FIRST_ISSUE, 0), command.description)
    dossier = _open_dossier(session, acting, revision, command.summary, True, command.request_id)
    refresh(session, document.id)
    record(session, actor, acting.moment, [*changes, *_told(dossier)])
    return dossier


def register_external(session: Session, acting: SignedIn, agency: Agency, command: ExternalDocument) -> Revision:
    """Take note of a document from outside; the one that it replaces ends on the day on which it takes effect."""
    actor = acting.under(Permission.WRITE_DOCUMENTS, agency.key)
    said = replace(command.description, kind=DocumentKind.EXTERNAL)
    document, changes = _new_document(session, acting, agency, command.number, DocumentKind.EXTERNAL, command.keeping)
    revision = _new_revision(session, acting, document, (FIRST_ISSUE, 0), said)
    revision.issued_on, revision.effective_on = command.keeping.signed_on, command.effective_on
    session.flush()
    changes.append(created("revision", revision_key(revision), revision_facts(revision)))
    changes += _end_replaced(session, document, command.effective_on)
    refresh(session, document.id)
    record(session, actor, acting.moment, changes)
    return revision


def new_revision(session: Session, acting: SignedIn, document: Document, command: NewRevision) -> Dossier:
    """A draft of the revision that follows the last one, described as that one; only one is in the making at a time."""
    actor = acting.under(Permission.WRITE_DOCUMENTS, document.agency.key)
    last = _last_revision(session, document)
    if last.kind is DocumentKind.EXTERNAL:
        raise UserError(Phrase(mark("Cơ quan không sửa đổi tài liệu bên ngoài; hãy ghi nhận văn bản mới thay thế nó.")))
    former = session.get(Dossier, last.id)
    if former is not None and former.stage is not Stage.APPROVED:
        raise UserError(Phrase(mark("Tài liệu này đang có một bản chưa phê duyệt; hãy hoàn tất hoặc bỏ bản đó trước.")))
    numbers = (last.issue_no + 1, 0) if command.new_issue else (last.issue_no, last.revision_no + 1)
    revision = _new_revision(session, acting, document, numbers, described(last))
    dossier = _open_dossier(session, acting, revision, command.summary, command.material, command.request_id)
    dossier.body = former.body if former is not None else None
    session.flush()
    refresh(session, document.id)
    record(session, actor, acting.moment, _told(dossier))
    return dossier


def change_keeping(session: Session, acting: SignedIn, document: Document, keeping: Keeping, version: int | None) -> Profile:
    """Keep the document otherwise. ``version`` is that of the profile seen, None when there was none; raise Conflict."""
    actor = acting.under(Permission.WRITE_DOCUMENTS, document.agency.key)
    profile = session.get(Profile, document.id, with_for_update=True, populate_existing=True)
    if (profile.version if profile else None) != version:
        raise Conflict(CHANGED, profile_facts(profile) if profile else None, profile.version if profile else None)
    before = profile_facts(profile) if profile else {}
    if profile is None:
        profile = Profile(document=document)
        session.add(profile)
    _keep(session, acting, profile, document, keeping)
    session.flush()
    record(session, actor, acting.moment, changed("document_profile", document_key(document), before, profile_facts(profile)))
    return profile


def _new_document(
    session: Session, acting: SignedIn, agency: Agency, typed: str | None, kind: DocumentKind, keeping: Keeping
) -> tuple[Document, list[Change]]:
    lock_codes(session, agency)
    code = tidy(typed or "") or next_code(session, acting, agency, kind)
    if len(code) > KEY_LENGTH or not code.isprintable():
        raise UserError(Phrase(mark("Mã tài liệu dài tối đa {count} ký tự."), count=KEY_LENGTH))
    check_free(session, agency, code)
    document = Document(agency=agency, code=code, code_folded=fold_key(code))
    session.add(document)
    session.flush()
    profile = Profile(document=document)
    session.add(profile)
    _keep(session, acting, profile, document, keeping)
    session.flush()
    facts = {name: value for name, value in profile_facts(profile).items() if value not in (None, False)}
    return document, [created("document_profile", document_key(document), facts)] if facts else []


def _new_revision(
    session: Session, acting: SignedIn, document: Document, numbers: tuple[int, int], said: Description
) -> Revision:
    issue_no, revision_no = numbers
    revision = Revision(
        document=document, issue_no=issue_no, revision_no=revision_no, recorded_on=day_of(acting.moment), sealed=True
    )
    with session.no_autoflush:
        describe(session, revision, said)
    session.add(revision)
    session.flush()
    return revision


def _open_dossier(
    session: Session, acting: SignedIn, revision: Revision, summary: str | None, material: bool, request_id: int | None
) -> Dossier:
    request = None if request_id is None else _accepted(session, revision.document, request_id)
    dossier = Dossier(
        revision=revision,
        stage=Stage.DRAFT,
        author_id=acting.viewer.person_id,
        summary=tidy(summary or "") or None,
        material=material,
        request=request,
        check_token=token_urlsafe(TOKEN_BYTES),
    )
    session.add(dossier)
    session.flush()
    return dossier


def _accepted(session: Session, document: Document, request_id: int) -> ChangeRequest:
    """The request to issue or change from which a draft may come: accepted, of this agency and, if it names one, document."""
    request = session.get(ChangeRequest, request_id)
    if request is None or request.agency_id != document.agency_id:
        raise NotVisible(Phrase(mark("Không có phiếu yêu cầu này tại cơ quan.")))
    fitting = request.kind is not RequestKind.WITHDRAW and request.document_id in (None, document.id)
    if request.decision is not RequestDecision.ACCEPTED or not fitting:
        raise UserError(Phrase(mark("Phiếu yêu cầu này chưa được chấp nhận, hoặc là về tài liệu khác.")))
    return request


def _told(dossier: Dossier) -> list[Change]:
    key = revision_key(dossier.revision)
    return [created("revision", key, revision_facts(dossier.revision)), created("dossier", key, dossier_facts(dossier))]


def _last_revision(session: Session, document: Document) -> Revision:
    """The newest revision of a document; the document is locked so that nobody else begins one at the same time."""
    session.execute(select(Document.id).where(Document.id == document.id).with_for_update(key_share=True))
    order = (Revision.issue_no.desc(), Revision.revision_no.desc())
    last = session.scalar(select(Revision).where(Revision.document_id == document.id).order_by(*order).limit(1))
    if last is None:
        raise UserError(Phrase(mark("Tài liệu này không còn lần ban hành nào; hãy lập tài liệu mới với mã khác.")))
    return last


def _keep(session: Session, acting: SignedIn, profile: Profile, document: Document, keeping: Keeping) -> None:
    agency = document.agency
    if keeping.common and not profile.common:
        acting.under(Permission.ISSUE_COMMON, agency.key)
    if keeping.review_months is not None and not 0 < keeping.review_months <= 120:
        raise UserError(Phrase(mark("Chu kỳ xem xét phải từ 1 đến 120 tháng.")))
    profile.owner = _post(session, agency, keeping.owner_post_id)
    profile.common, profile.review_months = keeping.common, keeping.review_months
    profile.issuer, profile.signed_on = tidy(keeping.issuer or "") or None, keeping.signed_on
    profile.replaces = find_document(session, agency, keeping.replaces) if keeping.replaces else None
    if profile.replaces is document:
        raise UserError(Phrase(mark("Một tài liệu không thay thế chính nó.")))


def _post(session: Session, agency: Agency, post_id: int | None) -> Post | None:
    post = None if post_id is None else session.get(Post, post_id)
    if post_id is not None and (post is None or post.agency_id != agency.id):
        raise UserError(Phrase(mark("Vị trí chủ quản phải là một vị trí của cơ quan.")))
    return post


def _end_replaced(session: Session, document: Document, day: date) -> list[Change]:
    """End the revisions of the external document that this one replaces, where they are still open on ``day``."""
    profile = session.get(Profile, document.id)
    if profile is None or profile.replaces is None:
        return []
    still_open = select(Revision).where(
        Revision.document_id == profile.replaces_id,
        Revision.kind == DocumentKind.EXTERNAL,
        Revision.effective_on < day,
        (Revision.ended_on.is_(None)) | (Revision.ended_on > day),
    )
    changes = []
    for revision in session.scalars(still_open.with_for_update(of=Revision)):
        before = revision_facts(revision)
        revision.ended_on = day
        changes += changed("revision", revision_key(revision), before, revision_facts(revision))
    return changes
