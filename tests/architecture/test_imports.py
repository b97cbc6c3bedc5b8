"""The arrows between the packages, as setup.cfg draws them."""

from pathlib import Path

from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

ROOT = Path(__file__).parents[2]


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
