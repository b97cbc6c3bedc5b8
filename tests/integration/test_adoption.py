"""Common procedures: offered down the tree, answered by each body, and nobody moved silently."""

from datetime import date, timedelta
from typing import Any

import pytest

from documents.adoption.models import AdoptionMode
from documents.adoption.queries import Offer, history, offered_to, offers_of, works_by
from documents.adoption.standing import Standing, standing
from documents.adoption.use_cases import (
    ANNEX_WANTED,
    MOVED_ON,
    NOT_IN_FORCE,
    NOT_OFFERED,
    REASON_WANTED,
    SAME,
    GiveAnswer,
    give_answer,
)
from documents.library.finding import body_named
from documents.library.models import Document, DocumentKind
from qms.language import UserError
from qms.people.kinds import PostKind
from qms.security.acting import NotAllowed, NotVisible
from qms.storage.conflicts import Conflict
from qms.storage.database import Database
from tests.factories.office import DAY, MOMENT, Office
from tests.factories.trail import batches, keys, verbs
from tests.web.statements import counted

NEXT = DAY + timedelta(days=30)  # the day on which the second revision takes effect


@pytest.fixture
def office(database: Database) -> Database:
    """The lead unit, a department with a body below it, and a neighbour."""
    with database.writing() as session:
        office = Office(session)
        office.body("chu-tri")
        office.body("so-a")
        office.body("cc-a", "so-a")
        office.body("so-b")
        office.member("can-bo-chu-tri", "chu-tri", PostKind.LEAD_OFFICER)
        for body in ("so-a", "cc-a", "so-b"):
            office.member(f"tk-{body}", body, PostKind.COORDINATOR)
        office.document("chu-tri", "QT-CHUNG", common=True)
        office.document("so-a", "QT-NGANH", common=True)
        office.document("so-a", "QT-RIENG")
        for code in ("QT-CHUNG", "QT-NGANH", "QT-RIENG"):
            office.revision(code, 1, 0, date(2020, 1, 1))
        office.revision("QT-CHUNG", 1, 1, NEXT)
        office.document("cc-a", "PL-01")
    return database


def offered(database: Database, body: str, day: date = DAY) -> dict[str, Offer]:
    with database.reading() as session:
        return {offer.common.code: offer for offer in offered_to(session, body_named(session, body, day), day)}


def answer(database: Database, body: str, code: str = "QT-CHUNG", later: int = 0, **fields: Any) -> None:
    owner = "chu-tri" if code == "QT-CHUNG" else "so-a"
    with database.writing() as session:
        acting = Office.found(session).acting(f"tk-{body}", MOMENT + timedelta(days=later))
        command = {"mode": AdoptionMode.ADOPTED, "seen": (1, 0)} | fields
        give_answer(session, acting, GiveAnswer(body, owner, code, **command))


def works(database: Database, body: str, day: date) -> list[tuple[str, int, bool]]:
    with database.reading() as session:
        agency = Office.found(session).agencies[body]
        return [(one.code, one.revision_no, one.adopted) for one in works_by(session, day, agency_id=agency.id)]


def test_the_lead_unit_offers_to_all_a_department_to_those_below_it(office: Database) -> None:
    assert set(offered(office, "so-b")) == {"QT-CHUNG"}
    assert set(offered(office, "cc-a")) == {"QT-CHUNG", "QT-NGANH"}
    assert set(offered(office, "so-a")) == {"QT-CHUNG"}
    assert set(offered(office, "chu-tri")) == set()
    assert offered(office, "cc-a")["QT-NGANH"].standing is Standing.UNANSWERED


def test_a_new_revision_moves_nobody(office: Database) -> None:
    answer(office, "cc-a")
    assert works(office, "cc-a", DAY) == [("QT-CHUNG", 0, True)]
    assert offered(office, "cc-a", NEXT - timedelta(days=1))["QT-CHUNG"].standing is Standing.CURRENT
    assert offered(office, "cc-a", NEXT)["QT-CHUNG"].standing is Standing.LAGGING
    assert works(office, "cc-a", NEXT) == [("QT-CHUNG", 0, True)]
    answer(office, "cc-a", seen=(1, 1), later=30)
    assert offered(office, "cc-a", NEXT)["QT-CHUNG"].standing is Standing.CURRENT
    assert works(office, "cc-a", NEXT) == [("QT-CHUNG", 1, True)]
    assert works(office, "cc-a", NEXT - timedelta(days=1)) == [("QT-CHUNG", 0, True)]


def test_each_answer_is_one_batch_and_ends_the_former(office: Database) -> None:
    answer(office, "cc-a")
    answer(office, "cc-a", mode=AdoptionMode.NOT_APPLICABLE, reason="Không có TTHC này", later=1)
    assert verbs(office) == [["adoption:created"], ["adoption:changed"]]
    assert keys(office)[0] == ["cc-a · chu-tri · QT-CHUNG"]
    assert batches(office)[1].reason == "Không có TTHC này"
    with office.reading() as session:
        found = Office.found(session)
        told = history(session, found.agencies["cc-a"].id, found.documents["QT-CHUNG"].id)
    assert [(one.mode, one.since, one.until) for one in told] == [
        (AdoptionMode.NOT_APPLICABLE, DAY + timedelta(days=1), None),
        (AdoptionMode.ADOPTED, DAY, DAY + timedelta(days=1)),
    ]


def test_an_answer_corrected_on_the_same_day_leaves_no_empty_interval(office: Database) -> None:
    answer(office, "cc-a")
    answer(office, "cc-a", mode=AdoptionMode.WITH_ANNEX, annex="pl-01")
    offer = offered(office, "cc-a")["QT-CHUNG"]
    assert offer.answer is not None and (offer.answer.annex, offer.answer.since) == ("PL-01", DAY)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"mode": AdoptionMode.NOT_APPLICABLE}, REASON_WANTED),
        ({"mode": AdoptionMode.WITH_ANNEX}, ANNEX_WANTED),
        ({"seen": (1, 0), "later": 30}, MOVED_ON),
        ({"seen": None}, MOVED_ON),
    ],
)
def test_what_is_no_answer(office: Database, fields: dict[str, Any], message: object) -> None:
    with pytest.raises(UserError) as refused:
        answer(office, "cc-a", **fields)
    assert refused.value.message == message
    assert isinstance(refused.value, Conflict) is (message == MOVED_ON)
    assert verbs(office) == []


def test_the_same_answer_twice_is_no_answer(office: Database) -> None:
    answer(office, "cc-a")
    with pytest.raises(UserError) as refused:
        answer(office, "cc-a", later=3)
    assert refused.value.message == SAME


def test_an_annex_is_a_document_of_the_body_itself(office: Database) -> None:
    with pytest.raises(NotVisible):
        answer(office, "so-b", mode=AdoptionMode.WITH_ANNEX, annex="PL-01")
    with office.writing() as session:
        found = Office.found(session)
        found.document("cc-a", "61/2018")
        found.revision("61/2018", 1, 0, date(2020, 1, 1)).kind = DocumentKind.EXTERNAL
    with pytest.raises(UserError) as refused:
        answer(office, "cc-a", mode=AdoptionMode.WITH_ANNEX, annex="61/2018")
    assert refused.value.message == ANNEX_WANTED, "a legal text is nobody's own"


@pytest.mark.parametrize(("body", "code"), [("so-b", "QT-NGANH"), ("cc-a", "QT-RIENG"), ("so-a", "QT-NGANH")])
def test_only_what_is_offered_is_answered(office: Database, body: str, code: str) -> None:
    with pytest.raises(NotVisible) as refused:
        answer(office, body, code)
    assert refused.value.message == NOT_OFFERED


def test_a_body_answers_for_itself_alone(office: Database) -> None:
    for who, refusal in (("tk-so-a", NotAllowed), ("tk-so-b", NotVisible)):
        with office.writing() as session:
            acting = Office.found(session).acting(who)
            with pytest.raises(refusal):
                give_answer(session, acting, GiveAnswer("cc-a", "chu-tri", "QT-CHUNG", AdoptionMode.ADOPTED, (1, 0)))


def test_a_procedure_that_lost_force_can_only_be_given_up(office: Database) -> None:
    answer(office, "cc-a", "QT-NGANH")
    with office.writing() as session:
        Office.found(session).documents["QT-NGANH"].revisions[0].ended_on = DAY + timedelta(days=5)
    assert offered(office, "cc-a", DAY + timedelta(days=4))["QT-NGANH"].standing is Standing.CURRENT
    assert offered(office, "cc-a", DAY + timedelta(days=5))["QT-NGANH"].standing is Standing.ENDED
    with pytest.raises(UserError) as refused:
        answer(office, "cc-a", "QT-NGANH", seen=None, later=5)
    assert refused.value.message == NOT_IN_FORCE
    answer(office, "cc-a", "QT-NGANH", mode=AdoptionMode.NOT_APPLICABLE, reason="Bãi bỏ", seen=None, later=5)
    assert works(office, "cc-a", DAY + timedelta(days=5)) == []


def test_the_matrix_takes_a_fixed_number_of_statements(office: Database) -> None:
    answer(office, "cc-a")
    with counted(office.engine) as before, office.reading() as session:
        matrix = offers_of(session, DAY)
    assert {(offer.common.code, offer.body.key): offer.standing for offer in matrix} == {
        ("QT-CHUNG", "cc-a"): Standing.CURRENT,
        ("QT-CHUNG", "so-a"): Standing.UNANSWERED,
        ("QT-CHUNG", "so-b"): Standing.UNANSWERED,
        ("QT-NGANH", "cc-a"): Standing.UNANSWERED,
    }
    with office.writing() as session:
        more = Office.found(session)
        for number in range(20):
            more.body(f"xa-{number}", "so-a")
            more.document("so-a", f"QT-{number}", common=True)
            more.revision(f"QT-{number}")
    with counted(office.engine) as after, office.reading() as session:
        assert len(offers_of(session, DAY)) > 400
    assert len(after) == len(before)
    with office.reading() as session:
        assert {offer.body.key for offer in offers_of(session, DAY, keys={"cc-a"})} == {"cc-a"}


def test_working_documents_can_be_narrowed(office: Database) -> None:
    answer(office, "cc-a")
    with office.reading() as session:
        found = works_by(session, DAY, Document.code == "QT-CHUNG")
    assert [(one.agency_id, one.adopted) for one in found] == sorted((one.agency_id, one.adopted) for one in found)
    assert {one.adopted for one in found} == {True, False}


def test_a_refusal_stands_whatever_becomes_of_the_document() -> None:
    assert standing(AdoptionMode.NOT_APPLICABLE, None, None) is Standing.NOT_APPLICABLE
    assert {one for one in Standing if one.asks} == {Standing.UNANSWERED, Standing.LAGGING, Standing.ENDED}
