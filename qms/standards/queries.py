"""Reading the standard and the policy values, in the order in which people list them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from qms.language import gettext
from qms.standards.models import Clause, ClauseCorrespondence, Edition, FrameworkSlot, Parameter, PolicyValue

_ORDER = {parameter.value: place for place, parameter in enumerate(Parameter)}


def shown(text: str | None) -> str:
    """A source or note in the current language: those shipped with the package are translated, others stand as typed."""
    return gettext(text) if text else ""


def policy_values(session: Session) -> list[PolicyValue]:
    """Every policy value there ever was or will be, by parameter, then by first day."""
    rows = session.scalars(select(PolicyValue))
    return sorted(rows, key=lambda row: (_ORDER[row.parameter], row.valid_from, row.value))


def in_force(values: Iterable[PolicyValue], day: date) -> list[PolicyValue]:
    """The values that count on ``day``: of several of one parameter the one that began last, of accepted editions all."""
    counting: dict[tuple[str, str], PolicyValue] = {}
    for row in sorted(values, key=lambda row: row.valid_from):
        if row.valid_from <= day and (row.valid_to is None or day < row.valid_to):
            counting[row.parameter, row.value if row.parameter == Parameter.ACCEPTED_EDITION else ""] = row
    return sorted(counting.values(), key=lambda row: (_ORDER[row.parameter], row.valid_from, row.value))


def number_on(session: Session, parameter: Parameter, day: date) -> int | None:
    """The value of a parameter that is a number, as it counts on ``day``; None where none does."""
    counting = in_force(session.scalars(select(PolicyValue).where(PolicyValue.parameter == parameter.value)), day)
    return int(counting[0].value) if counting else None


@dataclass(frozen=True)
class Library:
    """Editions, oldest first; clauses and slots in the order of each edition; correspondences in that of the older one."""

    editions: list[Edition]
    clauses: list[Clause]
    slots: list[FrameworkSlot]
    correspondences: list[ClauseCorrespondence]

    def only(self, year: str) -> "Library":
        """What concerns one edition."""
        return Library(
            [row for row in self.editions if row.year == year],
            [row for row in self.clauses if row.edition == year],
            [row for row in self.slots if row.edition == year],
            [row for row in self.correspondences if year in (row.old_edition, row.new_edition)],
        )


def library(session: Session) -> Library:
    """All that the registry knows of the standard, in four statements."""
    older = (Clause.edition == ClauseCorrespondence.old_edition) & (Clause.number == ClauseCorrespondence.old_number)
    pairs = select(ClauseCorrespondence).join(Clause, older)
    return Library(
        list(session.scalars(select(Edition).order_by(Edition.year))),
        list(session.scalars(select(Clause).order_by(Clause.edition, Clause.position))),
        list(session.scalars(select(FrameworkSlot).order_by(FrameworkSlot.edition, FrameworkSlot.position))),
        list(
            session.scalars(
                pairs.order_by(Clause.edition, Clause.position, ClauseCorrespondence.new_edition, ClauseCorrespondence.new_number)
            )
        ),
    )
