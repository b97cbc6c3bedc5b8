"""Charts as a list of marks on a plane, drawn alike as SVG for pages and as a drawing on paper.

The plane is measured in points from its upper left corner. What a chart needs is in `plots.py`; here is only how it is
written out: presentation attributes, never ``style=``, which a strict Content-Security-Policy blocks.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import singledispatch
from typing import Literal
from xml.sax.saxutils import escape, quoteattr

from reportlab.graphics import shapes
from reportlab.lib.colors import HexColor

from qms.rendering.fonts import Typeface
from qms.rendering.palette import INK

SCREEN_FONTS = "system-ui, 'Segoe UI', 'Noto Sans', sans-serif"
WIDTH = 560
_CHARACTER = 0.54  # the mean width of a letter of running Vietnamese text, in parts of the font size


@dataclass(frozen=True)
class Rectangle:
    """``tip`` says what the rectangle stands for, where one can point at it."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    stroke: str = ""
    tip: str = ""


@dataclass(frozen=True)
class Line:
    x1: float
    y1: float
    x2: float
    y2: float
    stroke: str
    width: float = 1
    dash: tuple[int, int] | None = None


@dataclass(frozen=True)
class Words:
    """``y`` is the base line."""

    x: float
    y: float
    text: str
    size: float = 11
    anchor: Literal["start", "middle", "end"] = "start"
    fill: str = INK
    bold: bool = False


Sign = Rectangle | Line | Words


@dataclass(frozen=True)
class Chart:
    """``title`` names it, ``description`` says in one sentence what it shows to those who cannot see it."""

    title: str
    description: str
    height: float
    signs: Sequence[Sign]
    width: float = WIDTH

    def to_svg(self) -> str:
        """One ``<svg>`` element to stand in a page or in a file of its own."""
        width, height = _n(self.width), _n(self.height)
        return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
                f' role="img" aria-label={quoteattr(self.title)} font-family="{SCREEN_FONTS}">'
                f"<title>{escape(self.title)}</title><desc>{escape(self.description)}</desc>"
                f"{''.join(_svg(sign) for sign in self.signs)}</svg>")

    def to_drawing(self, typeface: Typeface, width: float) -> shapes.Drawing:
        """The same picture for a reportlab story, scaled to ``width`` points."""
        scale = width / self.width
        drawing = shapes.Drawing(width, self.height * scale)
        drawing.add(shapes.Group(*(_shape(sign, self.height, typeface) for sign in self.signs),
                                 transform=(scale, 0, 0, scale, 0, 0)))
        return drawing


def estimated_width(text: str, size: float) -> float:
    """About how wide the text is in any of the fonts it may be shown in."""
    return len(text) * size * _CHARACTER


def broken(text: str, size: float, width: float) -> list[str]:
    """The text in lines that fit the width; a word that is wider stands alone."""
    lines: list[str] = []
    for word in text.split():
        if lines and estimated_width(f"{lines[-1]} {word}", size) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _n(number: float) -> str:
    return f"{round(number, 2):g}"


@singledispatch
def _svg(sign: Sign) -> str:
    raise TypeError(sign)


@_svg.register
def _(sign: Rectangle) -> str:
    shape = (f'<rect x="{_n(sign.x)}" y="{_n(sign.y)}" width="{_n(sign.width)}" height="{_n(sign.height)}" fill="{sign.fill}"'
             + (f' stroke="{sign.stroke}"' if sign.stroke else ""))
    return f"{shape}><title>{escape(sign.tip)}</title></rect>" if sign.tip else f"{shape}/>"


@_svg.register
def _(sign: Line) -> str:
    dash = f' stroke-dasharray="{sign.dash[0]} {sign.dash[1]}"' if sign.dash else ""
    return (f'<line x1="{_n(sign.x1)}" y1="{_n(sign.y1)}" x2="{_n(sign.x2)}" y2="{_n(sign.y2)}" stroke="{sign.stroke}"'
            f' stroke-width="{_n(sign.width)}"{dash}/>')


@_svg.register
def _(sign: Words) -> str:
    bold = ' font-weight="bold"' if sign.bold else ""
    return (f'<text x="{_n(sign.x)}" y="{_n(sign.y)}" font-size="{_n(sign.size)}" text-anchor="{sign.anchor}" fill="{sign.fill}"'
            f"{bold}>{escape(sign.text)}</text>")


@singledispatch
def _shape(sign: Sign, height: float, typeface: Typeface) -> shapes.Shape:
    raise TypeError(sign)


@_shape.register
def _(sign: Rectangle, height: float, typeface: Typeface) -> shapes.Shape:
    return shapes.Rect(sign.x, height - sign.y - sign.height, sign.width, sign.height, fillColor=HexColor(sign.fill),
                       strokeColor=HexColor(sign.stroke) if sign.stroke else None, strokeWidth=1 if sign.stroke else 0)


@_shape.register
def _(sign: Line, height: float, typeface: Typeface) -> shapes.Shape:
    return shapes.Line(sign.x1, height - sign.y1, sign.x2, height - sign.y2, strokeColor=HexColor(sign.stroke),
                       strokeWidth=sign.width, strokeDashArray=list(sign.dash) if sign.dash else None)


@_shape.register
def _(sign: Words, height: float, typeface: Typeface) -> shapes.Shape:
    return shapes.String(sign.x, height - sign.y, typeface.printable(sign.text), fontSize=sign.size, textAnchor=sign.anchor,
                         fontName=typeface.bold if sign.bold else typeface.regular, fillColor=HexColor(sign.fill))
