"""Administrative documents as PDF, laid out by Nghị định 30/2020/NĐ-CP, with an embedded serif and text that can be copied.

The same page gives the same bytes: the file carries no moment of its making.
"""

from collections.abc import Iterable
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from qms.language import current_language
from qms.rendering.fonts import Typeface, chosen
from qms.rendering.official import OfficialPage
from qms.rendering.pdf_blocks import annex_head, annex_label, closing, letterhead, title
from qms.rendering.pdf_measures import BOTTOM, LANDSCAPE, LEFT, PAGE_NUMBER, PAGE_NUMBER_DOWN, PORTRAIT, RIGHT, TOP
from qms.rendering.pdf_story import Story

PROGRAM = "QMS"
ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def official_document(page: OfficialPage, typeface: Typeface | None = None) -> bytes:
    """The document as a PDF file, in the current language and the typeface of the installation unless told otherwise."""
    typeface = typeface or chosen()
    target = BytesIO()
    _Paper(target, page, typeface).build(_story(page, typeface), canvasmaker=Canvas)
    return target.getvalue()


def roman(number: int) -> str:
    """The Roman numeral of 1 to 39."""
    numeral = ""
    for value, letters in ROMAN:
        while number >= value:
            numeral, number = numeral + letters, number - value
    return numeral


def _story(page: OfficialPage, typeface: Typeface) -> Iterable[Flowable]:
    width = (LANDSCAPE if page.wide else PORTRAIT)[0] - LEFT - RIGHT
    story = Story(typeface, wide=page.wide)
    story.add(*letterhead(page, typeface, width), *title(page, typeface))
    story.blocks(page.body)
    last = closing(page, typeface, width)
    if last:
        story.turn(wide=page.wide)
        story.add(*last)
    for number, annex in enumerate(page.annexes, 1):
        numeral = roman(number) if len(page.annexes) > 1 else ""
        story.begin_part(wide=annex.wide)
        story.add(*annex_head(page, numeral, annex.title, typeface), outline=annex_label(numeral))
        story.blocks(annex.blocks)
    return story.flowables


class _Paper(BaseDocTemplate):  # type: ignore[misc]  # reportlab has no types
    """Pages with their number in the middle of the top margin, counted anew for every annex, hidden on its first page."""

    def __init__(self, target: BytesIO, page: OfficialPage, typeface: Typeface) -> None:
        super().__init__(target, pagesize=PORTRAIT, title=f"{page.kind}: {page.subject}", author=page.issuer.name,
                         subject=page.subject, creator=PROGRAM, producer=PROGRAM, lang=current_language(), invariant=1,
                         displayDocTitle=1)
        self.typeface, self.shown_number, self.entries = typeface, 0, 0
        shapes = ("landscape", "portrait") if page.wide else ("portrait", "landscape")  # the file begins with the first
        self.addPageTemplates([self._template(part, shape) for part in ("first", "rest") for shape in shapes])

    def _template(self, part: str, shape: str) -> PageTemplate:
        width, height = PORTRAIT if shape == "portrait" else LANDSCAPE
        frame = Frame(LEFT, BOTTOM, width - LEFT - RIGHT, height - TOP - BOTTOM, 0, 0, 0, 0)

        def number(canvas: Canvas, paper: "_Paper") -> None:
            self.shown_number = 1 if part == "first" else self.shown_number + 1
            if self.shown_number > 1:
                canvas.setFont(self.typeface.regular, PAGE_NUMBER)
                canvas.drawCentredString((LEFT + width - RIGHT) / 2, height - PAGE_NUMBER_DOWN, str(self.shown_number))

        return PageTemplate(f"{part}-{shape}", [frame], number, pagesize=(width, height), autoNextPageTemplate=f"rest-{shape}")

    def afterFlowable(self, flowable: Flowable) -> None:
        """Enter headings and annexes in the outline of the file."""
        entry = getattr(flowable, "outline", "")
        if entry:
            self.entries += 1
            self.canv.bookmarkPage(f"part-{self.entries}")
            self.canv.addOutlineEntry(entry, f"part-{self.entries}", 0)
