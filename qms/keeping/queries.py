"""Reads for the lists of the registry: what there is, when it holds, and what references may name."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from qms.agencies.models import Agency, AgencyKind, AgencySlice, LineageEvent, LineageSide, Tier
from qms.agencies.sheet import LINEAGE
from qms.catalogue.models import AdministrativeProcedure, Authority
from qms.exchange.columns import LIST_SEPARATOR, read_day
from qms.keeping.books import BOOKS
from qms.language import Phrase, mark
from qms.text import fold_key, fold_search


class State(StrEnum):
    """How an interval stands to a day."""

    NOW = "now"
    LATER = "later"
    OVER = "over"

    @property
    def label(self) -> Phrase:
        return Phrase(_STATES[self])


_STATES = {
    State.NOW: mark("còn hiệu lực"),
    State.LATER: mark("chưa có hiệu lực"),
    State.OVER: mark("đã hết hiệu lực"),
}


def state_of(start: date | None, end: date | None, day: date) -> State:
    """``start`` None: always was; ``end`` is the first day on which it is over, None when it is open."""
    if start is not None and day < start:
        return State.LATER
    return State.OVER if end is not None and end <= day else State.NOW


def state_of_cells(cells: Mapping[str, str], day: date) -> State:
    """The same for a fact as a form shows it."""
    start, end = (read_day(cells.get(name, "")) for name in ("valid_from", "valid_to"))
    return state_of(start, end, day)


@dataclass(frozen=True)
class AgencyLine:
    """An agency as it is on a day; before its first day as it will be, after its last as it was."""

    key: str
    name: str
    tier: Tier
    kind: AgencyKind
    parent: str | None
    slices: int
    start: date
    end: date | None
    state: State

    @cached_property
    def searched(self) -> str:
        return fold_search(f"{self.key} {self.name}")


@dataclass(frozen=True)
class EventLine:
    event: LineageEvent
    before: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def key(self) -> list[str]:
        """The parts of the key as they stand in a cell."""
        kind = LINEAGE.columns[LINEAGE.positions["kind"]].write(self.event.kind)
        return [
            self.event.happened_on.isoformat(),
            kind,
            *(f"{LIST_SEPARATOR} ".join(side) for side in (self.before, self.after)),
        ]

    @cached_property
    def searched(self) -> str:
        return fold_search(" ".join((*self.before, *self.after, self.event.basis or "")))


@dataclass(frozen=True)
class ProcedureLine:
    code: str
    name: str
    area: str | None
    start: date | None
    end: date | None
    state: State
    answering: int  # bodies that answer for it on the day

    @cached_property
    def searched(self) -> str:
        return fold_search(f"{self.code} {self.name} {self.area or ''}")


@dataclass(frozen=True)
class AuthorityLine:
    agency: str
    code: str
    name: str
    start: date
    end: date | None
    state: State


def count_rows(session: Session) -> dict[str, int]:
    """How many rows each book holds, by slug; of agencies, how many agencies."""
    tables = {slug: book.sheet.owner.table if book.sheet.owner else book.sheet.table for slug, book in BOOKS.items()}
    counts = [select(func.count()).select_from(table).scalar_subquery() for table in tables.values()]
    return dict(zip(tables, session.execute(select(*counts)).one(), strict=True))


def agencies(session: Session, day: date) -> list[AgencyLine]:
    """Every agency there ever was or will be, by key, in two statements."""
    keys = agency_keys(session)
    rows: dict[int, list[AgencySlice]] = {}
    for slice_ in session.scalars(select(AgencySlice).order_by(AgencySlice.valid_from)):
        rows.setdefault(slice_.agency_id, []).append(slice_)
    return [_agency_line(keys, keys[number], rows[number], day) for number in keys if number in rows]


def _agency_line(keys: dict[int, str], key: str, slices: Sequence[AgencySlice], day: date) -> AgencyLine:
    shown = _shown(slices, day)
    parent = keys[shown.parent_id] if shown.parent_id is not None else None
    state = state_of(shown.valid_from, shown.valid_to, day)
    start, end = slices[0].valid_from, slices[-1].valid_to
    return AgencyLine(key, shown.name, shown.tier, shown.kind, parent, len(slices), start, end, state)


def _shown(slices: Sequence[AgencySlice], day: date) -> AgencySlice:
    """The slice in force, else the last that was, else the first that will be; ``slices`` are in the order of time."""
    begun = [slice_ for slice_ in slices if slice_.valid_from <= day]
    return begun[-1] if begun else slices[0]


def agency_keys(session: Session) -> dict[int, str]:
    """The keys of all agencies by id, in the order of the keys."""
    return {one: other for one, other in session.execute(select(Agency.id, Agency.key).order_by(Agency.key_folded))}  # noqa: C416  a row is no pair to dict()


def agency_names(session: Session, day: date) -> dict[str, str]:
    """The name of each agency on a day by its key, in the order of the keys."""
    return {line.key: line.name for line in agencies(session, day)}


def procedure_names(session: Session, codes: Collection[str] | None = None) -> dict[str, str]:
    """The names of all procedures by code, or of some."""
    found = select(AdministrativeProcedure.code, AdministrativeProcedure.name).order_by(AdministrativeProcedure.code_folded)
    if codes is not None:
        found = found.where(AdministrativeProcedure.code_folded.in_([fold_key(code) for code in codes]))
    return {one: other for one, other in session.execute(found)}  # noqa: C416  a row is no pair to dict()


def events(session: Session, agency: str = "") -> list[EventLine]:
    """Reorganisations, the latest first; only those of one agency when it is named. Two statements."""
    keys = agency_keys(session)
    query = select(LineageEvent).order_by(LineageEvent.happened_on.desc(), LineageEvent.kind, LineageEvent.fingerprint)
    lines = []
    parties = LINEAGE.links
    assert parties is not None
    sides: dict[int, dict[LineageSide, list[str]]] = {}
    for event_id, side, agency_id in session.execute(
        select(parties.table.c.event_id, parties.table.c.side, parties.table.c.agency_id).order_by(parties.table.c.position)
    ):
        sides.setdefault(event_id, {}).setdefault(side, []).append(keys[agency_id])
    for event in session.scalars(query):
        both = sides.get(event.id, {})
        before, after = tuple(both.get(LineageSide.FROM, ())), tuple(both.get(LineageSide.TO, ()))
        if not agency or fold_key(agency) in {fold_key(key) for key in (*before, *after)}:
            lines.append(EventLine(event, before, after))
    return lines


def procedures(session: Session, day: date) -> list[ProcedureLine]:
    """The whole catalogue by code, in two statements."""
    holds = _IN_STATE[State.NOW](day)
    counted = select(Authority.procedure_id, func.count()).where(holds).group_by(Authority.procedure_id)
    answering = {number: count for number, count in session.execute(counted)}  # noqa: C416
    return [
        ProcedureLine(
            row.code,
            row.name,
            row.field,
            row.valid_from,
            row.valid_to,
            state_of(row.valid_from, row.valid_to, day),
            answering.get(row.id, 0),
        )
        for row in session.scalars(select(AdministrativeProcedure).order_by(AdministrativeProcedure.code_folded))
    ]


_AUTHORITY = (
    select(Agency.key, AdministrativeProcedure.code, AdministrativeProcedure.name, Authority.valid_from, Authority.valid_to)
    .join(Agency, Authority.agency_id == Agency.id)
    .join(AdministrativeProcedure, Authority.procedure_id == AdministrativeProcedure.id)
)


@dataclass(frozen=True)
class Wanted:
    """Which authorities are listed: of one agency or all, with all ``words`` (folded) in their codes and names, in one state."""

    day: date
    agency: str
    words: tuple[str, ...]
    state: State | None


def count_authorities(session: Session, wanted: Wanted) -> int:
    return session.scalar(select(func.count()).select_from(_narrowed(session, wanted).subquery())) or 0


def authorities(
    session: Session, wanted: Wanted, *, limit: int, offset: int, by_code: bool, descending: bool
) -> list[AuthorityLine]:
    """Some of them, by agency or by the code of the procedure."""
    columns = [Agency.key_folded, AdministrativeProcedure.code_folded]
    if by_code:
        columns.reverse()
    ordered = [column.desc() if descending else column.asc() for column in columns]
    page = _narrowed(session, wanted).order_by(*ordered, Authority.valid_from).limit(limit).offset(offset)
    return [
        AuthorityLine(agency, code, name, start, end, state_of(start, end, wanted.day))
        for agency, code, name, start, end in session.execute(page)
    ]


def _narrowed(session: Session, wanted: Wanted) -> Select[str, str, str, date, date | None]:
    """Names are compared without diacritics, which no database does: the few thousand of both kinds are looked through here."""
    query = _AUTHORITY
    if wanted.agency:
        query = query.where(Agency.key_folded == fold_key(wanted.agency))
    if wanted.state is not None:
        query = query.where(_IN_STATE[wanted.state](wanted.day))
    if wanted.words:
        texts = [(code, fold_search(f"{code} {name}")) for code, name in procedure_names(session).items()]
        bodies = [(line.key, line.searched) for line in agencies(session, wanted.day)]
        for word in wanted.words:
            codes, keys = ([name for name, text in named if word in text] for named in (texts, bodies))
            if len(codes) < len(texts) and len(keys) < len(bodies):  # else every row has the word
                query = query.where(or_(AdministrativeProcedure.code.in_(codes), Agency.key.in_(keys)))
    return query


_IN_STATE: dict[State, Callable[[date], ColumnElement[bool]]] = {
    State.NOW: lambda day: and_(Authority.valid_from <= day, or_(Authority.valid_to.is_(None), Authority.valid_to > day)),
    State.LATER: lambda day: Authority.valid_from > day,
    State.OVER: lambda day: Authority.valid_to <= day,
}
