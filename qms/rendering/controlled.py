"""A controlled document as data: what its head, its sign-off block and its status band say.

QMS documents are no administrative documents: their head follows the practice of the field (mã hiệu, lần ban hành, lần sửa
đổi, ngày hiệu lực, trang x/y), and each sheet of paper says whether it is controlled, and where to ask if it is still in force.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from qms.language import Phrase, mark
from qms.rendering.official import Block
from qms.rendering.table import Table


class Band(StrEnum):
    """What a sheet says of itself. A draft is none of the others: it was never issued."""

    CONTROLLED = "controlled"
    UNCONTROLLED = "uncontrolled"
    OBSOLETE = "obsolete"
    DRAFT = "draft"

    @property
    def label(self) -> Phrase:
        return Phrase(_LABELS[self])


_LABELS = {
    Band.CONTROLLED: mark("TÀI LIỆU KIỂM SOÁT"),
    Band.UNCONTROLLED: mark("BẢN IN KHÔNG KIỂM SOÁT"),
    Band.OBSOLETE: mark("HẾT HIỆU LỰC"),
    Band.DRAFT: mark("DỰ THẢO"),
}


@dataclass(frozen=True)
class Stamp:
    """What is put on every sheet. ``remark`` says the copy's number and holder, or until when it was in force.

    ``address`` is what the QR code holds: the public page that tells whether the copy is still in force.
    """

    band: Band
    address: str
    remark: str = ""


@dataclass(frozen=True)
class SignedOff:
    """One column of the sign-off block: soạn thảo, soát xét or phê duyệt; ``signed`` says when and how, empty until then."""

    act: str
    name: str = ""
    post: str = ""
    signed: str = ""


@dataclass(frozen=True)
class ControlledDocument:
    """``history`` is the table "Sửa đổi tài liệu"; ``body`` follows on the next page after the cover."""

    superior: str
    agency: str
    title: str
    code: str
    issue_no: int
    revision_no: int
    effective_on: date | None
    stamp: Stamp
    sign_off: Sequence[SignedOff]
    history: Table | None
    body: Sequence[Block]
