"""Document control in the demonstration: every list has something to show, and no figure of the register has changed."""

import shutil
from collections import Counter
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.engine import URL

from documents.adoption.models import AdoptionMode
from documents.adoption.queries import offered_to, offers_of
from documents.adoption.standing import Standing
from documents.approval.models import IssueBatch, Stage
from documents.approval.queries import load_work
from documents.approval.use_cases import APPROVED
from documents.copies.queries import copies
from documents.demonstration.permits import CODE as PERMITS
from documents.demonstration.story import tell_documents
from documents.demonstration.telling import ORIGIN
from documents.distribution.queries import circulations, to_read
from documents.library.finding import body_named
from documents.library.models import Revision
from documents.lists.queries import external, internal, obsolete
from documents.records.queries import record_list
from documents.requests.models import RequestDecision
from documents.requests.queries import list_requests
from documents.search.queries import search
from documents.upkeep.marks import marks
from documents.upkeep.queries import upkept
from qms.app import prepare, sheets
from qms.clock import FixedClock, today
from qms.demo.accounts import open_accounts
from qms.demo.people import people_rows
from qms.demo.workbook import write_workbook
from qms.exchange.importing import import_workbook
from qms.installation import Installation
from qms.people.models import Person
from qms.people.queries import load_viewer
from qms.people.sheet import SHEETS as PEOPLE_SHEETS
from qms.settings import Settings
from qms.signatures.models import Signature
from qms.signatures.use_cases import is_intact
from qms.trail.models import TrailBatch
from qms.trail.verification import verify
from reports.publication.queries import load_registry
from tests.conftest import NOW

TODAY = today(FixedClock(NOW))
HOME = "so-noi-vu"
DAYS = [date(2015, 12, 31), date(2021, 7, 1), *(TODAY - timedelta(days=ago) for ago in (400, 160, 100, 60, 30, 1, 0))]


def boards(database):
    """Status and measures of every body on some days."""
    with database.reading() as session:
        registry = load_registry(session)
    return [[(one.key, one.status, one.measures) for one in registry.board(day)] for day in DAYS]


@pytest.fixture(scope="module")
def told(sqlite_template, tmp_path_factory):
    """The installation of a demonstration, the boards before anybody acted, and the telling."""
    folder = tmp_path_factory.mktemp("demonstration")
    url = URL.create("sqlite", database=str(shutil.copy(sqlite_template, folder / "qms.sqlite3")))
    installation = Installation(Settings(folder, url), prepare, FixedClock(NOW))
    for name, rows, described in (("register", None, sheets()), ("people", people_rows(), list(PEOPLE_SHEETS))):
        path = folder / f"{name}.xlsx"
        write_workbook(path, rows)
        with installation.database.writing() as session:
            assert import_workbook(session, path, actor=installation.actor, moment=NOW, sheets=described).stored
    before = boards(installation.database)
    telling = tell_documents(installation, open_accounts(installation))
    yield installation, before, telling
    installation.database.close()


@pytest.fixture
def session(told):
    installation, _before, _telling = told
    with installation.database.reading() as session:
        yield session


@pytest.fixture
def home(session):
    return body_named(session, HOME, TODAY)


def viewer(session, key):
    found = load_viewer(session, session.scalars(select(Person.id).where(Person.key == key)).one(), TODAY)
    assert found is not None
    return found


def test_no_figure_of_any_day_has_changed(told):
    installation, before, _telling = told
    assert boards(installation.database) == before


def test_the_trail_is_whole_with_one_batch_an_act_in_the_order_of_time(told, session):
    _installation, _before, telling = told
    moments = session.scalars(select(TrailBatch.at).where(TrailBatch.origin == ORIGIN).order_by(TrailBatch.first)).all()
    assert len(moments) == telling.acts > 150
    assert list(moments) == sorted(moments) and moments[-1] < NOW.isoformat()
    assert verify(session) == []


def test_what_came_by_workbook_stays_as_it_was(session):
    assert session.scalar(select(func.count()).select_from(Revision).where(~Revision.sealed)) == 5179


def test_lists_of_the_agency(session, home):
    assert {PERMITS, "HD-NV-02", "QT-NV-28", "BM-NV-01"} <= {one.code for one in internal(session, home.id, TODAY)}
    legal = {one.code: one.replaces for one in external(session, home.id, TODAY)}
    assert legal["219/2025/NĐ-CP"] == "152/2020/NĐ-CP" and "152/2020/NĐ-CP" not in legal
    assert {PERMITS, "HD-NV-01", "61/2018/NĐ-CP"} <= {one.code for one in obsolete(session, home.id, TODAY)}
    assert len(record_list(session, home.id, TODAY)) == 9


@pytest.mark.parametrize(
    ("who", "waiting"),
    [
        ("giam-doc", {"to_approve": 2, "to_decide": 3}),
        ("thu-ky", {"to_review": 1, "drafts": 1, "sent": 1}),
        ("truong-phong", {"to_review": 1, "sent": 1}),
        ("chuyen-vien", {"returned": 1, "sent": 2}),
        ("danh-gia", {"to_review": 1}),
        ("chu-tri", {"sent": 1}),
    ],
)
def test_work_waits_for_each_hand(session, who, waiting):
    work = load_work(session, viewer(session, who))
    assert {name: len(getattr(work, name)) for name in vars(work) if getattr(work, name)} == waiting


def test_every_stage_and_a_batch_of_three(session):
    work = load_work(session, viewer(session, "chuyen-vien"))
    assert [one.dossier.round for one in work.returned] == [2]
    in_review = load_work(session, viewer(session, "truong-phong")).sent[0].dossier
    assert in_review.stage is Stage.IN_REVIEW
    assert Counter(comment.answer is None for comment in in_review.comments) == {False: 1, True: 2}
    assert [len(batch.dossiers) for batch in session.scalars(select(IssueBatch))] == [3]


def test_requests_open_accepted_refused_and_closed(session):
    decisions = Counter(one.request.decision for one in list_requests(session, {HOME}))
    accepted, refused, closed = RequestDecision.ACCEPTED, RequestDecision.REFUSED, RequestDecision.CLOSED
    assert decisions == {None: 3, accepted: 3, refused: 1, closed: 1}


def test_signatures_are_whole_and_each_says_which_post(session):
    signatures = session.scalars(select(Signature)).all()
    assert all(is_intact(one) and one.post for one in signatures)
    assert sum(one.meaning == APPROVED for one in signatures) == 11


def test_some_have_read_and_some_have_not(session, home):
    found = circulations(session, TODAY, agency_ids={home.id})
    assert {one.tally.read == one.tally.asked for one in found} == {True, False} and all(one.tally.read for one in found)
    assert [one.working.code for one in to_read(session, viewer(session, "thu-ky").person_id, TODAY)] == ["QT-C-02"]
    late = to_read(session, viewer(session, "truong-phong").person_id, TODAY)
    assert PERMITS in {one.working.code for one in late if one.overdue}


def test_copies_out_back_and_to_recall(session, home):
    lines = copies(session, home.id, TODAY)
    assert (len(lines), sum(one.to_recall for one in lines), sum(one.returned_on is not None for one in lines)) == (5, 2, 1)


def test_common_procedures_are_answered_in_every_way(session, home):
    offers = offers_of(session, TODAY)
    assert {offer.answer.mode for offer in offers if offer.answer} == set(AdoptionMode)
    assert Counter(offer.standing for offer in offers if offer.common.code == "QT-C-01" and offer.answer) == {
        Standing.LAGGING: 3,
        Standing.CURRENT: 2,
        Standing.NOT_APPLICABLE: 1,
    }
    assert {offer.common.code: offer.standing for offer in offered_to(session, home, TODAY)} == {
        "QT-C-01": Standing.LAGGING,
        "QT-C-02": Standing.CURRENT,
    }


def test_a_review_is_overdue_and_one_due_soon(session):
    due = {one.code: one.due_on or date.max for one in upkept(session, TODAY, {HOME})}
    assert [code for code, day in due.items() if day < TODAY] == ["QT-HT-02"]
    assert [code for code, day in due.items() if TODAY <= day < TODAY + timedelta(days=30)] == ["QT-HT-03"]


def test_a_changed_procedure_marks_what_prescribes_it(session):
    assert {one.code for one in marks(session, TODAY, {HOME})} == {"QT-NV-24", "QT-NV-28"}


def test_content_is_found_without_diacritics(session):
    found = search(session, "khong phu thuoc dia gioi hanh chinh", frozenset({HOME}), TODAY)
    assert [hit.plain_code for hit in found.hits] == [PERMITS]
    assert search(session, "mac trang phuc theo quy dinh", frozenset({HOME}), TODAY).total == 1  # out of an uploaded PDF
