"""``qms demo``: made once, shown again in a moment, never at the cost of somebody's registry."""

import pytest

from qms.app import prepare
from qms.demo import commands, home
from qms.demo.people import STAFF
from qms.installation import Installation
from qms.language import UserError
from qms.people.kinds import PostKind
from qms.settings import Settings
from tests.integration.command_line import run

MAKING = "Đang tạo sổ đăng ký minh họa"


@pytest.fixture
def user(tmp_path, sqlite_database, clock):
    """The installation for which the command is called; the demonstration must not touch its database."""
    installation = Installation(Settings(tmp_path / "home", sqlite_database.engine.url), prepare, clock)
    installation.database = sqlite_database
    return installation


def test_made_once_and_shown_again(user, tmp_path, monkeypatch):
    folder = tmp_path / "somewhere" / "demo"
    first = run(user, "demo", "--dir", folder, "--no-serve")
    assert first.code == 0, first.err
    assert MAKING in first.out
    for name in ("register.xlsx", "qms.sqlite3", "tinh-hinh-cong-bo.pdf", "tinh-hinh-cong-bo.xlsx"):
        assert (folder / name).stat().st_size > 10_000, name

    accounts = (folder / "demo-accounts.txt").read_text(encoding="utf-8")
    assert accounts in first.out and (folder / "demo-accounts.txt").stat().st_mode & 0o777 == 0o600
    passwords = [line.split()[1] for line in accounts.splitlines()[2:]]
    assert len(set(passwords)) == len(STAFF) and {one.kind for one in STAFF} == set(PostKind)

    monkeypatch.setattr(commands, "write_workbook", lambda path: pytest.fail("made anew"))
    second = run(user, "demo", "--dir", folder, "--no-serve")
    assert second.code == 0
    assert MAKING not in second.out
    assert not any(password in second.out for password in passwords) and str(folder / "demo-accounts.txt") in second.out
    assert "Công bố hết hiệu lực" in second.out
    assert "Số liệu minh họa" in second.out

    assert run(user, "status", "--format", "json").data["agencies"] == [], "the registry of the installation stays empty"


def test_another_folder_than_the_own_is_refused(user, tmp_path):
    (tmp_path / "qms.sqlite3").write_bytes(b"precious")
    said = run(user, "demo", "--dir", tmp_path, "--no-serve")
    assert said.code == 2
    assert "--dir" in said.err
    assert (tmp_path / "qms.sqlite3").read_bytes() == b"precious"


def test_one_that_was_interrupted_is_made_anew(tmp_path):
    home.begin(tmp_path)
    (tmp_path / "qms.sqlite3").write_bytes(b"half")
    assert not home.is_up_to_date(tmp_path)
    home.begin(tmp_path)
    assert not (tmp_path / "qms.sqlite3").exists()


def test_one_of_another_version_is_made_anew(tmp_path, monkeypatch):
    home.begin(tmp_path)
    (tmp_path / "qms.sqlite3").write_bytes(b"whole")
    home.finish(tmp_path)
    assert home.is_up_to_date(tmp_path)
    assert not home.is_up_to_date(tmp_path, ["documents.demonstration"]), "somebody tells in it who did not before"
    monkeypatch.setattr(home, "__version__", "another")
    assert not home.is_up_to_date(tmp_path)


def test_a_marker_is_what_makes_a_folder_ours(tmp_path):
    (tmp_path / "qms.sqlite3").write_bytes(b"precious")
    with pytest.raises(UserError):
        home.begin(tmp_path)
