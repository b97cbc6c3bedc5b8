"""Applications for the tests of pages."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.engine import URL

from qms.app import web_application
from qms.installation import Installation
from qms.settings import Settings
from qms.storage.database import Database
from qms.web.application import create_app
from tests.hasty import hasty
from tests.web.cast import ADMINISTRATOR, LEADER, Member, begin
from tests.web.client import RESOLVED, CheckingClient, checking
from tests.web.keys import SECRET_KEY
from tests.web.province import fill
from tests.web.today import TODAY
from tests.web.workshop import workshop


@pytest.fixture(scope="session", autouse=True)
def links_are_followed_once(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A link is followed once in a run, by whichever of its processes."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        RESOLVED.share(tmp_path_factory.getbasetemp().parent / "resolved")


def installed(database_file: Path) -> Installation:
    """An installation over a database that needs no preparation, on 23/11/2026."""
    settings = Settings(database_file.parent, URL.create("sqlite", database=str(database_file)), SECRET_KEY)
    return Installation(settings, _in_haste, TODAY)


def _in_haste(_installation: Installation, database: Database) -> None:
    hasty(database)


@pytest.fixture
def shell(tmp_path: Path) -> Flask:
    """The ground without any page of the product: one section of the tests' own."""
    return create_app(installed(tmp_path / "shell.sqlite3"), [workshop])


@pytest.fixture
def client(shell: Flask) -> CheckingClient:
    return checking(shell)


@pytest.fixture(scope="session")
def province_database(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a database with the small province; nobody opens it, so that it can be copied at any moment."""
    path = Path(shutil.copy(sqlite_template, tmp_path_factory.mktemp("province") / "province.sqlite3"))
    installation = installed(path)
    with installation.database.writing() as session:
        fill(session, TODAY.now())
    installation.database.close()
    return path


@pytest.fixture(scope="session")
def site(province_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The pages of the product over a copy of the small province: looking, too, writes into the security log."""
    path = tmp_path_factory.mktemp("site") / "qms.sqlite3"
    return web_application(installed(Path(shutil.copy(province_database, path))))


@pytest.fixture(scope="session")
def signed_in(site: Flask) -> Callable[[Member], CheckingClient]:
    """The client of one of the cast, for looking: nobody writes to ``site``."""
    return lambda member: checking(site).sign_in(member)


@pytest.fixture
def workplace(province_database: Path, tmp_path: Path) -> Iterator[Flask]:
    """The pages over a small province of the test's own, for tests that change something."""
    installation = installed(Path(shutil.copy(province_database, tmp_path / "qms.sqlite3")))
    yield web_application(installation)
    installation.database.close()


@pytest.fixture
def at_work(workplace: Flask) -> Callable[[Member], CheckingClient]:
    """The client of one of the cast, for changing things in ``workplace``."""
    return lambda member: checking(workplace).sign_in(member)


@pytest.fixture
def stranger(site: Flask) -> CheckingClient:
    """Somebody who has not signed in."""
    return checking(site)


@pytest.fixture
def reader(site: Flask) -> CheckingClient:
    """A leader of the province, who sees everything and reads Vietnamese."""
    return checking(site).sign_in(LEADER)


@pytest.fixture
def english_reader(site: Flask) -> CheckingClient:
    client = checking(site).sign_in(LEADER)
    client.set_cookie("qms_language", "en")
    return client


@pytest.fixture
def empty_reader(sqlite_template: Path, tmp_path: Path) -> Iterator[CheckingClient]:
    """An administrator who opens an installation that holds no fact yet."""
    installation = installed(Path(shutil.copy(sqlite_template, tmp_path / "empty.sqlite3")))
    with installation.database.writing() as session:
        begin(session, TODAY.now())
    yield checking(web_application(installation)).sign_in(ADMINISTRATOR)
    installation.database.close()


@pytest.fixture
def province_installation(site: Flask) -> Installation:
    installation: Installation = site.extensions["qms"]
    return installation
