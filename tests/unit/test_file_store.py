"""The store: bytes under their own digest, private, whole or not there."""

import hashlib
import io
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from qms.files.store import LocalStore, TooLarge

LATER = timedelta(days=2)


@pytest.fixture
def store(tmp_path: Path) -> LocalStore:
    return LocalStore(tmp_path / "home" / "files")


def put(store: LocalStore, content: bytes) -> str:
    with store.receive(io.BytesIO(content), 1000) as incoming:
        incoming.keep()
        return incoming.digest


def kept_at(store: LocalStore, digest: str) -> datetime:
    return datetime.fromtimestamp(_place(store, digest).stat().st_mtime, UTC)


def _place(store: LocalStore, digest: str) -> Path:
    return store.folder / digest[:2] / digest[2:4] / digest


def test_bytes_are_found_again_by_their_digest(store: LocalStore) -> None:
    digest = put(store, b"abc")
    assert digest == hashlib.sha256(b"abc").hexdigest()
    assert store.exists(digest)
    with store.open(digest) as file:
        assert file.read() == b"abc"
    assert list(store.names()) == [digest]
    assert not store.exists("0" * 64)
    with pytest.raises(FileNotFoundError):
        store.open("0" * 64)


def test_nobody_else_may_read_the_store(store: LocalStore) -> None:
    put(store, b"abc")
    modes = {path: path.stat().st_mode & 0o777 for path in [store.folder, *store.folder.rglob("*")]}
    assert {mode for path, mode in modes.items() if path.is_dir()} == {0o700}
    assert {mode for path, mode in modes.items() if path.is_file()} == {0o600}


def test_what_is_not_kept_leaves_nothing(store: LocalStore) -> None:
    with store.receive(io.BytesIO(b"abc"), 3) as incoming:
        assert (incoming.size, incoming.path.read_bytes()) == (3, b"abc")
    with pytest.raises(TooLarge), store.receive(io.BytesIO(b"abcd"), 3):
        pass
    assert list(store.names()) == []
    assert list(store.folder.glob("tmp/*")) == []


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "/etc/passwd", "A" * 64, "0" * 63, "0" * 65, "0" * 63 + "\n"])
def test_only_digests_name_anything(store: LocalStore, name: str) -> None:
    for ask in (store.open, store.exists):
        with pytest.raises(ValueError, match="SHA-256"):
            ask(name)


def test_only_what_is_old_is_deleted(store: LocalStore) -> None:
    digest = put(store, b"abc")
    moment = kept_at(store, digest)
    assert not store.delete(digest, moment)
    assert store.exists(digest)
    assert store.delete(digest, moment + timedelta(seconds=1))
    assert not store.exists(digest)
    assert not store.delete(digest, moment + LATER)


def test_keeping_again_makes_young(store: LocalStore) -> None:
    digest = put(store, b"abc")
    os.utime(_place(store, digest), (0, 0))
    put(store, b"abc")
    assert not store.delete(digest, datetime(2000, 1, 1, tzinfo=UTC))


def test_uploads_that_broke_off_are_swept_when_old(store: LocalStore) -> None:
    digest = put(store, b"abc")
    left = store.folder / "tmp" / "left"
    left.write_bytes(b"ab")
    os.utime(left, (1000, 1000))
    assert store.sweep_incoming(datetime.fromtimestamp(1000, UTC)) == 0
    assert store.sweep_incoming(datetime.fromtimestamp(1001, UTC)) == 1
    assert not left.exists()
    assert store.exists(digest)


def test_an_empty_store_has_nothing(store: LocalStore) -> None:
    assert list(store.names()) == []
    assert store.sweep_incoming(datetime(2026, 1, 1, tzinfo=UTC)) == 0


def test_foreign_files_in_the_folder_are_not_ours(store: LocalStore) -> None:
    digest = put(store, b"abc")
    strays = [store.folder / digest[:2] / digest[2:4] / "note.txt", store.folder / "aa" / "bb" / digest]
    for stray in strays:
        stray.parent.mkdir(parents=True, exist_ok=True)
        stray.write_bytes(b"abc")
    assert list(store.names()) == [digest]
