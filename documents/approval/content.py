"""The content of a revision: the exact bytes that are signed, and its text for reading and comparing."""

from documents.approval.models import Dossier
from documents.library.procedure_text import ProcedureText, check_complete
from qms.files.store import Store
from qms.language import Phrase, UserError, mark
from qms.signatures.use_cases import hash_of

NOTHING_YET = Phrase(mark("Bản dự thảo chưa có nội dung; hãy tải tệp lên hoặc viết nội dung trước."))
NOT_INTACT = Phrase(mark("Tệp trong kho không còn nguyên vẹn như lúc tải lên, nên không ký được. Hãy báo người quản trị."))
NO_SUMMARY = Phrase(mark("Hãy ghi tóm tắt nội dung sửa đổi trước khi gửi soát xét."))


def has_content(dossier: Dossier) -> bool:
    return dossier.digest is not None or dossier.body is not None


def check_content(dossier: Dossier) -> None:
    """Raise UserError unless the draft holds what reviewers need."""
    if not has_content(dossier):
        raise UserError(NOTHING_YET)
    if dossier.body is not None:
        check_complete(ProcedureText.parse(dossier.body))
    revision = dossier.revision
    if (revision.issue_no, revision.revision_no) > (1, 0) and not dossier.summary:
        raise UserError(NO_SUMMARY)


def what_is_missing(dossier: Dossier) -> Phrase | None:
    """What :func:`check_content` would refuse the draft for; None when it can be sent out."""
    try:
        check_content(dossier)
    except UserError as refusal:
        return refusal.message
    return None


def content_of(store: Store, dossier: Dossier) -> bytes:
    """The exact bytes: those of the file, or the canonical JSON of the written text. Raise UserError when they are not whole."""
    if dossier.body is not None:
        return dossier.body.encode()
    if dossier.digest is None:
        raise UserError(NOTHING_YET)
    try:
        with store.open(dossier.digest) as file:
            content = file.read()
    except FileNotFoundError:
        content = b""
    if hash_of(content) != dossier.digest:
        raise UserError(NOT_INTACT)
    return content


def content_hash(dossier: Dossier) -> str | None:
    """What a signature of the content would be bound to; None while there is none."""
    return hash_of(dossier.body.encode()) if dossier.body is not None else dossier.digest


def text_of(dossier: Dossier | None) -> str | None:
    """The content as lines of plain text, for search and comparison; None where there is none (a picture, a workbook's row)."""
    if dossier is None:
        return None
    if dossier.body is not None:
        return ProcedureText.parse(dossier.body).plain_text()
    return dossier.file.text if dossier.file is not None else None
