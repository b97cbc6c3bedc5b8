"""Secrets of second factors that a program before sealing has stored: `qms migrate` seals them, and their telephones go on."""

from importlib import import_module
from pathlib import Path

import pyotp
from sqlalchemy import text
from sqlalchemy.engine import URL

from qms.clock import FixedClock
from qms.installation import Installation
from qms.settings import Settings
from qms.signing_in import second_factor
from qms.storage.database import Database
from qms.storage.readiness import prepare
from qms.storage.schema import configuration
from tests.conftest import NOW
from tests.integration.command_line import run

SECRET, STAMP = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", "2026-11-23T04:00:00.000000+00:00"


def older(url: URL) -> None:
    """A database of the version before, with somebody who has a telephone and a line of the security log."""
    database = Database(url)
    with database.migrating() as connection:
        import_module("alembic.command").upgrade(configuration(connection), "0007")
        for statement in (
            "INSERT INTO person (id, key, key_folded, name, active) VALUES (1, 'an', 'an', 'An', true)",
            f"INSERT INTO second_factor (person_id, secret, confirmed_at) VALUES (1, '{SECRET}', '{STAMP}')",
            f"INSERT INTO security_event (id, at, kind, person_id, address) VALUES (1, '{STAMP}', 'second_factor_on', 1, '')",
        ):
            connection.execute(text(statement))
    database.close()


def test_an_older_programs_secrets_are_sealed_once_and_still_fit_their_telephones(tmp_path: Path) -> None:
    url = URL.create("sqlite", database=str(tmp_path / "qms.sqlite3"))
    older(url)
    installation = Installation(Settings(tmp_path, url, "k" * 32), prepare, FixedClock(NOW))
    stored = []
    for _ in range(2):
        assert run(installation, "migrate").code == 0
        with installation.database.reading() as session:
            stored.append(session.execute(text("SELECT secret FROM second_factor")).scalar_one())
            assert session.execute(text("SELECT kind FROM security_event")).scalars().all() == ["second_factor_on"]
    assert stored[0] == stored[1] and SECRET not in stored[0]
    with installation.database.writing() as session:
        assert second_factor.use_code(session, installation.vault, 1, pyotp.TOTP(SECRET).at(NOW), NOW)
    installation.database.close()
