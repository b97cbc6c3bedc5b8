"""Tables that fit a terminal."""

import json
import unicodedata
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from qms.language import Phrase, speaking
from qms.terminal import display_width, format_table, print_csv, print_json, wrap

texts = st.text(st.sampled_from("aăâbcđ ệợữ-/_1漢ｗ\u0301"), max_size=40)


def test_numbers_stand_right_and_texts_left():
    table = format_table(["Tên", "Số"], [["Sở Nội vụ", 7], ["Y tế", 12]], 80)
    assert table.splitlines() == ["Tên        Số", "─────────  ──", "Sở Nội vụ   7", "Y tế       12"]


def test_a_missing_number_is_empty():
    assert format_table(["Số", "x"], [[None, "a"], [5, "b"]], 80).splitlines()[2:] == ["    a", " 5  b"]


def test_long_texts_go_on_below():
    table = format_table(["Cơ quan", "Ngày"], [["Ủy ban nhân dân thành phố Huế", date(2015, 12, 31)]], 28)
    assert table.splitlines()[2:] == ["Ủy ban nhân dân   31/12/2015", "thành phố Huế"]


def test_codes_break_after_their_signs():
    assert wrap("internal_audit_interval_months", 16) == ["internal_audit_", "interval_months"]


def test_decomposed_and_wide_letters_count_as_the_terminal_shows_them():
    assert display_width(unicodedata.normalize("NFD", "Huế")) == 3
    assert display_width("漢") == 2


def test_a_table_without_rows_is_its_headers():
    assert format_table(["Mã", "Tên"], [], 80).splitlines() == ["Mã  Tên", "──  ───"]


def test_letters_that_steer_a_terminal_are_not_printed():
    assert "\x1b" not in format_table(["x"], [["a\x1b[31mb"]], 80)


@given(texts, st.integers(2, 30))
def test_wrapping_fits_and_loses_nothing(text, width):
    lines = wrap(text, width)
    assert all(display_width(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(st.lists(st.lists(texts, min_size=3, max_size=3), max_size=5), st.integers(20, 100))
def test_no_line_is_wider_than_the_terminal(rows, width):
    table = format_table(["Mã", "Tên cơ quan", "Ghi chú"], rows, width)
    assert max(display_width(line) for line in table.splitlines()) <= width


def test_json_speaks_and_dates_are_iso(capsys):
    with speaking("en"):
        print_json({"ngày": date(2015, 12, 31), "lời": Phrase("Không có gì thay đổi.")})
    assert json.loads(capsys.readouterr().out) == {"ngày": "2015-12-31", "lời": "Nothing changed."}


def test_csv_disarms_what_a_spreadsheet_would_run(capsys):
    print_csv(["a", "b", "c"], [["=1+1", -1, None], ["Huế, Việt Nam", date(2015, 12, 31), "-x"]])
    assert capsys.readouterr().out.splitlines() == ["a,b,c", "'=1+1,-1,", '"Huế, Việt Nam",2015-12-31,\'-x']
