"""The workbook of people: all or nothing, every fault by its cell, and what it wrote is read back without a change."""

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from qms.clock import FixedClock
from qms.exchange.exporting import export_workbook
from qms.exchange.importing import ImportResult, import_workbook
from qms.installation import Installation
from qms.mail.models import Letter
from qms.people.kinds import PostKind
from qms.people.models import Person
from qms.people.queries import load_viewer
from qms.people.sheet import SHEETS
from qms.storage.database import Database
from tests.factories.people_rows import agencies, full_people, holding, person, post, unit
from tests.factories.registry_rows import Row, agency
from tests.factories.workbook import ACTOR, MOMENT, import_rows, workbook
from tests.integration.command_line import run

Sheets = Mapping[str, list[Row]]


@pytest.fixture
def bodies(database: Database) -> Database:
    assert import_rows(database, agencies()).stored
    return database


def import_people(database: Database, folder: Path, rows: Sheets) -> ImportResult:
    return import_file(database, workbook(folder / "người.xlsx", rows))


def import_file(database: Database, path: Path) -> ImportResult:
    with database.writing() as session:
        return import_workbook(session, path, actor=ACTOR, moment=MOMENT, sheets=SHEETS)


def test_what_was_imported_is_exported_and_read_back_without_a_change(bodies: Database, tmp_path: Path) -> None:
    first = import_people(bodies, tmp_path, full_people())
    assert (first.faults, first.warnings) == ([], [])
    assert first.created == {"Đơn vị": 4, "Người dùng": 3, "Vị trí": 3, "Người giữ": 3}
    with bodies.reading() as session:
        export_workbook(session, tmp_path / "ra.xlsx", SHEETS)
    again = import_file(bodies, tmp_path / "ra.xlsx")
    assert again.faults == [] and sum(again.unchanged.values()) == 13
    assert not any((*again.created.values(), *again.changed.values(), *again.withdrawn.values()))


def test_agencies_may_be_named_but_not_changed(bodies: Database, tmp_path: Path) -> None:
    result = import_people(bodies, tmp_path, {"Cơ quan": [agency("so-a", Tên="Tên khác")], **full_people()})
    assert result.stored and result.ignored_sheets == ["Cơ quan"] and "Cơ quan" not in result.changed


def test_posts_make_a_viewer_from_their_first_to_their_last_day(bodies: Database, tmp_path: Path) -> None:
    assert import_people(bodies, tmp_path, full_people()).stored
    with bodies.reading() as session:
        ids = {row.key: row.id for row in session.execute(select(Person.id, Person.key))}
        days = [date(2022, 6, 30), date(2022, 7, 1)]
        held = [viewer.posts if (viewer := load_viewer(session, ids["an"], day)) else None for day in days]
        former = load_viewer(session, ids["cũ"], days[0])
    assert held[0] == () and [post.in_full for post in held[1] or ()] == ["Chức danh TK, Cơ quan so-a"]
    assert former is None  # the account is stopped


def test_a_post_gives_nothing_once_its_body_has_ceased(bodies: Database, tmp_path: Path) -> None:
    rows = {name: list(listed) for name, listed in full_people().items()}
    rows["Vị trí"].append(post("QT", Loại="quản trị hệ thống"))
    rows["Người giữ"].append(holding("bình", "QT"))
    assert import_people(bodies, tmp_path, rows).stored
    ceased = {"Cơ quan": [agency("so-a", **{"Trực thuộc": "ubnd", "Đến ngày": "23/11/2026"})]}
    assert import_rows(bodies, ceased).stored
    with bodies.reading() as session:
        ids = {row.key: row.id for row in session.execute(select(Person.id, Person.key))}
        held = {
            (key, day): [held.kind for held in viewer.posts]
            for key in ("an", "bình")
            for day in (date(2026, 11, 22), date(2026, 11, 23))
            if (viewer := load_viewer(session, ids[key], day))
        }
    assert held == {
        ("an", date(2026, 11, 22)): [PostKind.COORDINATOR],
        ("an", date(2026, 11, 23)): [],
        ("bình", date(2026, 11, 22)): [PostKind.HEAD, PostKind.ADMINISTRATOR],
        ("bình", date(2026, 11, 23)): [PostKind.ADMINISTRATOR],
    }


def at(sheet: str, *columns: str) -> list[tuple[str, int, str]]:
    """The places of faults, one a row from the first below the header."""
    return [(sheet, row, column) for row, column in enumerate(columns, 2)]


FAULTS: dict[str, tuple[Sheets, list[tuple[str, int, str]]]] = {
    "post before its agency": ({"Vị trí": [post(**{"Từ ngày": "31/12/2010"})]}, at("Vị trí", "Từ ngày")),
    "post before its unit": ({"Vị trí": [post("X", **{"Mã đơn vị": "VP", "Từ ngày": "31/12/2019"})]}, at("Vị trí", "Từ ngày")),
    "unit of another agency": ({"Vị trí": [post("X", **{"Mã cơ quan": "so-b", "Mã đơn vị": "VP"})]}, at("Vị trí", "Mã đơn vị")),
    "holder before the post": ({"Người giữ": [holding("an", "TP", "31/12/2019")]}, at("Người giữ", "Từ ngày")),
    "two holders": ({"Người giữ": [holding("bình", "TK", "30/6/2022", **{"Đến ngày": "1/7/2022"})]}, at("Người giữ", "Từ ngày")),
    "post ends under its holder": ({"Vị trí": [post("GD", Loại="người đứng đầu", **{"Đến ngày": "1/1/2026"})]},
                                   at("Vị trí", "Đến ngày")),
    "holder of a stopped account": ({"Người giữ": [holding("cũ", "TP")]}, at("Người giữ", "Mã người dùng")),
    "account stopped under a post": ({"Người dùng": [person("an", **{"Tình trạng": "ngừng dùng"})]},
                                     at("Người dùng", "Tình trạng")),
    "address of another": ({"Người dùng": [person("mới", **{"Thư điện tử": "AN@so-a.example"})]},
                           at("Người dùng", "Thư điện tử")),
    "address twice": ({"Người dùng": [person("x", **{"Thư điện tử": "x@y"}), person("y", **{"Thư điện tử": "x@y"})]},
                      at("Người dùng", "Thư điện tử", "Thư điện tử")),
    "no address": ({"Người dùng": [person("mới", **{"Thư điện tử": "không có"})]}, at("Người dùng", "Thư điện tử")),
    "unit in itself": ({"Đơn vị": [unit("VP", **{"Thuộc đơn vị": "VP"})]}, at("Đơn vị", "Thuộc đơn vị")),
    "units in each other": ({"Đơn vị": [unit("VP", **{"Thuộc đơn vị": "P1"})]}, at("Đơn vị", "Thuộc đơn vị")),
    "unit withdrawn under a post": ({"Đơn vị": [unit("P1", Xóa="x")]}, at("Đơn vị", "Xóa")),
    "unit ended under a post": ({"Đơn vị": [unit("P1", **{"Đến ngày": "1/1/2027"})]}, at("Đơn vị", "Đến ngày")),
    "unknown agency": ({"Vị trí": [post(**{"Mã cơ quan": "so-x"})]}, at("Vị trí", "Mã cơ quan")),
}  # fmt: skip


@pytest.mark.parametrize(("rows", "places"), FAULTS.values(), ids=FAULTS)
def test_faults_are_named_by_their_cell_and_nothing_is_written(
    bodies: Database, tmp_path: Path, rows: Sheets, places: list[tuple[str, int, str]]
) -> None:
    assert import_people(bodies, tmp_path, full_people()).stored
    result = import_people(bodies, tmp_path, rows)
    assert [(fault.sheet, fault.row, fault.column) for fault in result.faults] == places
    assert not result.stored


def test_the_last_good_days(bodies: Database, tmp_path: Path) -> None:
    """One day earlier each of these is a fault above."""
    good: Sheets = {
        "Vị trí": [post("X", **{"Mã đơn vị": "VP", "Đến ngày": "1/1/2027"}), post("Y", **{"Từ ngày": "1/1/2011"})],
        "Người giữ": [
            holding("an", "TP"),
            holding("cũ", "Y", **{"Đến ngày": "1/1/2021"}),
            holding("bình", "TK", "1/1/2020", Xóa="x"),
        ],
        "Đơn vị": [unit("VP", **{"Đến ngày": "1/1/2027"})],
    }
    assert import_people(bodies, tmp_path, full_people()).stored
    assert import_people(bodies, tmp_path, good).faults == []


def test_a_file_stops_no_account_that_still_has_a_post_for_some_days(installation: Installation, tmp_path: Path) -> None:
    import_rows(installation, agencies())
    rows: Sheets = {"Người dùng": [person()], "Vị trí": [post()], "Người giữ": [holding(**{"Đến ngày": "24/11/2026"})]}
    assert import_people(installation.database, tmp_path, rows).stored
    stopping = workbook(tmp_path / "ngừng.xlsx", {"Người dùng": [person(**{"Tình trạng": "ngừng dùng"})]})
    said = run(installation, "people", "import", stopping)
    assert said.code == 2 and "Chức danh TK" in said.err
    installation.clock = FixedClock(MOMENT + timedelta(days=1))
    assert run(installation, "people", "import", stopping).code == 0
    assert [one["active"] for one in run(installation, "user", "list", "--format", "json").data["people"]] == [False]


def test_a_file_that_changes_a_mail_address_tells_both_boxes(installation: Installation, tmp_path: Path) -> None:
    import_rows(installation, agencies())
    addresses = ["an@so-a.example", "an@so-a.example", "AN@so-a.example", "an.moi@so-a.example", None]
    told = []
    for number, address in enumerate(addresses):
        rows: Sheets = {"Người dùng": [person(**{"Thư điện tử": address})]}
        assert run(installation, "people", "import", workbook(tmp_path / f"{number}.xlsx", rows)).code == 0
        with installation.database.reading() as session:
            told.append(list(session.scalars(select(Letter.recipient).order_by(Letter.id))))
    assert told[:3] == [[], [], []], "a new account, the same address, and the same in capitals"
    assert told[3] == ["AN@so-a.example", "an.moi@so-a.example"]
    assert told[4][2:] == ["an.moi@so-a.example"], "who has no address any more is told there once"
