"""Cells as readers see them, and CSV."""

import csv as standard_csv
from datetime import date
from io import StringIO

import pytest

from qms.language import Phrase, speaking
from qms.rendering import csv
from qms.rendering.table import Column, Kind, Mark, Section, Share, Table, show_cell

NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(("share", "shown"), [
    (Share(0, 0), "–"), (Share(48, 48), f"100{NBSP}%"), (Share(0, 48), f"0{NBSP}%"), (Share(41, 48), f"85,4{NBSP}%"),
    (Share(1, 8), f"12,5{NBSP}%"), (Share(1, 3), f"33,3{NBSP}%"), (Share(2, 3), f"66,7{NBSP}%"), (Share(1, 16), f"6,3{NBSP}%"),
    (Share(9999, 10000), f"99,9{NBSP}%"), (Share(1, 10000), f"0,1{NBSP}%")])
def test_a_share_never_claims_all_or_nothing_unless_it_is(share: Share, shown: str) -> None:
    assert str(share) == shown


def test_cells_are_shown_in_the_language_of_the_reader() -> None:
    cells = (1963, date(2016, 1, 8), Share(41, 48), None, Mark("maintained", "Duy trì"), Phrase("{n} bản", n=2))
    assert [show_cell(cell) for cell in cells] == ["1.963", "08/01/2016", f"85,4{NBSP}%", "", "Duy trì", "2 bản"]
    with speaking("en"):
        assert [show_cell(cell) for cell in (1963, date(2016, 1, 8), Share(41, 48))] == ["1,963", "8 Jan 2016", f"85.4{NBSP}%"]


def test_csv_is_read_back_as_it_was_written_and_cannot_run() -> None:
    hostile = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"]
    heads = ['Tên, "gọi"', "Số", "Ngày", "Tỷ lệ"]
    kinds = (Kind.TEXT, Kind.NUMBER, Kind.DATE, Kind.PERCENT)
    table = Table("t", [Column(head, kind) for head, kind in zip(heads, kinds, strict=True)],
                  [Section("Nhóm"), ["Sở\nNội vụ", -5, date(2015, 12, 31), Share(1, 8)], ["Ủy ban", None, None, Share(0, 0)],
                   *([text, 0, None, None] for text in hostile)])
    written = csv.document(table)
    assert written.startswith(b"\xef\xbb\xbf")
    assert written.count(b"\r\n") == 9
    rows = list(standard_csv.reader(StringIO(written.decode("utf-8-sig"), newline="")))
    assert rows[:3] == [heads, ["Sở\nNội vụ", "-5", "2015-12-31", "0.125"], ["Ủy ban", "", "", ""]]
    assert [row[0] for row in rows[3:]] == [f"'{text}" for text in hostile]


def test_csv_is_written_while_it_is_read() -> None:
    def rows() -> object:
        yield ["một"]
        raise AssertionError("asked for a row that nobody wanted yet")

    pieces = csv.lines(Table("t", [Column("Cột")], rows()))  # type: ignore[arg-type]
    assert [next(pieces), next(pieces)] == ["\ufeffCột\r\n".encode(), "một\r\n".encode()]
