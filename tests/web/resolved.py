"""Addresses that were found to lead somewhere: told to all processes of a run, whose pages share most links."""

import json
from pathlib import Path


class Resolved:
    """A set of keys, each some strings, that only grows; once ``share``d, also by what other processes put into the file."""

    def __init__(self) -> None:
        self._found: set[str] = set()
        self._file: Path | None = None
        self._read = 0  # bytes of the file

    def share(self, file: Path) -> None:
        self._file = file

    def __contains__(self, key: tuple[str, ...]) -> bool:
        line = json.dumps(key)
        if line not in self._found:
            self._hear()
        return line in self._found

    def add(self, key: tuple[str, ...]) -> None:
        line = json.dumps(key)
        self._found.add(line)
        if self._file is not None:
            with self._file.open("a", buffering=len(line) + 2) as file:  # one write, which no other process cuts in two
                file.write(f"{line}\n")

    def _hear(self) -> None:
        """Take in the whole lines that were added since."""
        if self._file is None or not self._file.exists():
            return
        with self._file.open("rb") as file:
            file.seek(self._read)
            added = file.read()
        whole = added[: added.rfind(b"\n") + 1]
        self._read += len(whole)
        self._found.update(whole.decode().splitlines())
