"""The demonstration, imported like any other workbook and asked through the engine."""

import shutil
from collections import Counter
from datetime import UTC, date, datetime

import pytest
from sqlalchemy.engine import URL

from qms.app import sheets
from qms.demo.workbook import write_workbook
from qms.exchange.importing import import_workbook
from qms.storage.database import Database
from qms.trail.entries import Actor
from reports.publication.queries import load_registry
from reports.publication.vocabulary import Status

END_OF_2015 = date(2015, 12, 31)
NOW = date(2026, 11, 23)


@pytest.fixture(scope="module")
def imported(sqlite_template, tmp_path_factory):
    """A database with the demonstration, and what the import said."""
    folder = tmp_path_factory.mktemp("demonstration")
    database = Database(URL.create("sqlite", database=str(shutil.copy(sqlite_template, folder / "qms.sqlite3"))))
    write_workbook(folder / "register.xlsx")
    with database.writing() as session:
        moment = datetime(2026, 11, 23, 4, tzinfo=UTC)
        result = import_workbook(session, folder / "register.xlsx", actor=Actor("demo", "test"), moment=moment, sheets=sheets())
    yield database, result
    database.close()


@pytest.fixture(scope="module")
def registry(imported):
    database, _result = imported
    with database.reading() as session:
        return load_registry(session)


def statuses(registry, day):
    return {standing.key: standing.status for standing in registry.board(day)}


def declared(standings):
    return [standing.key for standing in standings if standing.measures.declared]


def test_it_imports_without_fault_or_warning(imported):
    _database, result = imported
    assert result.stored
    assert (result.faults, result.warnings, result.ignored_columns, result.ignored_sheets) == ([], [], [], [])


def test_reference_figures_of_the_end_of_2015(registry):
    below = [standing for standing in registry.board(END_OF_2015) if standing.key != "ubnd-tinh"]
    assert len(below) == 48
    assert [standing.key for standing in below if not (standing.measures.built and standing.measures.applied)] == []
    specialised = [standing for standing in below if standing.slice.kind == "specialised_agency"]
    districts = [standing for standing in below if standing.slice.tier == "district"]
    assert (len(specialised), len(declared(specialised))) == (19, 19)
    assert (len(districts), len(declared(districts))) == (9, 9)
    others = [standing for standing in below if standing.slice.kind in ("sub_department", "management_board")]
    assert (len(others), len(declared(others))) == (20, 14)
    assert {standing.status for standing in others} == {Status.MAINTAINED, Status.APPLYING}


def test_the_provincial_committee_is_exempt(registry):
    assert registry.standing("ubnd-tinh", END_OF_2015).exemption is not None
    assert registry.standing("ubnd-tinh", NOW).exemption is not None


def test_districts_end_and_communes_begin_on_1_july_2025(registry):
    assert sum(standing.slice.tier == "district" for standing in registry.board(date(2025, 6, 30))) == 9
    after = Counter(standing.slice.tier.value for standing in registry.board(date(2025, 7, 1)))
    assert (after["district"], after["commune"]) == (0, 40)


def test_every_status_occurs_now_and_most_provincial_bodies_maintain(registry):
    board = registry.board(NOW)
    assert {standing.status for standing in board} == set(Status)
    bound = [standing for standing in board if standing.slice.tier == "province" and standing.exemption is None]
    maintained = [standing for standing in bound if standing.status is Status.MAINTAINED]
    assert 0.6 < len(maintained) / len(bound) < 0.9


def test_communes_build_in_stages(registry):
    now = Counter(standing.status for standing in registry.board(NOW) if standing.slice.tier == "commune")
    assert now == {
        Status.BUILDING: 21,
        Status.APPLYING: 8,
        Status.NOT_STARTED: 5,
        Status.MAINTAINED: 4,
        Status.MUST_REDECLARE: 1,
        Status.NOT_MAINTAINED: 1,
    }
    half_way = Counter(standing.status for standing in registry.board(date(2025, 12, 31)) if standing.slice.tier == "commune")
    assert half_way[Status.NOT_STARTED] > now[Status.NOT_STARTED]


@pytest.mark.parametrize(
    ("key", "day", "status"),
    [
        ("ubnd-a-luoi", END_OF_2015, "not_maintained"),  # audit overdue
        ("so-khdt", END_OF_2015, "must_redeclare"),  # scope lags behind a new law
        ("cc-trong-trot-bvtv", date(2016, 2, 15), "must_redeclare"),  # renamed, declared anew too late
        ("so-xay-dung", date(2025, 4, 1), "must_redeclare"),  # took over another department
        ("so-noi-vu", date(2025, 4, 1), "maintained"),  # so did this one, and declared in time
        ("ubnd-nam-dong", date(2021, 6, 30), "maintained"),
        ("ubnd-nam-dong", date(2021, 7, 1), "lapsed"),  # :2008 accepted no longer
        ("ubnd-nam-dong", date(2022, 2, 25), "maintained"),  # declared anew on :2015
        ("so-vhttdl", date(2016, 7, 1), None),  # split
        ("so-gddt", NOW, "not_maintained"),  # audit overdue
        ("so-y-te", date(2026, 9, 17), "maintained"),
        ("so-y-te", date(2026, 9, 18), "not_maintained"),  # major nonconformity past due
        ("cc-ptnt", NOW, "not_maintained"),  # no objectives for the year
        ("so-cong-thuong", NOW, "must_redeclare"),
        ("cc-bien-hai-dao", NOW, "lapsed"),  # never converted
        ("cc-dskhhgd", NOW, "lapsed"),  # cancelled
        ("so-dttg", NOW, "applying"),
        ("tt-udkhcn", NOW, "not_subject"),
        ("phuong-an-cuu", date(2026, 11, 11), "applying"),
        ("phuong-an-cuu", date(2026, 11, 12), "maintained"),  # has just declared
        ("phuong-thuy-xuan", date(2026, 11, 30), "applying"),
        ("phuong-thuy-xuan", date(2026, 12, 1), "maintained"),  # signed, in effect from December
    ],
)
def test_stories(registry, key, day, status):
    standing = registry.standing(key, day)
    assert (standing and standing.status.value) == status


def test_suspensions_of_the_past_and_of_today(registry):
    assert registry.standing("ubnd-phu-vang", date(2019, 5, 1)).suspension is not None
    assert registry.standing("ubnd-phu-vang", date(2019, 7, 15)).suspension is None
    today = registry.standing("cc-thuy-loi", NOW)
    assert (today.status, today.measures.declared) == (Status.MAINTAINED, False)


def test_renaming_with_the_superior_only_warns(registry):
    standing = registry.standing("so-tu-phap", NOW)
    outcomes = {report.name.value: report.outcome.value for report in standing.gates()}
    assert (standing.status, outcomes["identity"]) == (Status.MAINTAINED, "warn")


def test_everything_declared_converted_in_time_but_for_three(registry):
    lapsed = [key for key, status in statuses(registry, date(2021, 7, 1)).items() if status is Status.LAPSED]
    assert sorted(lapsed) == ["ban-dan-toc", "cc-bien-hai-dao", "ubnd-nam-dong"]
