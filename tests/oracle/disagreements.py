"""Where the engine and the oracle differ. ``python -m tests.oracle.disagreements FIRST LAST`` tries a range of seeds.

Each disagreement is shrunk and printed with the facts that are left; the exit code is 1 when there was any.
"""

import sys
from collections.abc import Iterator
from dataclasses import fields
from datetime import date, timedelta
from functools import partial

from tests.oracle.readers import EngineReader
from tests.oracle.reading import GATES, Reading
from tests.oracle.shrinking import shrink
from tests.oracle.worlds import FIRST_DAY, LAST_DAY, World, random_world

DAYS = [FIRST_DAY + timedelta(days=count) for count in range(-80, (LAST_DAY - FIRST_DAY).days + 90)]


def disagreements(world: World, days: list[date] | None = None) -> Iterator[str]:
    """One sentence for each answer in which the two differ."""
    for key, facts in world.agencies.items():
        theirs, ours = EngineReader(world.common, facts, world.agencies), Reading(world.common, facts)
        later = {gate: _turns(ours, gate) for gate in GATES}
        for day in days or DAYS:
            yield from _on(key, day, theirs, ours, {gate: later[gate].get(day) for gate in GATES})
        for start, end in ((None, None), (FIRST_DAY, None), (FIRST_DAY, LAST_DAY), (None, FIRST_DAY + timedelta(days=60))):
            if theirs.timeline(start, end) != ours.timeline(start, end):
                yield f"{key} timeline {start} {end}: engine {theirs.timeline(start, end)}, oracle {ours.timeline(start, end)}"


def _turns(ours: Reading, gate: str) -> dict[date, date | None]:
    """``turns_on`` of the gate for every day at once, from the last day back: the next day's, unless it turns there."""
    turns: dict[date, date | None] = {}
    day, following = ours.ceiling, None
    while day >= min(DAYS[0], ours.floor):
        if ours.exists(day):
            if following is None or ours.outcome(gate, day) != ours.outcome(gate, following):
                turns[day] = following
            else:
                turns[day] = turns[following]
            following = day
        day -= timedelta(days=1)
    return turns


def _on(key: str, day: date, theirs: EngineReader, ours: Reading, turns_on: dict[str, date | None]) -> Iterator[str]:
    engine, oracle = theirs.verdict(day), ours.verdict(day)
    if engine is None or oracle is None:
        if engine is not oracle:
            yield f"{key} {day} existence: engine {engine}, oracle {oracle}"
        return
    for gate in GATES:
        if engine.outcomes[gate] != oracle.outcomes[gate]:
            yield f"{key} {day} outcome of {gate}: engine {engine.outcomes[gate]}, oracle {oracle.outcomes[gate]}"
    for part in ("status", "edition", "measures", "overrides", "next_action"):
        if getattr(engine, part) != getattr(oracle, part):
            yield f"{key} {day} {part}: engine {getattr(engine, part)}, oracle {getattr(oracle, part)}"
    turns = theirs.turns(day)
    for gate in GATES:
        if turns[gate] != turns_on[gate]:
            yield f"{key} {day} turns_on of {gate}: engine {turns[gate]}, oracle {turns_on[gate]}"
    if theirs.changes(day) != ours.changes(day):
        yield f"{key} {day} changes: engine {theirs.changes(day)}, oracle {ours.changes(day)}"


def kind_of(sentence: str) -> str:
    """What a sentence is about, without key, day and values: ``outcome of scope``."""
    return " ".join(word for word in sentence.split(":")[0].split()[1:] if not word[0].isdigit() and word != "None")


def found(world: World) -> str | None:
    """The first disagreement, or the engine's failure to answer."""
    try:
        return next(disagreements(world), None)
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, AssertionError) as error:
        return f"any 0 failure {type(error).__name__}: {error}"


def _disagrees_about(kind: str, world: World) -> bool:
    sentence = found(world)
    return sentence is not None and kind_of(sentence) == kind


def describe(world: World) -> str:
    lines = [f"  {row}" for row in (*world.common.policy, *world.common.slots, *world.common.procedures.items())]
    for facts in world.agencies.values():
        lines += [f"  {row}" for part in fields(facts) if part.name != "key" for row in getattr(facts, part.name)]
    return "\n".join([f"  editions {world.common.editions}", *lines])


def main(first: int, last: int) -> int:
    kinds: dict[str, int] = {}
    for seed in range(first, last):
        world = random_world(seed)
        sentence = found(world)
        if sentence is None:
            continue
        kind = kind_of(sentence)
        kinds[kind] = kinds.get(kind, 0) + 1
        if kinds[kind] <= 2:
            small = shrink(world, partial(_disagrees_about, kind))
            print(f"seed {seed}: {found(small)}\n{describe(small)}", flush=True)
    print(f"{last - first} worlds, disagreements: {kinds or 'none'}")
    return 1 if kinds else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
