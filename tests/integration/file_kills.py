"""A program that is killed at every step of keeping a file, one step further each time; see test_stored_files.

``python -m tests.integration.file_kills HOME``: for each step a child takes the same two files in (one of them twice) into
``HOME/<step>`` and kills itself there as a loss of power would. The last child reaches the end; the number of steps is printed.
"""

import io
import os
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import URL

from qms.app import load_models
from qms.files import use_cases
from qms.files.models import StoredFile
from qms.files.store import LocalStore
from qms.files.use_cases import accept, remember
from qms.storage.database import Database

NOW = datetime(2026, 11, 23, 4, tzinfo=UTC)
CONTENTS = (b"a" * 1_100_000, b"b", b"b")
STEPS = ("fsync", "replace", "rename", "mkdir", "open", "close", "unlink", "utime")


class Reaper:
    """Kills this process before the step with the number ``fatal``."""

    def __init__(self, fatal: int) -> None:
        self.fatal, self.step = fatal, 0

    def before(self, work: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*values: Any, **named: Any) -> Any:
            self.step += 1
            if self.step == self.fatal:
                os.kill(os.getpid(), signal.SIGKILL)
            return work(*values, **named)

        return counted


class Stream(io.BytesIO):
    """Bytes whose every reading is a step."""

    def __init__(self, content: bytes, reaper: Reaper) -> None:
        super().__init__(content)
        self.read = reaper.before(super().read)


def take_in(home: Path, reaper: Reaper) -> None:
    store, database = LocalStore(home / "files"), Database(URL.create("sqlite", database=str(home / "qms.sqlite3")))
    StoredFile.metadata.tables["stored_file"].create(database.engine)
    for happening in ("before_cursor_execute", "commit"):
        event.listen(database.engine, happening, reaper.before(lambda *_about: None))
    for name in STEPS:
        setattr(os, name, reaper.before(getattr(os, name)))
    for content in CONTENTS:
        accepted = accept(store, Stream(content, reaper), "a.pdf")
        with database.writing() as session:
            remember(session, accepted, NOW)


def main(home: Path) -> None:
    load_models()
    use_cases.inspect = lambda *_file: ""  # what is in the file does not matter here
    step = 0
    while True:
        step += 1
        place = home / str(step)
        place.mkdir()
        child = os.fork()
        if child == 0:
            take_in(place, Reaper(step))
            os._exit(0)
        _pid, status = os.waitpid(child, 0)
        if os.WIFEXITED(status):
            assert os.WEXITSTATUS(status) == 0
            print(step)
            return


if __name__ == "__main__":
    main(Path(sys.argv[1]))
