"""What stands on paper below the sign-off: the procedure, the picture, or the words of a file that has pages of its own kind."""

from collections.abc import Iterator

from documents.approval.models import Dossier
from documents.library.procedure_paper import blocks
from documents.library.procedure_text import ProcedureText
from qms.files.kinds import Kind
from qms.files.models import StoredFile
from qms.files.store import Store
from qms.language import Phrase, gettext, mark
from qms.rendering.official import Block, Heading, Scan, Text

PICTURES = (Kind.PNG.media_type, Kind.JPEG.media_type)
TEXTS = (Kind.DOCX.media_type, Kind.ODT.media_type)  # a workbook's cells, one after the other, would tell nobody anything
LONGEST = 150_000  # letters of a file that are printed: some sixty pages


def body_of(dossier: Dossier | None, store: Store) -> list[Block]:
    """The content of a revision as blocks; of one that came by workbook (None) only what the sheet is for.

    A file of Word or OpenOffice is not laid out here: its words are printed for reading, and the file, named with its hash,
    stays what was approved.
    """
    if dossier is None:
        return [Text(gettext("Tờ kiểm soát này đi kèm bản giấy của tài liệu và chỉ có giá trị cùng bản giấy đó."))]
    if dossier.body is not None:
        return blocks(ProcedureText.parse(dossier.body))
    if dossier.file is None:
        return [Text(gettext("Chưa có nội dung."))]
    return [*_named(str(dossier.file_name), dossier.file), *_shown(dossier.file, store)]


def _named(name: str, file: StoredFile) -> Iterator[Block]:
    yield Text(str(Phrase(mark("Nội dung của tài liệu ở tệp “{name}”."), name=name)))
    digest = " ".join(file.digest[place : place + 8] for place in range(0, len(file.digest), 8))
    yield Text(str(Phrase(mark("Mã băm SHA-256 của tệp: {digest}"), digest=digest)))


def _shown(file: StoredFile, store: Store) -> Iterator[Block]:
    if file.media_type in PICTURES:
        with store.open(file.digest) as picture:
            yield Scan(picture.read())
    elif file.media_type in TEXTS and file.text:
        yield from _extract(file.text)


def _extract(text: str) -> Iterator[Block]:
    """The words of a file, line by line, under a heading that says what they are worth."""
    yield Heading(gettext("Lời văn của tệp"))
    yield Text(gettext("Trích tự động để đọc và tra cứu; bảng, hình và cách trình bày xem ở tệp gốc."), "note")
    shown = text[:LONGEST]
    yield from (Text(line) for line in shown.split("\n"))
    if len(text) > len(shown):
        yield Text(gettext("Phần còn lại xem ở tệp gốc."), "note")
