"""The registry as it is read: all agencies or some, and some of them again after a change."""

from dataclasses import fields
from datetime import date

from sqlalchemy import select, update

from audits.nonconformities.models import Nonconformity
from qms.agencies.models import Agency
from qms.storage.database import Database
from reports.publication.facts import AgencyFacts
from reports.publication.queries import load_registry, reload_agencies
from reports.publication.vocabulary import Status
from tests.benchmarks.filling import DAY, fill

KEYS = ["co-quan-000001", "co-quan-000003"]


def unordered(facts: AgencyFacts) -> dict[str, list[str]]:
    """Each kind of fact, in an order of its own: the order in which they come means nothing."""
    return {part.name: sorted(map(repr, getattr(facts, part.name))) for part in fields(facts)}


def test_some_agencies_are_read_like_all(database: Database) -> None:
    with database.writing() as session:
        fill(session, 5)
    with database.reading() as session:
        everything, some = load_registry(session), load_registry(session, [*KEYS, "nowhere"])
    assert list(some.agencies) == KEYS
    for key in KEYS:
        facts = some.agencies[key]
        assert unordered(facts) == unordered(everything.agencies[key])
        assert {row.slot for row in facts.revisions if row.procedures == ()} >= {"policy", "one-stop"}
        assert sorted(number for row in facts.revisions for number in row.procedures) == sorted(
            row.procedure for row in facts.authorities
        )
        assert {type(row.valid_from) for row in facts.authorities} == {date}
        assert everything.timeline(key) == some.timeline(key)


def test_agencies_read_again_show_what_changed(database: Database) -> None:
    with database.writing() as session:
        fill(session, 5)
    with database.reading() as session:
        before = load_registry(session)
    assert {standing.status for standing in before.board(DAY) if standing.key in KEYS} == {Status.MAINTAINED}
    with database.writing() as session:
        owner = select(Agency.id).where(Agency.key == KEYS[0]).scalar_subquery()
        session.execute(update(Nonconformity).where(Nonconformity.agency_id == owner).values(closed_on=None))
    with database.reading() as session:
        after, anew = reload_agencies(session, before, KEYS[:1]), load_registry(session)
    assert [(row.key, row.status, row.changes_on) for row in after.board(DAY)] == [
        (row.key, row.status, row.changes_on) for row in anew.board(DAY)
    ]
    assert [row.status for row in after.board(DAY) if row.key in KEYS] == [Status.NOT_MAINTAINED, Status.MAINTAINED]
    assert {key: unordered(facts) for key, facts in after.agencies.items()} == {
        key: unordered(facts) for key, facts in anew.agencies.items()
    }
