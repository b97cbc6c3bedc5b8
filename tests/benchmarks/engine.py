"""The board and the timeline, computed from facts with nothing kept."""

from datetime import date

from sqlalchemy import text

from qms.storage.database import Database
from reports.publication.queries import load_registry, reload_agencies
from reports.publication.standing import Standing
from tests.benchmarks.filling import DAY, fill
from tests.benchmarks.floors import read_facts
from tests.benchmarks.pairing import Figure, pair

KEY = "co-quan-000007"


def fill_database(database: Database, bodies: int) -> None:
    with database.writing() as session:
        fill(session, bodies)
    with database.engine.connect() as connection:
        connection.execute(text("ANALYZE"))
        connection.commit()


def board(database: Database, where: str, bodies: int) -> Figure:
    """Status, measures and the coming change of every body, against reading the same facts."""

    def whole_board() -> None:
        with database.reading() as session:
            assert _read_out(load_registry(session).board(DAY)) == bodies

    def floor() -> None:
        with database.reading() as session:
            read_facts(session)

    return pair(f"board of {bodies:,} bodies", where, whole_board, floor, 3, rounds=5 if bodies <= 1_000 else 3)


def one_change(database: Database, where: str, bodies: int) -> Figure:
    """The board after a fact of one body changed, against computing it anew."""
    with database.reading() as session:
        registry = load_registry(session)
    _read_out(registry.board(DAY))

    def renewed() -> None:
        with database.reading() as session:
            _read_out(reload_agencies(session, registry, [KEY]).board(DAY))

    def anew() -> None:
        with database.reading() as session:
            _read_out(load_registry(session).board(DAY))

    return pair(f"board of {bodies:,} bodies after one change", where, renewed, anew, 0.05, rounds=5)


def _read_out(standings: list[Standing]) -> int:
    return len([(standing.status, standing.measures, standing.changes_on) for standing in standings])


def timeline(database: Database, where: str) -> Figure:
    """Fifteen years of one agency, against its status on one day."""

    def fifteen_years() -> None:
        with database.reading() as session:
            load_registry(session, [KEY]).timeline(KEY, date(2012, 1, 1), date(2027, 1, 1))

    def one_day() -> None:
        with database.reading() as session:
            load_registry(session, [KEY]).standing(KEY, DAY)

    return pair("timeline over 15 years", where, fifteen_years, one_day, 10, rounds=9)
