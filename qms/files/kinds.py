"""The kinds of file that are taken in: what each is called, how large it may be, and how its first bytes look."""

from enum import StrEnum

MEGABYTE = 1024 * 1024

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENDINGS = {"jpeg": "jpg", "jpe": "jpg"}  # other endings of the same kind


class Kind(StrEnum):
    """A kind of file; the value is the ending of its names."""

    DOCX = "docx"
    PDF = "pdf"
    XLSX = "xlsx"
    ODT = "odt"
    PNG = "png"
    JPEG = "jpg"

    @property
    def media_type(self) -> str:
        return MEDIA_TYPES[self]

    @property
    def largest(self) -> int:
        """Bytes that a file of this kind may have."""
        return 10 * MEGABYTE if self in (Kind.PNG, Kind.JPEG) else 25 * MEGABYTE


MEDIA_TYPES = {
    Kind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Kind.PDF: "application/pdf",
    Kind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Kind.ODT: "application/vnd.oasis.opendocument.text",
    Kind.PNG: "image/png",
    Kind.JPEG: "image/jpeg",
}
PACKAGES = frozenset({Kind.DOCX, Kind.XLSX, Kind.ODT})  # ZIP archives; which of them, only their content says
_STARTS = {b"%PDF-": Kind.PDF, b"\x89PNG\r\n\x1a\n": Kind.PNG, b"\xff\xd8\xff": Kind.JPEG}


def kind_of_name(name: str) -> Kind | None:
    """The kind that the ending of a file's name claims; None when it is none of ours."""
    ending = name.rpartition(".")[2].lower()
    ending = _ENDINGS.get(ending, ending)
    return Kind(ending) if ending in set(Kind) else None


def kinds_of_start(start: bytes) -> frozenset[Kind]:
    """The kinds that a file with these first bytes can be: one for most, three for a ZIP archive, none for anything else."""
    if start.startswith(b"PK\x03\x04"):
        return PACKAGES
    return frozenset(kind for magic, kind in _STARTS.items() if start.startswith(magic))


def is_old_office(start: bytes) -> bool:
    """Whether a file begins as .doc and .xls do, and as DOCX and XLSX with a password do."""
    return start.startswith(_OLD_OFFICE)
