"""Pages read the registry once for each state of the trail, and never an older one."""

import shutil
from datetime import date
from pathlib import Path

from qms.agencies.models import AgencySlice
from qms.app import sheets, web_application
from qms.exchange.sheet import Sheet
from qms.people.sheet import SHEETS as PEOPLE_SHEETS
from qms.storage.database import Database
from qms.trail.entries import Actor, Change
from qms.trail.use_cases import record
from reports.overviews.registry import OF_ONE_AGENCY, WITHOUT_EFFECT, RegistryShelf
from reports.publication.engine import Registry
from reports.publication.queries import load_registry
from tests.architecture.nouns import recorded_nouns
from tests.factories.workbook import import_rows
from tests.web.cast import LEADER
from tests.web.client import checking
from tests.web.conftest import TODAY, installed


def test_a_change_is_seen_by_the_next_request(province_database: Path, tmp_path: Path) -> None:
    installation = installed(Path(shutil.copy(province_database, tmp_path / "changing.sqlite3")))
    client = checking(web_application(installation)).sign_in(LEADER)
    assert "Chi cục Kiểm lâm" in client.get("/co-quan/?nhom=sub_departments").text
    with installation.database.writing() as session:
        part = session.query(AgencySlice).filter_by(name="Chi cục Kiểm lâm").one()
        part.name = "Chi cục Lâm nghiệp"
        change = Change("agency:changed", "cc-kiem-lam", {"name": ("Chi cục Kiểm lâm", "Chi cục Lâm nghiệp")})
        record(session, Actor("an.nguyen", "cli:hue"), TODAY.now(), [change])
    page = client.get("/co-quan/?nhom=sub_departments").text
    assert "Chi cục Lâm nghiệp" in page and "Chi cục Kiểm lâm" not in page
    installation.database.close()


DAY = date(2026, 11, 23)
REVIEW = {"Mã cơ quan": "so-noi-vu", "Ngày họp": date(2026, 11, 20), "Số biên bản": "9/BB", "Chủ trì": "Giám đốc"}


def verdicts(registry: Registry) -> list[tuple[object, ...]]:
    return [(one.key, one.status, one.outcomes, one.measures, one.changes_on) for one in registry.board(DAY)]


def seen(shelf: RegistryShelf, database: Database) -> Registry:
    with database.reading() as session:
        return shelf.value(session)


def test_after_a_change_of_one_agency_only_that_one_is_read_again(province_database: Path, tmp_path: Path) -> None:
    database = installed(Path(shutil.copy(province_database, tmp_path / "changing.sqlite3"))).database
    shelf = RegistryShelf()
    before = seen(shelf, database)
    assert before.board(DAY)
    assert import_rows(database, {"Xem xét": [REVIEW]}).stored
    after = seen(shelf, database)
    assert after.assessment("so-nnmt") is before.assessment("so-nnmt")
    assert after.assessment("so-noi-vu") is not before.assessment("so-noi-vu")
    assert date(2026, 11, 20) in [review.held_on for review in after.agencies["so-noi-vu"].reviews]
    with database.reading() as session:
        assert verdicts(after) == verdicts(load_registry(session))
    database.close()


def test_after_any_other_change_everything_is_read_again(province_database: Path, tmp_path: Path) -> None:
    database = installed(Path(shutil.copy(province_database, tmp_path / "changing.sqlite3"))).database
    shelf = RegistryShelf()
    before = seen(shelf, database)
    assert seen(shelf, database) is before
    assert import_rows(database, {"TTHC": [{"Mã TTHC": "8.000001", "Tên": "Cấp giấy phép mới"}], "Xem xét": [REVIEW]}).stored
    after = seen(shelf, database)
    assert after.assessment("so-nnmt") is not before.assessment("so-nnmt")
    database.close()


def test_after_a_change_that_no_rule_looks_at_nothing_is_read_again(province_database: Path, tmp_path: Path) -> None:
    database = installed(Path(shutil.copy(province_database, tmp_path / "changing.sqlite3"))).database
    shelf = RegistryShelf()
    before = seen(shelf, database)
    append(database, Change("post_holding:created", "so-noi-vu · tk · 2026-01-01", {}), Change("password:changed", "an", {}))
    assert seen(shelf, database) is before
    append(database, Change("post:created", "so-noi-vu · tk", {}), Change("weather:created", "so-noi-vu", {}))
    assert seen(shelf, database) is not before  # what nobody has classified may concern everybody
    database.close()


def append(database: Database, *changes: Change) -> None:
    with database.writing() as session:
        record(session, Actor("an.nguyen", "cli:hue"), TODAY.now(), changes)


OF_ALL = {"procedure", "lineage_event", "policy", "edition", "clause", "correspondence", "slot", "agency"}


def test_every_noun_that_is_recorded_is_known_to_concern_nobody_one_agency_or_all() -> None:
    kinds = [OF_ONE_AGENCY, WITHOUT_EFFECT, OF_ALL]
    assert sum(map(len, kinds)) == len(set().union(*kinds)), "a noun is of two kinds"
    recorded = recorded_nouns() | {sheet.noun: sheet.name for sheet in (*sheets(), *PEOPLE_SHEETS)}
    assert {"revision", "password", "edition", "clause"} <= recorded.keys()
    unknown = {noun: place for noun, place in recorded.items() if noun not in set().union(*kinds)}
    assert unknown == {}, "say in reports/overviews/registry.py whether these can change a status"


def test_the_nouns_of_one_agency_are_those_whose_key_begins_with_it() -> None:
    def names_one_agency(sheet: Sheet) -> bool:
        first = sheet.columns[sheet.key_positions[0]].field
        refers = any(reference.to == "agency" and reference.fields == (first,) for reference in sheet.references)
        return refers or (sheet.owner is not None and sheet.owner.noun == "agency") or sheet.columns[0].header == "Mã cơ quan"

    assert {sheet.noun for sheet in sheets() if names_one_agency(sheet)} == OF_ONE_AGENCY
