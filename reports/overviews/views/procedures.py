"""Administrative procedures: who answers for each, and which document covers it."""

from collections.abc import Callable, Sequence
from typing import Any

from flask import Response, render_template

from qms.language import Phrase, mark, pmark
from qms.security.permissions import Permission
from qms.text import fold_key, sort_key
from qms.web.access import access
from qms.web.database import reading_session
from qms.web.days import viewed_day
from qms.web.downloads import download
from qms.web.errors import PageNotFound
from qms.web.guard import current_viewer
from qms.web.listing import SEARCH, Sorting, active_filters, choices, typed
from qms.web.pagination import paginate
from qms.web.sections import Section
from reports.overviews import vocabulary
from reports.overviews.catalogue import find_procedure
from reports.overviews.coverage import AllDuties, Covered, Duty, DutySelection, duties_for
from reports.overviews.registry import current_board, current_registry, made_of_registry, markup_of_registry
from reports.overviews.scope import seen_bodies
from reports.overviews.selection import Counting
from reports.overviews.tables import duty_table
from reports.publication.vocabulary import Group

procedures = Section("procedures", __name__, url_prefix="/tthc", label=pmark("many", "TTHC"), secondary=True)

_FILTERS = (SEARCH, "nhom", "mau-so", "quy-trinh", "co-quan")
_SORTS: dict[str, Callable[[Duty], Any] | None] = {
    "co-quan": None,
    "ma": lambda duty: duty.procedure.code,
    "ten": lambda duty: sort_key(duty.procedure.name),
}


def _everything() -> AllDuties:
    registry, board = current_registry(), current_board()
    return made_of_registry(("duties", viewed_day()), lambda: AllDuties(registry, board))


def _listed() -> tuple[Sequence[Duty], Sorting]:
    sorting, selection = Sorting.from_address(_SORTS, "co-quan"), DutySelection.from_address()
    found = made_of_registry(("duties", viewed_day(), selection), lambda: selection.of(_everything()))
    return sorting.apply(found, _SORTS), sorting


@procedures.get("/")
@access(Permission.SEE_STATUS)
def index() -> str:
    found, sorting = _listed()
    page = paginate(found)
    shown = (*((duty.identity, duty.standing.key) for duty in page.rows), current_viewer().reach(Permission.SEE_RECORDS))
    asked_for = fold_key(typed("co-quan"))
    among = current_board() if asked_for else ()
    return render_template(
        "overviews/procedures.html",
        page=page,
        rows=markup_of_registry(
            "overviews/procedures_rows.html", shown, values=lambda: {"duties": page.rows, "sees_records": seen_bodies()}
        ),
        different=len({duty.identity for duty in found}),
        sorting=sorting,
        filtered=active_filters(_FILTERS),
        agency=next((standing for standing in among if fold_key(standing.key) == asked_for), None),
        options={
            "group": choices(Group, vocabulary.heading),
            "counting": choices(Counting, vocabulary.heading),
            "covered": choices(Covered, vocabulary.heading),
        },
    )


@procedures.get("/danh-sach.<form>")
@access(Permission.SEE_STATUS)
def export(form: str) -> Response:
    found, _ = _listed()
    return download(duty_table(found, viewed_day(), seen_bodies()), form, f"tthc-{viewed_day().isoformat()}", viewed_day())


@procedures.get("/<path:code>")
@access(Permission.SEE_STATUS)
def show(code: str) -> str:
    procedure = find_procedure(reading_session(), code)
    if procedure is None:
        raise PageNotFound(
            Phrase(mark("Không có thủ tục hành chính nào mang mã “{code}”. Hãy tìm theo tên trong danh mục."), code=code)
        )
    day = viewed_day()
    in_force = (procedure.valid_from or day) <= day and (procedure.valid_to is None or day < procedure.valid_to)
    return render_template(
        "overviews/procedure.html",
        procedure=procedure,
        in_force=in_force,
        duties=duties_for(current_registry(), current_board(), procedure.id),
        heading=vocabulary.heading,
        sees_records=seen_bodies(),
    )
