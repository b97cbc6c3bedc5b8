"""Files that people of the demonstration upload: short official papers as PDF."""

from collections.abc import Sequence
from datetime import date

from qms.language import speaking
from qms.rendering.official import Block, Heading, Issuer, OfficialPage, Signature, Text
from qms.rendering.pdf import official_document

PROVINCE = "Ủy ban nhân dân thành phố Huế"


def leaflet(issuer: str, symbol: str, day: date, kind: str, subject: str, sections: Sequence[tuple[str, Sequence[str]]]) -> bytes:
    """A paper with numbered sections, each a heading with its paragraphs; the place of the number stays open for the clerk."""
    body: list[Block] = []
    for number, (heading, paragraphs) in enumerate(sections, 1):
        body += [Heading(f"{number}. {heading}", 2), *(Text(words) for words in paragraphs)]
    page = OfficialPage(
        issuer=Issuer(PROVINCE, issuer),
        symbol=symbol,
        place="Huế",
        kind=kind,
        subject=subject,
        body=body,
        day=day,
        signature=Signature(("GIÁM ĐỐC",)),
        recipients=["Các phòng, đơn vị trực thuộc", "Lưu: VT"],
    )
    with speaking("vi"):
        return official_document(page)
