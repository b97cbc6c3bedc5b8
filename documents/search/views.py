"""The page that finds documents by what they are called and what they say."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from flask import render_template

from documents.adoption.queries import readable_commons
from documents.library.finding import bodies
from documents.library.kinds import kind_label
from documents.search.queries import Found
from documents.search.queries import search as find
from qms.language import Phrase, mark
from qms.security.permissions import Permission
from qms.web.access import access
from qms.web.database import reading_session
from qms.web.days import is_past_view, viewed_day
from qms.web.guard import current_viewer, may
from qms.web.listing import SEARCH, Choice, asked, choices, typed
from qms.web.pagination import PAGE_SIZE, Page, asked_number
from qms.web.sections import Section

AGENCY, SCOPE = "co-quan", "pham-vi"
_MANY = 10**9

search = Section("search", __name__, url_prefix="/tai-lieu/tim-kiem")


class Scope(StrEnum):
    """Besides what is in force, which is what everybody searches."""

    EVERY = "moi-ban"

    @property
    def label(self) -> Phrase:
        return Phrase(mark("Mọi bản, kể cả dự thảo và bản đã thay thế"))


@dataclass(frozen=True)
class _Within:
    """What may be shown: the documents of bodies (None: of all), and common procedures of others that these bodies use."""

    reach: frozenset[str] | None
    common: frozenset[int]
    day: date | None


@search.get("/")
@access(Permission.READ_DOCUMENTS)
def index() -> str:
    """Nothing is looked for until something is typed. Who writes documents may look through every revision of the own ones."""
    every = may(Permission.WRITE_DOCUMENTS) and not is_past_view() and asked(SCOPE, Scope) is Scope.EVERY
    reach = current_viewer().reach(Permission.WRITE_DOCUMENTS if every else Permission.READ_DOCUMENTS)
    there = bodies(reading_session(), viewed_day())
    readable = [body for body in there if reach is None or body.key in reach]
    within = _within(reach, every)
    return render_template(
        "search/index.html",
        asked=typed(SEARCH),
        page=_page(within),
        common=within.common,
        names={body.key: body.name for body in there},
        agencies=[Choice(body.key, body.name) for body in readable] if len(readable) > 1 else [],
        scopes=choices(Scope, lambda scope: str(scope.label)) if may(Permission.WRITE_DOCUMENTS) and not is_past_view() else [],
        kind_label=kind_label,
    )


def _within(reach: frozenset[str] | None, every: bool) -> _Within:
    """Common procedures are left out where one body is chosen, and where drafts are looked through."""
    agency, day = typed(AGENCY), None if every else viewed_day()
    if agency:
        return _Within(frozenset({agency}) if reach is None or agency in reach else frozenset(), frozenset(), day)
    return _Within(reach, frozenset() if every else readable_commons(reading_session(), reach, viewed_day()), day)


def _page(within: _Within) -> Page[object]:
    """The page that the address asks for, or the last one when it asks for one beyond."""
    number = asked_number(_MANY)
    found = _found(within, number)
    if found.total and not found.hits:
        number = asked_number(found.total)
        found = _found(within, number)
    return Page(found.hits, number, found.total)


def _found(within: _Within, number: int) -> Found:
    offset = (number - 1) * PAGE_SIZE
    session = reading_session()
    return find(session, typed(SEARCH), within.reach, within.day, common=within.common, limit=PAGE_SIZE, offset=offset)
