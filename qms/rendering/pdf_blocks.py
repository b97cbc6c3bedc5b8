"""The fixed blocks of an administrative document: letterhead, title, annex head, signature and recipients."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from reportlab.lib.units import cm
from reportlab.platypus import Flowable, KeepTogether, Spacer, Table

from qms.language import Phrase, current_language, gettext, mark, show_date
from qms.rendering.fonts import Typeface
from qms.rendering.official import OfficialPage, Signature
from qms.rendering.pdf_measures import (
    ANNEX,
    BODY,
    ISSUER,
    LEADING,
    MOTTO,
    NATION,
    NUMBER,
    PARAGRAPH_GAP,
    PLACE,
    RECIPIENTS,
    RECIPIENTS_HEAD,
    SEAL,
    SIGNATURE,
    TITLE,
    word_width,
    wrapped,
)

RULE_BELOW = 2.5
ISSUER_SHARE = 0.44  # of the width, so that the name of the nation keeps to one line


class Said(NamedTuple):
    text: str
    font: str
    size: float


class Centred(Flowable):  # type: ignore[misc]  # reportlab has no types
    """Lines in the middle of the column; ``rule`` draws one below as long as that part of the last line."""

    def __init__(self, said: Sequence[Said], rule: float = 0, gap: float = 0) -> None:
        super().__init__()
        self.said, self.rule, self.spaceBefore = said, rule, gap
        self.lines: list[Said] = []

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        self.lines = [Said(line, font, size) for text, font, size in self.said for line in wrapped(text, font, size, width)]
        self.height = sum(line.size * LEADING for line in self.lines) + (RULE_BELOW if self.rule else 0)
        return width, self.height

    def draw(self) -> None:
        top = self.height
        for text, font, size in self.lines:
            top -= size * LEADING
            self.canv.setFont(font, size)
            self.canv.drawCentredString(self.width / 2, top + size * (LEADING - 1), text)
        if self.rule:
            last = self.lines[-1]
            half = word_width(last.text, last.font) * last.size * self.rule / 2
            self.canv.setLineWidth(0.75)
            self.canv.line(self.width / 2 - half, top - RULE_BELOW, self.width / 2 + half, top - RULE_BELOW)


def notation(page: OfficialPage) -> str:
    """``05/BC-SKHCN``: a number below ten gets a zero before it; room is left for one that is not given yet."""
    number = "\u00a0" * 8 if page.number is None else f"{page.number:02}"
    return f"{number}/{page.symbol}"


def dateline(page: OfficialPage) -> str:
    """``Huế, ngày 05 tháng 01 năm 2020``: days below ten and the months 1 and 2 get a zero before them."""
    if page.day is None:
        blank = gettext("ngày … tháng … năm …")
        return f"{page.place}, {blank}"
    return f"{page.place}, {day_in_words(page)}"


def day_in_words(page: OfficialPage) -> str:
    if page.day is None:
        return ""
    if current_language() != "vi":
        return show_date(page.day)
    month = f"{page.day.month:02}" if page.day.month < 3 else str(page.day.month)
    return f"ngày {page.day:%d} tháng {month} năm {page.day.year}"


def letterhead(page: OfficialPage, typeface: Typeface, width: float) -> list[Flowable]:
    """Issuer and number at the left, name of the nation, motto, place and date at the right."""
    say = typeface.printable
    superior = [Said(say(page.issuer.superior.upper()), typeface.regular, ISSUER)] if page.issuer.superior else []
    issuer = Centred([*superior, Said(say(page.issuer.name.upper()), typeface.bold, ISSUER)], rule=0.4)
    nation = Centred([Said(gettext("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), typeface.bold, NATION),
                      Said(gettext("Độc lập - Tự do - Hạnh phúc"), typeface.bold, MOTTO)], rule=1)
    number = Centred([Said(gettext("Số:") + " " + say(notation(page)), typeface.regular, NUMBER)])
    place = Centred([Said(say(dateline(page)), typeface.italic, PLACE)])
    return [_side_by_side([[issuer, nation], [number, place]], width, ISSUER_SHARE)]


def title(page: OfficialPage, typeface: Typeface) -> list[Flowable]:
    """Kind and subject, the rule below, and to whom it goes."""
    lines = [Said(typeface.printable(page.kind.upper()), typeface.bold, TITLE),
             Said(typeface.printable(page.subject), typeface.bold, TITLE)]
    return [Centred(lines, rule=0.4, gap=18), Spacer(0, 10), *_addressees(page.addressees, typeface)]


def _addressees(addressees: Sequence[str], typeface: Typeface) -> list[Flowable]:
    label = gettext("Kính gửi:")
    if not addressees:
        return []
    if len(addressees) == 1:
        return [Centred([Said(typeface.printable(f"{label} {addressees[0]}"), typeface.regular, BODY)], gap=4), Spacer(0, 6)]
    lines = [label, *(f"- {name};" for name in addressees[:-1]), f"- {addressees[-1]}."]
    return [*(Centred([Said(typeface.printable(line), typeface.regular, BODY)]) for line in lines), Spacer(0, 6)]


def annex_label(numeral: str) -> str:
    """``Phụ lục I``; without a numeral where there is but one."""
    return " ".join(filter(None, (gettext("Phụ lục"), numeral)))


def annex_head(page: OfficialPage, numeral: str, name: str, typeface: Typeface) -> list[Flowable]:
    """ "Phụ lục I", its name, and what it belongs to. """
    attached = (Phrase(mark("(Kèm theo {kind} số {notation} {day} của {issuer})"), kind=page.kind,
                       notation=notation(page), day=day_in_words(page), issuer=page.issuer.name)
                if page.number is not None and page.day is not None
                else Phrase(mark("(Kèm theo {kind} {subject})"), kind=page.kind, subject=page.subject))
    lines = [Said(annex_label(numeral), typeface.bold, ANNEX),
             Said(typeface.printable(name.upper()), typeface.bold, ANNEX),
             Said(typeface.printable(str(attached)), typeface.italic, ANNEX)]
    return [Centred(lines, rule=0.3), Spacer(0, 10)]


def closing(page: OfficialPage, typeface: Typeface, width: float) -> list[Flowable]:
    """Recipients at the left, signature at the right, kept on one page."""
    if page.signature is None and not page.recipients:
        return []
    cells = [[_recipients(page.recipients, typeface), _signature(page.signature, typeface)]]
    return [KeepTogether([Spacer(0, 14), _side_by_side(cells, width, 0.5)])]


def _recipients(recipients: Sequence[str], typeface: Typeface) -> list[Flowable]:
    if not recipients:
        return []
    ends = [";"] * (len(recipients) - 1) + ["."]
    lines = [_line(f"- {name}{end}", typeface.regular, RECIPIENTS, typeface) for name, end in zip(recipients, ends, strict=True)]
    return [_line(gettext("Nơi nhận:"), typeface.bold_italic, RECIPIENTS_HEAD, typeface), *lines]


def _line(text: str, font: str, size: float, typeface: Typeface) -> Flowable:
    return Table([["\n".join(wrapped(typeface.printable(text), font, size, 7.4 * cm))]], hAlign="LEFT",
                 style=[("FONT", (0, 0), (-1, -1), font, size, size * LEADING), ("TOPPADDING", (0, 0), (-1, -1), 0),
                        ("BOTTOMPADDING", (0, 0), (-1, -1), 0), ("LEFTPADDING", (0, 0), (-1, -1), 0)])


def _signature(signature: Signature | None, typeface: Typeface) -> list[Flowable]:
    if signature is None:
        return []
    titles = Centred([Said(typeface.printable(line.upper()), typeface.bold, SIGNATURE) for line in signature.titles])
    return [titles, Spacer(0, SEAL), Centred([Said(typeface.printable(signature.name), typeface.bold, SIGNATURE)])]


def _side_by_side(cells: Sequence[Sequence[Any]], width: float, share: float) -> Flowable:
    return Table(cells, [width * share, width * (1 - share)], style=[
        ("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 0), ("BOTTOMPADDING", (0, 0), (-1, -1), PARAGRAPH_GAP)])
