"""The body of an administrative document as a story for reportlab: paragraphs, tables, charts, pages turned to landscape."""

from collections.abc import Sequence
from io import BytesIO
from xml.sax.saxutils import escape

from reportlab.lib.units import cm
from reportlab.platypus import CondPageBreak, Flowable, Image, KeepTogether, NextPageTemplate, PageBreak, Paragraph, Spacer

from qms.language import Phrase, mark
from qms.rendering import pdf_tables
from qms.rendering.fonts import Typeface
from qms.rendering.official import Block, Heading, Picture, Scan, Text, Wide
from qms.rendering.pdf_measures import BOTTOM, LANDSCAPE, LEFT, PORTRAIT, RIGHT, TOP, style
from qms.rendering.pdf_pictures import readable
from qms.rendering.table import UNBROKEN, Table

ROOM_AFTER_HEADING = 6 * cm
HEADING_ABOVE_TABLE = 1.2 * cm
LEAST_POINT = 0.75  # points of paper that one element of a picture takes at most: 96 dpi
KEPT_WHOLE = 0.4  # of a page: a table up to this height is not broken


class Story:
    """Collects flowables; tables and charts are numbered through the whole document.

    ``across`` and ``down`` are what the margins, heads and feet take of a page's width and height. A heading goes to the next
    page unless ``after_heading`` is left for it and what follows. ``wide``: the first page lies flat.
    """

    def __init__(self, typeface: Typeface, across: float = LEFT + RIGHT, down: float = TOP + BOTTOM,
                 after_heading: float = ROOM_AFTER_HEADING, wide: bool = False) -> None:
        self.typeface, self.across, self.down, self.after_heading = typeface, across, down, after_heading
        self.flowables: list[Flowable] = []
        self._wide, self._tables, self._charts = wide, 0, 0

    def add(self, *flowables: Flowable, outline: str = "") -> None:
        """``outline`` enters the place in the outline of the file."""
        if outline:
            flowables[0].outline = outline
        self.flowables += flowables

    def turn(self, *, wide: bool) -> None:
        """Go on a new page when the pages have to be turned."""
        if wide != self._wide:
            self._new_page("rest", wide)

    def begin_part(self, *, wide: bool) -> None:
        """Begin an annex: a new page, the first of its own count."""
        self._new_page("first", wide)

    def _new_page(self, part: str, wide: bool) -> None:
        self._wide = wide
        self.add(NextPageTemplate(f"{part}-{'landscape' if wide else 'portrait'}"), PageBreak())

    def blocks(self, blocks: Sequence[Block]) -> None:
        shape = self._wide
        for block in blocks:
            if isinstance(block, Wide):
                self.turn(wide=True)
                self.blocks(block.blocks)
            else:
                self.turn(wide=shape)
                self._block(block)

    def _block(self, block: Text | Heading | Picture | Scan | Table) -> None:
        if isinstance(block, Text):
            self.add(self._paragraph(block.words, block.manner))
        elif isinstance(block, Heading):
            self.add(CondPageBreak(self.after_heading))
            self.add(self._paragraph(block.words, str(block.level)), outline=block.words if block.level == 1 else "")
            self.flowables[-1].heads = True
        elif isinstance(block, Picture):
            self._picture(block)
        elif isinstance(block, Scan):
            self._scan(block)
        else:
            self._table(block)

    def _paragraph(self, words: str, manner: str) -> Paragraph:
        text = self.typeface.printable(words).replace(" %", f"{UNBROKEN}%")
        return Paragraph(escape(text), style(self.typeface, manner))

    def _picture(self, picture: Picture) -> None:
        self._charts += 1
        caption = Phrase(mark("Biểu đồ {number}. {title}"), number=self._charts, title=picture.chart.title)
        drawing = picture.chart.to_drawing(self.typeface, min(self._room()[0], picture.chart.width))
        drawing.hAlign = "CENTER"
        self.add(KeepTogether([self._paragraph(str(caption), "caption"), drawing, Spacer(0, 6)]))

    def _scan(self, scan: Scan) -> None:
        content, size = readable(scan.content, max(self._room()))
        across, down = (LEAST_POINT * length for length in size)
        rooms = map(self._room_of, (PORTRAIT, LANDSCAPE))
        upright, flat = (min(1, width / across, (height - 1) / down) for width, height in rooms)
        self.turn(wide=flat > upright)
        scale = max(flat, upright)
        self.add(Image(BytesIO(content), across * scale, down * scale))

    def _table(self, table: Table) -> None:
        width, height = self._room()
        body, heights = pdf_tables.flowable(table, self.typeface, width, height)
        note = [self._paragraph(table.note, "note")] if table.note else []
        headings = self._headings_above()
        pieces = [*headings, self._caption(table), body, *note]
        if sum(heights) <= KEPT_WHOLE * height:
            self.add(KeepTogether(pieces))
        else:
            self.add(CondPageBreak(min(sum(heights[:3]) + 2 * cm + len(headings) * HEADING_ABOVE_TABLE, height)), *pieces)

    def _headings_above(self) -> list[Flowable]:
        """The headings that the story ends with, taken back: they go where the table goes."""
        taken: list[Flowable] = []
        while self.flowables and getattr(self.flowables[-1], "heads", False):
            taken.insert(0, self.flowables.pop())
            self.flowables.pop()  # what would have begun a new page
        return taken

    def _caption(self, table: Table) -> Flowable:
        """The table's number and title; a table without a title stands under its heading and is not counted."""
        if not table.title:
            return Spacer(0, 6)
        self._tables += 1
        return self._paragraph(str(Phrase(mark("Bảng {number}. {title}"), number=self._tables, title=table.title)), "caption")

    def _room(self) -> tuple[float, float]:
        """The width and height of the present kind of page inside its margins."""
        return self._room_of(LANDSCAPE if self._wide else PORTRAIT)

    def _room_of(self, page: tuple[float, float]) -> tuple[float, float]:
        return page[0] - self.across, page[1] - self.down
