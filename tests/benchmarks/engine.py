"""The board and the timeline, computed from facts with nothing kept."""

from datetime import date

from sqlalchemy import text

from qms.storage.database import Database
from reports.publication.queries import load_registry
from tests.benchmarks.filling import DAY, fill
from tests.benchmarks.floors import read_facts
from tests.benchmarks.pairing import Figure, pair


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
            standings = load_registry(session).board(DAY)
            answers = [(standing.status, standing.measures, standing.changes_on) for standing in standings]
            assert len(answers) == bodies

    def floor() -> None:
        with database.reading() as session:
            read_facts(session)

    return pair(f"board of {bodies:,} bodies", where, whole_board, floor, 3, rounds=5 if bodies <= 1_000 else 3)


def timeline(database: Database, where: str) -> Figure:
    """Fifteen years of one agency, against its status on one day."""
    key = "co-quan-000007"

    def fifteen_years() -> None:
        with database.reading() as session:
            load_registry(session, [key]).timeline(key, date(2012, 1, 1), date(2027, 1, 1))

    def one_day() -> None:
        with database.reading() as session:
            load_registry(session, [key]).standing(key, DAY)

    return pair("timeline over 15 years", where, fifteen_years, one_day, 10, rounds=9)
