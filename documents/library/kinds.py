"""Kinds of documents in words, for pages, lists and paper; the workbook has words of its own in its sheet."""

from documents.library.models import DocumentKind
from qms.language import Phrase, mark, pmark

_WORDS = {
    DocumentKind.POLICY: mark("Chính sách chất lượng"),
    DocumentKind.OBJECTIVES: mark("Mục tiêu chất lượng"),
    DocumentKind.MANUAL: mark("Sổ tay chất lượng"),
    DocumentKind.PROCEDURE: mark("Quy trình"),
    DocumentKind.WORK_INSTRUCTION: mark("Hướng dẫn"),
    DocumentKind.FORM: pmark("one", "Biểu mẫu"),
    DocumentKind.EXTERNAL: mark("Tài liệu bên ngoài"),
}
WRITTEN_KINDS = [kind for kind in DocumentKind if kind is not DocumentKind.EXTERNAL]


def kind_label(kind: DocumentKind) -> Phrase:
    """The kind at the beginning of a line or in a cell of its own."""
    return Phrase(_WORDS[kind])
