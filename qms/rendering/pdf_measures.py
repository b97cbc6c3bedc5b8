"""Sizes on paper, from Nghị định 30/2020/NĐ-CP, Annex I, and how wide text is."""

import re
from functools import cache, lru_cache

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm, mm
from reportlab.pdfbase.pdfmetrics import stringWidth

from qms.rendering.fonts import Typeface

PORTRAIT, LANDSCAPE = A4, landscape(A4)
TOP, BOTTOM, LEFT, RIGHT = 20 * mm, 20 * mm, 30 * mm, 15 * mm
PAGE_NUMBER, PAGE_NUMBER_DOWN = 13, 14 * mm
NATION, MOTTO, ISSUER, NUMBER, PLACE = 12, 13, 12, 13, 13
TITLE, BODY, ANNEX, SIGNATURE = 14, 13, 14, 13
RECIPIENTS_HEAD, RECIPIENTS, NOTE = 12, 11, 11
TABLE_SIZES = (10, 9, 8, 7)  # the first that fits
LEADING = 1.36  # what Vietnamese letters with two marks need, in parts of the size: "single" line spacing
PARAGRAPH_GAP, FIRST_LINE = 6, 1 * cm
SEAL = 26 * mm
_BREAKS = re.compile(r"[ \t\r\f\v]+")  # not at a no-break space


@cache
def style(typeface: Typeface, manner: str) -> ParagraphStyle:
    """The paragraph style of body text (plain, basis, note), headings (1, 2, 3), captions and addressees."""
    plain = ParagraphStyle("plain", fontName=typeface.regular, fontSize=BODY, leading=BODY * LEADING, alignment=TA_JUSTIFY,
                           firstLineIndent=FIRST_LINE, spaceBefore=PARAGRAPH_GAP, allowWidows=0, allowOrphans=0)
    variants = {
        "plain": plain,
        "basis": ParagraphStyle("basis", plain, fontName=typeface.italic),
        "note": ParagraphStyle("note", plain, fontName=typeface.italic, fontSize=NOTE, leading=NOTE * LEADING,
                               firstLineIndent=0, spaceBefore=4),
        "1": ParagraphStyle("1", plain, fontName=typeface.bold, alignment=TA_LEFT, spaceBefore=10),
        "2": ParagraphStyle("2", plain, fontName=typeface.bold, alignment=TA_LEFT, spaceBefore=8),
        "3": ParagraphStyle("3", plain, fontName=typeface.bold_italic, alignment=TA_LEFT),
        "caption": ParagraphStyle("caption", plain, fontName=typeface.bold, fontSize=12, leading=12 * LEADING,
                                  alignment=TA_CENTER, firstLineIndent=0, spaceBefore=10, spaceAfter=5),
    }
    return variants[manner]


@lru_cache(maxsize=65536)
def word_width(word: str, font: str) -> float:
    """The width of a word at size 1."""
    return float(stringWidth(word, font, 1))


def wrapped(text: str, font: str, size: float, width: float) -> list[str]:
    """The text in lines that fit; white space is one space, a line feed stays, and a word too wide is broken."""
    lines: list[str] = []
    room, space = width / size, word_width(" ", font)
    for paragraph in text.split("\n"):
        line: list[str] = []
        used = 0.0
        for word in _BREAKS.split(paragraph.strip()):
            for piece in _pieces(word, font, room):
                needed = word_width(piece, font)
                if line and used + space + needed > room:
                    lines.append(" ".join(line))
                    line, used = [], 0.0
                used += needed + (space if line else 0)
                line.append(piece)
        lines.append(" ".join(line))
    return lines


def _pieces(word: str, font: str, room: float) -> list[str]:
    if word_width(word, font) <= room:
        return [word]
    pieces, start = [], 0
    for end in range(1, len(word) + 1):
        if end - start > 1 and word_width(word[start:end], font) > room:
            pieces.append(word[start:end - 1])
            start = end - 1
    return [*pieces, word[start:]]
