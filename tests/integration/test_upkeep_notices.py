"""Letters about overtaken and overdue documents: to the owner, else to the coordinator, and never twice."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from documents.distribution.models import Acknowledgement, Distribution
from documents.library.models import Profile
from documents.upkeep.notices import Outcome, tell_owners
from qms.catalogue.models import AdministrativeProcedure
from qms.mail.models import Letter
from qms.people.kinds import PostKind
from qms.storage.database import Database
from qms.trail.entries import Actor
from tests.factories.office import DAY, MOMENT, Office
from tests.factories.trail import verbs

ROBOT = Actor("cron", "cli:hue")


@pytest.fixture
def office(database: Database) -> Database:
    """A document with an owner and an abolished TTHC, and one overdue for review that nobody owns."""
    with database.writing() as session:
        office = Office(session)
        office.body("so-a")
        office.member("thu-ky", "so-a", PostKind.COORDINATOR)
        office.member("chu-tai-lieu", "so-a")
        procedure = AdministrativeProcedure(code="1.001", code_folded="1.001", name="Thủ tục", valid_to=DAY)
        office.document("so-a", "QT-01", common=True)
        office.revision("QT-01", effective_on=DAY - timedelta(days=30)).procedures.append(procedure)
        office.document("so-a", "QT-02", review_months=12)
        office.revision("QT-02", effective_on=DAY - timedelta(days=367))
        session.flush()
        session.get_one(Profile, office.documents["QT-01"].id).owner_post_id = office.posts["chu-tai-lieu"].id
    return database


def tell(database: Database, days: int = 0) -> Outcome:
    with database.writing() as session:
        return tell_owners(session, ROBOT, MOMENT + timedelta(days=days))


def letters(database: Database) -> dict[str, str]:
    with database.reading() as session:
        return {letter.recipient: letter.body for letter in session.scalars(select(Letter).order_by(Letter.id))}


def test_each_keeper_gets_one_letter_and_none_again(office: Database) -> None:
    assert tell(office) == Outcome(letters=2, matters=2, unreached=0)
    found = letters(office)
    assert "- QT-01 Quy trình QT-01: TTHC 1.001 bị bãi bỏ từ ngày 23/11/2026: cần soát lại." in found["chu-tai-lieu@example.vn"]
    assert "QT-02" in found["thu-ky@example.vn"] and "QT-01" not in found["thu-ky@example.vn"]
    assert verbs(office) == [["upkeep_notice:created"] * 2]
    assert tell(office) == tell(office, days=3) == Outcome(0, 0, 0)
    assert len(verbs(office)) == 1


def test_what_comes_up_later_is_told_later(office: Database) -> None:
    assert tell(office, days=-1) == Outcome(1, 1, 0), "the day before the abolition"
    assert tell(office) == Outcome(1, 1, 0)


def test_who_has_not_read_in_time_is_reminded_once(office: Database) -> None:
    with office.writing() as session:
        found = Office.found(session)
        found.member("doc-gia", "so-a")
        found.member("da-doc", "so-a")
        found.member("khong-thu", "so-a").email = None
        session.flush()
        document, week_ago = found.documents["QT-01"], DAY - timedelta(days=7)
        posts = [found.posts[name] for name in ("doc-gia", "da-doc", "khong-thu")]
        session.add_all(Distribution(document=document, post=post, valid_from=week_ago) for post in posts)
        read = Acknowledgement(revision=document.revisions[-1], post=found.posts["da-doc"], person=found.people["da-doc"])
        read.read_at = MOMENT
        session.add(read)
    tell(office)
    assert "doc-gia@example.vn" not in letters(office), "the last day is still in time"
    assert tell(office, days=1) == Outcome(letters=1, matters=1, unreached=0)
    told = letters(office)
    assert f"- QT-01 Quy trình QT-01: hạn đọc là ngày {DAY:%d/%m/%Y}." in told["doc-gia@example.vn"]
    assert "da-doc@example.vn" not in told
    assert tell(office, days=2) == Outcome(0, 0, 0)


def test_without_an_address_it_waits(office: Database) -> None:
    with office.writing() as session:
        Office.found(session).people["thu-ky"].email = None
    assert tell(office) == Outcome(letters=1, matters=1, unreached=1)
    with office.writing() as session:
        Office.found(session).people["thu-ky"].email = "thu-ky@example.vn"
    assert tell(office) == Outcome(letters=1, matters=1, unreached=0)


def test_without_a_holder_of_the_owning_post_the_coordinator_hears(office: Database) -> None:
    with office.writing() as session:
        Office.found(session).people["chu-tai-lieu"].active = False
    assert tell(office) == Outcome(letters=1, matters=2, unreached=0)
    assert set(letters(office)) == {"thu-ky@example.vn"}
