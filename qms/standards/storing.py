"""Storing what was read of the standard and the policy: created, changed, withdrawn, unchanged."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from qms.standards.merging import Outcome, Values
from qms.standards.models import Clause, ClauseCorrespondence, Edition, FrameworkSlot, Parameter, PolicyValue
from qms.standards.reading import Read, policy_key


def store_policy(session: Session, wanted: Iterable[Values], outcome: Outcome) -> None:
    stored = {policy_key(row.parameter, row.valid_from, row.value): row for row in session.scalars(select(PolicyValue))}
    for values in wanted:
        key = policy_name(values["parameter"], values["value"], values["valid_from"])
        outcome.merge(
            session,
            "policy",
            PolicyValue,
            values,
            stored.get(policy_key(values["parameter"], values["valid_from"], values["value"])),
            key,
        )
    session.flush()


def withdraw_policy(session: Session, row: PolicyValue, outcome: Outcome) -> None:
    names = [column.name for column in PolicyValue.__table__.columns if column.name != "id"]
    outcome.withdraw(session, "policy", row, names, policy_name(row.parameter, row.value, row.valid_from))
    session.flush()


def policy_name(parameter: str, value: str, valid_from: date) -> str:
    """The key of a value on the trail; of accepted editions, which are a set, with the value."""
    name = f"{parameter} {value}" if parameter == Parameter.ACCEPTED_EDITION else parameter
    return f"{name} {valid_from.isoformat()}"


def store_standard(session: Session, editions: Read, clauses: Read, pairs: Read, slots: Read) -> Outcome:
    outcome = Outcome()
    for year, values in editions.values.items():
        outcome.merge(session, "edition", Edition, values, session.get(Edition, year), year)
    session.flush()
    _store_clauses(session, clauses, outcome)
    _store_pairs(session, pairs, outcome)
    _store_slots(session, slots, outcome)
    return outcome


def _store_clauses(session: Session, read: Read, outcome: Outcome) -> None:
    rows = {(row.edition, row.number): row for row in session.scalars(select(Clause))}
    for number, (key, values) in enumerate(read.values.items()):
        clause = outcome.merge(session, "clause", Clause, values, rows.get(key), f"{key[0]} {key[1]}")
        _place(clause, number)
    session.flush()
    for edition in {key[0] for key in read.values}:
        found = session.scalars(select(Clause).where(Clause.edition == edition)).all()
        _renumber(session, sorted(found, key=lambda clause: _natural(clause.number)))


def _store_pairs(session: Session, read: Read, outcome: Outcome) -> None:
    names = ("old_edition", "old_number", "new_edition", "new_number")
    stored = {tuple(getattr(row, name) for name in names): row for row in session.scalars(select(ClauseCorrespondence))}
    named = {(key[0], key[2]) for key in read.values}
    for key, row in stored.items():
        if (key[0], key[2]) in named and key not in read.values:
            outcome.withdraw(session, "correspondence", row, names, " ".join(key))
    for key, values in read.values.items():
        outcome.merge(session, "correspondence", ClauseCorrespondence, values, stored.get(key), " ".join(key))
    session.flush()


def _store_slots(session: Session, read: Read, outcome: Outcome) -> None:
    named = {edition for edition, _ in read.values}
    stored = {
        (row.edition, row.slot): row for row in session.scalars(select(FrameworkSlot).where(FrameworkSlot.edition.in_(named)))
    }
    for key, row in stored.items():
        if key not in read.values:
            outcome.withdraw(session, "slot", row, ("title_vi", "title_en", "clauses", "agency_kinds"), " ".join(key))
    session.flush()
    for number, (key, values) in enumerate(read.values.items()):
        _place(outcome.merge(session, "slot", FrameworkSlot, values, stored.get(key), " ".join(key)), number)
    session.flush()
    for edition in named:
        _renumber(session, [session.get_one(FrameworkSlot, key) for key in read.values if key[0] == edition])


def _place(row: Any, number: int) -> None:
    """A new row gets a free place below zero until its edition is renumbered."""
    if row.position is None:
        row.position = -number - 1


def _renumber(session: Session, rows: Sequence[Any]) -> None:
    """Positions 1, 2, 3… in the given order, by way of numbers that nothing holds."""
    if [row.position for row in rows] != list(range(1, len(rows) + 1)):
        for step in (-1_000_000, 0):
            for number, row in enumerate(rows, start=1):
                row.position = step + number
            session.flush()


def _natural(number: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdigit() else (0, part) for part in number.split(".")]
