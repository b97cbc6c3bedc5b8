"""One file looked into by a process of its own, which may take only so much memory and time and can write nothing.

``python -m qms.files.examination KIND PATH`` prints one line of JSON: ``{"text": …}`` (null when the kind has none), or
``{"refused": reason, "values": {…}}``. A process that ends otherwise met a file that nobody should open.
"""

import json
import resource
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from qms.files.kinds import MEGABYTE, PACKAGES, Kind
from qms.files.refusals import Refusal
from qms.files.text import plain_text

_MEMORY = 1024 * MEGABYTE
_SECONDS = 30  # of computing
_LIMITS = {
    resource.RLIMIT_AS: _MEMORY,
    resource.RLIMIT_CPU: _SECONDS,
    resource.RLIMIT_FSIZE: 0,
    resource.RLIMIT_CORE: 0,
}


def examine(path: Path, kind: Kind) -> str | None:
    """The text of a harmless file, None for a picture; raises Refusal.

    The readers are imported when they are needed: each costs time, and a file needs one.
    """
    if kind in PACKAGES:
        with path.open("rb") as file:
            import_module("qms.files.packages").examine(file, kind)
    elif kind is Kind.PDF:
        import_module("qms.files.pdf").examine(path)
    else:
        import_module("qms.files.pictures").examine(path, kind)
        return None
    return plain_text(_READERS[kind](path))


def _docx(path: Path) -> Iterator[str]:
    with path.open("rb") as file:
        yield from import_module("qms.files.package_text").of_docx(file)


def _odt(path: Path) -> Iterator[str]:
    with path.open("rb") as file:
        yield from import_module("qms.files.package_text").of_odt(file)


def _xlsx(path: Path) -> Iterator[str]:
    yield from import_module("qms.files.workbook_text").rows(path)


def _pdf(path: Path) -> Iterator[str]:
    yield from import_module("qms.files.pdf").paragraphs(path)


_READERS: dict[Kind, Callable[[Path], Iterator[str]]] = {Kind.DOCX: _docx, Kind.ODT: _odt, Kind.XLSX: _xlsx, Kind.PDF: _pdf}


def main(kind: str, path: str) -> None:
    for limit, most in _LIMITS.items():
        resource.setrlimit(limit, (most, most))
    answer: dict[str, Any]
    try:
        answer = {"text": examine(Path(path), Kind(kind))}
    except Refusal as refusal:
        answer = {"refused": refusal.reason, "values": refusal.values}
    print(json.dumps(answer))


if __name__ == "__main__":
    main(*sys.argv[1:])
