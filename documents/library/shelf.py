"""The documents of all agencies, kept from one change of them to the next, for the lists of those who read them all."""

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import chain, groupby
from typing import TypeVar

from flask import current_app, g
from sqlalchemy.orm import Session

from documents.approval.listing import Line, Row, lines_of, read_rows
from documents.library.finding import Body, bodies
from qms.web.database import reading_session
from qms.web.days import current_day, viewed_day
from qms.web.listing import Choice
from qms.web.shelf import ABOUT_PEOPLE, Few, Shelf

MOST_DAYS = 3  # for which the lists are kept
MOST_MADE = 50  # filtered lists and pages of them that are kept beside it
OF_ONE_AGENCY = frozenset({"revision", "dossier"})
PAPERWORK = frozenset(
    {
        "document_profile",
        "document_assignment",
        "document_comment",
        "issue_batch",
        "code_pattern",
        "change_request",
        "adoption",
        "distribution",
        "acknowledgement",
        "sign_sheet",
        "controlled_copy",
        "periodic_review",
        "record_series",
        "upkeep_notice",
    }
)  # nouns of the trail about documents that change neither when one is in force nor what it is called
WITHOUT_EFFECT = (
    ABOUT_PEOPLE
    | PAPERWORK
    | {
        "authority",
        "procedure",
        "audit",
        "nonconformity",
        "corrective_action",
        "management_review",
        "declaration",
        "annex",
        "override",
        "policy",
        "edition",
        "clause",
        "correspondence",
        "slot",
    }
)  # nouns of the trail that change neither a document's place in the list nor the name of an agency
_EXTENSION = "qms_documents"
Made = TypeVar("Made")
Rows = Mapping[str, list[Row]]  # by the keys of agencies, in the order of the list


@dataclass(frozen=True)
class _Held:
    """The lines of one agency, split into what has ended and the rest; each by code."""

    together: list[Line]
    current: list[Line]
    ended: list[Line]

    @classmethod
    def of(cls, lines: list[Line]) -> "_Held":
        return cls(lines, [line for line in lines if not line.has_ended], [line for line in lines if line.has_ended])


class Day:
    """The list as of a day; ``settled`` holds what is shown to whoever sees no drafts."""

    def __init__(self, rows: Rows, bodies: list[Body], days: tuple[date, date], settled: Mapping[str, _Held]) -> None:
        self.bodies = bodies
        self._rows = rows
        self._days = days
        self._settled = settled
        self._made = Few(MOST_MADE)

    def made(self, name: Hashable, make: Callable[[], Made]) -> Made:
        """What ``make`` gives, kept with the list: it must follow from ``name`` and from this list alone."""
        return self._made.made(name, make)

    @cached_property
    def choices(self) -> list[Choice]:
        """The bodies as offers of a filter."""
        return [Choice(body.key, body.name) for body in self.bodies]

    @cached_property
    def names(self) -> dict[str, str]:
        """The name of each body by its key."""
        return {body.key: body.name for body in self.bodies}

    @classmethod
    def of(cls, rows: Rows, bodies: list[Body], day: date, today: date) -> "Day":
        return cls(rows, bodies, (day, today), {key: _Held.of(lines_of(rows[key], day, today, work=False)) for key in rows})

    def renewed(self, rows: Rows, agencies: Collection[str]) -> "Day":
        """The same day with ``rows``, of which those of ``agencies`` are others than before."""
        anew = {key: _Held.of(lines_of(rows[key], *self._days, work=False)) for key in agencies}
        return Day(rows, self.bodies, self._days, {**self._settled, **anew})

    def lines(self, work: Collection[str] | None, own: Collection[str] | None) -> list[Line]:
        """Every document; with drafts of the agencies ``work``, None for all.

        By agency and code, unless ``own`` is given: then the documents of these agencies first, and in either part what has
        ended last.
        """
        working = self._rows.keys() if work is None else [key for key in self._rows if key in work]
        changed = {key: _Held.of(lines_of(self._rows[key], *self._days, work=True)) for key in working}
        held = {**self._settled, **changed}  # in the order of the first
        if own is None:
            return list(chain.from_iterable(one.together for one in held.values()))
        first = [one for key, one in held.items() if key in own]
        others = [one for key, one in held.items() if key not in own]
        parts = ((one.current for one in first), (one.ended for one in first), (one.current for one in others))
        return list(chain.from_iterable(chain(*parts, (one.ended for one in others))))


@dataclass
class Everything:
    """All revisions, and the lists of the days that were asked for last."""

    rows: Rows
    days: Few = field(default_factory=lambda: Few(MOST_DAYS))

    def on(self, session: Session, day: date, today: date) -> Day:
        """The list as of ``day``; the session must see what this was read from."""
        return self.days.made((day, today), lambda: Day.of(self.rows, bodies(session, day), day, today))


class DocumentShelf(Shelf[Everything]):
    of_one_agency = OF_ONE_AGENCY
    without_effect = WITHOUT_EFFECT

    def read(self, session: Session) -> Everything:
        return Everything(_by_agency(read_rows(session)))

    def renew(self, session: Session, kept: Everything, agencies: Collection[str]) -> Everything:
        rows = {**kept.rows, **{key: [] for key in agencies}, **_by_agency(read_rows(session, agencies))}
        return Everything(rows, kept.days.changed(lambda day: day.renewed(rows, agencies)))

    def agencies(self, kept: Everything) -> Iterable[str]:
        return kept.rows


def _by_agency(rows: Iterable[Row]) -> dict[str, list[Row]]:
    return {agency: list(held) for agency, held in groupby(rows, lambda row: row.agency)}


def every_document() -> Day:
    """The list of the day shown, as the present request sees it: the same object throughout the request."""
    if "documents" not in g:
        shelf: DocumentShelf = current_app.extensions.setdefault(_EXTENSION, DocumentShelf())
        g.documents = shelf.value(reading_session()).on(reading_session(), viewed_day(), current_day())
    found: Day = g.documents
    return found
