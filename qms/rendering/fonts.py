"""Which letters go on paper: a serif with every Vietnamese letter, the same on every machine.

The faces that come with the system (``typefaces/``, Noto Serif, narrowed to the width of Times New Roman) are always
used, so that the same data give the same bytes, unless ``QMS_FONT_DIR`` names a folder with better ones, such as
Times New Roman itself. Fonts of the operating system are never picked up by chance.
"""

import os
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from qms.language import Phrase, UserError, mark

_VOWELS, _TONES = "aăâeêioôơuưy", ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
VIETNAMESE = "".join(letter for vowel in _VOWELS for tone in _TONES
                     for letter in unicodedata.normalize("NFC", vowel + tone + vowel.upper() + tone)) + "đĐ"
NEEDED = frozenset(VIETNAMESE + "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                   " .,;:!?()[]{}/\\|-+=*%&@#'\"_<>§°²×÷·«»–—…“”‘’")
SPELT_OUT = {"≥": ">=", "≤": "<=", "≠": "<>", "→": "->", "←": "<-", "⇒": "=>", "√": "x", "✓": "x", "\u2011": "-"}
STYLES = {"regular": "regular", "book": "regular", "roman": "regular", "bold": "bold",
          "italic": "italic", "bold italic": "bold_italic", "oblique": "italic", "bold oblique": "bold_italic"}
FAVOURED = ("Times New Roman", "Liberation Serif", "Tinos")


@dataclass(frozen=True)
class Typeface:
    """Four faces under the names reportlab knows them by, and the letters that all four have."""

    family: str
    regular: str
    bold: str
    italic: str
    bold_italic: str
    letters: frozenset[str]

    def printable(self, text: str) -> str:
        """The text in composed letters (decomposed ones print with displaced marks); signs the faces lack are spelt out."""
        return text if text.isascii() else _printable(self, text)


@lru_cache(maxsize=8192)
def _printable(typeface: Typeface, text: str) -> str:
    composed = unicodedata.normalize("NFC", text)
    return "".join(SPELT_OUT.get(sign, sign) if sign not in typeface.letters else sign for sign in composed)


def chosen(environment: Mapping[str, str] = os.environ) -> Typeface:
    """The typeface of this installation; UserError when ``QMS_FONT_DIR`` is set to a folder that has none."""
    folder = environment.get("QMS_FONT_DIR")
    return from_folder(Path(folder)) if folder else packaged()


@cache
def packaged() -> Typeface:
    """The typeface that comes with the system."""
    with as_file(files("qms.rendering") / "typefaces") as folder:
        return from_folder(folder)


@cache
def from_folder(folder: Path) -> Typeface:
    """The first family, the favoured ones before the others by name, with all four styles and every needed letter."""
    families: dict[str, dict[str, TTFont]] = {}
    for family, style, font in _readable(folder):
        families.setdefault(family, {}).setdefault(style, font)
    for family in sorted(families, key=lambda name: (_rank(name), name)):
        if _complete(families[family]):
            return _registered(family, families[family])
    raise UserError(Phrase(mark("Thư mục phông chữ {path} (QMS_FONT_DIR) không có bộ phông TrueType nào đủ bốn kiểu "
                                "(thường, đậm, nghiêng, đậm nghiêng) và đủ chữ tiếng Việt. Hãy chép vào đó Times New Roman "
                                "hoặc Liberation Serif 2, hoặc bỏ biến QMS_FONT_DIR để dùng phông có sẵn."), path=str(folder)))


def _rank(family: str) -> int:
    return FAVOURED.index(family) if family in FAVOURED else len(FAVOURED)


def _readable(folder: Path) -> Iterator[tuple[str, str, TTFont]]:
    for path in sorted(folder.glob("*.[tT][tT][fF]")):
        try:
            font = TTFont(str(path), str(path))
        except TTFError:
            continue  # not a TrueType font that can be embedded: no candidate
        style = STYLES.get(_text(font.face.styleName).lower())
        if style and _letters(font) >= NEEDED:
            yield _text(font.face.familyName), style, font


def _complete(fonts: Mapping[str, TTFont]) -> bool:
    """All four styles, under four PostScript names: faces that share one would print as one another."""
    return len(fonts) == len(set(STYLES.values())) == len({_text(font.face.name) for font in fonts.values()})


def _registered(family: str, fonts: Mapping[str, TTFont]) -> Typeface:
    for font in fonts.values():
        pdfmetrics.registerFont(font)
    names = {style: font.fontName for style, font in fonts.items()}
    return Typeface(family, **names, letters=frozenset.intersection(*map(_letters, fonts.values())))


def _letters(font: TTFont) -> frozenset[str]:
    return frozenset(map(chr, font.face.charToGlyph))


def _text(name: Any) -> str:
    return name.decode() if isinstance(name, bytes) else str(name)
