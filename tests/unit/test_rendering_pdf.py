"""Administrative documents on paper, point by point of Nghị định 30/2020/NĐ-CP, Annex I."""

from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from shutil import copytree
from typing import Any

import pypdfium2
import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from qms.language import speaking
from qms.rendering import fonts
from qms.rendering.fonts import VIETNAMESE, from_folder, packaged
from qms.rendering.official import Annex, Block, Heading, Issuer, OfficialPage, Picture, Signature, Text, Wide
from qms.rendering.pdf import official_document, roman
from qms.rendering.pdf_measures import wrapped
from qms.rendering.plots import share_bars
from qms.rendering.table import Column, Kind, Section, Share, Table

PAGE = OfficialPage(Issuer("UBND tỉnh Thừa Thiên Huế", "Sở Khoa học và Công nghệ"), "BC-SKHCN", "Thừa Thiên Huế", "Báo cáo",
                    "Tình hình công bố", [Text("Nội dung.")], number=5, day=date(2016, 1, 8))
MM = 72 / 25.4


def pages(document: bytes) -> list[str]:
    """The text of each page, lines as they are read."""
    return [page.get_textpage().get_text_bounded().replace("\r\n", "\n") for page in pypdfium2.PdfDocument(document)]


def words(text: str) -> str:
    return " ".join(text.split())


def listing(rows: int, text: str = "Sở Nội vụ") -> Table:
    return Table("Danh sách", [Column("TT", Kind.NUMBER), Column("Tên cơ quan"), Column("Ẩn", on_paper=False),
                               Column("Bao phủ", Kind.PERCENT)],
                 [[number, f"{text} {number}", "không in", Share(1, 2)] for number in range(1, rows + 1)])


def test_every_vietnamese_letter_comes_out_as_it_went_in() -> None:
    letters = " ".join(VIETNAMESE)
    document = official_document(replace(PAGE, body=[
        Text(letters), Text(letters, "basis"), Heading(letters), Heading(letters, 3),
        Table("Chữ", [Column("Chữ")], [[letters]])]))
    assert words(" ".join(pages(document))).count(letters) == 5


def test_the_same_page_gives_the_same_bytes_wherever_the_fonts_lie(tmp_path: Path) -> None:
    page = replace(PAGE, body=[Text("Nội dung."), listing(30), Picture(share_bars("Chỉ số", "d", [("Đã công bố", Share(1, 2))]))])
    elsewhere = from_folder(Path(copytree(Path(fonts.__file__).with_name("typefaces"), tmp_path / "typefaces")))
    document = official_document(page)
    assert document == official_document(page) == official_document(page, elsewhere)
    assert b"/Lang (vi)" in document


def test_the_letterhead_has_its_parts_in_their_places() -> None:
    [page] = pages(official_document(replace(PAGE, addressees=["Ủy ban nhân dân tỉnh"])))
    for part in ("UBND TỈNH THỪA THIÊN HUẾ", "SỞ KHOA HỌC VÀ CÔNG NGHỆ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                 "Độc lập - Tự do - Hạnh phúc", "Số: 05/BC-SKHCN Thừa Thiên Huế, ngày 08 tháng 01 năm 2016", "BÁO CÁO",
                 "Tình hình công bố", "Kính gửi: Ủy ban nhân dân tỉnh"):
        assert part in page.split("\n"), part


@pytest.mark.parametrize(("day", "said"), [
    (date(2020, 2, 9), "ngày 09 tháng 02 năm 2020"), (date(2020, 3, 10), "ngày 10 tháng 3 năm 2020"),
    (None, "ngày … tháng … năm …")])
def test_days_below_ten_and_the_first_two_months_are_padded(day: date | None, said: str) -> None:
    [page] = pages(official_document(replace(PAGE, day=day)))
    assert f"Thừa Thiên Huế, {said}" in page


def test_a_document_without_number_leaves_room_for_it() -> None:
    [page] = pages(official_document(replace(PAGE, number=None)))
    assert "/BC-SKHCN" in page
    assert "05/" not in page


def test_margins_and_paper_are_those_of_the_decree() -> None:
    page = pypdfium2.PdfDocument(official_document(replace(PAGE, body=[Text("Nội dung dài " * 60), listing(5)])))[0]
    assert page.get_size() == pytest.approx((210 * MM, 297 * MM), abs=0.5)
    text = page.get_textpage()
    boxes = [text.get_charbox(index) for index in range(text.count_chars()) if text.get_text_range(index, 1).strip()]
    assert min(box[0] for box in boxes) == pytest.approx(30 * MM, abs=4)
    assert max(box[2] for box in boxes) <= 195 * MM + 1
    assert max(box[3] for box in boxes) <= (297 - 20) * MM


def test_pages_are_numbered_in_the_top_margin_from_the_second_and_annexes_for_themselves() -> None:
    page = replace(PAGE, body=[listing(80)], annexes=[Annex("Một", [listing(80)]), Annex("Hai", [listing(70)], wide=True)])
    document = pypdfium2.PdfDocument(official_document(page))
    tops = []
    for sheet in document:
        width, height = sheet.get_size()
        tops.append(words(sheet.get_textpage().get_text_bounded(0, height - 20 * MM, width, height)))
    assert tops[:6] == ["", "2", "3", "", "2", "3"]
    assert tops[6:] == ["", *(str(number) for number in range(2, len(tops) - 5))]
    assert len(tops) > 8
    assert {sheet.get_size()[0] > sheet.get_size()[1] for sheet in list(document)[6:]} == {True}


def test_heads_are_repeated_on_every_page_and_no_row_is_lost() -> None:
    texts = pages(official_document(replace(PAGE, body=[listing(120)])))
    assert len(texts) > 3
    assert all("Tên cơ quan" in text for text in texts)
    told = words(" ".join(texts))
    assert all(f"Sở Nội vụ {number} 50" in told for number in range(1, 121))
    assert "không in" not in told


def test_a_row_higher_than_a_page_is_carried_over() -> None:
    reasons = " ".join(f"lý-do-{number}" for number in range(1200))
    table = Table("Dài", [Column("TT", Kind.NUMBER), Column("Lý do")], [[1, reasons]])
    texts = pages(official_document(replace(PAGE, body=[table])))
    assert len(texts) > 2
    told = [word for text in texts for word in text.split() if word.startswith("lý-do-")]
    assert told == reasons.split()


@pytest.mark.parametrize(("number", "broken"), [(2, False), (7, False), (20, True)])
def test_a_table_of_many_columns_grows_smaller_before_it_breaks_words(number: int, broken: bool) -> None:
    heads = [f"maintained-{letter}" for letter in "abcdefghijklmnopqrst"[:number]]
    columns = [Column("Sub-departments"), *(Column(head, Kind.NUMBER) for head in heads)]
    [page] = pages(official_document(replace(PAGE, body=[Table("Groups", columns, [["public-service", *range(number)]])])))
    said = page.replace("-\n", "-").replace("\ufffe", "-")
    assert ({"Sub-departments", "public-service", *heads} <= set(said.split())) is not broken


def test_a_section_never_stands_alone_at_the_foot_of_a_page() -> None:
    for before in range(20, 45):
        rows: list[Any] = [*([number, "x"] for number in range(before)), Section("Nhóm hai"), [99, "sau nhóm"]]
        texts = pages(official_document(replace(PAGE, body=[Table("t", [Column("TT", Kind.NUMBER), Column("Tên")], rows)])))
        assert [("Nhóm hai" in text) == ("sau nhóm" in text) for text in texts] == [True] * len(texts)


def test_an_empty_table_says_so() -> None:
    [page] = pages(official_document(replace(PAGE, body=[listing(0)])))
    assert "Không có." in page


def test_wide_blocks_turn_the_page_and_turn_it_back_without_empty_pages() -> None:
    body: list[Block] = [Text("Trước."), Wide([listing(3)]), Wide([Text("Vẫn ngang.")]), Text("Sau.")]
    document = pypdfium2.PdfDocument(official_document(replace(PAGE, body=body, signature=Signature(["Giám đốc"], "Trần Văn A"))))
    assert [sheet.get_size()[0] > sheet.get_size()[1] for sheet in document] == [False, True, False]


def test_signature_and_recipients_close_the_document() -> None:
    page = replace(PAGE, signature=Signature(["KT. Giám đốc", "Phó Giám đốc"], "Nguyễn Thị Hồng"),
                   recipients=["UBND tỉnh", "Lưu: VT, TĐC"])
    [text] = pages(official_document(page))
    for part in ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Nguyễn Thị Hồng", "Nơi nhận:", "- UBND tỉnh;", "- Lưu: VT, TĐC."):
        assert part in words(text)


def test_annexes_say_what_they_belong_to_and_get_numerals_when_there_are_two() -> None:
    one = pages(official_document(replace(PAGE, annexes=[Annex("Danh mục", [Text("a")])])))[1]
    assert one.split("\n")[:2] == ["Phụ lục", "DANH MỤC"]
    assert "(Kèm theo Báo cáo số 05/BC-SKHCN ngày 08 tháng 01 năm 2016 của Sở Khoa học và Công nghệ)" in words(one)
    two = pages(official_document(replace(PAGE, annexes=[Annex("A", [Text("a")]), Annex("B", [Text("b")])])))
    assert [text.split("\n")[0] for text in two[1:]] == ["Phụ lục I", "Phụ lục II"]


def test_headings_and_annexes_make_the_outline() -> None:
    page = replace(PAGE, body=[Heading("I. MỘT"), Text("x"), Heading("1. Nhỏ", 2), Text("y"), Heading("II. HAI")],
                   annexes=[Annex("A", [Text("a")])])
    outline = pypdfium2.PdfDocument(official_document(page)).get_toc()
    assert [entry.get_title() for entry in outline] == ["I. MỘT", "II. HAI", "Phụ lục"]


def test_captions_count_tables_and_charts_apart() -> None:
    chart = Picture(share_bars("Chỉ số", "d", [("Đã công bố", Share(41, 48))]))
    [page] = pages(official_document(replace(PAGE, body=[listing(2), chart, listing(2)])))
    assert [line for line in page.split("\n") if line.startswith(("Bảng", "Biểu đồ"))] == [
        "Bảng 1. Danh sách", "Biểu đồ 1. Chỉ số", "Bảng 2. Danh sách"]
    assert "41 / 48" in page


def test_markup_in_data_is_text() -> None:
    [page] = pages(official_document(replace(PAGE, body=[Text("<b>A & B</b> <font color=red>"), listing(1, "<i>&amp;</i>")])))
    assert "<b>A & B</b> <font color=red>" in page
    assert "<i>&amp;</i> 1" in page


def test_percentages_are_not_torn_from_their_sign() -> None:
    for pad in range(55, 100):
        [page] = pages(official_document(replace(PAGE, body=[Text("i" * pad + " đạt 85,4 % chung")])))
        assert not any(line.startswith("%") for line in page.split("\n"))


def test_lines_fit_and_lose_nothing() -> None:
    font, text = packaged().regular, "Ủy ban nhân dân " + "không_có_khoảng_trắng" * 9 + " hết"
    lines = wrapped(text, font, 10, 100)
    assert all(stringWidth(line, font, 10) <= 100.01 for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert wrapped("một\nhai  ba", font, 10, 500) == ["một", "hai ba"]
    assert wrapped("", font, 10, 10) == [""]


def test_roman_numerals() -> None:
    assert [roman(number) for number in (1, 4, 9, 14, 39)] == ["I", "IV", "IX", "XIV", "XXXIX"]
    assert len({roman(number) for number in range(1, 40)}) == 39


def test_titles_of_the_file_speak_the_language_of_the_reader() -> None:
    document = pypdfium2.PdfDocument(official_document(PAGE))
    assert document.get_metadata_dict()["Title"] == "Báo cáo: Tình hình công bố"
    assert document.get_metadata_dict()["Author"] == "Sở Khoa học và Công nghệ"
    with speaking("vi"):
        assert all(first != second for first, second in pairwise(pages(official_document(replace(PAGE, body=[listing(90)])))))
