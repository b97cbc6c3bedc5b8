"""From a revision to the file that leaves: which band it carries, what its head and sign-off say."""

from collections.abc import Callable
from datetime import date

from documents.approval.use_cases import APPROVED
from documents.approval.wording import SHOWN_HASH
from documents.approval.workflow import State
from documents.printing.content import body_of
from documents.printing.queries import Sheet
from qms.clock import CIVIL_TIME, day_of
from qms.files.kinds import Kind as FileKind
from qms.files.store import Store
from qms.language import Phrase, gettext, mark, pgettext, speaking
from qms.rendering.controlled import Band, ControlledDocument, SignedOff, Stamp
from qms.rendering.pdf_controlled import controlled_document
from qms.rendering.pdf_stamp import stamped
from qms.rendering.table import NOTHING, Cell, Column, Kind, Table

Address = Callable[[str], str]  # of the public page that answers for a token


def printed(sheet: Sheet, store: Store, day: date, address: Address) -> bytes:
    """The PDF file of a revision as it leaves on ``day``: written in the system, or the stamped copy of a PDF that was handed in.

    A picture stands on pages with head and band. A file of another kind cannot carry a band; for it a control sheet leaves
    that names the file and its hash, with the words of a text. Of a revision that came by workbook only controlled copies
    leave: a sheet that goes with the paper. The paper speaks Vietnamese as its content does, whoever prints it.
    """
    with speaking("vi"):
        stamp = stamp_of(sheet, day, address)
        file = sheet.dossier.file if sheet.dossier is not None else None
        if file is not None and file.media_type == FileKind.PDF.media_type:
            with store.open(file.digest) as original:
                return stamped(original.read(), stamp)
        return controlled_document(_document(sheet, stamp, store))


def stamp_of(sheet: Sheet, day: date, address: Address) -> Stamp:
    """What every page says of itself."""
    answering = sheet.copy or sheet.dossier
    if answering is None:
        raise LookupError("nothing answers for a print of this revision")
    token = answering.check_token
    return Stamp(band_of(sheet, day), address(token), str(_remark(sheet, day)))


def band_of(sheet: Sheet, day: date) -> Band:
    """A draft is a draft; what has ended is obsolete, on a controlled copy, too; a print without a number is not controlled."""
    if sheet.state.is_work:
        return Band.DRAFT
    if sheet.state in (State.SUPERSEDED, State.WITHDRAWN):
        return Band.OBSOLETE
    held = sheet.copy is not None and (sheet.copy.returned_on is None or day < sheet.copy.returned_on)
    return Band.CONTROLLED if held else Band.UNCONTROLLED


def _remark(sheet: Sheet, day: date) -> Phrase:
    if sheet.state.is_work:
        return Phrase(mark("Chưa được phê duyệt; không dùng để giải quyết công việc."))
    if sheet.state in (State.SUPERSEDED, State.WITHDRAWN):
        return Phrase(mark("Hết hiệu lực từ ngày {day}."), day=sheet.until)
    if sheet.copy is not None:
        return Phrase(mark("Bản số {number}, người giữ: {holder}."), number=f"{sheet.copy.number:02}", holder=sheet.copy.holder)
    if sheet.state is State.APPROVED and sheet.revision.effective_on is not None:
        return Phrase(mark("Có hiệu lực từ ngày {day}."), day=sheet.revision.effective_on)
    return Phrase(mark("In ngày {day}; bản giấy này không được cập nhật khi tài liệu thay đổi."), day=day)


def _document(sheet: Sheet, stamp: Stamp, store: Store) -> ControlledDocument:
    revision = sheet.revision
    return ControlledDocument(
        sheet.superior,
        sheet.agency_name,
        revision.title,
        sheet.code,
        revision.issue_no,
        revision.revision_no,
        revision.effective_on,
        stamp,
        _sign_off(sheet),
        _history(sheet),
        body_of(sheet.dossier, store),
    )


def _sign_off(sheet: Sheet) -> list[SignedOff]:
    written = gettext("Soạn thảo")
    author = SignedOff(written, sheet.author.name, sheet.author.title) if sheet.author else SignedOff(written)
    reviewers = [
        SignedOff(gettext("Soát xét"), one.name, one.title, str(Phrase(mark("Đạt ngày {day}"), day=one.done_on)))
        for one in sheet.reviews
    ]
    approvers = [
        SignedOff(
            pgettext("noun", "Phê duyệt"),
            signature.person_name,
            signature.post,
            str(
                Phrase(
                    mark("Đã ký ngày {day} lúc {time}\nMã băm {hash}…"),
                    day=day_of(signature.signed_at),
                    time=f"{signature.signed_at.astimezone(CIVIL_TIME):%H:%M}",
                    hash=signature.content_hash[:SHOWN_HASH],
                )
            ),
        )
        for signature in sheet.signatures
        if signature.meaning == APPROVED
    ]
    return [
        author,
        *(reviewers or [SignedOff(gettext("Soát xét"))]),
        *(approvers or [SignedOff(pgettext("noun", "Phê duyệt"))]),
    ]


def _history(sheet: Sheet) -> Table:
    columns = [
        Column(gettext("Phiếu yêu cầu"), Kind.CODE),
        Column(gettext("Nội dung sửa đổi"), weight=3),
        Column(gettext("Lần ban hành"), Kind.CODE),
        Column(gettext("Lần sửa đổi"), Kind.CODE),
        Column(gettext("Ngày hiệu lực"), Kind.DATE),
    ]
    rows: list[list[Cell]] = [
        [
            change.request or NOTHING,
            change.summary or gettext("Ban hành"),
            f"{change.issue_no:02}",
            f"{change.revision_no:02}",
            change.effective_on,
        ]
        for change in sheet.changes
    ]
    return Table("", columns, rows)
