"""TTHC that changed after anybody took responsibility for their procedure, and TTHC without one."""

from datetime import date, datetime, timedelta

import pytest

from documents.upkeep.marks import MarkKind, marks, uncovered
from documents.upkeep.models import PeriodicReview, ReviewVerdict
from qms.catalogue.models import AdministrativeProcedure, Authority
from qms.people.kinds import PostKind
from qms.signatures.models import Signature
from qms.storage.database import Database
from qms.trail.entries import Actor, Change
from qms.trail.use_cases import record
from reports.publication.queries import load_registry
from tests.factories.office import DAY, MOMENT, Office
from tests.web.statements import counted

EVE = DAY - timedelta(days=1)
HOUR = timedelta(hours=1)


@pytest.fixture
def office(database: Database) -> Database:
    """Two documents of one body for two TTHC: the first approved here at MOMENT, the second recorded from a workbook."""
    with database.writing() as session:
        office = Office(session)
        office.body("so-a")
        office.body("so-b")
        office.member("thu-ky", "so-a", PostKind.COORDINATOR)
        for number in (1, 2, 3):
            procedure = AdministrativeProcedure(code=f"1.00{number}", code_folded=f"1.00{number}", name=f"Thủ tục {number}")
            session.add(Authority(agency=office.agencies["so-a"], procedure=procedure, valid_from=date(2020, 1, 1)))
            if number < 3:
                office.document("so-a", f"QT-{number}")
                office.revision(f"QT-{number}", effective_on=date(2024, 1, 1)).procedures.append(procedure)
        sign(office, "QT-1", MOMENT)
        office.documents["QT-2"].revisions[0].recorded_on = EVE
    return database


def sign(office: Office, code: str, at: datetime) -> None:
    key = f"so-a · {code} · 1 · 0"
    seal = f"{code}{at.timestamp()}".ljust(64, "0")[:64]
    said = {"statement": "", "person_name": "", "post": "", "method": "password", "content_hash": "0" * 64, "seal": seal}
    office.session.add(
        Signature(
            noun="revision", object_key=key, meaning="revision:approved", person=office.people["thu-ky"], signed_at=at, **said
        )
    )


def change(database: Database, code: str, at: datetime, verb: str = "changed") -> None:
    with database.writing() as session:
        told = Change(f"procedure:{verb}", code, {"name": ("a", "b")})
        record(session, Actor("an", "cli:hue"), at, [told])


def marked(database: Database, day: date = DAY) -> set[tuple[str, str, MarkKind, date]]:
    with database.reading() as session:
        return {(one.code, one.procedure, one.kind, one.happened_on) for one in marks(session, day)}


def test_a_change_after_the_signature_marks_to_the_moment(office: Database) -> None:
    change(office, "1.001", MOMENT - HOUR)
    assert marked(office) == set()
    change(office, "1.001", MOMENT + HOUR)
    assert marked(office) == {("QT-1", "1.001", MarkKind.CHANGED, DAY)}
    assert marked(office, EVE) == set()


def test_a_change_after_the_day_of_recording_marks_and_one_on_that_day_does_not(office: Database) -> None:
    change(office, "1.002", MOMENT - timedelta(days=1))
    assert marked(office) == set()
    change(office, "1.002", MOMENT)
    assert marked(office) == {("QT-2", "1.002", MarkKind.CHANGED, DAY)}


def test_coming_into_the_registry_is_no_change(office: Database) -> None:
    change(office, "1.001", MOMENT + HOUR, "created")
    assert marked(office) == set()


def test_a_periodic_review_settles_what_was_before_it(office: Database) -> None:
    change(office, "1.001", MOMENT + HOUR)
    with office.writing() as session:
        found = Office.found(session)
        document = found.documents["QT-1"]
        sign(found, "khác", MOMENT + 2 * HOUR)
        session.flush()
        session.add(
            PeriodicReview(
                document=document,
                revision=document.revisions[0],
                reviewed_on=DAY,
                verdict=ReviewVerdict.STILL_RIGHT,
                reason="Đã soát",
                signature_id=2,
            )
        )
    assert marked(office) == set()
    change(office, "1.001", MOMENT + 3 * HOUR)
    assert marked(office) == {("QT-1", "1.001", MarkKind.CHANGED, DAY)}


def test_a_new_revision_settles_it(office: Database) -> None:
    change(office, "1.002", MOMENT)
    with office.writing() as session:
        found = Office.found(session)
        procedure = found.documents["QT-2"].revisions[0].procedures[0]
        later = found.revision("QT-2", 1, 1, DAY)
        later.procedures.append(procedure)
    assert marked(office) == set()
    assert marked(office, EVE) == set()


def test_abolition_marks_from_its_first_day(office: Database) -> None:
    with office.writing() as session:
        session.get_one(AdministrativeProcedure, 2).valid_to = DAY + timedelta(days=1)
    assert marked(office) == set()
    tomorrow = DAY + timedelta(days=1)
    assert marked(office, tomorrow) == {("QT-2", "1.002", MarkKind.ABOLISHED, tomorrow)}


def test_the_end_of_authority_marks_unless_it_goes_on(office: Database) -> None:
    with office.writing() as session:
        authority = session.get_one(Authority, 2)
        authority.valid_to = DAY
        session.add(Authority(agency_id=authority.agency_id, procedure_id=2, valid_from=DAY + timedelta(days=5)))
    assert marked(office) == {("QT-2", "1.002", MarkKind.NO_AUTHORITY, DAY)}
    assert marked(office, DAY + timedelta(days=4)) == {("QT-2", "1.002", MarkKind.NO_AUTHORITY, DAY)}
    assert marked(office, DAY + timedelta(days=5)) == set()


def test_uncovered_procedures_are_those_of_the_gate(office: Database) -> None:
    with office.reading() as session:
        case = load_registry(session).assessment("so-a").case
        for day in (date(2019, 12, 31), date(2020, 1, 1), date(2023, 12, 31), DAY):
            lacking = {case.rulebook.procedure(one).code for one in case.lacking_on(day.toordinal())}
            assert {one.code for one in uncovered(session, day)} == lacking, day
        assert [one.code for one in uncovered(session, DAY)] == ["1.003"]
        assert uncovered(session, DAY, {"so-b"}) == []


def test_marks_take_a_fixed_number_of_statements(office: Database) -> None:
    with counted(office.engine) as few, office.reading() as session:
        marks(session, DAY)
    with office.writing() as session:
        found = Office.found(session)
        for number in range(20):
            found.document("so-a", f"HD-{number}")
            found.revision(f"HD-{number}").procedures.append(session.get_one(AdministrativeProcedure, 1))
    change(office, "1.001", MOMENT + HOUR)
    with counted(office.engine) as many, office.reading() as session:
        assert len(marks(session, DAY)) == 21
    assert len(many) == len(few)
