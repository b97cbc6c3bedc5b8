"""Whether the registry would make sense as the file would leave it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from qms.exchange.comparing import ANYTHING, Comparison, sharpened
from qms.exchange.faults import Bad, Fault
from qms.exchange.parsing import WITHDRAW
from qms.exchange.registry import Registry
from qms.exchange.sheet import Fact, FactKey, Order, Reference, Sheet
from qms.exchange.standards import Standards
from qms.language import Phrase, mark

UNKNOWN = Phrase(mark("Không có trong tệp và cũng không có trong sổ đăng ký; hãy sửa mã này hoặc thêm dòng còn thiếu."))
OUTSIDE = Phrase(mark("Ngày này nằm ngoài mọi giai đoạn tồn tại của cơ quan; dòng vẫn được ghi nhận."))


class FinalState:
    """The registry as the file would leave it: for sheets that are not in the file, as it is."""

    def __init__(self, registry: Registry, comparisons: Sequence[Comparison], standards: Standards) -> None:
        self.registry = registry
        self.standards = standards
        self.comparisons = {comparison.sheet.noun: comparison for comparison in comparisons}
        self._keys: dict[str, set[FactKey]] = {}
        self._blurred: dict[str, set[FactKey]] = {}

    def facts(self, sheet: Sheet) -> Iterator[tuple[FactKey, Fact]]:
        comparison = self.comparisons.get(sheet.noun)
        if comparison is not None:
            return comparison.final()
        return ((key, stored.fact) for key, stored in self.registry.stored(sheet).items())

    def find(self, noun: str, key: FactKey) -> Fact | None:
        """The fact of a key; of a row that the file withdraws, as it is stored."""
        sheet, _length = self.registry.sheet_of(noun)
        comparison = self.comparisons.get(noun)
        if comparison is not None and key in comparison.wanted:
            return comparison.wanted[key][1]
        stored = self.registry.find(sheet, key)
        return stored and stored.fact

    def keys(self, noun: str) -> set[FactKey]:
        """The keys that may be referred to, with those that the file withdraws: that they are missed is a fault of theirs."""
        if noun not in self._keys:
            sheet, length = self.registry.sheet_of(noun)
            keys: set[FactKey] = set(self.registry.stored(sheet))
            if sheet.noun in self.comparisons:
                keys |= self.comparisons[sheet.noun].wanted.keys()
            whole = length == len(sheet.key_positions)
            self._keys[noun] = keys if whole else {key[:length] for key in keys}
        return self._keys[noun]

    def is_blurred(self, noun: str, key: FactKey) -> bool:
        """Whether the key may be that of a row in the file whose own key, or whose whole sheet, could not be read."""
        sheet, length = self.registry.sheet_of(noun)
        comparison = self.comparisons.get(sheet.noun)
        if comparison is not None and comparison.parsed.lost:
            return True
        if noun not in self._blurred:
            blurred = {key[:length] for key in comparison.blurred} if comparison is not None else set()
            self._blurred[noun] = blurred - {(ANYTHING,) * length}
        return bool(self._blurred[noun]) and any(form in self._blurred[noun] for form in sharpened(key))

    def leaving(self, noun: str) -> dict[FactKey, int]:
        """Keys that nothing would be known by any more, with the row that withdraws the last of it."""
        sheet, length = self.registry.sheet_of(noun)
        comparison = self.comparisons.get(sheet.noun)
        if comparison is None or not comparison.leaving:
            return {}
        leaving = {key[:length]: row for key, row in comparison.leaving.items()}
        if length < len(sheet.key_positions):
            for key, _fact in comparison.final():
                leaving.pop(key[:length], None)
        return leaving

    @cached_property
    def lives(self) -> dict[str, list[tuple[Any, Any]]]:
        """The slices of each agency, by its folded key."""
        sheet, _length = self.registry.sheet_of("agency")
        lives: dict[str, list[tuple[Any, Any]]] = defaultdict(list)
        for key, fact in self.facts(sheet):
            lives[key[0]].append((fact.valid_from, fact.valid_to))
        return lives


def check(state: FinalState) -> None:
    """Note every fault of sense at its row."""
    for comparison in state.comparisons.values():
        _check_references(state, comparison)
        for order in comparison.sheet.orders:
            _check_order(comparison, order)
        _check_rows(state, comparison)
        _check_overlaps(comparison)
        if comparison.sheet.check_whole is not None:
            comparison.sheet.check_whole(state, comparison)
    for noun in {reference.to for sheet in state.registry.sheets for reference in sheet.references}:
        _check_withdrawals(state, noun)


def _check_references(state: FinalState, comparison: Comparison) -> None:
    sheet = comparison.sheet
    at_fault: dict[int, set[str]] = defaultdict(set)
    for reference in sheet.references:
        known = state.keys(reference.to)
        for row, fact in comparison.wanted.values():
            if at_fault[row].intersection(reference.fields):
                continue
            for key in sheet.referred(reference, fact):
                if key not in known and not state.is_blurred(reference.to, key):
                    name = _unknown_part(state, reference, key)
                    at_fault[row].add(name)
                    comparison.parsed.refuse(row, name, _unknown(reference, key))


def _unknown_part(state: FinalState, reference: Reference, key: FactKey) -> str:
    """The column at fault: that of the agency when already this is unknown, else the one that names the record."""
    if len(key) > 1 and key[:1] not in state.keys("agency"):
        return reference.fields[0]
    return reference.fields[-1] if len(key) < 3 else reference.fields[1]


def _unknown(reference: Reference, key: FactKey) -> Phrase:
    if reference.many:
        return Phrase(
            mark("“{code}” không có trong tệp và cũng không có trong sổ đăng ký; hãy sửa mã này hoặc thêm dòng còn thiếu."),
            code=key[-1],
        )
    return UNKNOWN


def _check_order(comparison: Comparison, order: Order) -> None:
    later, earlier = comparison.sheet.positions[order.later], comparison.sheet.positions[order.earlier]
    for row, fact in comparison.wanted.values():
        end, start = fact[later], fact[earlier]
        if end is None or start is None or end.__class__ is Bad or start.__class__ is Bad:
            continue
        if end < start or (order.strict and end == start):
            name = order.later if later in comparison.parsed.present else order.earlier
            comparison.parsed.refuse(row, name, order.message)


def _check_rows(state: FinalState, comparison: Comparison) -> None:
    sheet = comparison.sheet
    if sheet.check is not None:
        for row, fact in comparison.wanted.values():
            for misfit in sheet.check(fact, state):
                comparison.parsed.refuse(row, misfit.field, misfit.message)
    for other in state.registry.sheets:
        if other.glance is not None and other.glance.reference.to == sheet.noun and comparison.changed:
            _check_onlookers(state, comparison, other)


def _check_onlookers(state: FinalState, comparison: Comparison, other: Sheet) -> None:
    """Ask stored facts again whose check looks at rows that the file changes."""
    assert other.glance is not None and other.check is not None
    changed = set(comparison.sheet.keys([fact for _stored, fact in comparison.changed]))
    spoken = state.comparisons.get(other.noun)
    facts = spoken.remaining() if spoken is not None else state.facts(other)
    for _key, fact in facts:
        for key in other.referred(other.glance.reference, fact):
            if key in changed:
                for misfit in other.check(fact, state):
                    message = Phrase(
                        mark("Không hợp với dòng {key} của trang tính “{sheet}”: {reason}"),
                        key=other.say_key(fact),
                        sheet=other.name,
                        reason=misfit.message,
                    )
                    comparison.parsed.refuse(comparison.wanted[key][0], other.glance.field, message)


def _check_overlaps(comparison: Comparison) -> None:
    """Rows of one thing may not overlap in time; of two that do the later is at fault, or the one in the file."""
    sheet = comparison.sheet
    if not sheet.alone:
        return
    groups: dict[FactKey, list[tuple[date, date, int | None, Fact]]] = defaultdict(list)
    length = len(sheet.alone)
    for key, (row, fact) in comparison.wanted.items():
        if not isinstance(fact.valid_to, Bad) and (fact.valid_to is None or fact.valid_to > fact.valid_from):
            groups[key[:length]].append((fact.valid_from, fact.valid_to or date.max, row, fact))
    for key, fact in comparison.remaining():
        if key[:length] in groups:
            groups[key[:length]].append((fact.valid_from, fact.valid_to or date.max, None, fact))
    for group in groups.values():
        if len(group) > 1:
            _check_group(comparison, sorted(group, key=lambda entry: entry[0]))


def _check_group(comparison: Comparison, group: list[tuple[date, date, int | None, Fact]]) -> None:
    parsed, longest = comparison.parsed, group[0]
    for entry in group[1:]:
        if longest[1] > entry[0]:
            own, other = (entry, longest) if entry[2] is not None else (longest, entry)
            if own[2] is not None:
                parsed.refuse(own[2], "valid_from", _overlap(comparison, other))
        longest = max(longest, entry, key=lambda one: one[1])


def _overlap(comparison: Comparison, other: tuple[date, date, int | None, Fact]) -> Phrase:
    start, end, row, _fact = other
    place = Phrase(mark("trong sổ đăng ký")) if row is None else Phrase(mark("ở dòng {row}"), row=comparison.parsed.numbers[row])
    until = Phrase(mark("chưa có Đến ngày")) if end == date.max else Phrase(mark("đến ngày {end}"), end=end)
    assert comparison.sheet.overlap is not None
    return Phrase(
        mark("{rule} Dòng này chồng lên giai đoạn từ {start}, {until}, {place}."),
        rule=comparison.sheet.overlap,
        start=start,
        until=until,
        place=place,
    )


def _check_withdrawals(state: FinalState, noun: str) -> None:
    """A record that others refer to cannot be withdrawn."""
    leaving = state.leaving(noun)
    if not leaving:
        return
    missed: dict[FactKey, list[tuple[Sheet, Fact]]] = defaultdict(list)
    for sheet in state.registry.sheets:
        for reference in sheet.references:
            if reference.to == noun:
                for _key, fact in state.facts(sheet):
                    for key in sheet.referred(reference, fact):
                        if key in leaving:
                            missed[key].append((sheet, fact))
    target, _length = state.registry.sheet_of(noun)
    for key, referring in missed.items():
        sheet, fact = referring[0]
        message = Phrase(
            mark("Chưa rút được vì còn {count} dòng nhắc đến, như trang tính “{sheet}”, khóa {key}; hãy rút hoặc sửa dòng đó."),
            count=len(referring),
            sheet=sheet.name,
            key=sheet.say_key(fact),
        )
        state.comparisons[target.noun].parsed.refuse(leaving[key], WITHDRAW.field, message)


def warnings(state: FinalState) -> list[Fault]:
    """Facts of the file that begin outside every slice of their agency."""
    found = []
    for comparison in state.comparisons.values():
        sheet = comparison.sheet
        if sheet.life is None:
            continue
        position = sheet.positions[sheet.life]
        for row, fact in comparison.wanted.values():
            slices = state.lives.get(fact[position])
            if slices is None or row in comparison.parsed.faulty:
                continue
            begun = sheet.first(fact)
            if (
                begun is None or sheet.columns[sheet.positions[begun[0]]].initial
            ):  # when it was recorded says nothing of the agency
                continue
            if not any(_covers(start, end, begun[1]) for start, end in slices):
                found.append(comparison.parsed.fault(row, begun[0], OUTSIDE))
    return found


def _covers(start: Any, end: Any, day: date) -> bool:
    """Whether a slice is in force on the day; one that could not be read, or ends before it begins, is taken to be."""
    return isinstance(end, Bad) or (end is not None and end <= start) or (start <= day and (end is None or day < end))
