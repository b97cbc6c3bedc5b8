"""``make bench``: every figure beside its floor, on SQLite and on PostgreSQL.

``python -m tests.benchmarks pages search`` measures some parts alone.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy.engine import URL

from qms.clock import SystemClock
from qms.installation import Installation
from qms.settings import Settings
from qms.storage.database import Database
from qms.storage.readiness import prepare
from qms.terminal import print_table
from tests.benchmarks import engine, exchange, pages, searching
from tests.benchmarks.pairing import Figure
from tests.postgres import NoServer, Server, running_server

SIZES = (1_000, 10_000)


@contextmanager
def places(folder: Path) -> Iterator[list[tuple[str, "Makers"]]]:
    """The databases to measure on: where they are called, and how to make a fresh one."""
    makers = [("SQLite", Makers(folder, None))]
    try:
        with running_server() as server:
            yield [*makers, ("PostgreSQL", Makers(folder, server))]
    except NoServer as refusal:
        print(f"PostgreSQL is left out: {refusal}", file=sys.stderr)
        yield makers


class Makers:
    def __init__(self, folder: Path, server: Server | None) -> None:
        self._folder = folder
        self._server = server
        self._made = 0

    @contextmanager
    def database(self) -> Iterator[Database]:
        """A fresh database with the shipped editions, slots and policy."""
        self._made += 1
        name = f"bench_{self._made}"
        if self._server is None:
            url = URL.create("sqlite", database=str(self._folder / f"{name}.sqlite3"))
        else:
            self._server.execute(f"CREATE DATABASE {name}")
            url = self._server.url(name)
        installation = Installation(Settings(self._folder, url), prepare, SystemClock())
        yield installation.database
        installation.database.close()


def boards(where: str, makers: Makers) -> Iterator[Figure]:
    found = []
    for size in SIZES:
        with makers.database() as database:
            engine.fill_database(database, size)
            found.append(engine.board(database, where, size))
            yield found[-1]
            yield engine.one_change(database, where, size)
            if size == SIZES[0]:
                yield engine.timeline(database, where)
    small, large = found
    growth = large.seconds / small.seconds
    yield Figure(f"board, {SIZES[0]:,} to {SIZES[1]:,} bodies", where, large.seconds, small.seconds, growth, 12)


def workbooks(where: str, makers: Makers) -> Iterator[Figure]:
    with makers.database() as database:
        yield from exchange.figures(database, where)


def search(where: str, makers: Makers) -> Iterator[Figure]:
    with makers.database() as database:
        yield from searching.figures(database, where)


PARTS = {"board": boards, "workbook": workbooks, "search": search}  # on each database
PAGES = "pages"  # on SQLite alone


def main() -> None:
    asked = sys.argv[1:] or [*PARTS, PAGES]
    figures: list[Figure] = []
    with TemporaryDirectory(prefix="qms-bench-") as folder, places(Path(folder)) as found:
        parts = [PARTS[name](where, makers) for where, makers in found for name in asked if name in PARTS]
        for figure in chain(*parts, pages.figures(Path(folder)) if PAGES in asked else ()):
            print(f"{figure.what}, {figure.where}: {figure.ratio:.2f}", file=sys.stderr)
            figures.append(figure)
    headers = ["What", "On", "Seconds", "Floor", "Ratio", "Target", ""]
    rows = [
        (
            f.what,
            f.where,
            f"{f.seconds:.3f}",
            f"{f.floor:.3f}",
            f"{f.ratio:.2f}",
            f"≤ {f.target:g}",
            "" if f.holds else "falls short",
        )
        for f in figures
    ]
    print_table(headers, rows)


if __name__ == "__main__":
    main()
