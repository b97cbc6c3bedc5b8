"""Databases, clock and installation for every test."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from argon2.profiles import CHEAPEST
from sqlalchemy.engine import URL

from qms.clock import FixedClock
from qms.files.store import LocalStore
from qms.installation import Installation
from qms.settings import Settings
from qms.signing_in.passwords import HASHER
from qms.standards.use_cases import ensure_shipped
from qms.storage.database import Database
from qms.storage.schema import upgrade
from qms.trail.entries import Actor
from tests.availability import everything_must_run, left_out, require
from tests.compiled import routes_and_templates, statements
from tests.hasty import hasty
from tests.postgres import NoServer, Server, running_server

NOW = datetime(2026, 11, 23, 4, tzinfo=UTC)  # 11:00 in Việt Nam
_TEMPLATE = "qms_template"
HASHER.use(PasswordHasher.from_parameters(CHEAPEST))  # real hashes take the better part of a second, which no test needs
_names = (f"qms_{number}" for number in count(1))


@pytest.fixture(scope="session", autouse=True)
def compiled_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Routes, templates and statements are compiled once for all the applications and databases of a run."""
    with routes_and_templates(tmp_path_factory.getbasetemp().parent / "compiled-templates"), statements():
        yield


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed database file with the schema and the data that the package ships."""
    path = tmp_path_factory.mktemp("template") / "qms.sqlite3"
    _fill(URL.create("sqlite", database=str(path)))
    return path


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    """A running server, whose database ``qms_template`` has the schema and the data that the package ships."""
    try:
        with running_server() as server:
            server.execute(f"CREATE DATABASE {_TEMPLATE}")
            _fill(server.url(_TEMPLATE))
            yield server
    except NoServer as refusal:
        require(False, f"PostgreSQL server ({refusal})")


def _fill(url: URL) -> None:
    database = Database(url)
    upgrade(database)
    ensure_shipped(database, Actor("setup", "cli:setup"), NOW)
    database.close()


@pytest.fixture
def sqlite_database(sqlite_template: Path, tmp_path: Path) -> Iterator[Database]:
    """A fresh SQLite database with the shipped editions and policy."""
    path = shutil.copy(sqlite_template, tmp_path / "qms.sqlite3")
    database = hasty(Database(URL.create("sqlite", database=str(path))))
    yield database
    database.close()


@pytest.fixture
def postgres_database(postgres_server: Server) -> Iterator[Database]:
    """A fresh PostgreSQL database with the shipped editions and policy."""
    name = next(_names)
    postgres_server.execute(f"CREATE DATABASE {name} TEMPLATE {_TEMPLATE}")
    database = Database(postgres_server.url(name))
    yield database
    database.close()
    postgres_server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Database:
    """The test runs twice: on SQLite and on PostgreSQL."""
    fixture = {"sqlite": "sqlite_database", "postgresql": "postgres_database"}[request.param]
    found: Database = request.getfixturevalue(fixture)
    return found


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


@pytest.fixture
def actor() -> Actor:
    return Actor("an.nguyen", "cli:hue")


@pytest.fixture
def installation(database: Database, clock: FixedClock, tmp_path: Path) -> Installation:
    """An installation on ``database``, which needs no further preparation."""
    home = tmp_path / "home"
    home.mkdir()
    installation = Installation(Settings(home, database.engine.url), prepare=lambda _installation, _database: None, clock=clock)
    installation.database = database
    return installation


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for what, tests in left_out(terminalreporter.stats.get("skipped", [])).items():
        terminalreporter.write_line(f"LEFT OUT: {tests} tests, because this machine has no {what}", red=True, bold=True)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Where everything must run, a skipped test is a failed run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if everything_must_run() and reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture
def store(tmp_path: Path) -> LocalStore:
    """An empty store of files."""
    return LocalStore(tmp_path / "files")
