"""Who moved between two days, from which status to which, and the fact that moved them."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from qms.language import Phrase, mark
from reports.publication.assessment import Assessment
from reports.publication.engine import Registry
from reports.publication.facts import AgencyFacts, Slice
from reports.publication.gates import GATES
from reports.publication.vocabulary import GateName, Outcome, Status


class Move(NamedTuple):
    """An agency whose status on the second day is not that of the first.

    ``on`` is the day it took its final status; ``facts`` tell what happened that day.
    """

    key: str
    name: str
    before: Status | None
    after: Status | None
    on: date
    facts: list[Phrase]


def compare(registry: Registry, first: date, second: date) -> list[Move]:
    """The moves from ``first`` to ``second``, whichever is earlier, ordered like the board of the second day."""
    order = {standing.key: place for place, standing in enumerate(registry.board(second))}
    moves = [move for key in registry.agencies if (move := _move(registry, key, first, second)) is not None]
    return sorted(moves, key=lambda move: (order.get(move.key, len(order)), move.key))


def _move(registry: Registry, key: str, first: date, second: date) -> Move | None:
    assessment = registry.assessment(key)
    before, after = (assessment.status.at(day.toordinal()) for day in (first, second))
    if before is after:
        return None
    edge = assessment.status.began(max(first, second).toordinal())
    part = assessment.case.slice.at(second.toordinal()) or assessment.case.slice.at(first.toordinal())
    name = part.name if part else key
    return Move(key, name, before, after, date.fromordinal(edge), _what_moved(assessment, registry.agencies[key], edge))


def _what_moved(assessment: Assessment, facts: AgencyFacts, edge: int) -> list[Phrase]:
    """What happened on the day of the change, and the conditions that it, or time alone, has turned.

    A condition that no longer applies is only named when nothing else tells why.
    """
    happened = [phrase for day, phrase in _dated(facts) if day.toordinal() == edge]
    happened += [
        Phrase(mark("Bắt đầu có tài liệu {code}"), code=fact.code)
        for fact, in_force, exists in assessment.case.revisions
        if exists.start == edge != in_force.start and exists.start < exists.end
    ]
    if happened and not assessment.case.exists.at(edge):
        return happened
    turned = [name for name in GATES if assessment.outcome(name).at(edge) is not assessment.outcome(name).at(edge - 1)]
    telling = [name for name in turned if assessment.outcome(name).at(edge) is not Outcome.NOT_APPLICABLE]
    return happened + [_turned(assessment, name, edge) for name in telling or (turned if not happened else [])]


def _turned(assessment: Assessment, name: GateName, edge: int) -> Phrase:
    return Phrase(mark("{gate}: {reason}"), gate=name, reason=GATES[name].explain(assessment, edge).reasons[-1])


def _dated(facts: AgencyFacts) -> Iterator[tuple[date, Phrase]]:
    """Every dated fact of an agency with a sentence, on the day from which it counts."""
    yield from _of_slices(facts)
    for event in facts.lineage:
        told = Phrase(mark("Biến động tổ chức: {basis}"), basis=event.basis) if event.basis else Phrase(mark("Biến động tổ chức"))
        yield event.happened_on, told
    for revision in facts.revisions:
        if revision.effective_on:
            yield revision.effective_on, Phrase(mark("Tài liệu {code} có hiệu lực"), code=revision.code)
        if revision.ended_on:
            yield revision.ended_on, Phrase(mark("Tài liệu {code} hết hiệu lực"), code=revision.code)
    for audit in facts.internal_audits:
        yield audit.closed_on, Phrase(mark("Đánh giá nội bộ số {number} kết thúc"), number=audit.number)
    for review in facts.reviews:
        yield review.held_on, Phrase(mark("Họp xem xét của lãnh đạo"))
    for finding in facts.nonconformities:
        yield finding.raised_on, Phrase(mark("Phát hiện KPH số {number}"), number=finding.number)
        if finding.closed_on:
            yield finding.closed_on, Phrase(mark("Đóng KPH số {number}"), number=finding.number)
    yield from _of_declarations(facts)


def _of_slices(facts: AgencyFacts) -> Iterator[tuple[date, Phrase]]:
    parts: list[Slice] = sorted(facts.slices, key=lambda part: part.valid_from)
    starts = {part.valid_from for part in parts}
    for place, part in enumerate(parts):
        template = mark("Cơ quan được ghi nhận với tên {name}") if place else mark("Cơ quan bắt đầu hoạt động: {name}")
        yield part.valid_from, Phrase(template, name=part.name)
        if part.valid_to and part.valid_to not in starts:
            yield part.valid_to, Phrase(mark("Cơ quan chấm dứt hoạt động"))


def _of_declarations(facts: AgencyFacts) -> Iterator[tuple[date, Phrase]]:
    for one in facts.declarations:
        yield one.effective_on, Phrase(mark("Bản công bố số {number} có hiệu lực"), number=one.number)
        if one.cancelled_on:
            yield one.cancelled_on, Phrase(mark("Hủy bản công bố số {number}"), number=one.number)
        for annex in one.annexes:
            yield annex.signed_on, Phrase(mark("Phụ lục công bố số {number}"), number=annex.number)
