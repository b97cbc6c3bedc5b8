"""What documents say: Vietnamese text in reading order, one paragraph a line."""

import io
import unicodedata
from datetime import date, datetime
from pathlib import Path

import pytest

from qms.files.examination import examine
from qms.files.kinds import Kind
from qms.files.text import LONGEST_TEXT, plain_text
from tests.factories import uploads
from tests.factories.uploads import paragraph, word


@pytest.fixture
def said(tmp_path: Path):
    """The text of a file with such content."""

    def read(content: bytes, kind: Kind) -> str | None:
        path = tmp_path / "file"
        path.write_bytes(content)
        return examine(path, kind)

    return read


def test_a_docx_is_read_with_what_is_inserted_and_without_what_is_deleted(said) -> None:
    inserted = '<w:ins w:id="1"><w:r><w:t> ĐOẠN CHÈN</w:t></w:r></w:ins>'
    deleted = '<w:del w:id="2"><w:r><w:delText>đoạn xóa</w:delText></w:r></w:del>'
    moved = "<w:moveFrom><w:r><w:t>chỗ cũ</w:t></w:r></w:moveFrom>"
    body = paragraph("Thời hạn", inserted, deleted, moved) + paragraph("Phạm vi")
    assert said(uploads.docx(body), Kind.DOCX) == "Thời hạn ĐOẠN CHÈN\nPhạm vi"


def test_words_split_into_runs_stay_whole_and_tabs_part_them(said) -> None:
    stops, code = "<w:pPr><w:tabs><w:tab/></w:tabs></w:pPr>", "<w:r><w:tab/><w:t>01</w:t><w:br/></w:r>"
    body = paragraph(stops, "Quy ", "tr", "ình", code, "x")
    assert said(uploads.docx(body), Kind.DOCX) == "Quy trình 01 x"


def test_tables_boxes_headers_notes_and_footers_of_a_docx_are_read_once(said) -> None:
    box = f"<w:r><w:pict><w:txbxContent>{paragraph('Trong khung')}</w:txbxContent></w:pict></w:r>"
    fallback = f"<w:r><w:Fallback><w:txbxContent>{paragraph('Trong khung')}</w:txbxContent></w:Fallback></w:r>"
    cells = "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in ("Bước 1", "Văn thư"))
    body = paragraph("Ngoài khung", box, fallback) + f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"
    parts = {
        "word/header1.xml": word("hdr", paragraph("SỞ KHOA HỌC VÀ CÔNG NGHỆ")),
        "word/header2.xml": word("hdr", paragraph("SỞ KHOA HỌC VÀ CÔNG NGHỆ")),
        "word/footnotes.xml": word("footnotes", paragraph("Chú thích")),
        "word/footer1.xml": word("ftr", paragraph("QT-01")),
        "word/comments.xml": word("comments", paragraph("Ý kiến riêng")),
    }
    assert str(said(uploads.docx(body, parts), Kind.DOCX)).split("\n") == [
        "SỞ KHOA HỌC VÀ CÔNG NGHỆ", "Trong khung", "Ngoài khung", "Bước 1", "Văn thư", "Chú thích", "QT-01",
    ]  # fmt: skip


def test_an_odt_is_read_without_what_is_deleted_and_remarked(said) -> None:
    body = (
        "<text:tracked-changes><text:p>đã xóa</text:p></text:tracked-changes>"
        "<text:h>Mục<text:s/>đích</text:h><text:p>Áp<text:tab/>dụng <text:span>toàn Sở</text:span>"
        "<office:annotation><text:p>ý kiến</text:p></office:annotation></text:p>"
    )
    styles = {"styles.xml": uploads.odt_parts(styles="<style:header><text:p>Đầu trang</text:p></style:header>")["styles.xml"]}
    assert said(uploads.odt(body, styles), Kind.ODT) == "Đầu trang\nMục đích\nÁp dụng toàn Sở"


def test_an_xlsx_is_read_row_by_row_as_it_is_shown(said) -> None:
    morning = datetime.fromisoformat("2026-11-23T08:30")
    rows = [["Mã", "Tên"], [], ["QT-01", "Đánh giá nội bộ", 5, 2.5, date(2026, 11, 23), morning]]
    assert str(said(uploads.xlsx(rows), Kind.XLSX)).split("\n") == [
        "Danh mục", "Mã Tên", "QT-01 Đánh giá nội bộ 5 2.5 23/11/2026 23/11/2026 08:30",
    ]  # fmt: skip


def test_a_pdf_is_read_and_a_picture_says_nothing(said) -> None:
    assert said(uploads.pdf("Biểu mẫu: Ứng dụng, thẩm quyền, hữu hiệu"), Kind.PDF) == "Biểu mẫu: Ứng dụng, thẩm quyền, hữu hiệu"
    assert said(uploads.picture("JPEG"), Kind.JPEG) is None


def test_text_is_tidy() -> None:
    decomposed = unicodedata.normalize("NFD", "Đánh giá")
    assert plain_text([f" {decomposed}\u00a0\u200b nội\t bộ\x00 ", "", " \n", "hai\r\nba", "\ud800x\uffff"]) == (
        "Đánh giá nội bộ\nhai\nba\nx"
    )


def test_a_long_text_is_cut_off_and_read_no_further() -> None:
    given = 0

    def endless():
        nonlocal given
        while True:
            given += 1
            yield "x" * 99_999

    text = plain_text(endless())
    assert len(text) <= LONGEST_TEXT
    assert len(text) > LONGEST_TEXT - 100_000
    assert given == 21


def test_a_long_docx_is_read_without_holding_its_tree(said) -> None:
    body = paragraph("đoạn " * 20) * 40_000
    text = said(uploads.docx(body), Kind.DOCX)
    assert io.StringIO(text).readline() == "đoạn " * 19 + "đoạn\n"
    assert len(str(text)) > LONGEST_TEXT - 200
