"""Each fault once, at its place, with what is wrong; warnings beside them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from qms.exchange.importing import ImportResult
from qms.storage.database import Database
from tests.factories.registry_rows import (
    action,
    agency,
    annex,
    audit,
    authority,
    declaration,
    lineage,
    nonconformity,
    override,
    procedure,
    review,
    revision,
)  # fmt: skip
from tests.factories.workbook import import_rows

Sheets = Mapping[str, list[dict[str, Any]]]
BASE: Sheets = {
    "Cơ quan": [agency(), agency("so-b", "1/1/2015", **{"Đến ngày": "1/1/2020"})],
    "TTHC": [procedure(), procedure("1.000051")],
    "Thẩm quyền": [authority()],
    "Đánh giá": [audit(), audit("ĐG-08", **{"Phiên bản ISO": "2008"})],
    "Không phù hợp": [nonconformity(), nonconformity("KPH-08", **{"Số đánh giá": "ĐG-08", "Điều khoản": "7.6"})],
    "Công bố": [declaration()],
}


@pytest.fixture
def base(database: Database) -> Database:
    assert import_rows(database, BASE).stored
    return database


def places(result: ImportResult) -> list[tuple[str | None, int | None, str | None]]:
    return [(fault.sheet, fault.row, fault.column) for fault in result.faults]


def one(sheet: str, column: str | None, row: int = 2) -> list[tuple[str, int, str | None]]:
    return [(sheet, row, column)]


SENSE = {
    "slice ends on its first day": ("Cơ quan", agency("x", **{"Đến ngày": date(2011, 1, 1)}), "Đến ngày"),
    "slice ends before it begins": ("Cơ quan", agency("x", **{"Đến ngày": date(2010, 1, 1)}), "Đến ngày"),
    "slices overlap": ("Cơ quan", agency("so-a", "1/1/2015"), "Từ ngày"),
    "unknown parent": ("Cơ quan", agency("x", **{"Trực thuộc": "nix"}), "Trực thuộc"),
    "agency above itself": ("Cơ quan", agency("x", **{"Trực thuộc": "X"}), "Trực thuộc"),
    "event without agencies": ("Biến động", lineage(before=None, after=" ; "), "Từ mã"),
    "event of an unknown agency": ("Biến động", lineage(after="so-a; nix"), "Đến mã"),
    "procedure ends as it begins": ("TTHC", procedure("x", **{"Từ ngày": "1/1/2020", "Đến ngày": "1/1/2020"}), "Đến ngày"),
    "authority ends as it begins": ("Thẩm quyền", authority(code="1.000051", **{"Đến ngày": "1/1/2012"}), "Đến ngày"),
    "authorities overlap": ("Thẩm quyền", authority(start="1/1/2013"), "Từ ngày"),
    "unknown agency": ("Thẩm quyền", authority("nix"), "Mã cơ quan"),
    "unknown procedure": ("Thẩm quyền", authority(code="nix"), "Mã TTHC"),
    "document ends as it takes effect": ("Tài liệu", revision(**{"Ngày hết hiệu lực": "1/2/2018"}), "Ngày hết hiệu lực"),
    "document without effect ends as it is issued": (
        "Tài liệu", revision(**{"Ngày hiệu lực": None, "Ngày hết hiệu lực": "15/1/2018"}), "Ngày hết hiệu lực"),
    "slot of another edition": ("Tài liệu", revision(**{"Mục khung": "manual"}), "Mục khung"),
    "slot of no edition": ("Tài liệu", revision(**{"Mục khung": "gì đó"}), "Mục khung"),
    "unknown edition": ("Tài liệu", revision(**{"Phiên bản ISO": "1994"}), "Phiên bản ISO"),
    "unknown procedure in a list": ("Tài liệu", revision(**{"Mã TTHC": "1.000050; nix"}), "Mã TTHC"),
    "star in a list of procedures": ("Tài liệu", revision(**{"Mã TTHC": "*"}), "Mã TTHC"),
    "audit ends before it begins": ("Đánh giá", audit("x", **{"Ngày kết thúc": "30/9/2018"}), "Ngày kết thúc"),
    "clause of no edition": ("Không phù hợp", nonconformity("x", **{"Điều khoản": "99.9"}), "Điều khoản"),
    "clause of another edition": (
        "Không phù hợp", nonconformity("x", **{"Số đánh giá": "ĐG-1", "Điều khoản": "7.6"}), "Điều khoản"),
    "unknown audit": ("Không phù hợp", nonconformity("x", **{"Số đánh giá": "nix"}), "Số đánh giá"),
    "audit of another agency": (
        "Không phù hợp", nonconformity("x", **{"Mã cơ quan": "so-b", "Số đánh giá": "ĐG-1"}), "Số đánh giá"),
    "due before raised": ("Không phù hợp", nonconformity("x", Hạn="30/9/2018"), "Hạn"),
    "closed before raised": ("Không phù hợp", nonconformity("x", **{"Ngày đóng": "30/9/2018"}), "Ngày đóng"),
    "action for an unknown nonconformity": ("Hành động", action("nix"), "Số KPH"),
    "action of an unknown agency": ("Hành động", action(**{"Mã cơ quan": "nix"}), "Mã cơ quan"),
    "negative ordinal": ("Hành động", action(ordinal=-1), "Thứ tự"),
    "review of an unknown agency": ("Xem xét", review(**{"Mã cơ quan": "nix"}), "Mã cơ quan"),
    "effective before signed": ("Công bố", declaration("x", **{"Ngày hiệu lực": "9/1/2019"}), "Ngày hiệu lực"),
    "posted before signed": ("Công bố", declaration("x", **{"Ngày niêm yết": "9/1/2019"}), "Ngày niêm yết"),
    "sent before signed": ("Công bố", declaration("x", **{"Ngày gửi": "9/1/2019"}), "Ngày gửi"),
    "cancelled before signed": ("Công bố", declaration("x", **{"Ngày hủy": "9/1/2019"}), "Ngày hủy"),
    "all and some": ("Công bố", declaration("x", **{"Phạm vi": "*; 1.000050"}), "Phạm vi"),
    "no scope": ("Công bố", declaration("x", **{"Phạm vi": None}), "Phạm vi"),
    "annex before its declaration": ("Phụ lục công bố", annex(**{"Ngày ký": "9/1/2019"}), "Ngày ký"),
    "annex to an unknown declaration": ("Phụ lục công bố", annex(**{"Số công bố": "nix"}), "Số công bố"),
    "override ends as it begins": ("Quyết định riêng", override(**{"Đến ngày": "5/3/2020"}), "Đến ngày"),
    "number in a code column": ("TTHC", procedure(1.00005), "Mã TTHC"),
    "key too long": ("TTHC", procedure("x" * 61), "Mã TTHC"),
    "required cell empty": ("TTHC", procedure("x", Tên="  "), "Tên"),
    "required key empty": ("Thẩm quyền", authority(code=None), "Mã TTHC"),
    "word not in the list": ("Cơ quan", agency("x", Cấp="thôn"), "Cấp"),
    "impossible day": ("Xem xét", review("31/02/2019"), "Ngày họp"),
    "mark other than x": ("Xem xét", review() | {"Xóa": "có"}, "Xóa"),
}  # fmt: skip


@pytest.mark.parametrize(("sheet", "row", "column"), SENSE.values(), ids=SENSE)
def test_fault(base: Database, sheet: str, row: dict[str, Any], column: str) -> None:
    result = import_rows(base, {sheet: [row]})
    assert places(result) == one(sheet, column)
    assert not result.stored
    assert str(result.faults[0].message)


ALLOWED = {
    "audit of one day": ("Đánh giá", audit("x", **{"Ngày kết thúc": "1/10/2018"})),
    "slices that touch": ("Cơ quan", agency("so-b", "1/1/2020")),
    "due and closed on the day it was raised": (
        "Không phù hợp", nonconformity("x", **{"Hạn": "1/10/2018", "Ngày đóng": "1/10/2018"})),
    "clause of an old edition without audit": ("Không phù hợp", nonconformity("x", **{"Điều khoản": "7.6"})),
    "everything on the day of signature": (
        "Công bố", declaration("x", **dict.fromkeys(("Ngày hiệu lực", "Ngày niêm yết", "Ngày gửi", "Ngày hủy"), "10/1/2019"))),
    "annex on the day of its declaration": ("Phụ lục công bố", annex(**{"Ngày ký": "10/1/2019"})),
    "effective before issued": ("Tài liệu", revision(**{"Ngày ban hành": "1/3/2018"})),
    "done before due, verified before done": (
        "Hành động", action(**{"Hạn": "1/1/2020", "Ngày xong": "1/1/2019", "Ngày xác nhận": "1/1/2018"})),
}  # fmt: skip


@pytest.mark.parametrize(("sheet", "row"), ALLOWED.values(), ids=ALLOWED)
def test_no_fault(base: Database, sheet: str, row: dict[str, Any]) -> None:
    assert import_rows(base, {sheet: [row]}).faults == []


def test_a_circle_of_agencies_is_one_fault_of_its_first_row_and_none_once_it_is_broken(base: Database) -> None:
    """The stored ones count, too; and who was above yesterday may be below today."""
    rows = [agency("x", **{"Trực thuộc": "y"}), agency("y", **{"Trực thuộc": "z"}), agency("z", **{"Trực thuộc": "x"})]
    assert places(import_rows(base, {"Cơ quan": rows})) == one("Cơ quan", "Trực thuộc")
    assert import_rows(base, {"Cơ quan": [agency("z"), *rows[:2]]}).stored
    assert places(import_rows(base, {"Cơ quan": rows[2:]})) == one("Cơ quan", "Trực thuộc")
    ended = [agency("x", **{"Trực thuộc": "y", "Đến ngày": "1/1/2020"}), agency("x", "1/1/2020")]
    later = [agency("z", **{"Đến ngày": "1/1/2020"}), agency("z", "1/1/2020", **{"Trực thuộc": "x"})]
    assert import_rows(base, {"Cơ quan": [*ended, *later]}).stored


def test_every_fault_is_told_at_once(base: Database) -> None:
    result = import_rows(
        base,
        {
            "TTHC": [procedure("x", **{"Tên": None, "Từ ngày": "hôm qua", "Mức độ DVC": 7})],
            "Thẩm quyền": [authority("nix", "nix", "1/1/2020", **{"Đến ngày": "1/1/2019"})],
            "Công bố": [declaration("x", **{"Ngày gửi": "1/1/2000", "Ngày niêm yết": "1/1/2000"})],
        },
    )
    assert places(result) == [
        ("TTHC", 2, "Tên"), ("TTHC", 2, "Mức độ DVC"), ("TTHC", 2, "Từ ngày"),
        ("Thẩm quyền", 2, "Mã cơ quan"), ("Thẩm quyền", 2, "Mã TTHC"), ("Thẩm quyền", 2, "Đến ngày"),
        ("Công bố", 2, "Ngày niêm yết"), ("Công bố", 2, "Ngày gửi"),
    ]  # fmt: skip


def test_reference_to_a_row_at_fault_is_no_second_fault(base: Database) -> None:
    result = import_rows(
        base,
        {
            "Cơ quan": [agency("moi", Tên=None), agency("x" * 61)],
            "TTHC": [procedure(1.00006), procedure("y" * 61)],
            "Thẩm quyền": [authority("moi", "1.000060"), authority("moi", "y" * 61), authority("x" * 61)],
            "Đánh giá": [audit("z", **{"Mã cơ quan": "nix"})],
            "Không phù hợp": [nonconformity("z", **{"Mã cơ quan": "nix", "Số đánh giá": "z"})],
            "Hành động": [action("z", **{"Mã cơ quan": "nix"})],
            "Công bố": [declaration("z", **{"Ngày ký": "31/02/2019"})],
            "Phụ lục công bố": [annex(**{"Số công bố": "z", "Ngày ký công bố": "28/2/2019"})],
        },
    )
    assert places(result) == [
        ("Cơ quan", 2, "Tên"), ("Cơ quan", 3, "Mã"), ("TTHC", 2, "Mã TTHC"), ("TTHC", 3, "Mã TTHC"),
        ("Đánh giá", 2, "Mã cơ quan"), ("Không phù hợp", 2, "Mã cơ quan"), ("Công bố", 2, "Ngày ký"),
    ]  # fmt: skip


def test_unreadable_key_excuses_no_other_reference(base: Database) -> None:
    result = import_rows(base, {"TTHC": [procedure(1.00006)], "Thẩm quyền": [authority(code="1.9")]})
    assert places(result) == [("TTHC", 2, "Mã TTHC"), ("Thẩm quyền", 2, "Mã TTHC")]


def test_same_key_with_different_content_names_both_rows(database: Database) -> None:
    rows = [procedure("a", Tên="Một"), procedure("b"), procedure("A", Tên="Hai")]
    result = import_rows(database, {"TTHC": rows})
    assert places(result) == [("TTHC", 4, "Mã TTHC")]
    said = str(result.faults[0].message)
    assert "Dòng 2 và dòng 4" in said
    assert "Tên" in said


def test_same_key_of_which_one_cell_cannot_be_read_is_one_fault(database: Database) -> None:
    rows = [procedure("a", **{"Từ ngày": "1/1/2020"}), procedure("a", **{"Từ ngày": "31/2/2020"})]
    assert places(import_rows(database, {"TTHC": rows})) == [("TTHC", 3, "Từ ngày")]


def test_withdrawing_and_adding_the_same_key(base: Database) -> None:
    result = import_rows(base, {"TTHC": [procedure("1.000051"), procedure("1.000051") | {"Xóa": "x"}]})
    assert places(result) == [("TTHC", 3, "Xóa")]
    assert "2" in str(result.faults[0].message)


def test_overlap_is_judged_on_the_registry_as_the_file_would_leave_it(base: Database) -> None:
    mended = [agency("so-a", **{"Đến ngày": "1/1/2015"}), agency("so-a", "1/1/2015")]
    assert import_rows(base, {"Cơ quan": mended}).faults == []
    swapped = [agency("so-a", "1/1/2015") | {"Xóa": "x"}, agency("so-a", "1/1/2016") | {"Xóa": None}]
    assert import_rows(base, {"Cơ quan": swapped}).faults == []


def test_later_of_two_overlapping_rows_is_at_fault(database: Database) -> None:
    rows = [agency("s", "1/1/2020"), agency("s", "1/1/2011", **{"Đến ngày": "2/1/2020"})]
    result = import_rows(database, {"Cơ quan": rows})
    assert places(result) == [("Cơ quan", 2, "Từ ngày")]
    assert "dòng 3" in str(result.faults[0].message)


def test_changed_audit_must_suit_its_stored_nonconformities(base: Database) -> None:
    result = import_rows(base, {"Đánh giá": [audit("ĐG-08", **{"Phiên bản ISO": "2015"})]})
    assert places(result) == [("Đánh giá", 2, "Phiên bản ISO")]
    assert "KPH-08" in str(result.faults[0].message)
    both = {
        "Đánh giá": [audit("ĐG-08", **{"Phiên bản ISO": "2015"})],
        "Không phù hợp": [nonconformity("KPH-08", **{"Số đánh giá": "ĐG-08", "Điều khoản": "9.2"})],
    }
    assert import_rows(base, both).faults == []


def test_kept_values_of_absent_columns_are_judged_too(base: Database) -> None:
    assert import_rows(base, {"Công bố": [declaration("y", **{"Ngày hiệu lực": "1/2/2019"})]}).stored
    assert import_rows(base, {"Tài liệu": [revision()]}).stored
    few = {key: cell for key, cell in revision().items() if key not in ("Ngày hiệu lực", "Ngày ban hành")}
    result = import_rows(base, {"Tài liệu": [few | {"Ngày hết hiệu lực": "1/2/2018"}]})
    assert places(result) == [("Tài liệu", 2, "Ngày hết hiệu lực")]


WARNED = {
    "authority": ("Thẩm quyền", authority("so-b", start="1/1/2014"), "Từ ngày"),
    "document": ("Tài liệu", revision(**{"Mã cơ quan": "so-b", "Ngày ban hành": "31/12/2014"}), "Ngày ban hành"),
    "document by its effect": (
        "Tài liệu", revision(**{"Mã cơ quan": "so-b", "Ngày ban hành": None, "Ngày hiệu lực": "1/1/2020"}), "Ngày hiệu lực"),
    "audit": ("Đánh giá", audit(**{"Mã cơ quan": "so-b", "Ngày bắt đầu": "1/1/2010"}), "Ngày bắt đầu"),
    "nonconformity": ("Không phù hợp", nonconformity(**{"Mã cơ quan": "so-b", "Ngày phát hiện": "1/1/2020"}), "Ngày phát hiện"),
    "review": ("Xem xét", review("1/1/2020", **{"Mã cơ quan": "so-b"}), "Ngày họp"),
    "declaration": ("Công bố", declaration(**{"Ngày ký": "1/1/2010"}), "Ngày ký"),
    "override": ("Quyết định riêng", override(**{"Mã cơ quan": "so-b", "Từ ngày": "1/1/2020"}), "Từ ngày"),
}  # fmt: skip


@pytest.mark.parametrize(("sheet", "row", "column"), WARNED.values(), ids=WARNED)
def test_fact_outside_the_life_of_its_agency_is_stored_with_a_warning(
    base: Database, sheet: str, row: dict[str, Any], column: str
) -> None:
    result = import_rows(base, {sheet: [row]})
    assert result.stored
    assert [(warning.sheet, warning.row, warning.column) for warning in result.warnings] == one(sheet, column)


@pytest.mark.parametrize(
    "row",
    [
        revision(**{"Mã cơ quan": "so-b", "Ngày ban hành": "1/1/2021"}),
        revision(**{"Mã cơ quan": "so-b", "Ngày ban hành": None, "Ngày hiệu lực": None}),
    ],
    ids=["the earlier date counts", "without either date there is nothing to warn of"],
)
def test_document_without_warning(base: Database, row: dict[str, Any]) -> None:
    result = import_rows(base, {"Tài liệu": [row]})
    assert (result.stored, result.warnings) == (True, [])


def test_reference_to_a_row_with_an_empty_key_cell_is_no_second_fault(base: Database) -> None:
    result = import_rows(
        base,
        {
            "Cơ quan": [agency("moi", **{"Từ ngày": None})],
            "Không phù hợp": [nonconformity(None)],
            "Hành động": [action("z")],
            "Xem xét": [review(**{"Mã cơ quan": "moi"})],
        },
    )
    assert places(result) == [("Cơ quan", 2, "Từ ngày"), ("Không phù hợp", 2, "Số")]


def test_reference_to_a_sheet_that_cannot_be_read_is_no_second_fault(base: Database) -> None:
    without_obligation = {key: value for key, value in agency("moi").items() if key != "Nghĩa vụ"}
    reviews = [review(**{"Mã cơ quan": "moi"})]
    result = import_rows(base, {"Cơ quan": [without_obligation], "Xem xét": reviews})
    assert places(result) == [("Cơ quan", None, None)]
    result = import_rows(base, {"Cơ quan": [agency("moi")], "CƠ QUAN ": [agency("moi")], "Xem xét": reviews})
    assert places(result) == [("Cơ quan", None, None)]


def test_every_unknown_code_of_one_cell_is_told(base: Database) -> None:
    result = import_rows(base, {"Công bố": [declaration("z", **{"Phạm vi": "8.8; 1.000050; 9.9"})]})
    assert [fault.column for fault in result.faults] == ["Phạm vi", "Phạm vi"]
    assert [code in str(fault.message) for fault, code in zip(result.faults, ("8.8", "9.9"), strict=True)] == [True, True]


def test_slice_that_ends_too_early_brings_no_warnings(base: Database) -> None:
    result = import_rows(base, {"Cơ quan": [agency("moi", **{"Đến ngày": agency("moi")["Từ ngày"]})],
                                "Xem xét": [review(**{"Mã cơ quan": "moi"})]})  # fmt: skip
    assert places(result) == [("Cơ quan", 2, "Đến ngày")]
    assert result.warnings == []
