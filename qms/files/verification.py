"""Whether the store still holds every file that has a row, and holds it unchanged."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from qms.files.models import StoredFile
from qms.files.store import Store
from qms.language import Phrase, mark

_PIECE = 1024 * 1024


@dataclass(frozen=True)
class FileFault:
    """What is wrong with one file."""

    digest: str
    message: Phrase


def count_files(session: Session) -> int:
    return len(session.scalars(select(StoredFile.digest)).all())


def verify_files(session: Session, store: Store) -> Iterator[FileFault]:
    """Every file that is missing or has other bytes than it had, by digest; each is read whole, one after the other."""
    for digest in session.scalars(select(StoredFile.digest).order_by(StoredFile.digest)):
        if not store.exists(digest):
            yield FileFault(digest, Phrase(mark("Thiếu tệp {digest}: hãy khôi phục từ bản sao lưu."), digest=digest))
        elif _digest(store, digest) != digest:
            yield FileFault(digest, Phrase(mark("Tệp {digest} đã bị thay đổi: hãy khôi phục từ bản sao lưu."), digest=digest))


def _digest(store: Store, digest: str) -> str:
    found = hashlib.sha256()
    with store.open(digest) as file:
        while piece := file.read(_PIECE):
            found.update(piece)
    return found.hexdigest()
