"""Reading the units of a body."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased

from qms.agencies.models import Agency
from qms.language import Phrase, mark
from qms.text import fold_key, sort_key
from qms.units.models import OrganisationUnit, UnitKind, UnitSlice

FROM = mark("{name} (từ {day})")


@dataclass(frozen=True)
class UnitLine:
    """A unit as it is on a day; ``depth`` 0 stands directly below the body."""

    code: str
    name: str
    kind: UnitKind
    valid_from: date
    valid_to: date | None
    depth: int


def tree(session: Session, agency: str, day: date) -> list[UnitLine]:
    """The units of a body on ``day``, each followed by those below it; in one statement."""
    above = aliased(OrganisationUnit)
    rows = session.execute(
        select(
            OrganisationUnit.code,
            UnitSlice.name,
            UnitSlice.kind,
            UnitSlice.valid_from,
            UnitSlice.valid_to,
            above.code,
        )
        .join(OrganisationUnit, UnitSlice.unit_id == OrganisationUnit.id)
        .join(Agency, OrganisationUnit.agency_id == Agency.id)
        .outerjoin(above, UnitSlice.parent_id == above.id)
        .where(
            Agency.key_folded == fold_key(agency),
            UnitSlice.valid_from <= day,
            or_(UnitSlice.valid_to.is_(None), UnitSlice.valid_to > day),
        )
    ).all()
    present = {row[0] for row in rows}
    below: dict[str | None, list[tuple[str, str, UnitKind, date, date | None]]] = {}
    for code, name, kind, start, end, parent in rows:
        below.setdefault(parent if parent in present else None, []).append((code, name, kind, start, end))
    return list(_lines(below, None, 0))


def _lines(
    below: dict[str | None, list[tuple[str, str, UnitKind, date, date | None]]], parent: str | None, depth: int
) -> Iterator[UnitLine]:
    for code, name, kind, start, end in sorted(below.get(parent, ()), key=lambda row: sort_key(row[1])):
        yield UnitLine(code, name, kind, start, end, depth)
        yield from _lines(below, code, depth + 1)


def unit_choices(session: Session, agency: str, day: date) -> dict[str, str]:
    """Names by folded code of the units that a form may refer to: those of ``day``, then those that begin later."""
    later = session.execute(
        select(OrganisationUnit.code_folded, UnitSlice.name, UnitSlice.valid_from)
        .join(OrganisationUnit, UnitSlice.unit_id == OrganisationUnit.id)
        .join(Agency, OrganisationUnit.agency_id == Agency.id)
        .where(Agency.key_folded == fold_key(agency), UnitSlice.valid_from > day)
        .order_by(UnitSlice.valid_from, UnitSlice.name)
    )
    names = unit_names(session, agency, day)
    for code, name, start in later:
        names.setdefault(code, str(Phrase(FROM, name=name, day=start)))
    return names


def unit_names(session: Session, agency: str, day: date) -> dict[str, str]:
    """Names by folded code of the units that a body has on ``day``, in the order of the tree."""
    return {fold_key(line.code): line.name for line in tree(session, agency, day)}
