"""A registry in which some agencies were replaced answers like one made of the same facts at once."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from reports.publication.engine import Registry
from reports.publication.facts import AgencyFacts
from tests.oracle.worlds import FIRST_DAY, random_world

DAYS = [FIRST_DAY + timedelta(days=count) for count in range(0, 140, 20)]


def told(registry: Registry, day: date) -> list[object]:
    return [
        (row.key, row.status, row.edition, row.measures, row.outcomes, row.changes_on, row.changes_to)
        for row in registry.board(day)
    ]


@pytest.mark.parametrize("seed", range(25))
def test_renewing_is_reading_anew(seed: int) -> None:
    world = random_world(seed)
    first, *others = world.agencies
    poorer = replace(world.agencies[first], declarations=(), revisions=world.agencies[first].revisions[::2])
    newcomer = AgencyFacts("new", slices=world.agencies[first].slices, overrides=world.agencies[first].overrides)
    changed = {first: poorer, newcomer.key: newcomer}
    registry = Registry(world.common, world.agencies)
    told(registry, DAYS[3])
    renewed = registry.renewed([first, *others[1:]], changed)
    anew = Registry(world.common, {key: world.agencies[key] for key in others[:1]} | changed)
    for day in (DAYS[3], *DAYS):
        assert told(renewed, day) == told(anew, day)
    assert dict(renewed.agencies) == dict(anew.agencies)
    assert told(registry, DAYS[3]) == told(Registry(world.common, world.agencies), DAYS[3])
