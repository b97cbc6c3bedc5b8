"""Uploaded workbooks between preview and confirmation: outside of what is served, under random names, each bound to a person.

A file lies in ``QMS_HOME/uploads`` beside a note that says whose it is; both go when it is written, given up or a day old.
"""

import json
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from hashlib import file_digest
from pathlib import Path
from secrets import token_hex

KEPT_FOR = timedelta(days=1)
_TOKEN_LENGTH = 32


@dataclass(frozen=True)
class Note:
    """``name`` is what the sender called the file, ``digest`` its SHA-256, ``at`` ISO text of when it came."""

    person: str
    name: str
    digest: str
    at: str


class Incoming:
    def __init__(self, home: Path) -> None:
        self.folder = home / "uploads"

    def take(self, person: str, name: str, moment: datetime, save: Callable[[Path], None]) -> str:
        """Keep what ``save`` writes to the path it is given; return the token by which it is found again."""
        self.sweep(moment)
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        token = token_hex(_TOKEN_LENGTH // 2)
        path, beside = self._file(token), self._note(token)
        for own in (path, beside):
            os.close(os.open(own, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        save(path)
        with path.open("rb") as file:
            note = Note(person, name, file_digest(file, "sha256").hexdigest(), moment.isoformat())
        beside.write_text(json.dumps(asdict(note)), encoding="utf-8")
        return token

    def find(self, token: str, person: str, moment: datetime) -> tuple[Path, Note] | None:
        """The file of a token, if it is this person's, not too old, and still the one that came."""
        if len(token) != _TOKEN_LENGTH or not token.isalnum() or not token.isascii():
            return None
        path, note = self._file(token), self._read(token)
        if note is None or note.person != person or _is_old(note, moment):
            return None
        try:
            with path.open("rb") as file:
                same = file_digest(file, "sha256").hexdigest() == note.digest
        except FileNotFoundError:
            return None
        return (path, note) if same else None

    def drop(self, token: str) -> None:
        for path in (self._file(token), self._note(token)):
            path.unlink(missing_ok=True)

    def sweep(self, moment: datetime) -> None:
        """Remove what is older than a day, and files that a killed process left without a note."""
        for path in self.folder.glob("*.xlsx"):
            note = self._read(path.stem)
            if _is_old(note, moment) if note else moment.timestamp() - path.stat().st_mtime > KEPT_FOR.total_seconds():
                self.drop(path.stem)

    def _file(self, token: str) -> Path:
        return self.folder / f"{token}.xlsx"

    def _note(self, token: str) -> Path:
        return self.folder / f"{token}.json"

    def _read(self, token: str) -> Note | None:
        try:
            return Note(**json.loads(self._note(token).read_text(encoding="utf-8")))
        except (FileNotFoundError, ValueError, TypeError):
            return None


def _is_old(note: Note, moment: datetime) -> bool:
    return moment - datetime.fromisoformat(note.at) >= KEPT_FOR
