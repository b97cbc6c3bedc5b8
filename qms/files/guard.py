"""Whether a file that somebody sends is one of ours: by its name, its first bytes, and by opening it apart from this process."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from qms.files.kinds import MEGABYTE, PACKAGES, Kind, is_old_office, kind_of_name, kinds_of_start
from qms.files.refusals import Reason, RefusedFile

_PATIENCE = 60  # seconds of waiting, for a machine that is busy with other things
_START = 16
_PASSED_ON = ("PATH", "PYTHONPATH", "LD_LIBRARY_PATH", "TMPDIR")  # nothing else of the environment, thus no secrets


def claimed_kind(name: str) -> Kind:
    """The kind by the ending of the name; raises RefusedFile."""
    kind = kind_of_name(name)
    if kind is None:
        raise RefusedFile(Reason.UNKNOWN_ENDING, name)
    return kind


def too_large(name: str, kind: Kind) -> RefusedFile:
    return RefusedFile(Reason.TOO_LARGE, name, limit=kind.largest // MEGABYTE)


def inspect(path: Path, name: str, kind: Kind) -> str | None:
    """The text of the file (None for a picture), whose name claims ``kind``; raises RefusedFile."""
    _check_start(path, name, kind)
    answer = _ask(path, name, kind)
    if "refused" in answer:
        raise RefusedFile(Reason(answer["refused"]), name, **answer["values"])
    text: str | None = answer["text"]
    return text


def _check_start(path: Path, name: str, kind: Kind) -> None:
    with path.open("rb") as file:
        start = file.read(_START)
    if not start:
        raise RefusedFile(Reason.EMPTY, name)
    if is_old_office(start):
        raise RefusedFile(Reason.OLD_OFFICE, name)
    kinds = kinds_of_start(start)
    if kind in kinds:
        return
    if kinds and kinds != PACKAGES:
        raise RefusedFile(Reason.OTHER_CONTENT, name, found=next(iter(kinds)).value)
    raise RefusedFile(Reason.NOT_THIS_KIND, name, kind=kind.upper())


def _ask(path: Path, name: str, kind: Kind) -> dict[str, Any]:
    """What the examination says; a file that breaks or outlasts it is refused."""
    program = [sys.executable, "-P", "-m", "qms.files.examination", kind.value, str(path)]
    environment = {key: os.environ[key] for key in _PASSED_ON if key in os.environ}
    try:
        done = subprocess.run(program, env=environment, capture_output=True, timeout=_PATIENCE, check=True)
    except subprocess.SubprocessError as error:
        raise RefusedFile(Reason.TOO_COMPLEX, name) from error
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer
