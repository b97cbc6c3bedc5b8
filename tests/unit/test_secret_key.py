"""The secret key of an installation."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from qms.security.secrets import KEY_FILE, SHORTEST, secret_key
from qms.settings import SettingsError


def test_a_key_is_made_once_for_its_owner_only(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _number: secret_key(None, home), range(8)))
    assert len(keys) == 1 and {secret_key(None, home)} == keys
    assert (home / KEY_FILE).stat().st_mode & 0o777 == 0o600 and home.stat().st_mode & 0o777 == 0o700
    assert len(keys.pop()) >= 64 and [path.name for path in home.iterdir()] == [KEY_FILE]
    assert secret_key(None, tmp_path / "another") != secret_key(None, home)


def test_a_key_that_is_given_is_taken_and_nothing_is_written(tmp_path: Path) -> None:
    assert secret_key("k" * SHORTEST, tmp_path) == "k" * SHORTEST
    assert list(tmp_path.iterdir()) == []


def test_a_key_that_others_read_or_that_is_short_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="32"):
        secret_key("k" * (SHORTEST - 1), tmp_path)
    secret_key(None, tmp_path)
    (tmp_path / KEY_FILE).chmod(0o640)
    with pytest.raises(SettingsError, match="chmod 600"):
        secret_key(None, tmp_path)
    (tmp_path / KEY_FILE).chmod(0o600)
    (tmp_path / KEY_FILE).write_text("k" * (SHORTEST - 1))
    with pytest.raises(SettingsError, match="bản sao lưu"):
        secret_key(None, tmp_path)
