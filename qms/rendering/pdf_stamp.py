"""The status band with its QR code, and a warning across sheets that nobody may work by.

Both are drawn on pages that are made here, and laid over copies of files that came from outside.
"""

from io import BytesIO
from math import atan2, degrees, hypot

import pikepdf
from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from qms.language import gettext
from qms.rendering import qr
from qms.rendering.controlled import Band, Stamp
from qms.rendering.fonts import Typeface, chosen
from qms.rendering.pdf_measures import word_width, wrapped

INK = {
    Band.CONTROLLED: HexColor("#146c43"),
    Band.UNCONTROLLED: HexColor("#1d5fbf"),
    Band.OBSOLETE: HexColor("#b02a37"),
    Band.DRAFT: HexColor("#68717b"),
}
HEIGHT, EDGE, CODE = 15 * mm, 8 * mm, 14 * mm  # of the band, of the paper left free around it, of the QR code
LABEL, REMARK = 10.5, 8.5
UNUSABLE = (Band.OBSOLETE, Band.DRAFT)  # nobody may work by such a sheet: it says so across the whole page
ACROSS, FAINT = 0.7, 0.12  # how much of the diagonal the words take, and how dark they are
_NAME = pikepdf.Name("/QmsStatusBand")


def draw_band(canvas: Canvas, stamp: Stamp, typeface: Typeface, width: float) -> None:
    """The band along the foot of a page of ``width``: the label in its frame, the remark, the QR code at the right."""
    left, bottom = 20 * mm, EDGE
    right = width - 12 * mm
    canvas.saveState()
    canvas.setFillGray(1)
    canvas.rect(left - 1, bottom - 1, right - left + 2, HEIGHT + 2, stroke=0, fill=1)
    canvas.setStrokeColor(INK[stamp.band])
    canvas.setFillColor(INK[stamp.band])
    canvas.setLineWidth(1.2)
    label = str(stamp.band.label)
    frame = canvas.stringWidth(label, typeface.bold, LABEL) + 5 * mm
    canvas.rect(left, bottom + 4 * mm, frame, 7.5 * mm, stroke=1, fill=0)
    canvas.setFont(typeface.bold, LABEL)
    canvas.drawString(left + 2.5 * mm, bottom + 6.4 * mm, label)
    canvas.setFillGray(0.15)
    _remark(canvas, stamp, typeface, left + frame + 4 * mm, right - CODE - 3 * mm)
    qr.draw(canvas, stamp.address, right - CODE, bottom + (HEIGHT - CODE) / 2, CODE)
    canvas.restoreState()


def draw_warning(canvas: Canvas, stamp: Stamp, typeface: Typeface, width: float, height: float) -> None:
    """The label of a sheet that must not be used, large and faint from corner to corner; nothing on others."""
    if stamp.band not in UNUSABLE:
        return
    label, diagonal = str(stamp.band.label), hypot(width, height)
    size = min(ACROSS * diagonal / word_width(label, typeface.bold), width / 6)
    canvas.saveState()
    canvas.setFillColor(INK[stamp.band], FAINT)
    canvas.setFont(typeface.bold, size)
    canvas.translate(width / 2, height / 2)
    canvas.rotate(degrees(atan2(height, width)))
    canvas.drawCentredString(0, -size / 3, label)
    canvas.restoreState()


def _remark(canvas: Canvas, stamp: Stamp, typeface: Typeface, left: float, right: float) -> None:
    ask = gettext("Quét mã để biết bản này còn hiệu lực hay không.")
    lines = [
        *(wrapped(typeface.printable(stamp.remark), typeface.regular, REMARK, right - left)[:2] if stamp.remark else []),
        *wrapped(ask, typeface.italic, REMARK, right - left)[:2],
    ]
    canvas.setFont(typeface.regular, REMARK)
    top = EDGE + HEIGHT / 2 + len(lines) * REMARK * 0.6
    for line in lines:
        top -= REMARK * 1.2
        canvas.drawString(left, top + 2, line)


def stamped(document: bytes, stamp: Stamp, typeface: Typeface | None = None) -> bytes:
    """A copy of a PDF file with the band on every page; the original, which may carry a digital signature, is left alone.

    Raises ``pikepdf.PdfError`` when the bytes are no PDF. The same file and stamp give the same bytes.
    """
    typeface = typeface or chosen()
    target = BytesIO()
    with pikepdf.open(BytesIO(document)) as pdf:
        for page in pdf.pages:
            _lay_over(pdf, page, stamp, typeface)
        for name in ("/AcroForm", "/Perms"):  # a signature would not hold over the copy, so the copy claims none
            if name in pdf.Root:
                del pdf.Root[name]
        pdf.save(target, deterministic_id=True, linearize=False)
    return target.getvalue()


def _lay_over(pdf: pikepdf.Pdf, page: pikepdf.Page, stamp: Stamp, typeface: Typeface) -> None:
    """Draw the band at the foot of a page as it is seen, whichever way the page is turned."""
    box = pikepdf.Rectangle(page.trimbox)
    turned = int(page.obj.get("/Rotate", 0)) % 180 != 0
    width, height = (box.height, box.width) if turned else (box.width, box.height)
    sheet = _sheet(pdf, stamp, typeface, float(width), float(height))
    name = page.add_resource(sheet, pikepdf.Name.XObject, _NAME)
    page.contents_add(b"q", prepend=True)
    placed = page.calc_form_xobject_placement(
        sheet, name, box, invert_transformations=True, allow_shrink=True, allow_expand=True
    )
    page.contents_add(b"Q " + placed)


def _sheet(pdf: pikepdf.Pdf, stamp: Stamp, typeface: Typeface, width: float, height: float) -> pikepdf.Object:
    drawn = BytesIO()
    canvas = Canvas(drawn, pagesize=(width, height), invariant=1)
    draw_warning(canvas, stamp, typeface, width, height)
    draw_band(canvas, stamp, typeface, width)
    canvas.showPage()
    canvas.save()
    with pikepdf.open(drawn) as sheet:
        return pdf.copy_foreign(sheet.pages[0].as_form_xobject())
