"""Where the bytes of files are kept: each once, under the SHA-256 of its content, never under a name somebody gave.

A file is first written beside the store, made durable, and then put in its place in one step: whatever happens, a file in
its place is whole.
"""

import fcntl
import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Protocol

_PIECE = 1024 * 1024
_DIGEST_LETTERS = frozenset("0123456789abcdef")
_INCOMING = "tmp"
_LOCK = "lock"


class TooLarge(Exception):
    """The stream holds more than the limit; it was not read further than one piece beyond."""


class Readable(Protocol):
    def read(self, size: int, /) -> bytes:
        """At most ``size`` bytes, none at the end."""


class Incoming(Protocol):
    """Bytes that have arrived and have no place yet. They are forgotten unless they are kept."""

    @property
    def digest(self) -> str:
        """SHA-256 in lower-case hexadecimal."""

    @property
    def size(self) -> int: ...

    @property
    def path(self) -> Path:
        """A local file with exactly these bytes, for looking into."""

    def keep(self) -> None:
        """Give the bytes their place; durable when it returns. Keeping what is there already makes it young again."""


class Store(Protocol):
    """Bytes by their digest. Digests are those a store has given; anything else is a ValueError."""

    def receive(self, stream: Readable, limit: int) -> AbstractContextManager[Incoming]:
        """Read the stream to its end; raise TooLarge as soon as there are more than ``limit`` bytes."""

    def open(self, digest: str) -> BinaryIO:
        """The bytes, seekable; raises FileNotFoundError."""

    def exists(self, digest: str) -> bool: ...

    def delete(self, digest: str, kept_before: datetime) -> bool:
        """Remove what was last kept before a moment; false when it is younger or not there."""

    def names(self) -> Iterator[str]:
        """The digests of everything that has its place."""

    def sweep_incoming(self, before: datetime) -> int:
        """Remove what began to arrive before a moment and was never kept; return how many."""


@dataclass(frozen=True)
class _Arrived:
    store: "LocalStore"
    path: Path
    digest: str
    size: int

    def keep(self) -> None:
        self.store._place(self.path, self.digest)


@dataclass(frozen=True)
class LocalStore:
    """A store in a folder of this machine, readable by nobody else; several processes may use it at once."""

    folder: Path

    @contextmanager
    def receive(self, stream: Readable, limit: int) -> Iterator[Incoming]:
        incoming = self.folder / _INCOMING
        _make_folder(incoming)
        descriptor, name = tempfile.mkstemp(dir=incoming)  # mode 600
        path = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as file:
                digest, size = _copy(stream, file, limit)
                file.flush()
                os.fsync(file.fileno())
            yield _Arrived(self, path, digest, size)
        finally:
            path.unlink(missing_ok=True)

    def open(self, digest: str) -> BinaryIO:
        return self._path(digest).open("rb")

    def exists(self, digest: str) -> bool:
        return self._path(digest).is_file()

    def delete(self, digest: str, kept_before: datetime) -> bool:
        path = self._path(digest)
        with self._alone(fcntl.LOCK_EX):
            if not path.is_file() or _last_kept(path) >= kept_before:
                return False
            path.unlink()
            return True

    def names(self) -> Iterator[str]:
        for path in sorted(self.folder.glob("??/??/*")):
            if len(path.name) == 64 and path == self._path(path.name):
                yield path.name

    def sweep_incoming(self, before: datetime) -> int:
        left = [path for path in (self.folder / _INCOMING).glob("*") if _last_kept(path) < before]
        for path in left:
            path.unlink(missing_ok=True)
        return len(left)

    def _place(self, arrived: Path, digest: str) -> None:
        """Move the file into its place; a file that is there already is the same, and may not be swept while it is touched."""
        path = self._path(digest)
        _make_folder(path.parent)
        with self._alone(fcntl.LOCK_SH):
            if path.is_file():
                os.utime(path)
            else:
                arrived.replace(path)
                _sync_folder(path.parent)

    def _path(self, digest: str) -> Path:
        if len(digest) != 64 or not _DIGEST_LETTERS.issuperset(digest):
            raise ValueError(f"not a SHA-256: {digest!r}")
        return self.folder / digest[:2] / digest[2:4] / digest

    @contextmanager
    def _alone(self, manner: int) -> Iterator[None]:
        """Many may put files in their place at once, but nobody while one is removed: its age could have changed."""
        _make_folder(self.folder)
        descriptor = os.open(self.folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, manner)
            yield
        finally:
            os.close(descriptor)


def _copy(stream: Readable, file: BinaryIO, limit: int) -> tuple[str, int]:
    """Write the stream to the file; return its SHA-256 and its size."""
    digest, size = hashlib.sha256(), 0
    while piece := stream.read(_PIECE):
        size += len(piece)
        if size > limit:
            raise TooLarge
        digest.update(piece)
        file.write(piece)
    return digest.hexdigest(), size


def _make_folder(folder: Path) -> None:
    """Make the folder, and its parents where need be, so that they survive a loss of power."""
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _last_kept(path: Path) -> datetime:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except FileNotFoundError:  # gone in between, thus nothing to sweep
        return datetime.max.replace(tzinfo=UTC)
