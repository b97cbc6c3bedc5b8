"""Uploaded files between preview and confirmation: found by their sender, unchanged, for less than a day."""

from datetime import UTC, datetime, timedelta
from os import utime
from pathlib import Path

import pytest

from qms.keeping.incoming import KEPT_FOR, Incoming

NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)
JUST_BEFORE = NOON + KEPT_FOR - timedelta(seconds=1)


def _write(path: Path) -> None:
    path.write_bytes(b"file")


def take(incoming: Incoming, moment: datetime = NOON) -> str:
    return incoming.take("an", "sổ.xlsx", moment, _write)


def test_found_by_its_sender_until_a_day_has_passed(tmp_path: Path) -> None:
    incoming = Incoming(tmp_path)
    token = take(incoming)
    assert (found := incoming.find(token, "an", JUST_BEFORE)) is not None
    assert (found[0].read_bytes(), found[1].name) == (b"file", "sổ.xlsx")
    assert incoming.find(token, "an", NOON + KEPT_FOR) is None
    assert incoming.find(token, "binh", NOON) is None


@pytest.mark.parametrize("token", ["", "../" * 10 + "ab", "é" * 32, "0" * 31, "0" * 32])
def test_other_tokens_find_nothing(tmp_path: Path, token: str) -> None:
    take(incoming := Incoming(tmp_path))
    assert incoming.find(token, "an", NOON) is None


def test_changed_file_is_not_what_came(tmp_path: Path) -> None:
    incoming = Incoming(tmp_path)
    token = take(incoming)
    (tmp_path / "uploads" / f"{token}.xlsx").write_bytes(b"another")
    assert incoming.find(token, "an", NOON) is None


def test_next_upload_sweeps_what_is_a_day_old_and_what_a_killed_process_left(tmp_path: Path) -> None:
    incoming = Incoming(tmp_path)
    old, fresh = take(incoming), take(incoming, NOON + timedelta(hours=1))
    for name, moment in (("a" * 32, NOON), ("b" * 32, NOON + timedelta(hours=1))):
        left = tmp_path / "uploads" / f"{name}.xlsx"
        left.touch()
        utime(left, (moment.timestamp(), moment.timestamp()))
    token = take(incoming, NOON + KEPT_FOR + timedelta(seconds=1))
    assert {path.stem for path in (tmp_path / "uploads").iterdir()} == {fresh, "b" * 32, token}
    assert old not in {fresh, token}
