"""Controlled documents as PDF: the head on every page, the sign-off block on the first, the status band at every foot.

The same document gives the same bytes.
"""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, KeepTogether, PageTemplate, Spacer, Table

from qms.language import Phrase, current_language, gettext, mark, show_date
from qms.rendering import pdf_tables
from qms.rendering.controlled import ControlledDocument, SignedOff
from qms.rendering.fonts import Typeface, chosen
from qms.rendering.pdf import PROGRAM
from qms.rendering.pdf_blocks import Centred, Said
from qms.rendering.pdf_measures import LANDSCAPE, LEADING, PORTRAIT, wrapped
from qms.rendering.pdf_stamp import EDGE, HEIGHT, draw_band, draw_warning
from qms.rendering.pdf_story import Story
from qms.rendering.table import NOTHING

LEFT, RIGHT, TOP = 20 * mm, 12 * mm, 10 * mm
HEAD, SMALL = 26 * mm, 9.5  # the height of the head, the size of its letters
SHARES = (0.27, 0.43, 0.30)  # of the head: agency, title, numbers
GAP = 4 * mm  # between the head, the text and the band
BOTTOM = EDGE + HEIGHT + GAP
AFTER_HEADING = 30 * mm  # sections of a procedure are often one line


def controlled_document(document: ControlledDocument, typeface: Typeface | None = None) -> bytes:
    """The document as a PDF file, in the current language."""
    typeface = typeface or chosen()
    pages = _Paper(BytesIO(), document, typeface, 0)
    pages.build(_story(document, typeface))
    target = BytesIO()
    _Paper(target, document, typeface, pages.page).build(_story(document, typeface))
    return target.getvalue()


def _story(document: ControlledDocument, typeface: Typeface) -> list[Flowable]:
    story = Story(typeface, LEFT + RIGHT, TOP + HEAD + GAP + BOTTOM, AFTER_HEADING)
    width = PORTRAIT[0] - LEFT - RIGHT
    story.add(Spacer(0, 10), Centred([Said(typeface.printable(document.title.upper()), typeface.bold, 15)]), Spacer(0, 14))
    story.add(_sign_off(document.sign_off, typeface, width), Spacer(0, 12))
    if document.history is not None:
        story.add(Centred([Said(gettext("SỬA ĐỔI TÀI LIỆU"), typeface.bold, 12)]), Spacer(0, 4))
        story.add(pdf_tables.flowable(document.history, typeface, width, PORTRAIT[1] - TOP - HEAD - BOTTOM).body)
    story.blocks(document.body)
    return story.flowables


def _sign_off(columns: Sequence[SignedOff], typeface: Typeface, width: float) -> Flowable:
    """A box with a column for each act: the act, the place of the signature, the name and the post."""
    share = width / max(len(columns), 1)

    def cell(text: str, font: str, size: float = 11) -> str:
        return "\n".join(wrapped(typeface.printable(text), font, size, share - 4 * mm)) if text else ""

    rows = [
        [cell(column.act, typeface.bold) for column in columns],
        [cell(column.signed, typeface.italic, 9.5) for column in columns],
        [cell(column.name, typeface.bold) for column in columns],
        [cell(column.post, typeface.regular, 10) for column in columns],
    ]
    styles = [(typeface.bold, 11), (typeface.italic, 9.5), (typeface.bold, 11), (typeface.regular, 10)]
    fonts = [("FONT", (0, row), (-1, row), font, size, size * LEADING) for row, (font, size) in enumerate(styles)]
    box = Table(rows, [share] * len(columns), style=[
        ("BOX", (0, 0), (-1, -1), 0.75, "black"), ("LINEAFTER", (0, 0), (-2, -1), 0.75, "black"),
        ("LINEBELOW", (0, 0), (-1, 0), 0.75, "black"), ("ALIGN", (0, 0), (-1, -1), "CENTER"),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"), ("TOPPADDING", (0, 1), (-1, 1), 14), ("BOTTOMPADDING", (0, 1), (-1, 1), 14),
        *fonts,
    ])
    return KeepTogether([box])


class _Paper(BaseDocTemplate):  # type: ignore[misc]  # reportlab has no types
    """Pages with the head at the top and the band at the foot; ``total`` is known from a first setting of the same pages."""

    def __init__(self, target: BytesIO, document: ControlledDocument, typeface: Typeface, total: int) -> None:
        super().__init__(target, pagesize=PORTRAIT, title=f"{document.code} {document.title}", author=document.agency,
                         subject=document.title, creator=PROGRAM, producer=PROGRAM, lang=current_language(), invariant=1,
                         displayDocTitle=1)
        self.document, self.typeface, self.total = document, typeface, total
        self.addPageTemplates([self._template(part, shape) for part in ("first", "rest") for shape in ("portrait", "landscape")])

    def _template(self, part: str, shape: str) -> PageTemplate:
        width, height = PORTRAIT if shape == "portrait" else LANDSCAPE
        frame = Frame(LEFT, BOTTOM, width - LEFT - RIGHT, height - TOP - HEAD - GAP - BOTTOM, 0, 0, 0, 0)

        def furnish(canvas: Canvas, paper: "_Paper") -> None:
            self._head(canvas, width, height)
            draw_band(canvas, self.document.stamp, self.typeface, width)

        def warn(canvas: Canvas, paper: "_Paper") -> None:
            draw_warning(canvas, self.document.stamp, self.typeface, width, height)

        return PageTemplate(f"{part}-{shape}", [frame], furnish, onPageEnd=warn, pagesize=(width, height),
                            autoNextPageTemplate=f"rest-{shape}")

    def _head(self, canvas: Canvas, width: float, height: float) -> None:
        """Agency, title, and the numbers of the document, in a box of three columns."""
        edges = [LEFT]
        for share in SHARES:
            edges.append(edges[-1] + share * (width - LEFT - RIGHT))
        top, bottom = height - TOP, height - TOP - HEAD
        canvas.setLineWidth(0.75)
        canvas.rect(LEFT, bottom, edges[-1] - LEFT, HEAD)
        for edge in edges[1:-1]:
            canvas.line(edge, bottom, edge, top)
        say = self.typeface.printable
        superior = [(say(self.document.superior.upper()), self.typeface.regular, SMALL)] if self.document.superior else []
        agency = [*superior, (say(self.document.agency.upper()), self.typeface.bold, SMALL)]
        self._column(canvas, agency, edges[0], edges[1], bottom)
        self._column(canvas, [(say(self.document.title), self.typeface.bold, 11.5)], edges[1], edges[2], bottom)
        lines = list(self._numbers())
        top, step = top - 1 * mm, (HEAD - 2 * mm) / len(lines)
        canvas.setFont(self.typeface.regular, SMALL)
        for number, line in enumerate(lines, 1):
            canvas.drawString(edges[2] + 2 * mm, top - number * step + (step - SMALL) / 2 + 1.5, say(line))

    def _numbers(self) -> Iterable[str]:
        document = self.document
        day = show_date(document.effective_on) if document.effective_on else NOTHING
        yield str(Phrase(mark("Mã hiệu: {code}"), code=document.code))
        yield str(Phrase(mark("Lần ban hành: {number}"), number=f"{document.issue_no:02}"))
        yield str(Phrase(mark("Lần sửa đổi: {number}"), number=f"{document.revision_no:02}"))
        yield str(Phrase(mark("Ngày hiệu lực: {day}"), day=day))
        yield str(Phrase(mark("Trang {number}/{total}"), number=self.page, total=self.total))

    def _column(self, canvas: Canvas, said: Sequence[tuple[str, str, float]], left: float, right: float, bottom: float) -> None:
        """Lines in the middle of a column, smaller when they would not fit."""
        shrink = 1.0
        lines: list[Any] = []
        for shrink in (1.0, 0.9, 0.8, 0.7, 0.6):
            lines = [(line, font, size * shrink) for text, font, size in said
                     for line in wrapped(text, font, size * shrink, right - left - 4 * mm)]
            if sum(size * 1.25 for _line, _font, size in lines) <= HEAD - 2 * mm:
                break
        top = bottom + HEAD / 2 + sum(size * 1.25 for _line, _font, size in lines) / 2
        for line, font, size in lines:
            top -= size * 1.25
            canvas.setFont(font, size)
            canvas.drawCentredString((left + right) / 2, top + size * 0.3, line)
