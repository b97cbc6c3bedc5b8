"""Editions of the standard: clauses, correspondence, and the documents that the framework model expects."""

from flask import render_template

from qms.agencies.models import AgencyKind
from qms.language import Phrase, mark
from qms.security.permissions import Permission
from qms.standards.models import FrameworkSlot
from qms.web.access import access
from qms.web.database import reading_session
from qms.web.days import viewed_day
from qms.web.errors import PageNotFound
from qms.web.sections import Section
from reports.overviews import catalogue, vocabulary
from reports.overviews.registry import current_registry

standards = Section("standards", __name__, url_prefix="/tieu-chuan", label=mark("Tiêu chuẩn"), secondary=True)


@standards.get("/")
@access(Permission.SEE_STATUS)
def index() -> str:
    return render_template(
        "overviews/standards.html", editions=catalogue.editions(reading_session()), accepted=_accepted(), day=viewed_day()
    )


@standards.get("/<year>")
@access(Permission.SEE_STATUS)
def show(year: str) -> str:
    session = reading_session()
    found = next((edition for edition in catalogue.editions(session) if edition.year == year), None)
    if found is None:
        raise PageNotFound(Phrase(mark("Không có phiên bản ISO 9001 nào của năm “{year}”."), year=year))
    return render_template(
        "overviews/standard.html",
        edition=found,
        accepted=year in _accepted(),
        clauses=catalogue.clauses(session, year),
        slots=catalogue.slots(session, year),
        kinds=_kinds,
    )


def _accepted() -> tuple[str, ...]:
    """The editions to which one may declare on the day shown."""
    return current_registry().rulebook.accepted.at(viewed_day().toordinal())


def _kinds(slot: FrameworkSlot) -> list[str] | None:
    """Of which kinds of bodies the slot is expected; None for all."""
    kinds = slot.agency_kinds.split()
    return None if "*" in kinds else [vocabulary.word(AgencyKind(kind)) for kind in kinds]
