"""The arrows between the packages, as setup.cfg draws them."""

import logging.config
from pathlib import Path

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def nobody_is_silenced(monkeypatch):
    """The linter sets up logging, which would silence every logger of this process for the tests that follow."""
    monkeypatch.setattr(logging.config, "dictConfig", lambda _config: None)


def test_no_import_breaks_a_contract(capsys, monkeypatch):
    monkeypatch.chdir(ROOT)
    status = lint_imports(config_filename=str(ROOT / "setup.cfg"), no_cache=True)
    assert status == EXIT_STATUS_SUCCESS, capsys.readouterr().out


def test_a_broken_contract_would_be_seen(tmp_path, capsys, monkeypatch):
    """The same machinery, asked for something false."""
    monkeypatch.chdir(ROOT)
    config = tmp_path / "false.cfg"
    config.write_text(
        "[importlinter]\nroot_packages =\n    qms\n    documents\ninclude_external_packages = True\n"
        "[importlinter:contract:false]\nname = Tables need no database\ntype = forbidden\n"
        "source_modules =\n    documents.**.models\nforbidden_modules =\n    sqlalchemy\n"
    )
    assert lint_imports(config_filename=str(config), no_cache=True) != EXIT_STATUS_SUCCESS
    assert "Tables need no database" in capsys.readouterr().out
