"""The main road of a document, from draft to force and on to its supersession, through the hands of those named."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from documents.approval.drafting import EditDraft, discard, edit_draft
from documents.approval.loading import standing_of
from documents.approval.models import Dossier, Stage
from documents.approval.use_cases import Approval, answer, approve, comment, pass_review, recall, send_back
from documents.approval.workflow import Act, State, open_acts, state_of
from documents.library.force import lives
from documents.library.models import Document, DocumentKind, Revision
from documents.library.use_cases import NewDocument, NewRevision, create_document, new_revision
from qms.files.store import LocalStore
from qms.language import UserError
from qms.security.acting import NotVisible
from qms.signatures.models import Signature
from qms.signatures.use_cases import is_intact, verify_signature
from qms.storage.conflicts import Conflict
from qms.storage.database import Database
from qms.trail.models import TrailBatch
from tests.conftest import NOW
from tests.factories import approvals
from tests.factories.approvals import AUTHOR, DEPUTY, ELSEWHERE, HEAD, REVIEWER, SECOND_REVIEWER, acting, panel, proof

TODAY = date(2026, 11, 23)
LATER = NOW + timedelta(days=30)


@pytest.fixture
def office(database: Database) -> Database:
    with database.writing() as session:
        approvals.open_office(session)
    return database


def dossier_of(session: Session, issue_no: int, revision_no: int) -> Dossier:
    found = select(Dossier).join(Revision).where(Revision.issue_no == issue_no, Revision.revision_no == revision_no)
    return session.scalars(found).one()


def state(session: Session, dossier: Dossier, day: date) -> State:
    life = lives(Revision.document_id == dossier.revision.document_id)
    replaced = session.scalar(select(life.c.replaced_on).where(life.c.revision_id == dossier.revision_id))
    revision = dossier.revision
    return state_of(dossier.stage, revision.effective_on, revision.ended_on, replaced, day)


def batches(session: Session) -> int:
    return len(session.scalars(select(TrailBatch.first)).all())


def test_a_revision_goes_from_draft_to_force_and_ends_when_the_next_one_takes_effect(office: Database, store: LocalStore) -> None:
    in_force, replaced = date(2026, 12, 1), date(2027, 1, 1)
    with office.writing() as session:
        first = approvals.draft(session, NOW)
        assert state(session, first, TODAY) is State.DRAFT
        approvals.approved(session, NOW, store, first, in_force)
        assert (first.revision.issued_on, first.revision.sealed) == (TODAY, True)
    with office.writing() as session:
        first = dossier_of(session, 1, 0)
        author = acting(session, AUTHOR, LATER)
        second = new_revision(session, author, first.revision.document, NewRevision(False, "Bổ sung mục 5"))
        assert second.body == first.body
        approvals.approved(session, LATER, store, second, replaced)
    with office.reading() as session:
        first, second = dossier_of(session, 1, 0), dossier_of(session, 1, 1)
        assert [state(session, first, day) for day in (date(2026, 11, 30), in_force, date(2026, 12, 31), replaced)] == [
            State.APPROVED, State.IN_FORCE, State.IN_FORCE, State.SUPERSEDED,
        ]  # fmt: skip
        assert state(session, second, replaced) is State.IN_FORCE
        assert first.revision.ended_on is None  # nobody had to do anything


def test_an_approval_signs_exactly_the_content(office: Database, store: LocalStore) -> None:
    with office.writing() as session:
        dossier = approvals.draft(session, NOW)
        approvals.approved(session, NOW, store, dossier, TODAY)
    with office.reading() as session:
        signature = session.scalars(select(Signature)).one()
        assert signature.object_key == "so-a · QT-01 · 1 · 0"
        assert (signature.meaning, signature.person_name, signature.post) == (
            "revision:approved", "Người ky", "Chức danh ky, Cơ quan so-a",
        )  # fmt: skip
        assert "QT-01" in signature.statement and "23/11/2026" in signature.statement
        assert verify_signature(signature, approvals.TEXT.canonical().encode())
        assert not verify_signature(signature, b"something else")
        session.expunge(signature)
        signature.post = "Giám đốc"
        assert not is_intact(signature)


@pytest.mark.parametrize("change", ["UPDATE signature SET post = 'B'", "DELETE FROM signature"])
def test_signatures_cannot_be_changed_or_removed(office: Database, store: LocalStore, change: str) -> None:
    with office.writing() as session:
        approvals.approved(session, NOW, store, approvals.draft(session, NOW), TODAY)
    with pytest.raises(IntegrityError, match="append-only"), office.writing() as session:
        session.execute(text(change))


def test_each_act_is_one_batch_on_the_trail(office: Database, store: LocalStore) -> None:
    with office.writing() as session:
        before = batches(session)
        approvals.approved(session, NOW, store, approvals.draft(session, NOW), TODAY)
        assert batches(session) - before == 5  # created, written, submitted, passed, approved


def test_approval_waits_for_answers_to_all_remarks(office: Database, store: LocalStore) -> None:
    with office.writing() as session:
        dossier = approvals.draft(session, NOW)
        approvals.sent(session, NOW, dossier)
        remark = comment(session, acting(session, REVIEWER, NOW), dossier.revision_id, "Mục 3", "Thiếu thời hạn")
        pass_review(session, acting(session, REVIEWER, NOW), dossier.revision_id, dossier.version)
        head = acting(session, HEAD, NOW)
        with pytest.raises(UserError, match="1 góp ý"):
            approve(session, head, store, dossier.revision_id, Approval(dossier.version, TODAY), proof(head))
        with pytest.raises(UserError, match="người soạn thảo"):
            answer(session, head, dossier.revision_id, remark.id, "Đã rõ")
        answer(session, acting(session, AUTHOR, NOW), dossier.revision_id, remark.id, "Đã bổ sung")
        approve(session, head, store, dossier.revision_id, Approval(dossier.version, TODAY), proof(head))
        assert dossier.stage is Stage.APPROVED


def test_a_return_needs_a_reason_and_begins_a_new_round(office: Database) -> None:
    with office.writing() as session:
        dossier = approvals.draft(session, NOW)
        approvals.sent(session, NOW, dossier)
        reviewer = acting(session, REVIEWER, NOW)
        with pytest.raises(UserError, match="lý do"):
            send_back(session, reviewer, dossier.revision_id, dossier.version, " ", Act.RETURN)
        send_back(session, reviewer, dossier.revision_id, dossier.version, "Chưa rõ trách nhiệm", Act.RETURN)
        assert (dossier.stage, dossier.round) == (Stage.DRAFT, 2)
        approvals.sent(session, NOW, dossier)
        assert open_acts(standing_of(dossier), reviewer.viewer) >= {Act.PASS, Act.RETURN}


def test_the_day_of_effect_is_not_in_the_past_nor_before_that_of_the_former_revision(office: Database, store: LocalStore) -> None:
    with office.writing() as session:
        dossier = approvals.draft(session, NOW)
        with pytest.raises(UserError, match="không được trước ngày 23/11/2026"), session.begin_nested():
            approvals.approved(session, NOW, store, dossier, date(2026, 11, 22))
        session.expire_all()
        approvals.approved(session, NOW, store, dossier, date(2027, 3, 1))
        follower = new_revision(session, acting(session, AUTHOR, NOW), dossier.revision.document, NewRevision(True, "Viết lại"))
        assert (follower.revision.issue_no, follower.revision.revision_no) == (2, 0)
        with pytest.raises(UserError, match="không được trước ngày 01/03/2027"), session.begin_nested():
            approvals.approved(session, NOW, store, follower, date(2027, 2, 28))


def test_without_a_fresh_proof_of_the_same_person_nothing_is_signed(office: Database, store: LocalStore) -> None:
    with office.writing() as session:
        dossier = approvals.draft(session, NOW)
        approvals.sent(session, NOW, dossier)
        pass_review(session, acting(session, REVIEWER, NOW), dossier.revision_id, dossier.version)
        head, late = acting(session, HEAD, NOW), acting(session, HEAD, NOW + timedelta(minutes=11))
        for who, given in ((head, proof(acting(session, REVIEWER, NOW))), (late, proof(head))):
            with pytest.raises(UserError, match="mật khẩu"):
                approve(session, who, store, dossier.revision_id, Approval(dossier.version, TODAY), given)


def test_several_approvers_sign_in_their_order_and_the_last_one_chooses_the_day(office: Database, store: LocalStore) -> None:
    with office.writing() as session:
        dossier = approvals.draft(session, NOW)
        approvals.sent(session, NOW, dossier, panel(session, REVIEWER, SECOND_REVIEWER, quorum=1, in_order=False),
                     panel(session, DEPUTY, HEAD))  # fmt: skip
        pass_review(session, acting(session, SECOND_REVIEWER, NOW), dossier.revision_id, dossier.version)
        assert dossier.stage is Stage.IN_APPROVAL
        head, deputy = acting(session, HEAD, NOW), acting(session, DEPUTY, NOW)
        with pytest.raises(UserError, match="Chưa đến lượt"):
            approve(session, head, store, dossier.revision_id, Approval(dossier.version, TODAY), proof(head))
        approve(session, deputy, store, dossier.revision_id, Approval(dossier.version), proof(deputy))
        assert (dossier.stage, dossier.revision.effective_on) == (Stage.IN_APPROVAL, None)
        approve(session, head, store, dossier.revision_id, Approval(dossier.version, TODAY), proof(head))
        assert (dossier.stage, dossier.revision.effective_on) == (Stage.APPROVED, TODAY)


def test_only_those_whose_post_permits_it_may_be_named(office: Database) -> None:
    with office.writing() as session:
        dossier = approvals.draft(session, NOW)
        for reviewers, approvers in (
            ((ELSEWHERE,), (HEAD,)),
            ((REVIEWER,), (REVIEWER,)),
            ((AUTHOR,), (HEAD,)),
            ((REVIEWER,), ()),
            ((), (HEAD,)),
            ((REVIEWER, REVIEWER), (HEAD,)),
        ):
            with pytest.raises(UserError):
                approvals.sent(session, NOW, dossier, panel(session, *reviewers), panel(session, *approvers))
            session.expire_all()
        assert dossier.stage is Stage.DRAFT


def test_an_author_who_is_head_does_not_approve_alone(office: Database, store: LocalStore) -> None:
    with office.writing() as session:
        dossier = approvals.draft(session, NOW, author=HEAD)
        with pytest.raises(UserError, match="phê duyệt duy nhất"):
            approvals.sent(session, NOW, dossier, panel(session, REVIEWER), panel(session, HEAD))
        approvals.sent(session, NOW, dossier, panel(session, REVIEWER), panel(session, HEAD, DEPUTY, quorum=1))
        pass_review(session, acting(session, REVIEWER, NOW), dossier.revision_id, dossier.version)
        head, deputy = acting(session, HEAD, NOW), acting(session, DEPUTY, NOW)
        approve(session, head, store, dossier.revision_id, Approval(dossier.version, TODAY), proof(head))
        assert dossier.revision.effective_on is None  # the quorum of one is reached by the author alone
        approve(session, deputy, store, dossier.revision_id, Approval(dossier.version, TODAY), proof(deputy))
        assert dossier.stage is Stage.APPROVED


def test_a_stale_version_is_a_conflict_that_shows_what_is_stored(office: Database) -> None:
    with office.writing() as session:
        dossier = approvals.draft(session, NOW)
        author, seen = acting(session, AUTHOR, NOW), dossier.version
        edit_draft(session, author, dossier.revision_id, EditDraft(seen, approvals.description("Tên mới")))
        with pytest.raises(Conflict) as caught:
            edit_draft(session, author, dossier.revision_id, EditDraft(seen, approvals.description("Tên khác")))
        assert caught.value.current is not None
        assert (caught.value.current["title"], caught.value.version) == ("Tên mới", dossier.version)


def test_what_is_not_in_work_cannot_be_edited_and_a_recalled_one_can(office: Database, store: LocalStore) -> None:
    with office.writing() as session:
        dossier, author = approvals.draft(session, NOW), acting(session, AUTHOR, NOW)
        approvals.sent(session, NOW, dossier)
        command = EditDraft(dossier.version, approvals.description("Tên mới"))
        with pytest.raises(UserError, match="dự thảo"):
            edit_draft(session, author, dossier.revision_id, command)
        recall(session, author, dossier.revision_id, dossier.version)
        edit_draft(session, author, dossier.revision_id, EditDraft(dossier.version, approvals.description("Tên mới")))
        approvals.approved(session, NOW, store, dossier, TODAY)
        for act in (lambda: discard(session, author, dossier.revision_id, dossier.version),
                    lambda: edit_draft(session, author, dossier.revision_id, EditDraft(dossier.version, command.description)),
                    lambda: recall(session, author, dossier.revision_id, dossier.version)):  # fmt: skip
            with pytest.raises(UserError):
                act()


def test_other_agencies_see_nothing(office: Database) -> None:
    with office.writing() as session:
        dossier, stranger = approvals.draft(session, NOW), acting(session, ELSEWHERE, NOW)
        with pytest.raises(NotVisible):
            edit_draft(session, stranger, dossier.revision_id, EditDraft(dossier.version, approvals.description()))
        with pytest.raises(NotVisible):
            create_document(session, stranger, approvals.agency(session), NewDocument(approvals.description()))


def test_codes_follow_the_pattern_and_are_never_used_twice(office: Database) -> None:
    with office.writing() as session:
        assert [approvals.draft(session, NOW).revision.document.code for _ in range(2)] == ["QT-01", "QT-02"]
        typed = approvals.draft(session, NOW, "qt-07")
        assert approvals.draft(session, NOW).revision.document.code == "QT-08"
        discard(session, acting(session, AUTHOR, NOW), typed.revision_id, typed.version)
    with office.writing() as session:
        assert session.scalar(select(Document.id).where(Document.code_folded == "qt-07")) is None
        with pytest.raises(UserError, match="không dùng lại"):
            approvals.draft(session, NOW, "QT-07")
        form = create_document(session, acting(session, AUTHOR, NOW), approvals.agency(session),
                               NewDocument(approvals.description(kind=DocumentKind.FORM)))  # fmt: skip
        assert form.revision.document.code == "BM-01"


def test_only_one_revision_is_in_the_making(office: Database) -> None:
    with office.writing() as session:
        dossier = approvals.draft(session, NOW)
        with pytest.raises(UserError, match="chưa phê duyệt"):
            new_revision(session, acting(session, AUTHOR, NOW), dossier.revision.document, NewRevision(False, "Sửa"))


