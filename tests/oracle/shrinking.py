"""The smallest registry on which something is still so: one row or one field less, as long as anything can be left out."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, replace
from typing import Any

from reports.publication.facts import AgencyFacts, CommonFacts
from tests.oracle.worlds import World

_OPTIONAL = {"valid_to", "ended_on", "issued_on", "due_on", "closed_on", "posted_on", "notified_on", "cancelled_on"}
_COLLECTIONS = {"annexes": (), "procedures": (), "added": frozenset(), "removed": frozenset()}


def shrink(world: World, holds: Callable[[World], bool]) -> World:
    """A world as small as leaving out makes it, of which ``holds`` still is true."""
    while True:
        smaller = next((other for other in _smaller(world) if holds(other)), None)
        if smaller is None:
            return world
        world = smaller


def _smaller(world: World) -> Iterator[World]:
    for key in world.agencies:
        yield world._replace(agencies={name: facts for name, facts in world.agencies.items() if name != key})
    for policy in _less(world.common.policy):
        yield world._replace(common=replace(world.common, policy=policy))
    for slots in _less(world.common.slots):
        yield world._replace(common=replace(world.common, slots=slots))
    for common in _plainer_procedures(world.common):
        yield world._replace(common=common)
    for key, facts in world.agencies.items():
        for fewer in _less_facts(facts):
            yield world._replace(agencies={**world.agencies, key: fewer})


def _less_facts(facts: AgencyFacts) -> Iterator[AgencyFacts]:
    for part in fields(facts):
        if part.name != "key":
            for rows in _less(getattr(facts, part.name)):
                changed: dict[str, Any] = {part.name: rows}
                yield replace(facts, **changed)


def _less(rows: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for place in range(len(rows)):
        yield (*rows[:place], *rows[place + 1:])
    for place, row in enumerate(rows):
        for plainer in _plainer(row):
            yield (*rows[:place], plainer, *rows[place + 1:])


def _plainer(row: Any) -> Iterator[Any]:
    for name in row._fields:
        value = getattr(row, name)
        if name in _OPTIONAL and value is not None:
            yield row._replace(**{name: None})
        if name in _COLLECTIONS and value:
            yield row._replace(**{name: _COLLECTIONS[name]})
    if "effective_on" in row._fields and "signed_on" in row._fields and row.effective_on != row.signed_on:
        yield row._replace(effective_on=row.signed_on)
    if "annexes" in row._fields:
        for annexes in _less(row.annexes):
            yield row._replace(annexes=annexes)


def _plainer_procedures(common: CommonFacts) -> Iterator[CommonFacts]:
    for number, row in common.procedures.items():
        if row.valid_from is not None or row.valid_to is not None:
            plain = row._replace(valid_from=None, valid_to=None)
            yield replace(common, procedures={**common.procedures, number: plain})
