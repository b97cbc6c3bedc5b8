"""Periodic review: due from the last one, signed with a proof, or turned into a request."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from documents.library.models import DocumentKind
from documents.requests.models import ChangeRequest
from documents.upkeep.models import PeriodicReview, ReviewVerdict
from documents.upkeep.queries import Upkept, upkept
from documents.upkeep.use_cases import MOVED_ON, REASON_WANTED, Review, ask_for_change, confirm_right, signed_content
from qms.language import UserError
from qms.people.kinds import PostKind
from qms.security.acting import NotAllowed, NotVisible
from qms.signatures.models import Signature
from qms.signatures.proof import Method, Proof
from qms.signatures.use_cases import NOT_PROVED, verify_signature
from qms.standards.models import Parameter, PolicyValue
from qms.storage.conflicts import Conflict
from qms.storage.database import Database
from tests.factories.office import DAY, MOMENT, Office
from tests.factories.trail import batches, verbs
from tests.web.statements import counted


@pytest.fixture
def office(database: Database) -> Database:
    """A document due today by its own term, one by the province's, one at a neighbour; a legal text, which nobody reviews."""
    with database.writing() as session:
        office = Office(session)
        office.body("so-a")
        office.body("cc-a", "so-a")
        office.member("thu-ky", "so-a", PostKind.COORDINATOR)
        office.member("can-bo", "so-a")
        office.member("tk-cc", "cc-a", PostKind.COORDINATOR)
        office.document("so-a", "QT-01", review_months=24)
        office.document("so-a", "QT-02")
        office.document("cc-a", "QT-03", review_months=6)
        office.revision("QT-01", 1, 0, date(2024, 1, 1), material=True)
        office.revision("QT-01", 1, 1, date(2024, 11, 23), material=True)
        office.revision("QT-02", 1, 0, date(2026, 1, 1))
        office.revision("QT-03", 1, 0, date(2026, 11, 1))
        office.document("so-a", "61/2018")
        office.revision("61/2018", 1, 0, date(2020, 1, 1)).kind = DocumentKind.EXTERNAL
    return database


def listed(database: Database, day: date = DAY, keys: set[str] | None = None) -> dict[str, Upkept]:
    with database.reading() as session:
        return {one.code: one for one in upkept(session, day, keys)}


def review(
    database: Database, who: str = "thu-ky", seen: tuple[int, int] = (1, 1), reason: str = "Đã đối chiếu", stale: bool = False
) -> None:
    with database.writing() as session:
        office = Office.found(session)
        proof = Proof(office.people[who].id, Method.PASSWORD, MOMENT - timedelta(hours=1 if stale else 0))
        confirm_right(session, office.acting(who), Review("so-a", "QT-01", seen, reason), proof)


def test_what_is_due_and_since_when(office: Database) -> None:
    assert {code: one.due_on for code, one in listed(office).items()} == {
        "QT-01": DAY,
        "QT-02": date(2027, 1, 1),
        "QT-03": date(2027, 5, 1),
    }
    assert not listed(office)["QT-01"].overdue_on(DAY)
    assert listed(office)["QT-01"].overdue_on(DAY + timedelta(days=1))
    assert set(listed(office, keys={"cc-a"})) == {"QT-03"}
    assert listed(office, date(2024, 11, 22))["QT-01"].due_on == date(2026, 1, 1), "of the revision before"


def test_what_was_recorded_late_is_due_from_then(office: Database) -> None:
    """Nobody can tell whether a document from before the first day of use was reviewed, so that day is none too late."""
    with office.writing() as session:
        Office.found(session).documents["QT-01"].revisions[-1].recorded_on = date(2026, 10, 1)
    assert listed(office)["QT-01"].due_on == date(2028, 10, 1)
    with office.writing() as session:
        Office.found(session).documents["QT-01"].revisions[-1].recorded_on = date(2024, 11, 1)
    assert listed(office)["QT-01"].due_on == DAY, "what was recorded before it took effect is due from its effect"


def test_the_usual_term_is_that_of_the_day(office: Database) -> None:
    with office.writing() as session:
        months = PolicyValue.parameter == Parameter.DOCUMENT_REVIEW_INTERVAL_MONTHS
        (shipped,) = session.scalars(select(PolicyValue).where(months))
        shipped.valid_to = DAY + timedelta(days=1)
    assert listed(office)["QT-02"].due_on == date(2027, 1, 1)
    assert set(listed(office, DAY + timedelta(days=1))) == {"QT-01", "QT-03"}, "only those with a term of their own"


def test_a_body_that_has_ended_reviews_nothing(office: Database) -> None:
    with office.writing() as session:
        (begun,) = Office.found(session).agencies["cc-a"].slices
        begun.valid_to = DAY
    assert set(listed(office, DAY - timedelta(days=1))) == {"QT-01", "QT-02", "QT-03"}
    assert set(listed(office)) == {"QT-01", "QT-02"}


def test_still_right_is_a_signature_and_one_batch(office: Database) -> None:
    review(office)
    assert listed(office)["QT-01"].due_on == date(2028, 11, 23)
    assert listed(office, DAY - timedelta(days=1))["QT-01"].due_on == DAY
    assert verbs(office) == [["periodic_review:created", "signature:created"]]
    assert batches(office)[0].reason == "Đã đối chiếu"
    with office.reading() as session:
        (signature,) = session.scalars(select(Signature))
        assert signature.statement.startswith("Tôi đã xem xét lại QT-01, lần ban hành 1, lần sửa đổi 1")
        assert signature.meaning == "periodic_review:still_right"
        (found,) = session.scalars(select(PeriodicReview))
        assert verify_signature(signature, signed_content(session, found.revision, found.reviewed_on, found.reason))
        assert not verify_signature(signature, signed_content(session, found.revision, found.reviewed_on, "Lý do khác"))


def test_what_is_no_review(office: Database) -> None:
    for fields, refusal, message in (
        ({"reason": ""}, UserError, REASON_WANTED),
        ({"seen": (1, 0)}, Conflict, MOVED_ON),
        ({"stale": True}, UserError, NOT_PROVED),
    ):
        with pytest.raises(refusal) as refused:
            review(office, **fields)  # type: ignore[arg-type]
        assert refused.value.message == message
    with pytest.raises(NotAllowed):
        review(office, "can-bo")
    with pytest.raises(NotVisible):
        review(office, "tk-cc")
    assert verbs(office) == []


def test_a_change_opens_its_request_in_the_same_batch(office: Database) -> None:
    with office.writing() as session:
        acting = Office.found(session).acting("thu-ky")
        ask_for_change(session, acting, Review("so-a", "QT-01", (1, 1), "Luật mới"))
    assert verbs(office) == [["periodic_review:created", "change_request:created"]]
    with office.reading() as session:
        (found,) = session.scalars(select(PeriodicReview))
        (request,) = session.scalars(select(ChangeRequest))
        assert found.verdict is ReviewVerdict.CHANGE and found.request_id == request.id
        assert request.document is not None and request.document.code == "QT-01"
    assert listed(office)["QT-01"].due_on == date(2028, 11, 23)


def test_the_list_is_two_statements(office: Database) -> None:
    with counted(office.engine) as statements, office.reading() as session:
        upkept(session, DAY)
    assert len([one for one in statements if one != "BEGIN" and "BEGIN" not in one]) == 2
