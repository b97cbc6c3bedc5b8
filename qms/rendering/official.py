"""An administrative document as data, in the parts that Nghị định 30/2020/NĐ-CP, Annex I, names.

    OfficialPage(
        issuer=Issuer("UBND TỈNH THỪA THIÊN HUẾ", "SỞ KHOA HỌC VÀ CÔNG NGHỆ"),
        number=12, symbol="BC-SKHCN", place="Thừa Thiên Huế", day=date(2015, 12, 31),
        kind="Báo cáo", subject="Tình hình xây dựng, áp dụng và công bố …",
        body=[Heading("I. KẾT QUẢ CHUNG"), Text("Tại ngày 31/12/2015 …"), summary,
              Picture(chart), Wide([list_of_agencies])],
        signature=Signature(("GIÁM ĐỐC",), "Trần Văn A"), recipients=["UBND tỉnh", "Lưu: VT, TĐC"],
        annexes=[Annex("Danh sách cơ quan không tính vào mẫu số", [left_out_table])],
    )

`pdf.official_document` puts it on paper. Words of the document are the caller's, in the caller's language; capitals are
set where the decree wants them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from qms.rendering.charts import Chart
from qms.rendering.table import Table


@dataclass(frozen=True)
class Issuer:
    """The governing body, if any, above the agency that issues."""

    superior: str
    name: str


@dataclass(frozen=True)
class Signature:
    """``titles`` one per line ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"); without a name the place is left for the pen."""

    titles: Sequence[str]
    name: str = ""


@dataclass(frozen=True)
class Text:
    """One paragraph. ``plain`` for body text, ``basis`` for a legal basis in italics, ``note`` for small remarks."""

    words: str
    manner: Literal["plain", "basis", "note"] = "plain"


@dataclass(frozen=True)
class Heading:
    """Numbered by the caller; level 1 ("I. …") to 3 ("1.1. …"). Level 1 and the annexes make the outline of the file."""

    words: str
    level: int = 1


@dataclass(frozen=True)
class Picture:
    chart: Chart


@dataclass(frozen=True)
class Scan:
    """A PNG or JPEG file, shown as large as the page allows but not blurred; one that lies flat turns the page."""

    content: bytes


@dataclass(frozen=True)
class Wide:
    """Blocks on pages of their own in landscape format."""

    blocks: Sequence["Text | Heading | Picture | Scan | Table"]


Block = Text | Heading | Picture | Scan | Table | Wide


@dataclass(frozen=True)
class Annex:
    """Begins on a new page with its own page numbers; the numeral is set when there are at least two."""

    title: str
    blocks: Sequence[Block]
    wide: bool = False


@dataclass(frozen=True)
class OfficialPage:
    """``number`` and ``day`` are None while the document is not yet issued: their places stay open.

    ``wide`` turns all pages but the annexes, for a document that is hardly more than a table with many columns.
    """

    issuer: Issuer
    symbol: str
    place: str
    kind: str
    subject: str
    body: Sequence[Block]
    number: int | None = None
    day: date | None = None
    addressees: Sequence[str] = ()
    signature: Signature | None = None
    recipients: Sequence[str] = ()
    annexes: Sequence[Annex] = ()
    wide: bool = False
