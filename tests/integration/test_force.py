"""When a revision is in force: the set-based reading says what the engine of the publication status says."""

from datetime import date, timedelta
from random import Random

import pytest
from sqlalchemy import select

from documents.library.force import in_force_on, lives
from documents.library.models import Document, Revision
from qms.storage.database import Database
from reports.publication.queries import load_registry
from tests.factories.office import BEGUN, Office


def scatter(office: Office, random: Random) -> None:
    """Documents whose revisions overlap, follow on the same day, end before their successor, or never take effect."""
    office.body("so-a")
    for number in range(30):
        office.document("so-a", f"QT-{number}")
        for revision_no in range(random.randint(1, 4)):
            effective = BEGUN + timedelta(random.randint(0, 5)) if random.random() < 0.8 else None
            ended = effective + timedelta(random.randint(1, 6)) if effective and random.random() < 0.4 else None
            office.revision(f"QT-{number}", 1, revision_no, effective, ended)


@pytest.mark.parametrize("seed", range(3))
def test_revisions_in_force_are_those_of_the_engine(database: Database, seed: int) -> None:
    with database.writing() as session:
        scatter(Office(session), Random(seed))
    with database.reading() as session:
        case = load_registry(session).assessment("so-a").case
        life = lives()
        for day in (BEGUN + timedelta(days) for days in range(-1, 13)):
            query = (
                select(Document.code, Revision.revision_no)
                .join(Revision, Revision.document_id == Document.id)
                .join(life, life.c.revision_id == Revision.id)
                .where(in_force_on(life, day))
            )
            number = day.toordinal()
            engine = {
                (fact.code, fact.revision_no) for fact, in_force, _ in case.revisions if in_force.start <= number < in_force.end
            }
            found = [tuple(row) for row in session.execute(query)]
            assert set(found) == engine
            assert len({code for code, _ in found}) == len(found)


def test_the_life_of_some_documents_is_read_whole(database: Database) -> None:
    with database.writing() as session:
        office = Office(session)
        office.body("so-a")
        for code in ("QT-1", "QT-2"):
            office.document("so-a", code)
            office.revision(code, 1, 0, date(2020, 1, 1))
            office.revision(code, 1, 1, date(2021, 1, 1), date(2022, 1, 1))
            office.revision(code, 2, 0, None)
    with database.reading() as session:
        life = lives(Revision.document_id == 1)
        columns = (life.c.document_id, life.c.effective_on, life.c.replaced_on, life.c.until)
        assert [tuple(row) for row in session.execute(select(*columns).order_by(life.c.effective_on))] == [
            (1, date(2020, 1, 1), date(2021, 1, 1), date(2021, 1, 1)),
            (1, date(2021, 1, 1), None, date(2022, 1, 1)),
        ]
