"""Files that are no workbook, or too much of one: refused in a sentence, before they can do harm."""

import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from qms.exchange import limits
from qms.exchange.package import UnreadableWorkbook, inspect
from qms.exchange.reading import read_workbook
from tests.factories.registry_rows import procedure
from tests.factories.workbook import workbook

SHEET = "xl/worksheets/sheet1.xml"
HEAD = '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = "</sheetData></worksheet>"


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return workbook(tmp_path / "good.xlsx", {"TTHC": [procedure()]})


def altered(good: Path, name: str, content: bytes | Callable[[bytes], bytes], compression: int = zipfile.ZIP_DEFLATED) -> Path:
    """The good workbook with one part replaced or added."""
    path = good.with_name(f"{good.stem}-altered.xlsx")
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(path, "w", compression) as target:
        for entry in source.namelist():
            if entry != name:
                target.writestr(entry, source.read(entry))
        target.writestr(name, content if isinstance(content, bytes) else content(source.read(name)))
    return path


def refused(path: Path) -> str:
    with pytest.raises(UnreadableWorkbook) as caught:
        read_workbook(path)
    said = str(caught.value)
    assert "{" not in said
    return said


def test_good_workbook_is_read(good: Path) -> None:
    assert [raw.name for raw in read_workbook(good)] == ["TTHC"]


def test_what_is_no_workbook(tmp_path: Path, good: Path) -> None:
    assert "missing" in refused(tmp_path / "missing.xlsx")
    assert refused(tmp_path)
    samples = {
        "empty": b"",
        "text": "Mã;Tên\na;Một\n".encode(),
        "old or locked": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        "truncated": good.read_bytes()[:-200],
        "half": good.read_bytes()[: good.stat().st_size // 2],
        "html": b"<html><table><tr><td>1</td></tr></table></html>",
    }
    for name, content in samples.items():
        path = tmp_path / f"{name}.xlsx"
        path.write_bytes(content)
        assert refused(path)


def test_other_packages(tmp_path: Path) -> None:
    for name, parts in {"ods": ("content.xml", "mimetype"), "docx": ("word/document.xml",), "zip": ("a.txt",)}.items():
        path = tmp_path / f"{name}.xlsx"
        with zipfile.ZipFile(path, "w") as archive:
            for part in parts:
                archive.writestr(part, "<a/>")
        assert ".xlsx" in refused(path)


def test_bytes_damaged_inside(good: Path) -> None:
    content = bytearray(good.read_bytes())
    content[200:400] = bytes(200)
    good.write_bytes(content)
    assert refused(good)


def test_sheet_that_is_no_xml(good: Path) -> None:
    assert refused(altered(good, SHEET, b"<worksheet><sheetData><row></oops>"))


def test_large_file(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qms.exchange.package.LARGEST_FILE", good.stat().st_size - 1)
    assert refused(good)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_document_type_is_refused(good: Path, encoding: str) -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>' + HEAD[21:] + TAIL
    assert "DOCTYPE" in refused(altered(good, SHEET, bomb.encode(encoding)))


def test_document_type_across_two_pieces(good: Path) -> None:
    start = b'<?xml version="1.0"?>'
    for shift in range(9):
        padding = b" " * (limits.MEGABYTE - len(start) - shift)
        content = start + padding + b"<!DOCTYPE a>" + HEAD[21:].encode() + TAIL.encode()
        assert "DOCTYPE" in refused(altered(good, SHEET, content, zipfile.ZIP_STORED))


def test_zip_bomb_costs_no_memory(good: Path) -> None:
    path = altered(good, "xl/sharedStrings.xml", b" " * (300 * limits.MEGABYTE))
    assert path.stat().st_size < limits.MEGABYTE
    tracemalloc.start()
    assert refused(path)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 20 * limits.MEGABYTE


def test_size_told_by_the_archive_is_not_believed(good: Path) -> None:
    path = altered(good, "xl/sharedStrings.xml", b" " * (100 * limits.MEGABYTE))
    content = path.read_bytes()
    size = (100 * limits.MEGABYTE).to_bytes(4, "little")
    assert content.count(size) == 2  # in the part's own header and in the directory
    path.write_bytes(content.replace(size, (100).to_bytes(4, "little")))
    with pytest.raises(UnreadableWorkbook):
        inspect(path)


def test_many_parts(good: Path) -> None:
    with zipfile.ZipFile(good, "a") as archive:
        for number in range(limits.MOST_PARTS + 1):
            archive.writestr(f"x/{number}", "")
    assert refused(good)


@pytest.mark.parametrize("cell", ["<c/>", '<c r="A1"><v>1</v></c>', "<c\n/>", "<x:c/>"])
def test_cell_bomb(good: Path, cell: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qms.exchange.package.MOST_CELLS", 10_000)
    assert refused(altered(good, SHEET, (HEAD + "<row>" + cell * 11_000 + "</row>" + TAIL).encode()))


def test_long_text_that_many_cells_share(good: Path) -> None:
    texts = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>k</t></si><si><t>'
        + "x" * 30_000
        + "</t></si></sst>"
    )
    path = altered(good, "xl/sharedStrings.xml", texts.encode())
    few = "<c r='A1' t='s'><v>1</v></c>" + '<c t="s"><v>0</v></c>' * 20_000
    assert read_workbook(altered(path, SHEET, (HEAD + "<row>" + few + "</row>" + TAIL).encode()))
    many = '<c t="s"><v>1</v></c>' * 20_000
    assert "MB" in refused(altered(path, SHEET, (HEAD + "<row>" + many + "</row>" + TAIL).encode()))


def test_broken_markup_is_found_out_at_once(good: Path) -> None:
    assert refused(altered(good, SHEET, (HEAD + '<c t="e" ' * 200_000 + TAIL).encode()))
    assert refused(altered(good, SHEET, (HEAD + '<row><c t="e"><f>' + "<c " * 200_000 + TAIL).encode()))


@pytest.mark.parametrize("place", ["XFD1048576", "A1048576", "ZZ200000", "b900000", "A4000000000", "ZZZZZZ99999999999", "ABCD1"])
def test_one_far_cell_is_not_laid_out(good: Path, place: str) -> None:
    row = f"<row><c r='A1'><v>1</v></c><c r='B1'><v>1</v></c><c r='C1'><v>1</v></c><c r='{place}'><v>1</v></c></row>"
    assert refused(altered(good, SHEET, (HEAD + row + TAIL).encode()))


TEXT = 't="inlineStr"><is><t>x</t></is></c>'
FAR_ROW = f'<row r="99999"><c r="A99999" {TEXT}</row>'
FAR_COLUMN = f'<row r="2"><c r="XFD2" {TEXT}</row>'
LAID_OUT = {
    "row beyond all": f'<row r="4294967290"><c {TEXT}</row>',
    "last row": f'<row r="1048576"><c/><c/><c {TEXT}</row>',
    "bare cells in a far row": '<row r="99999">' + "<c/>" * 1000 + f"<c {TEXT}</row>",
    "row and column in different pieces": FAR_ROW + "<row/>" * 400_000 + FAR_COLUMN,
    "column and row in different pieces": FAR_COLUMN + "<row/>" * 400_000 + FAR_ROW,
    "rows that only seem to end": '<row r="99999">' + "<c/><!--</row>-->" * 1000 + f"<c {TEXT}</row>",
    "bare rows": "<row/>" * 400_000 + "<row>" + "<c/>" * 10 + f"<c {TEXT}</row>",
    "after a place": f'<row r="400000"><c r="F1"/><c {TEXT}</row>',
    "place not first": '<row r="400000"><c t="inlineStr" r="XFD99999"><is><t>x</t></is></c></row>',
    "leading noughts": f'<row><c r="XFD0001048576" {TEXT}</row>',
    "strange prefix": '<row r="400000">' + "<a-b:c/>" * 10 + f"<c {TEXT}</row>",
    "cell within a cell": '<row r="99999">' + "<c><row></row></c>" * 1000 + f"<c {TEXT}</row>",
}


@pytest.mark.parametrize("rows", LAID_OUT.values(), ids=LAID_OUT)
def test_area_beyond_the_limit_is_found_before_it_is_laid_out(good: Path, rows: str) -> None:
    """Only inspected: the reader would end the process."""
    path = altered(good, SHEET, lambda sheet: sheet.replace(b"</sheetData>", rows.encode() + b"</sheetData>"))
    with pytest.raises(UnreadableWorkbook):
        inspect(path)


def test_place_split_between_pieces_is_found(good: Path) -> None:
    text = "x" * limits.MEGABYTE
    for shift in range(0, 24, 3):
        start = HEAD + '<row><c r="A1"/>' + " " * (limits.MEGABYTE - len(HEAD) - 40 + shift)
        content = start + f'<c r="XFD1048576" t="inlineStr"><is><t>{text}</t></is></c></row>' + TAIL
        with pytest.raises(UnreadableWorkbook):
            inspect(altered(good, SHEET, content.encode(), zipfile.ZIP_STORED))


def test_long_comment_is_found_out_at_once(good: Path) -> None:
    content = HEAD + "<row><c/></row><!--" + "< " * (4 * limits.MEGABYTE) + "-->" + TAIL
    with pytest.raises(UnreadableWorkbook):
        inspect(altered(good, SHEET, content.encode(), zipfile.ZIP_STORED))


def test_sheet_whose_cells_name_no_place_is_read(good: Path) -> None:
    rows = ("<row>" + "<c><v>1</v></c>" * 10 + "</row>") * 100_000
    path = altered(good, SHEET, (HEAD + rows + TAIL).encode())
    inspect(path)
    few = altered(good, SHEET, (HEAD + rows[: len(rows) // 1000] + TAIL).encode())
    assert [len(row) for row in read_workbook(few)[0].rows] == [10] * 100


def test_areas_of_all_sheets_add_up(good: Path) -> None:
    content = HEAD + f'<row><c r="A1"/><c r="T60000" {TEXT}</row>' + TAIL
    path = altered(good, SHEET, content.encode())
    inspect(path)
    for number in (8, 9):
        path = altered(path, f"xl/worksheets/sheet{number}.xml", content.encode())
    with pytest.raises(UnreadableWorkbook):
        inspect(path)


def test_many_cells_in_several_small_sheets_pass(good: Path) -> None:
    rows = "".join(
        f'<row r="{row}">' + "".join(f'<c r="{c}{row}"><v>1</v></c>' for c in "ABCDEFGHIJ") + "</row>" for row in range(1, 9000)
    )
    path = good
    for number in range(4):
        path = altered(path, f"xl/worksheets/sheet{number + 1}.xml", (HEAD + rows + TAIL).encode())
    inspect(path)


def test_formatted_last_row_without_cells_is_read(good: Path) -> None:
    last = b'<row r="1048576" ht="12.8"/></sheetData>'
    assert read_workbook(altered(good, SHEET, lambda sheet: sheet.replace(b"</sheetData>", last)))


def test_picture_that_looks_like_cells_is_let_alone(good: Path) -> None:
    assert read_workbook(altered(good, "xl/media/image1.png", b"\x89PNG\x00<c/><c>:c " * 100))


def test_far_cells_of_a_small_area_are_read(good: Path) -> None:
    path = altered(good, SHEET, (HEAD + '<row><c r="A1"><v>1</v></c><c r="BA1"><v>1</v></c></row>' + TAIL).encode())
    assert len(read_workbook(path)[0].rows[0]) == 53


def test_rows_and_cells_beyond_the_limits(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qms.exchange.reading.MOST_ROWS", 1)
    assert "TTHC" in refused(good)


def test_real_limits_let_a_large_register_pass() -> None:
    assert limits.MOST_ROWS >= 100_000
    assert limits.MOST_CELLS >= 100_000 * 13
    assert limits.MOST_CELLS < 3_000_000  # the reader takes hundreds of megabytes for as many
