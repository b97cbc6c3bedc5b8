"""What an import does, told to the trail: one change for each fact created, changed or withdrawn."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from qms.exchange.comparing import Comparison
from qms.exchange.sheet import Fact, Sheet
from qms.trail.entries import Change

Diff = dict[str, tuple[Any, Any]]


def changes(comparisons: Iterable[Comparison]) -> Iterator[Change]:
    """The changes of all sheets, in the order in which they are written; keys of other records are folded."""
    for comparison in comparisons:
        sheet, noun = comparison.sheet, comparison.sheet.noun
        created = list(comparison.created.values())
        for fact, values in zip(created, json_rows(sheet, created), strict=True):
            diff: Diff = {
                name: (None, value)
                for name, value in zip(sheet.fact._fields, values, strict=True)
                if value is not None and value != []
            }
            yield Change(f"{noun}:created", sheet.say_key(fact), diff)
        before = json_rows(sheet, [stored.fact for stored, _fact in comparison.changed])
        after = json_rows(sheet, [fact for _stored, fact in comparison.changed])
        for (_stored, fact), old, new in zip(comparison.changed, before, after, strict=True):
            pairs = zip(sheet.fact._fields, old, new, strict=True)
            yield Change(
                f"{noun}:changed", sheet.say_key(fact), {name: (one, other) for name, one, other in pairs if one != other}
            )
    for comparison in comparisons:
        sheet = comparison.sheet
        gone = [stored.fact for stored in comparison.withdrawn]
        for fact, values in zip(gone, json_rows(sheet, gone), strict=True):
            diff = {
                name: (value, None)
                for name, value in zip(sheet.fact._fields, values, strict=True)
                if value is not None and value != []
            }
            yield Change(f"{sheet.noun}:withdrawn", sheet.say_key(fact), diff)


def json_rows(sheet: Sheet, facts: Sequence[Fact]) -> Iterable[tuple[Any, ...]]:
    """The facts as JSON values, column by column; an empty list says as little as none."""
    columns = [[fact[position] for fact in facts] for position in range(len(sheet.columns))]
    return zip(*(_json_values(values) for values in columns), strict=True)


def _json_values(values: list[Any]) -> Iterable[Any]:
    """The values of one field, each different one made JSON once."""
    if {type(value) for value in values} <= {str, int, type(None)}:
        return values
    made = {value: _json(value) for value in set(values)}
    return map(made.__getitem__, values)


def _json(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
