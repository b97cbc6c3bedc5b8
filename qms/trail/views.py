"""The pages of the trail: the history of an object, and for the administrator the search, its batches and the check."""

from uuid import UUID

from flask import Response, render_template, request

from qms.language import Phrase, mark
from qms.security.permissions import Permission
from qms.trail import listing as files
from qms.trail import queries
from qms.trail.asking import FILTERS, asked_search
from qms.trail.readable import readable, words
from qms.trail.reading import count_entries, read_head
from qms.trail.verification import verify
from qms.trail.visibility import may_read
from qms.web.access import Access, access
from qms.web.database import reading_session
from qms.web.days import current_day
from qms.web.downloads import download, long_csv
from qms.web.errors import PageNotFound
from qms.web.guard import current_viewer
from qms.web.listing import Choice, active_filters, typed
from qms.web.pagination import PAGE_SIZE, Page, asked_number
from qms.web.sections import Section

MOST_VERIFIED = 500_000  # entries that a page checks; more of them are checked by the command

trail = Section("trail", __name__, url_prefix="/quan-tri/nhat-ky")
history = Section("history", __name__, url_prefix="/nhat-ky")


@trail.get("/")
@access(Permission.SEE_TRAIL)
def index() -> str:
    session, search = reading_session(), asked_search(reading_session())
    total = queries.count_batches(session, search)
    number = asked_number(total)
    found = queries.find_batches(session, search, limit=PAGE_SIZE, offset=(number - 1) * PAGE_SIZE)
    return render_template(
        "trail/search.html",
        page=Page(readable(found), number, total),
        nouns=_noun_choices(),
        filtered=active_filters(FILTERS),
    )


@trail.get("/tep.<form>")
@access(Permission.SEE_TRAIL)
def export(form: str) -> Response:
    session, search = reading_session(), asked_search(reading_session())
    name, known = f"nhat-ky-{current_day().isoformat()}", words()
    if form == "csv":
        return long_csv(lambda reading: files.table(queries.entries(reading, search), known), name)
    if queries.count_entries(session, search, files.MOST) > files.MOST:
        raise files.TooMany
    return download(files.table(queries.entries(session, search), known), form, name, current_day())


@trail.get("/dot/<uuid:batch_id>")
@access(Permission.SEE_TRAIL)
def show_batch(batch_id: UUID) -> str:
    session, seen = reading_session(), queries.Search(agencies=current_viewer().reach(Permission.SEE_TRAIL))
    head = queries.find_batch(session, str(batch_id), seen)
    if head is None:
        raise PageNotFound(Phrase(mark("Nhật ký không có đợt ghi này.")))
    total = queries.count_lines(session, head, seen)
    number = asked_number(total)
    filled = queries.with_lines(session, head, seen, limit=PAGE_SIZE, offset=(number - 1) * PAGE_SIZE)
    return render_template("trail/batch.html", page=Page(readable([filled]), number, total))


@trail.get("/kiem-tra")
@access(Permission.SEE_TRAIL)
def check() -> str:
    """Shows the head; checks the trail when the form is sent."""
    session = reading_session()
    entries, asked = count_entries(session), "diem-cuoi" in request.args
    too_long = entries > MOST_VERIFIED
    faults = verify(session, typed("diem-cuoi") or None) if asked and not too_long else None
    return render_template("trail/check.html", entries=entries, head=read_head(session), faults=faults, too_long=too_long)


@history.get("/<noun>/<path:key>")
@access(Access.SIGNED_IN)
def show(noun: str, key: str) -> str:
    session, known = reading_session(), words()
    if noun not in known.nouns or not may_read(session, current_viewer(), known.circle(noun), key):
        raise PageNotFound(Phrase(mark("Không có lịch sử thay đổi này, hoặc nó ngoài phạm vi của vị trí đang giữ.")))
    things = [known.about(noun, key)]
    total = queries.count_history(session, things)
    number = asked_number(total)
    found = queries.history(session, things, limit=PAGE_SIZE, offset=(number - 1) * PAGE_SIZE)
    return render_template("trail/object.html", page=Page(readable(found), number, total), noun=known.noun(noun), key=key)


def _noun_choices() -> list[Choice]:
    named = sorted((words().noun(code).text, code) for code in words().recorded())
    return [Choice(code, label) for label, code in named]
