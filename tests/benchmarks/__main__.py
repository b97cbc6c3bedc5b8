"""``make bench``: every figure beside its floor, on SQLite and on PostgreSQL."""

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
from tests.benchmarks import engine, exchange, pages
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


def measure(where: str, makers: Makers) -> Iterator[Figure]:
    boards = []
    for size in SIZES:
        with makers.database() as database:
            engine.fill_database(database, size)
            boards.append(engine.board(database, where, size))
            yield boards[-1]
            yield engine.one_change(database, where, size)
            if size == SIZES[0]:
                yield engine.timeline(database, where)
    small, large = boards
    growth = large.seconds / small.seconds
    yield Figure(f"board, {SIZES[0]:,} to {SIZES[1]:,} bodies", where, large.seconds, small.seconds, growth, 12)
    with makers.database() as database:
        yield from exchange.figures(database, where)


def main() -> None:
    figures: list[Figure] = []
    with TemporaryDirectory(prefix="qms-bench-") as folder, places(Path(folder)) as found:
        for figure in chain(*(measure(where, makers) for where, makers in found), pages.figures(Path(folder))):
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
