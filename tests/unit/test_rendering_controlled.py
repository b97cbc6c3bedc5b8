"""Controlled documents on paper: head and band on every page, a QR code that says what it should, the same bytes each time."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import numpy as np
import pikepdf
import pypdfium2
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from documents.library.procedure_paper import blocks
from documents.library.procedure_text import SECTIONS, KeptRecord, ProcedureText, Step, check_complete
from qms.language import UserError
from qms.rendering import qr
from qms.rendering.controlled import Band, ControlledDocument, SignedOff, Stamp
from qms.rendering.official import Scan, Text
from qms.rendering.pdf_controlled import controlled_document
from qms.rendering.pdf_stamp import CODE, EDGE, HEIGHT, stamped
from qms.rendering.table import Column, Kind, Table

ADDRESS = "https://qms.example.vn/kiem-tra/Zm9vYmFyYmF6cXV4"
STAMP = Stamp(Band.CONTROLLED, ADDRESS, "Bản số 03, người giữ: Trưởng phòng Quản lý đô thị")
DOCUMENT = ControlledDocument(
    superior="UBND tỉnh Thừa Thiên Huế", agency="Sở Nông nghiệp và Phát triển nông thôn", title="Quy trình cấp giấy phép",
    code="QT-NV-01", issue_no=2, revision_no=3, effective_on=date(2026, 11, 1), stamp=STAMP,
    sign_off=[SignedOff("Soạn thảo", "Nguyễn Văn A", "Chuyên viên"), SignedOff("Phê duyệt", "Lê Văn C", "Giám đốc", "Đã ký")],
    history=Table("", [Column("Nội dung"), Column("Ngày", Kind.DATE)], [["Bổ sung bước thẩm định", date(2026, 11, 1)]]),
    body=[Text("Nội dung quy trình.")] * 60,
)
PROCEDURE = ProcedureText(
    purpose="Quy định trình tự.", scope="Toàn cơ quan.\nKể cả một cửa.", dossier=("Đơn đề nghị",), time_limit="15 ngày",
    steps=(Step("Tiếp nhận", "Một cửa", "0,5 ngày", "BM-01"), Step("Thẩm định")),
    records=(KeptRecord("Hồ sơ", "Một cửa", "10 năm"),),
)


def pages(document: bytes) -> list[str]:
    return [" ".join(page.get_textpage().get_text_bounded().split()) for page in pypdfium2.PdfDocument(document)]


def test_every_page_has_the_head_and_says_whether_it_is_controlled() -> None:
    found = pages(controlled_document(DOCUMENT))
    assert len(found) > 1
    for number, page in enumerate(found, 1):
        for part in ("SỞ NÔNG NGHIỆP VÀ PHÁT TRIỂN NÔNG THÔN", "Mã hiệu: QT-NV-01", "Lần ban hành: 02", "Lần sửa đổi: 03",
                     "Ngày hiệu lực: 01/11/2026", f"Trang {number}/{len(found)}", "TÀI LIỆU KIỂM SOÁT", "Bản số 03"):
            assert part in page, part


def test_a_document_without_a_day_of_effect_leaves_it_open() -> None:
    assert "Ngày hiệu lực: –" in pages(controlled_document(replace(DOCUMENT, effective_on=None)))[0]


def test_the_same_document_gives_the_same_bytes() -> None:
    assert controlled_document(DOCUMENT) == controlled_document(DOCUMENT)
    assert stamped(controlled_document(DOCUMENT), STAMP) == stamped(controlled_document(DOCUMENT), STAMP)


def test_the_code_on_paper_has_the_squares_of_its_address() -> None:
    """Each square is looked up in the picture of the printed page."""
    scale = 6
    page = pypdfium2.PdfDocument(controlled_document(DOCUMENT))[0]
    picture = page.render(scale=scale).to_pil().convert("L")
    rows = qr.modules(ADDRESS)
    step = CODE / (len(rows) + 2 * qr.QUIET)
    left, top = page.get_width() - 12 * 72 / 25.4 - CODE, page.get_height() - EDGE - (HEIGHT + CODE) / 2
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            place = ((left + (x + qr.QUIET + 0.5) * step) * scale, (top + (y + qr.QUIET + 0.5) * step) * scale)
            assert (picture.getpixel((int(place[0]), int(place[1]))) < 128) == dark, (x, y)


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_a_stamp_stands_upright_at_the_foot_of_the_page_as_it_is_seen(turned: int) -> None:
    document = BytesIO()
    canvas = Canvas(document, pagesize=(400, 600), invariant=1)
    canvas.drawString(100, 300, "noi dung")
    canvas.save()
    with pikepdf.open(document, allow_overwriting_input=False) as pdf:
        pdf.pages[0].obj["/Rotate"] = turned
        pdf.Root["/AcroForm"] = pikepdf.Dictionary(Fields=pikepdf.Array())
        source = BytesIO()
        pdf.save(source)
    copy = stamped(source.getvalue(), replace(STAMP, band=Band.OBSOLETE))
    page = pypdfium2.PdfDocument(copy)[0]
    picture = np.asarray(page.render(scale=2).to_pil().convert("RGB"))
    height, width, _colours = picture.shape
    down, across = np.nonzero((picture == (176, 42, 55)).all(axis=2))
    assert len(down)
    assert down.min() > height * 0.85
    assert across.max() < width * 0.7
    assert "HẾT HIỆU LỰC" in pages(copy)[0]
    with pikepdf.open(BytesIO(copy)) as pdf:
        assert "/AcroForm" not in pdf.Root


@pytest.mark.parametrize("band", Band)
def test_only_a_sheet_that_nobody_may_work_by_says_so_across_the_page(band: Band) -> None:
    body, stamp = [Scan(picture(800, 1200, "L"))], replace(STAMP, band=band)
    made = controlled_document(replace(DOCUMENT, history=None, body=body, stamp=stamp))
    plain = BytesIO()
    canvas = Canvas(plain, pagesize=(500, 700), invariant=1)
    canvas.showPage()
    canvas.save()
    for document, page in ((made, 1), (stamped(plain.getvalue(), stamp), 0)):
        seen = np.asarray(pypdfium2.PdfDocument(document)[page].render(scale=1).to_pil().convert("RGB"))
        height, width, _colours = seen.shape
        middle = seen[int(height * 0.3) : int(height * 0.7), int(width * 0.3) : int(width * 0.7)].reshape(-1, 3)
        marked = (middle != middle[0]).any(axis=1).mean()
        assert (marked > 0.02) == (band in (Band.OBSOLETE, Band.DRAFT)), (band, page)


def test_a_procedure_comes_back_from_its_canonical_form() -> None:
    assert ProcedureText.parse(PROCEDURE.canonical()) == PROCEDURE
    assert ProcedureText.parse(PROCEDURE.canonical()).canonical() == PROCEDURE.canonical()
    with pytest.raises(ValueError, match="not a procedure"):
        ProcedureText.parse("{}")


def test_a_procedure_is_printed_in_numbered_sections() -> None:
    said = " ".join(pages(controlled_document(replace(DOCUMENT, body=blocks(PROCEDURE)))))
    for part in ("1. Mục đích", "2. Phạm vi áp dụng", "3. Thành phần hồ sơ", "4. Thời hạn giải quyết",
                 "5. Trình tự xử lý công việc", "6. Hồ sơ lưu", "Kể cả một cửa.", "0,5 ngày", "10 năm"):
        assert part in said, part
    assert "Cơ sở pháp lý" not in said


@pytest.mark.parametrize("lines", range(0, 24, 3))
def test_a_heading_stays_with_the_table_below_it(lines: int) -> None:
    """However much stands above: steps of many lines need more room than their heading."""
    long = Step("Kiểm tra thành phần hồ sơ và đối chiếu bản chính. " * 8, "Một cửa", "0,5 ngày", "BM-01")
    body = [*[Text("Nội dung.")] * lines, *blocks(ProcedureText(steps=(long,) * 12))]
    page = next(page for page in pages(controlled_document(replace(DOCUMENT, body=body))) if "1. Trình tự xử lý" in page)
    assert "Kiểm tra thành phần hồ sơ" in page.split("1. Trình tự xử lý")[1]


def picture(width: int, height: int, mode: str = "RGB", kind: str = "PNG", orientation: int = 1) -> bytes:
    """A red picture, clear where its mode knows that, with the orientation that a camera would note."""
    noted, target = Image.Exif(), BytesIO()
    noted[0x0112] = orientation
    Image.new("RGBA", (width, height), (255, 0, 0, 0 if mode == "RGBA" else 255)).convert(mode).save(target, kind, exif=noted)
    return target.getvalue()


@pytest.mark.parametrize(
    ("scan", "flat", "shape"),
    [
        (picture(1600, 2400), False, 1.5),
        (picture(2400, 1600, kind="JPEG"), True, 1 / 1.5),
        (picture(2400, 1600, kind="JPEG", orientation=6), False, 1.5),
        (picture(1000, 900, "CMYK", "JPEG"), False, 0.9),
        (picture(1600, 2400, "P"), False, 1.5),
    ],
)
def test_a_picture_stands_upright_between_head_and_band(scan: bytes, flat: bool, shape: float) -> None:
    """``shape`` is its height for its width as it is seen; one that lies flat gets a page that does."""
    content = controlled_document(replace(DOCUMENT, body=[Scan(scan)]))
    assert content == controlled_document(replace(DOCUMENT, body=[Scan(scan)]))
    page = pypdfium2.PdfDocument(content)[1]
    assert (page.get_width() > page.get_height()) == flat
    seen = np.asarray(page.render(scale=1).to_pil().convert("RGB")).astype(int)
    down, across = np.nonzero((seen[..., 0] > 200) & (seen[..., 1] < 90) & (seen[..., 2] < 90))
    assert np.ptp(down) / np.ptp(across) == pytest.approx(shape, rel=0.02)
    assert min(np.ptp(across) / (page.get_width() - 91), np.ptp(down) / (page.get_height() - 190)) > 0.6
    assert all(part in pages(content)[1] for part in ("Mã hiệu: QT-NV-01", "TÀI LIỆU KIỂM SOÁT"))


def test_a_small_picture_is_not_blurred_and_its_clear_parts_are_white() -> None:
    content = controlled_document(replace(DOCUMENT, history=None, body=[Scan(picture(100, 80, "RGBA")), Scan(picture(100, 80))]))
    seen = np.asarray(pypdfium2.PdfDocument(content)[0].render(scale=1).to_pil().convert("RGB")).astype(int)
    assert (((seen[..., 0] > 200) & (seen[..., 1] < 90)).sum()) == pytest.approx(75 * 60, rel=0.05)
    assert len(pages(content)) == 1


def test_a_procedure_as_plain_text_says_everything_under_its_headings() -> None:
    lines = PROCEDURE.plain_text().split("\n")
    assert lines[:5] == ["Mục đích", "Quy định trình tự.", "Phạm vi áp dụng", "Toàn cơ quan.", "Kể cả một cửa."]
    assert "1. Tiếp nhận | Một cửa | 0,5 ngày | BM-01" in lines
    assert "2. Thẩm định" in lines


@pytest.mark.parametrize("name", ["purpose", "scope", "dossier", "time_limit", "steps"])
def test_a_procedure_that_nobody_could_work_by_is_not_complete(name: str) -> None:
    check_complete(PROCEDURE)
    empty: str | tuple[()] = "" if isinstance(getattr(PROCEDURE, name), str) else ()
    with pytest.raises(UserError, match=SECTIONS[name]):
        check_complete(replace(PROCEDURE, **{name: empty}))
