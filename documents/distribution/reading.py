"""Who has read what: the one rule behind every list, mark and percentage of acknowledgements.

An acknowledgement is of one revision, by the person who holds a post. It counts for a later revision too as long as every
revision in between, the later one included, is a minor correction; a material change asks again. Whoever takes over a post
has to read anew. A post that nobody holds can be asked for nothing, so it is left out of the share and counted apart.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple


class Step(NamedTuple):
    """A revision in the order in which those of its document take effect; ``material``: what it says has changed."""

    revision_id: int
    effective_on: date
    material: bool


class Asked(NamedTuple):
    """The revisions whose acknowledgement counts for one of them, and since when that has been asked for."""

    counting: frozenset[int]
    since: date


@dataclass(frozen=True)
class Duty:
    """A post to which a document goes, from ``since``; ``person_id`` holds it from ``held_since``, None while nobody does."""

    post_id: int
    since: date
    person_id: int | None = None
    held_since: date | None = None


@dataclass(frozen=True)
class Reading:
    """Whether what is asked of a post has been done. ``asked_on`` is when it began to be asked of this person, ``due_on`` the
    last day on which reading it is in time (None: the province sets no time)."""

    duty: Duty
    done: bool
    asked_on: date
    due_on: date | None = None

    @property
    def vacant(self) -> bool:
        return self.duty.person_id is None

    @property
    def open(self) -> bool:
        """Somebody has yet to read it."""
        return not self.done and not self.vacant

    def overdue_on(self, day: date) -> bool:
        return self.open and self.due_on is not None and day > self.due_on


class Tally(NamedTuple):
    """``read`` of ``asked`` posts that somebody holds; ``vacant`` more are held by nobody."""

    read: int = 0
    asked: int = 0
    vacant: int = 0

    @property
    def unread(self) -> int:
        return self.asked - self.read

    def plus(self, other: "Tally") -> "Tally":
        return Tally(self.read + other.read, self.asked + other.asked, self.vacant + other.vacant)


def asked_by(chain: Sequence[Step]) -> dict[int, Asked]:
    """For each revision of one document, given in the order in which they take effect, what is asked for."""
    found: dict[int, Asked] = {}
    counting: frozenset[int] = frozenset()
    since = date.min
    for step in chain:
        if step.material or not counting:
            counting, since = frozenset(), step.effective_on
        counting |= {step.revision_id}
        found[step.revision_id] = Asked(counting, since)
    return found


def readings(
    asked: Asked, duties: Sequence[Duty], read: Mapping[int, Collection[tuple[int, int]]], within: timedelta | None
) -> list[Reading]:
    """What has become of each duty. ``read`` holds for a revision who acknowledged it: pairs of post and person; ``within``
    is the time that the province gives, None where it gives none."""
    acknowledged = {pair for revision_id in asked.counting for pair in read.get(revision_id, ())}

    def reading(duty: Duty) -> Reading:
        asked_on = max(asked.since, duty.since, duty.held_since or duty.since)
        done = (duty.post_id, duty.person_id) in acknowledged
        return Reading(duty, done, asked_on, None if within is None else asked_on + within)

    return [reading(duty) for duty in duties]


def tally(found: Sequence[Reading]) -> Tally:
    """The share that every page shows."""
    vacant = sum(reading.vacant for reading in found)
    return Tally(sum(reading.done and not reading.vacant for reading in found), len(found) - vacant, vacant)
