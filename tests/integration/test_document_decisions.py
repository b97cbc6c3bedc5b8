"""Withdrawals, batches of issue, external documents, change requests and what they would touch."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from documents.adoption.models import Adoption, AdoptionMode
from documents.approval.batches import Decision, issue
from documents.approval.drafting import write_body
from documents.approval.models import Dossier, Stage
from documents.approval.use_cases import pass_review
from documents.approval.withdrawal import Withdrawal, decision, withdraw
from documents.approval.workflow import State, state_of
from documents.library.models import Document, DocumentKind, Revision
from documents.library.use_cases import (
    ExternalDocument,
    Keeping,
    NewDocument,
    NewRevision,
    change_keeping,
    create_document,
    new_revision,
    register_external,
)
from documents.requests.impact import Reason, impact, same_root
from documents.requests.models import RequestDecision, RequestKind
from documents.requests.use_cases import NewRequest, Ruling, decide, open_request
from qms.files.store import LocalStore
from qms.language import UserError
from qms.security.acting import NotAllowed, NotVisible
from qms.signatures.models import Signature
from qms.signatures.use_cases import verify_signature
from qms.storage.conflicts import Conflict
from qms.storage.database import Database
from qms.trail.models import TrailBatch, TrailEntry
from tests.conftest import NOW
from tests.factories import approvals
from tests.factories.approvals import AUTHOR, DEPUTY, ELSEWHERE, HEAD, REVIEWER, SECOND_REVIEWER, acting, agency, proof

TODAY = date(2026, 11, 23)
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def office(database: Database) -> Database:
    with database.writing() as session:
        approvals.open_office(session)
    return database


def standing(revision: Revision, day: date) -> State:
    return state_of(Stage.APPROVED, revision.effective_on, revision.ended_on, None, day)


def waiting(session: Session, code: str | None = None) -> Dossier:
    """A document that waits for the head's signature."""
    dossier = approvals.draft(session, NOW, code)
    approvals.sent(session, NOW, dossier)
    return pass_review(session, acting(session, REVIEWER, NOW), dossier.revision_id, dossier.version)


# Withdrawing


def test_a_withdrawal_is_signed_and_ends_the_revision_on_its_day(office: Database, store: LocalStore) -> None:
    with office.writing() as session:
        dossier = approvals.draft(session, NOW)
        approvals.approved(session, NOW, store, dossier, TODAY)
        head, command = acting(session, HEAD, NOW), Withdrawal(date(2026, 12, 1), "Bãi bỏ TTHC")
        revision = withdraw(session, head, dossier.revision_id, command, proof(head))
        assert standing(revision, date(2026, 11, 30)) is State.IN_FORCE
        assert standing(revision, date(2026, 12, 1)) is State.WITHDRAWN
        signature = session.scalars(select(Signature).where(Signature.meaning == "revision:withdrawn")).one()
        assert verify_signature(signature, decision(revision, command))
        with pytest.raises(Conflict):
            withdraw(session, head, dossier.revision_id, command, proof(head))


def test_what_is_withdrawn_before_it_takes_effect_never_does(office: Database, store: LocalStore) -> None:
    with office.writing() as session:
        dossier = approvals.draft(session, NOW)
        approvals.approved(session, NOW, store, dossier, date(2027, 1, 1))
        head = acting(session, HEAD, NOW)
        with pytest.raises(UserError, match="24/11/2026"):
            withdraw(session, head, dossier.revision_id, Withdrawal(TODAY, "Ban hành nhầm"), proof(head))
        revision = withdraw(session, head, dossier.revision_id, Withdrawal(TOMORROW, "Ban hành nhầm"), proof(head))
        assert (revision.effective_on, standing(revision, date(2027, 1, 1))) == (None, State.WITHDRAWN)


def test_only_who_approves_withdraws_and_only_what_was_approved(office: Database, store: LocalStore) -> None:
    with office.writing() as session:
        dossier = approvals.draft(session, NOW)
        for key, refusal in ((AUTHOR, NotAllowed), (ELSEWHERE, NotVisible), (HEAD, UserError)):
            who = acting(session, key, NOW)
            with pytest.raises(refusal):
                withdraw(session, who, dossier.revision_id, Withdrawal(TOMORROW, "Bãi bỏ"), proof(who))


# Batches


def test_one_decision_issues_many_documents_each_signed_in_one_batch_of_the_trail(office: Database, store: LocalStore) -> None:
    with office.writing() as session:
        waiting_ones = [waiting(session) for _ in range(3)]
        before = len(session.scalars(select(TrailBatch.first)).all())
        head = acting(session, HEAD, NOW)
        chosen = [(one.revision_id, one.version) for one in waiting_ones]
        command = Decision("15/QĐ-SA", "Ban hành tài liệu", TODAY, date(2026, 12, 1), chosen)
        batch = issue(session, head, store, agency(session), command, proof(head))
        assert {one.stage for one in batch.dossiers} == {Stage.APPROVED} and len(batch.dossiers) == 3
        assert len(session.scalars(select(Signature)).all()) == 3
        assert len(session.scalars(select(TrailBatch.first)).all()) == before + 1
        with pytest.raises(UserError, match="Đã có đợt"):
            issue(session, head, store, agency(session), command, proof(head))


def test_a_batch_issues_all_or_none(office: Database, store: LocalStore) -> None:
    with office.writing() as session:
        ready, draft = waiting(session).revision_id, approvals.draft(session, NOW).revision_id
        versions = [(one, session.get_one(Dossier, one).version) for one in (ready, draft)]
    command = Decision("1/QĐ", "Ban hành", TODAY, TODAY, versions)
    with office.writing() as session:
        head = acting(session, HEAD, NOW)
        with pytest.raises(UserError, match="Chưa đến lượt"), session.begin_nested():
            issue(session, head, store, agency(session), command, proof(head))
    with office.reading() as session:
        assert session.get_one(Dossier, ready).stage is Stage.IN_APPROVAL
        assert session.scalar(select(Signature.id)) is None


# External documents and profiles


def external(number: str, effective: date, replaces: str | None = None) -> ExternalDocument:
    said = approvals.description("Về cơ chế một cửa", kind=DocumentKind.EXTERNAL)
    return ExternalDocument(said, number, Keeping(issuer="Chính phủ", signed_on=effective, replaces=replaces), effective)


def test_a_new_legal_text_ends_the_one_it_replaces(office: Database) -> None:
    with office.writing() as session:
        author = acting(session, SECOND_REVIEWER, NOW)
        old = register_external(session, author, agency(session), external("93/2007/QĐ-TTg", date(2007, 9, 1)))
        new = register_external(
            session, author, agency(session), external("09/2015/QĐ-TTg", date(2015, 5, 15), "93/2007/QĐ-TTg")
        )
        assert (old.ended_on, new.effective_on, new.sealed) == (date(2015, 5, 15), date(2015, 5, 15), True)
        told = select(TrailEntry.verb).where(TrailEntry.object_key == "so-a · 93/2007/QĐ-TTg · 1 · 0")
        verbs = session.scalars(told.order_by(TrailEntry.number)).all()
        assert verbs == ["revision:created", "revision:changed"]


def test_a_profile_changed_meanwhile_is_a_conflict(office: Database) -> None:
    with office.writing() as session:
        dossier, author = approvals.draft(session, NOW), acting(session, AUTHOR, NOW)
        document = dossier.revision.document
        with pytest.raises(Conflict):
            change_keeping(session, author, document, Keeping(review_months=12), None)
        profile = change_keeping(session, author, document, Keeping(review_months=12), 1)
        assert (profile.review_months, profile.version) == (12, 2)
        with pytest.raises(NotAllowed):  # only a coordinator issues common procedures
            change_keeping(session, author, document, Keeping(common=True), 2)
        change_keeping(session, acting(session, SECOND_REVIEWER, NOW), document, Keeping(common=True), 2)


# Requests


def test_requests_are_numbered_by_agency_and_year_and_decided_once(office: Database, store: LocalStore) -> None:
    with office.writing() as session:
        dossier = approvals.draft(session, NOW)
        approvals.approved(session, NOW, store, dossier, TODAY)
        author, head = acting(session, AUTHOR, NOW), acting(session, HEAD, NOW)
        command = NewRequest(RequestKind.CHANGE, "Sửa bước 2", "Thay đổi phí", dossier.revision.document, "Thông tư 12")
        first = open_request(session, author, agency(session), command)
        second = open_request(session, author, agency(session), command)
        next_year = acting(session, AUTHOR, NOW + timedelta(days=60))
        third = open_request(session, next_year, agency(session), command)
        assert [one.number for one in (first, second, third)] == ["01/2026", "02/2026", "01/2027"]
        with pytest.raises(NotAllowed):
            decide(session, author, first.id, Ruling(first.version, RequestDecision.ACCEPTED))
        with pytest.raises(UserError, match="lý do từ chối"):
            decide(session, head, first.id, Ruling(first.version, RequestDecision.REFUSED))
        decide(session, head, first.id, Ruling(first.version, RequestDecision.ACCEPTED))
        with pytest.raises(UserError, match="đã được giải quyết"):
            decide(session, head, first.id, Ruling(first.version, RequestDecision.ACCEPTED))
        with pytest.raises(Conflict):
            decide(session, head, second.id, Ruling(second.version + 1, RequestDecision.ACCEPTED))
        decide(session, author, second.id, Ruling(second.version, RequestDecision.CLOSED))


def test_a_draft_comes_only_from_an_accepted_request_about_its_document(office: Database, store: LocalStore) -> None:
    with office.writing() as session:
        dossier, other = approvals.draft(session, NOW), approvals.draft(session, NOW)
        approvals.approved(session, NOW, store, dossier, TODAY)
        author, head, document = acting(session, AUTHOR, NOW), acting(session, HEAD, NOW), dossier.revision.document
        command = NewRequest(RequestKind.CHANGE, "Sửa", "Lý do", document)
        request, elsewhere = (
            open_request(session, author, agency(session), one)
            for one in (command, NewRequest(RequestKind.CHANGE, "Sửa", "Lý do", other.revision.document))
        )
        decide(session, head, elsewhere.id, Ruling(elsewhere.version, RequestDecision.ACCEPTED))
        for wrong in (request, elsewhere):
            with pytest.raises(UserError):
                new_revision(session, author, document, NewRevision(False, "Sửa", request_id=wrong.id))
            session.expire_all()
        decide(session, head, request.id, Ruling(request.version, RequestDecision.ACCEPTED))
        made = new_revision(session, author, document, NewRevision(False, "Sửa", request_id=request.id))
        assert made.request is request


def test_an_impact_names_what_refers_to_the_document(office: Database, store: LocalStore) -> None:
    with office.writing() as session:
        author = acting(session, AUTHOR, NOW)

        def issued(code: str, body: str = "", kind: DocumentKind = DocumentKind.PROCEDURE, **more: object) -> Document:
            said = approvals.description(f"Tài liệu {code}", kind=kind, **more)
            dossier = create_document(session, author, agency(session), NewDocument(said, code))
            text = approvals.TEXT.__class__(**{**vars(approvals.TEXT), "scope": body or "Toàn cơ quan"}).canonical()
            write_body(session, author, dossier.revision_id, text, dossier.version)
            approvals.approved(session, NOW, store, dossier, TODAY)
            return dossier.revision.document

        changing = issued("QT-01", procedures=["1.01"])
        issued("QT-02", "Thực hiện theo qt-01, mục 3")
        issued("QT-03", "Thực hiện theo QT-011")
        issued("QT-04", procedures=["1.01", "1.02"])
        issued("BM-QT-01-02", kind=DocumentKind.FORM)
        body = agency(session, approvals.OTHER)
        session.add(Adoption(agency=body, document=changing, revision=changing.revisions[0], mode=AdoptionMode.ADOPTED,
                             valid_from=TODAY))  # fmt: skip
        session.flush()
        found = impact(session, changing, TODAY)
        assert [(one.code, one.reasons) for one in found.documents] == [
            ("QT-02", (Reason.MENTIONS,)), ("QT-04", (Reason.PROCEDURE,)),
        ]  # fmt: skip
        assert [(one.code, one.reasons) for one in found.forms] == [("BM-QT-01-02", (Reason.CODE,))]
        assert found.procedures == [("1.01", "Thủ tục 1.01")]
        assert [one.agency for one in found.adopters] == [approvals.OTHER]
        before = impact(session, changing, TODAY - timedelta(days=1))
        assert (before.documents, before.forms, before.adopters) == ([], [], [])


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("QT-01", "BM-QT-01-02", True), ("QT.22", "QT.22-BM02", True), ("QT.01", "BM.01.07", True), ("QT-01", "QT-011", False),
     ("QT-01", "QT-02", False), ("QT-01", "BM.011.07", False), ("QT-01", "qt-01", False), ("CSCL", "MTCL-2026", False)],
)  # fmt: skip
def test_codes_of_one_root_are_told_apart(one: str, other: str, same: bool) -> None:
    assert same_root(one, other) is same_root(other, one) is same


def test_a_deputy_may_not_sign_what_waits_for_the_head(office: Database, store: LocalStore) -> None:
    with office.writing() as session:
        ready, deputy = waiting(session), acting(session, DEPUTY, NOW)
        command = Decision("1/QĐ", "Ban hành", TODAY, TODAY, [(ready.revision_id, ready.version)])
        with pytest.raises(UserError, match="Chưa đến lượt"):
            issue(session, deputy, store, agency(session), command, proof(deputy))
