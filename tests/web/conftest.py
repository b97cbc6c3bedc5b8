"""Applications for the tests of pages."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.engine import URL

from qms.clock import FixedClock
from qms.installation import Installation
from qms.settings import Settings
from qms.web.application import create_app
from tests.web.client import CheckingClient, checking
from tests.web.workshop import workshop


@pytest.fixture
def shell(tmp_path: Path) -> Flask:
    """The ground without any page of the product: one section of the tests' own, today is 23/11/2026."""
    settings = Settings(tmp_path, URL.create("sqlite", database=str(tmp_path / "shell.sqlite3")))
    clock = FixedClock(datetime(2026, 11, 23, 3, tzinfo=UTC))
    return create_app(Installation(settings, lambda installation, database: None, clock), [workshop])


@pytest.fixture
def client(shell: Flask) -> CheckingClient:
    return checking(shell)
