"""Reads for the catalogue pages: procedures, editions with their clauses, policy values."""

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from qms.catalogue.models import AdministrativeProcedure
from qms.standards.models import Clause, ClauseCorrespondence, Edition, FrameworkSlot, Parameter, PolicyValue
from qms.text import fold_key


class ClauseLine(NamedTuple):
    """A clause of an edition; ``counterparts`` are (edition, number) of the clauses it corresponds to in others."""

    clause: Clause
    depth: int
    counterparts: list[tuple[str, str]]


class ParameterLine(NamedTuple):
    """A parameter, its values in force on the day (the one that counts, or all accepted editions), and the others."""

    parameter: Parameter
    in_force: list[PolicyValue]
    others: list[PolicyValue]


def find_procedure(session: Session, code: str) -> AdministrativeProcedure | None:
    return session.scalar(select(AdministrativeProcedure).where(AdministrativeProcedure.code_folded == fold_key(code)))


def editions(session: Session) -> list[Edition]:
    """The newest first."""
    return list(session.scalars(select(Edition).order_by(Edition.year.desc())))


def slots(session: Session, edition: str) -> list[FrameworkSlot]:
    return list(session.scalars(select(FrameworkSlot).where(FrameworkSlot.edition == edition).order_by(FrameworkSlot.position)))


def clauses(session: Session, edition: str) -> list[ClauseLine]:
    """The clause tree in reading order."""
    pairs = session.execute(
        select(
            ClauseCorrespondence.old_edition,
            ClauseCorrespondence.old_number,
            ClauseCorrespondence.new_edition,
            ClauseCorrespondence.new_number,
        )
        .where((ClauseCorrespondence.old_edition == edition) | (ClauseCorrespondence.new_edition == edition))
        .order_by(ClauseCorrespondence.old_number, ClauseCorrespondence.new_number)
    )
    counterparts: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for old_edition, old, new_edition, new in pairs:
        if old_edition == edition:
            counterparts[old].append((new_edition, new))
        else:
            counterparts[new].append((old_edition, old))
    found = session.scalars(select(Clause).where(Clause.edition == edition).order_by(Clause.position))
    return [ClauseLine(clause, clause.number.count("."), counterparts.get(clause.number, [])) for clause in found]


def parameters(session: Session, day: date) -> list[ParameterLine]:
    """Every parameter in its order, with its values as of ``day``; a value that begins later is among the others."""
    values: dict[str, list[PolicyValue]] = defaultdict(list)
    for value in session.scalars(select(PolicyValue).order_by(PolicyValue.valid_from.desc(), PolicyValue.value.desc())):
        values[value.parameter].append(value)
    return [_parameter_line(parameter, values[parameter.value], day) for parameter in Parameter]


def _parameter_line(parameter: Parameter, values: list[PolicyValue], day: date) -> ParameterLine:
    holding = [value for value in values if value.valid_from <= day and (value.valid_to is None or day < value.valid_to)]
    in_force = holding if parameter is Parameter.ACCEPTED_EDITION else holding[:1]
    return ParameterLine(parameter, in_force, [value for value in values if value not in in_force])
