"""Changing what the rules read: the shipped data, a policy value, whole tables; all or nothing, always on the trail."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from importlib.resources import files

from sqlalchemy import select
from sqlalchemy.orm import Session

from qms.language import Phrase, UserError, mark
from qms.standards import reading
from qms.standards.merging import Outcome
from qms.standards.models import Clause, Edition, Parameter, PolicyValue
from qms.standards.parameters import edition_year, is_verified, read_value
from qms.standards.storing import store_policy, store_standard, withdraw_policy
from qms.standards.tables import Fault, FaultyFiles, Row, Table, parse_table
from qms.storage.database import Database
from qms.text import tidy
from qms.trail.entries import Actor
from qms.trail.models import TrailHead
from qms.trail.use_cases import record

_HEADERS = {
    "edition": {"edition", "title", "published"},
    "clause": {"number", "title_vi", "title_en", "maintain_document", "retain_record", "asked_at"},
    "correspondence": {"old_edition", "old_number", "new_edition", "new_number"},
    "slot": {"edition", "slot", "title_vi", "title_en", "clauses", "agency_kinds"},
    "policy": {"parameter", "value", "valid_from", "source"},
}


@dataclass(frozen=True)
class SetPolicyValue:
    """``value`` as typed; valid from ``valid_from`` until the day before ``valid_to``, open when None."""

    parameter: Parameter
    value: str
    valid_from: date
    valid_to: date | None
    source: str
    note: str | None


def kind_of(columns: Iterable[str]) -> str | None:
    """Which table has these columns: edition, clause, correspondence, slot or policy; None for any other."""
    known = set(columns)
    if reading.correspondence_columns(known):
        return "correspondence"
    return next((kind for kind, wanted in _HEADERS.items() if wanted <= known), None)


def recognise(file: str, text: str) -> Table | None:
    """The table in a file's text, if it is one of this module's."""
    return parse_table(file, text, lambda columns: kind_of(columns) is not None)


def shipped_tables() -> Iterator[Table]:
    """The tables that come with the package."""
    for name in ("editions.csv", "clauses.csv", "correspondences.csv", "slots.csv", "policy.csv"):
        table = recognise(name, (files("qms.standards") / "data" / name).read_text(encoding="utf-8"))
        if table is not None:
            yield table


def ensure_shipped(database: Database, actor: Actor, moment: datetime) -> bool:
    """Load the shipped data into a registry that knows no edition yet; return whether that was so.

    Of several programs that begin at once one loads it, the others wait for its end.
    """
    with database.reading() as session:
        if _editions(session):
            return False
    with database.writing() as session:
        session.execute(select(TrailHead.number).with_for_update())
        if _editions(session):
            return False
        load_shipped(session, actor, moment)
        return True


def load_shipped(session: Session, actor: Actor, moment: datetime) -> Outcome:
    """Bring the registry to the editions, clauses, slots and policy values that come with the package."""
    tables = list(shipped_tables())
    outcome = _merge_standard(session, [table for table in tables if kind_of(table.columns) != "policy"])
    _merge_policy(session, [table for table in tables if kind_of(table.columns) == "policy"], outcome)
    record(session, actor, moment, outcome.changes)
    return outcome


def import_standard(session: Session, actor: Actor, moment: datetime, tables: Sequence[Table]) -> Outcome:
    """Add and update editions, clauses and slots; raise FaultyFiles with every fault when there is any.

    Correspondences replace those between the two editions they name, slots those of the editions they name.
    """
    outcome = _merge_standard(session, tables)
    record(session, actor, moment, outcome.changes)
    return outcome


def import_policy(session: Session, actor: Actor, moment: datetime, table: Table) -> Outcome:
    """Add and update policy values; what the table does not list stays; raise FaultyFiles when anything is wrong."""
    outcome = _merge_policy(session, [table], Outcome())
    record(session, actor, moment, outcome.changes)
    return outcome


def set_policy_value(
    session: Session, actor: Actor, moment: datetime, command: SetPolicyValue, reason: str | None = None
) -> Outcome:
    """Set one value; one with the same parameter and first day (for accepted editions also value) is replaced."""
    if command.valid_to is not None and command.valid_to <= command.valid_from:
        raise UserError(
            Phrase(mark("Ngày kết thúc ({end}) phải sau ngày bắt đầu ({start})."), end=command.valid_to, start=command.valid_from)
        )
    if not tidy(command.source):
        raise UserError(Phrase(mark("Phải nêu căn cứ của giá trị này.")))
    note = tidy(command.note or "") or None
    values = {
        "parameter": command.parameter.value,
        "value": read_value(command.parameter, command.value, _editions(session)),
        "valid_from": command.valid_from,
        "valid_to": command.valid_to,
        "source": tidy(command.source),
        "note": note,
        "verified": is_verified(note),
    }
    outcome = Outcome()
    store_policy(session, [values], outcome)
    record(session, actor, moment, outcome.changes, reason)
    return outcome


def withdraw_policy_value(session: Session, actor: Actor, moment: datetime, row: PolicyValue, reason: str | None) -> Outcome:
    """Delete a value that should never have been set."""
    outcome = Outcome()
    withdraw_policy(session, row, outcome)
    record(session, actor, moment, outcome.changes, reason)
    return outcome


def _merge_policy(session: Session, tables: Sequence[Table], outcome: Outcome) -> Outcome:
    read = [reading.read_policy(table, _editions(session)) for table in tables]
    _refuse_faults([fault for each in read for fault in each.faults])
    for each in read:
        store_policy(session, each.values.values(), outcome)
    return outcome


def _merge_standard(session: Session, tables: Sequence[Table]) -> Outcome:
    by_kind: dict[str | None, list[Table]] = {}
    for table in tables:
        by_kind.setdefault(kind_of(table.columns), []).append(table)
    editions, clauses, pairs, slots = (reading.Read() for _ in range(4))
    for table in by_kind.get("edition", []):
        reading.read_editions(table, editions)
    mentioned = (edition_year(row.cells.get("edition", "")) for table in by_kind.get("edition", []) for row in table.rows)
    known = _editions(session).union(year for year in mentioned if year)
    for table in by_kind.get("clause", []):
        reading.read_clauses(table, known, clauses)
    numbers = _clauses(session) | {_mentioned_clause(row) for table in by_kind.get("clause", []) for row in table.rows}
    for table in by_kind.get("correspondence", []):
        reading.read_correspondences(table, numbers, pairs)
    for table in by_kind.get("slot", []):
        reading.read_slots(table, known, numbers, slots)
    _refuse_faults([fault for read in (editions, clauses, pairs, slots) for fault in read.faults])
    return store_standard(session, editions, clauses, pairs, slots)


def _refuse_faults(faults: list[Fault]) -> None:
    if faults:
        raise FaultyFiles(faults)


def _editions(session: Session) -> set[str]:
    return set(session.scalars(select(Edition.year)))


def _clauses(session: Session) -> set[tuple[str, str]]:
    return {(edition, number) for edition, number in session.execute(select(Clause.edition, Clause.number))}


def _mentioned_clause(row: Row) -> tuple[str, str]:
    """What a row speaks of, also when it is at fault: a reference to it is not a second fault."""
    return edition_year(row.cells.get("edition", "")) or "", row.cells.get("number", "")
