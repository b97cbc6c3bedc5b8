"""The demonstration as an XLSX file: the same bytes each time."""

from collections.abc import Iterator
from datetime import datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook

from qms.demo.almanac import LAST_DAY
from qms.demo.register import demonstration_rows

_MOMENT = datetime.combine(LAST_DAY, time())


def write_workbook(path: Path) -> None:
    """Write the register workbook of the demonstration to ``path``."""
    workbook = Workbook(write_only=True)
    for name, rows in demonstration_rows().items():
        sheet = workbook.create_sheet(name)
        sheet.append(list(rows[0]))
        for row in rows:
            sheet.append(list(row.values()))
    workbook.properties.creator = "qms demo"
    workbook.properties.created = _MOMENT
    with TemporaryDirectory() as folder:
        dated = Path(folder) / "dated.xlsx"
        workbook.save(dated)
        _write_undated(dated, path)


def _write_undated(dated: Path, path: Path) -> None:
    """Copy a workbook without the moment it was written."""
    with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=6) as copy:
        for name, content in _parts(dated):
            copy.writestr(ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, ZIP_DEFLATED)


def _parts(dated: Path) -> Iterator[tuple[str, bytes]]:
    with ZipFile(dated) as package:
        for name in package.namelist():
            content = package.read(name)
            yield name, _without_moment(content) if name == "docProps/core.xml" else content


def _without_moment(properties: bytes) -> bytes:
    """The moment of saving, which openpyxl always writes, becomes the moment of creation."""
    start, end = b'<dcterms:modified xsi:type="dcterms:W3CDTF">', b"</dcterms:modified>"
    before, rest = properties.split(start)
    return before + start + _MOMENT.isoformat().encode() + b"Z" + end + rest.split(end)[1]
