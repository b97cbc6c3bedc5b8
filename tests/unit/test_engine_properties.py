"""Properties of the engine on random registries: it agrees with the oracle, and its answers agree with each other."""

from dataclasses import fields, replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qms.text import sort_key
from reports.publication.engine import Registry
from reports.publication.facts import AgencyFacts, ProcedureFact
from reports.publication.moves import compare
from tests.oracle import register
from tests.oracle.disagreements import DAYS, disagreements, found
from tests.oracle.readers import EngineReader
from tests.oracle.reading import GATES, Reading
from tests.oracle.shrinking import shrink
from tests.oracle.worlds import FIRST_DAY, LAST_DAY, World, random_world, worlds

ONE_DAY = timedelta(days=1)
TIERS, KINDS = ("province", "district", "commune"), (
    "specialised_agency", "peoples_committee", "management_board", "sub_department", "public_service_unit")
PARTS = ("status", "edition", "measures", "outcomes", "changes_on", "changes_to", "next_gate", "suspension", "exemption")
WHOLE = (DAYS[0], DAYS[-1])
days = st.dates(FIRST_DAY - timedelta(days=70), LAST_DAY + timedelta(days=70))
slow = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def registry_of(world: World) -> Registry:
    return Registry(common=world.common, agencies=world.agencies)


@pytest.mark.parametrize("seed", range(40))
def test_every_answer_on_every_day_is_that_of_the_oracle(seed: int) -> None:
    assert list(disagreements(random_world(seed))) == []


@slow
@given(worlds(), st.lists(days, min_size=1, max_size=8))
def test_answers_agree_with_the_oracle(world: World, some_days: list[date]) -> None:
    assert list(disagreements(world, some_days)) == []


@slow
@given(worlds(), days)
def test_turns_on_is_the_first_other_day(world: World, day: date) -> None:
    for facts in world.agencies.values():
        reader, oracle = EngineReader(world.common, facts), Reading(world.common, facts)
        if reader.verdict(day) is not None:
            assert reader.turns(day) == {gate: oracle.turns_on(gate, day) for gate in GATES}


@slow
@given(worlds(), days, days)
def test_the_timeline_is_every_single_day(world: World, start: date, end: date) -> None:
    registry = registry_of(world)
    for key in world.agencies:
        told = {}
        for interval in registry.timeline(key, start, end):
            assert interval.end is not None and start <= interval.start < interval.end <= end
            for count in range((interval.end - interval.start).days):
                told[interval.start + timedelta(days=count)] = interval.status
        asked = {}
        for count in range((end - start).days):
            standing = registry.standing(key, start + timedelta(days=count))
            asked[start + timedelta(days=count)] = None if standing is None else standing.status
        assert told == asked


@slow
@given(worlds(), days)
def test_intervals_of_a_timeline_are_maximal_and_without_gaps(world: World, start: date) -> None:
    registry = registry_of(world)
    for key in world.agencies:
        intervals = registry.timeline(key, start, None)
        assert intervals[0].start == start
        assert intervals[-1].end is None
        for before, after in pairwise(intervals):
            assert before.end == after.start
            assert before.status != after.status


@slow
@given(worlds(), days)
def test_changes_on_is_the_next_edge_of_the_timeline(world: World, day: date) -> None:
    registry = registry_of(world)
    for key in world.agencies:
        standing = registry.standing(key, day)
        if standing is not None:
            here, *later = registry.timeline(key, day, None)
            assert here.status == standing.status
            assert (standing.changes_on, standing.changes_to) == ((later[0].start, later[0].status) if later else (None, None))


@slow
@given(worlds(), days)
def test_the_board_is_one_by_one_in_its_order(world: World, day: date) -> None:
    board = registry_of(world).board(day)
    apart = {}
    for key, facts in world.agencies.items():
        standing = Registry(common=world.common, agencies={key: facts}).standing(key, day)
        if standing is not None:
            apart[key] = standing
    assert {standing.key for standing in board} == set(apart)
    for standing in board:
        one = apart[standing.key]
        for part in PARTS:
            assert getattr(standing, part) == getattr(one, part), part
    names = [(TIERS.index(row.slice.tier), KINDS.index(row.slice.kind), sort_key(row.slice.name), row.key) for row in board]
    assert [key[:3] for key in names] == sorted(key[:3] for key in names)


@slow
@given(worlds(), days)
def test_reasons_name_exactly_what_is_missing(world: World, day: date) -> None:
    for key, facts in world.agencies.items():
        oracle, standing = Reading(world.common, facts), registry_of(world).standing(key, day)
        if standing is None:
            continue
        reasons = {str(gate.name): " ".join(str(reason) for reason in gate.reasons) for gate in standing.gates()}
        if oracle.incomplete(day):
            edition, titles = oracle.missing(day)
            assert {slot.title_vi for slot in world.common.slots if slot.title_vi in reasons["framework"]} == set(titles)
            assert not titles or edition in reasons["framework"]
        if oracle.outcome("coverage", day) in ("warn", "fail"):
            lacking = {world.common.procedures[number].code for number in register.lacking(world.common, facts, day)}
            assert {row.code for row in world.common.procedures.values() if row.code in reasons["coverage"]} == lacking


@slow
@given(worlds(), days, days)
def test_compare_names_who_moved_and_the_day_and_the_fact_of_it(world: World, one: date, other: date) -> None:
    first, second = sorted((one, other))
    registry = registry_of(world)
    moves = {move.key: move for move in compare(registry, first, second)}
    for key, facts in world.agencies.items():
        oracle = Reading(world.common, facts)
        assert (key in moves) == (oracle.status(first) != oracle.status(second))
        if key in moves:
            move = moves[key]
            assert (move.before, move.after) == (oracle.status(first), oracle.status(second))
            assert first < move.on <= second
            assert oracle.status(move.on - ONE_DAY) != move.after
            assert all(oracle.status(move.on + timedelta(days=count)) == move.after for count in range((second - move.on).days))
            assert move.facts


@slow
@given(worlds(), days)
def test_an_irrelevant_agency_or_procedure_changes_nothing(world: World, day: date) -> None:
    procedures = {**world.common.procedures, 99: ProcedureFact("9.99", "Thủ tục của nơi khác", FIRST_DAY, None)}
    for facts in world.agencies.values():
        alone = EngineReader(world.common, facts)
        in_company = EngineReader(replace(world.common, procedures=procedures), facts, world.agencies)
        assert alone.verdict(day) == in_company.verdict(day)
        assert alone.timeline(*WHOLE) == in_company.timeline(*WHOLE)


@slow
@given(worlds())
def test_the_order_of_the_facts_means_nothing(world: World) -> None:
    turned = replace(world.common, slots=world.common.slots[::-1], policy=world.common.policy[::-1])
    for key, facts in world.agencies.items():
        parts = {part.name: getattr(facts, part.name)[::-1] for part in fields(facts) if part.name != "key"}
        there, back = EngineReader(world.common, facts), EngineReader(turned, AgencyFacts(key, **parts))
        assert there.timeline(*WHOLE) == back.timeline(*WHOLE)


class NeverChanging(EngineReader):
    """A faulty engine that never sees a change coming."""

    def changes(self, day: date) -> tuple[date | None, str | None]:
        return None, None


def test_the_comparison_finds_a_faulty_engine_and_shows_the_least_that_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    world = random_world(3)
    assert found(world) is None
    monkeypatch.setattr("tests.oracle.disagreements.EngineReader", NeverChanging)
    small = shrink(world, lambda other: "changes" in (found(other) or ""))
    (facts,) = small.agencies.values()
    rows = [row for part in fields(facts) if part.name != "key" for row in getattr(facts, part.name)]
    assert len(rows) <= 2, "one slice, and at most one fact that changes the status within it"
    assert not small.common.policy
