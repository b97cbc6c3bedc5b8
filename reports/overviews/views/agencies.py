"""The list of bodies and the page of one of them."""

from collections.abc import Callable, Sequence
from typing import Any

from flask import Response, render_template
from markupsafe import Markup

from qms.agencies.models import AgencyKind, Obligation, Tier
from qms.language import Phrase, mark, pmark
from qms.security.permissions import Permission
from qms.text import sort_key
from qms.web.access import access
from qms.web.database import reading_session
from qms.web.days import viewed_day
from qms.web.downloads import download
from qms.web.errors import PageNotFound
from qms.web.guard import may
from qms.web.listing import Sorting, active_filters, choices
from qms.web.pagination import paginate
from qms.web.sections import Section
from reports.overviews import vocabulary
from reports.overviews.queries import find_key
from reports.overviews.record import Record, recent_first, status_since
from reports.overviews.registry import current_board, current_registry, markup_of_registry
from reports.overviews.scope import shown_evidence
from reports.overviews.selection import PARAMETERS, Counting, MeasureAnswer, Selection
from reports.overviews.tables import agency_table
from reports.publication.standing import Standing
from reports.publication.vocabulary import Group, Status

agencies = Section("agencies", __name__, url_prefix="/co-quan", label=pmark("many", "Cơ quan"), searches="index")

_STATUS_ORDER = {status: place for place, status in enumerate(Status)}
_SORTS: dict[str, Callable[[Standing], Any] | None] = {
    "nhom": None,
    "ten": lambda standing: sort_key(standing.name),
    "trang-thai": lambda standing: _STATUS_ORDER[standing.status],
    "tthc": lambda standing: standing.measures.procedures,
    "thieu": lambda standing: standing.measures.procedures - standing.measures.procedures_covered,
    "doi": lambda standing: standing.changes_on,
}


def _listed() -> tuple[Sequence[Standing], Sorting]:
    """What the address asks for, in its order; without one, as the board orders bodies."""
    sorting = Sorting.from_address(_SORTS, "nhom")
    chosen = Selection.from_address().of(current_board())
    return sorting.apply(chosen, _SORTS), sorting


@agencies.get("/")
@access(Permission.SEE_STATUS)
def index() -> str:
    standings, sorting = _listed()
    page = paginate(standings)
    keys = tuple(standing.key for standing in page.rows)
    return render_template(
        "overviews/agencies.html",
        page=page,
        rows=markup_of_registry("overviews/agencies_rows.html", keys, values=lambda: {"standings": page.rows}),
        sorting=sorting,
        filtered=active_filters(PARAMETERS),
        heading=vocabulary.heading,
        options={
            "group": choices(Group, vocabulary.heading),
            "tier": choices(Tier, vocabulary.heading),
            "kind": choices(AgencyKind, vocabulary.heading),
            "status": choices(Status, vocabulary.heading),
            "obligation": choices(Obligation, vocabulary.heading),
            "measure": choices(MeasureAnswer, vocabulary.heading),
            "counting": choices(Counting, vocabulary.heading),
        },
    )


@agencies.get("/danh-sach.<form>")
@access(Permission.SEE_STATUS)
def export(form: str) -> Response:
    standings, _ = _listed()
    return download(agency_table(standings, viewed_day()), form, f"co-quan-{viewed_day().isoformat()}", viewed_day())


@agencies.get("/<path:key>")
@access(Permission.SEE_STATUS)
def show(key: str) -> str:
    session = reading_session()
    found = find_key(session, key)
    if found is None or not current_registry().agencies[found].slices:
        raise PageNotFound(
            Phrase(mark("Không có cơ quan nào mang mã “{key}”. Hãy tìm theo tên trong danh sách cơ quan."), key=key)
        )
    record, sees_records = Record(current_registry(), session, found, viewed_day()), may(Permission.SEE_RECORDS, found)
    return render_template(
        "overviews/agency.html",
        record=record,
        sees_records=sees_records,
        told=markup_of_registry("overviews/agency_told.html", found, sees_records, values=lambda: _told(record, sees_records)),
    )


def _told(record: Record, sees_records: bool) -> dict[str, Any]:
    """What the page of a body says to everybody who sees its records, or to everybody who does not: all of it stands on the trail
    as a change of an agency, after which there is another registry."""
    return {
        "record": record,
        "standing": record.standing,
        "since": status_since(record),
        "timeline_chart": Markup(record.timeline_chart().to_svg()),
        "gates_chart": Markup(record.gates_chart().to_svg()),
        "recent_first": recent_first,
        "sees_records": sees_records,
        "shown_evidence": shown_evidence,
        "word": vocabulary.word,
        "heading": vocabulary.heading,
    }
