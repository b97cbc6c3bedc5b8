"""The list of documents, the page of one, and what is done to documents as such."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from flask import Response, render_template, request, url_for
from markupsafe import Markup

from documents.approval.listing import Line, list_documents, works_in
from documents.approval.models import Dossier
from documents.approval.views.ground import document_address, open_record, revision_address
from documents.approval.workflow import State
from documents.asked import asked_body
from documents.library import use_cases
from documents.library.codes import ABBREVIATIONS, pattern_of, set_pattern
from documents.library.describing import slot_title
from documents.library.finding import bodies, find_agency, find_document
from documents.library.force import in_force_of
from documents.library.forms import (
    ExternalForm,
    NewDocumentForm,
    PatternForm,
    ProfileForm,
    RevisionForm,
)
from documents.library.kinds import WRITTEN_KINDS, kind_label
from documents.library.models import DocumentKind
from documents.library.shelf import every_document
from documents.library.tables import document_table
from documents.post_choice import posts_of
from documents.requests.queries import request_to_draft
from qms.language import Phrase, current_language, gettext, mark, pmark, show_date
from qms.security.permissions import Permission
from qms.storage.conflicts import Conflict
from qms.text import sort_key
from qms.web.access import access
from qms.web.answers import Answer, carried_out, done, shown
from qms.web.database import reading_session
from qms.web.days import current_day, is_past_view, viewed_day
from qms.web.downloads import download
from qms.web.guard import acting, current_viewer, may, require
from qms.web.listing import SORT, Choice, Sorting, active_filters, asked, choices, search_words, typed
from qms.web.numbers import read_number
from qms.web.pagination import paginate
from qms.web.sections import Section

library = Section("library", __name__, url_prefix="/tai-lieu", label=pmark("many", "Tài liệu"))

AGENCY, KIND, STATE, REQUEST = "co-quan", "loai", "trang-thai", "phieu"
_FILTERS = (AGENCY, KIND, STATE, "tim")
_STATES = {state: place for place, state in enumerate(State)}
_SORTS: dict[str, Callable[[Line], Any] | None] = {
    "ma": None,
    "ten": lambda line: sort_key(line.title),
    "loai": lambda line: str(kind_label(line.kind)),
    "trang-thai": lambda line: _STATES[line.state],
    "hieu-luc": lambda line: line.effective_on,
}


def _listed() -> tuple[Sequence[Line], Sorting]:
    """What the address asks for, in its order; without one, the own bodies' first, what has ended last, then by agency and
    code."""
    sorting, words = Sorting.from_address(_SORTS, "ma"), search_words()
    kind, state, agency = asked(KIND, DocumentKind), asked(STATE, State), typed(AGENCY)

    def found() -> Sequence[Line]:
        lines = _readable(agency, ordered=SORT in request.args)
        if not (kind or state or words):
            return lines
        return [
            line
            for line in lines
            if (kind is None or line.kind is kind)
            and (state is None or state in line.states)
            and all(word in line.searched for word in words)
        ]

    viewer = current_viewer()
    if not _reads_all(agency):
        return sorting.apply(found(), _SORTS), sorting
    asks = (works_in(viewer), frozenset(viewer.agencies()), SORT in request.args, kind, state, *words)
    lines = every_document().made(asks, found)
    return sorting.apply(lines, _SORTS), sorting


def _reads_all(agency: str) -> bool:
    """Whether the reader is answered from the shelf: whoever reads the documents of all agencies and names none."""
    return current_viewer().reach(Permission.READ_DOCUMENTS) is None and not agency


def _readable(agency: str, *, ordered: bool) -> Sequence[Line]:
    """What the reader may read, of one agency if it is named: ``ordered`` by agency and code, else the own bodies' first and what
    has ended last. Whoever reads the documents of all agencies is answered from the shelf."""
    viewer = current_viewer()
    own = frozenset(viewer.agencies())
    if _reads_all(agency):
        return every_document().lines(works_in(viewer), None if ordered else own)
    lines = list_documents(reading_session(), viewer, viewed_day(), current_day(), {agency} if agency else None)
    return lines if ordered else sorted(lines, key=lambda line: (line.agency not in own, line.has_ended))


def _bodies() -> tuple[dict[str, str], list[Choice]]:
    """Those whose documents the reader may read: their names by their keys, and as offers of the filter, by name."""
    reach = current_viewer().reach(Permission.READ_DOCUMENTS)
    if reach is None:
        everything = every_document()
        return everything.names, everything.choices
    readable = bodies(reading_session(), viewed_day(), reach)
    return {body.key: body.name for body in readable}, [Choice(body.key, body.name) for body in readable]


def _rows(lines: Sequence[Line], names: dict[str, str]) -> Markup:
    """The rows of a page; for those who read the documents of all agencies kept until a document changes."""

    def made() -> Markup:
        return Markup(render_template("library/rows.html", lines=lines, names=names, kind_label=kind_label))

    if current_viewer().reach(Permission.READ_DOCUMENTS) is not None:
        return made()
    return every_document().made((tuple(lines), is_past_view(), current_language(), request.script_root), made)


@library.get("/")
@access(Permission.READ_DOCUMENTS)
def index() -> str:
    lines, sorting = _listed()
    names, readable = _bodies()
    page = paginate(lines)
    return render_template(
        "library/index.html",
        page=page,
        rows=_rows(page.rows, names if len(readable) > 1 else {}),
        sorting=sorting,
        filtered=active_filters(_FILTERS),
        agencies=readable if len(readable) > 1 else [],
        kinds=choices(DocumentKind, lambda kind: str(kind_label(kind))),
        states=choices(State, lambda state: str(state.label)),
        may_write=may(Permission.WRITE_DOCUMENTS) and not is_past_view(),
    )


@library.get("/danh-sach.<form>")
@access(Permission.READ_DOCUMENTS)
def export(form: str) -> Response:
    lines, _ = _listed()
    return download(document_table(lines, viewed_day()), form, f"tai-lieu-{viewed_day().isoformat()}", viewed_day())


@library.get("/<agency>/<path:code>")
@access(Permission.READ_DOCUMENTS)
def show(agency: str, code: str) -> str:
    body, record = open_record(agency, code)
    changes = not is_past_view()
    writes = changes and may(Permission.WRITE_DOCUMENTS, body.key)
    return render_template(
        "library/document.html",
        body=body,
        record=record,
        kind_label=kind_label,
        State=State,
        is_external=record.shown.revision.kind is DocumentKind.EXTERNAL,
        may_revise=writes and record.in_work is None and record.shown.revision.kind is not DocumentKind.EXTERNAL,
        may_write=writes,
        may_follow=may(Permission.SEE_RECORDS, body.key),
        slot_title=slot_title(reading_session(), record.shown.revision),
    )


@library.route("/moi", methods=["GET", "POST"])
@access(Permission.WRITE_DOCUMENTS)
def new() -> Answer:
    body, session = asked_body(Permission.WRITE_DOCUMENTS), reading_session()
    form, request_id = NewDocumentForm(), _request_id()
    form.offer_standard(session)
    form.offer_posts(posts_of(session, body.id, current_day()))
    if not may(Permission.ISSUE_COMMON, body.key):
        del form.common
    request_shown = request_to_draft(session, request_id, body.id)
    if not form.is_submitted() and request_shown is not None:
        form.title.data, form.summary.data = request_shown.title, request_shown.reason
    if form.validate_on_submit():
        made: list[str] = []
        command, key = form.to_command(request_id), body.key
        if carried_out(
            form,
            lambda session: made.append(
                _address(use_cases.create_document(session, acting(), find_agency(session, key), command))
            ),
        ):
            return done(Phrase(mark("Đã lập bản dự thảo; hãy tải tệp lên hoặc viết nội dung.")), made[0])
    return shown("library/new.html", form, body=body, request_shown=request_shown)


@library.route("/ben-ngoai/moi", methods=["GET", "POST"])
@access(Permission.WRITE_DOCUMENTS)
def new_external() -> Answer:
    body, session = asked_body(Permission.WRITE_DOCUMENTS), reading_session()
    form = ExternalForm()
    form.offer_standard(session)
    known = [one for one in in_force_of(session, body.id, current_day()) if one.kind is DocumentKind.EXTERNAL]
    form.replaces.offer((one.code, f"{one.code} – {one.title}") for one in known)
    if form.validate_on_submit():
        command, key = form.to_command(), body.key
        if carried_out(form, lambda session: use_cases.register_external(session, acting(), find_agency(session, key), command)):
            return done(Phrase(mark("Đã ghi tài liệu bên ngoài.")), url_for("library.show", agency=key, code=command.number))
    return shown("library/external.html", form, body=body)


@library.route("/<agency>/<path:code>/sua-doi", methods=["GET", "POST"])
@access(Permission.WRITE_DOCUMENTS)
def revise(agency: str, code: str) -> Answer:
    body, record = open_record(agency, code)
    require(Permission.WRITE_DOCUMENTS, body.key)
    form, request_id = RevisionForm(), _request_id()
    request_shown = request_to_draft(reading_session(), request_id, body.id)
    if not form.is_submitted() and request_shown is not None:
        form.summary.data = request_shown.title
    if form.validate_on_submit():
        made: list[str] = []
        command = form.to_command(request_id)
        if carried_out(
            form,
            lambda session: made.append(
                _address(
                    use_cases.new_revision(
                        session, acting(), find_document(session, find_agency(session, body.key), code), command
                    )
                )
            ),
        ):
            said = Phrase(mark("Đã lập bản dự thảo; bản đang có hiệu lực không đổi cho đến khi bản này được phê duyệt."))
            return done(said, made[0])
    return shown("library/revise.html", form, body=body, record=record, request_shown=request_shown)


@library.route("/<agency>/<path:code>/quan-ly", methods=["GET", "POST"])
@access(Permission.WRITE_DOCUMENTS)
def profile(agency: str, code: str) -> Answer:
    body, record = open_record(agency, code)
    require(Permission.WRITE_DOCUMENTS, body.key)
    form, stored = ProfileForm(), record.profile
    form.offer_posts(posts_of(reading_session(), body.id, current_day()))
    if record.shown.revision.kind is not DocumentKind.EXTERNAL:
        del form.issuer, form.signed_on
    if not may(Permission.ISSUE_COMMON, body.key):
        del form.common
    if not form.is_submitted():
        form.show(stored)
    if form.validate_on_submit():
        keeping, seen = form.to_command(stored), form.seen
        if carried_out(
            form,
            lambda session: use_cases.change_keeping(
                session, acting(), find_document(session, find_agency(session, body.key), code), keeping, seen
            ),
        ):
            return done(Phrase(mark("Đã ghi thông tin quản lý tài liệu.")), document_address(body, record.document))
        _make_readable(form)
    return shown("library/profile.html", form, body=body, record=record)


@library.route("/mau-ma", methods=["GET", "POST"])
@access(Permission.READ_DOCUMENTS)
def patterns() -> Answer:
    body = asked_body(Permission.READ_DOCUMENTS)
    form, session = PatternForm(), reading_session()
    agency = find_agency(session, body.key)
    if form.validate_on_submit():
        kind, pattern = DocumentKind(str(form.kind.data)), str(form.pattern.data)
        if carried_out(form, lambda session: set_pattern(session, acting(), find_agency(session, body.key), kind, pattern)):
            return done(Phrase(mark("Đã đặt mẫu mã; tài liệu đã có giữ nguyên mã.")), request.full_path.rstrip("?"))
    return shown(
        "library/patterns.html",
        form,
        body=body,
        patterns=[(kind_label(kind), pattern_of(session, agency, kind), ABBREVIATIONS[kind]) for kind in WRITTEN_KINDS],
        may_set=may(Permission.DISTRIBUTE_DOCUMENTS, body.key) and not is_past_view(),
    )


def _request_id() -> int | None:
    return read_number(request.args.get(REQUEST))


def _address(dossier: Dossier) -> str:
    return revision_address(dossier.revision)


def _make_readable(form: ProfileForm) -> None:
    """What is stored now, in the words of the form's own fields."""
    conflict = form.conflict
    if conflict is None or conflict.current is None:
        return
    now = dict(conflict.current)
    now["common"] = gettext("Có") if now["common"] else gettext("Không")
    now["signed_on"] = show_date(date.fromisoformat(now["signed_on"])) if now["signed_on"] else None
    form.conflict = Conflict(conflict.message, now, conflict.version)
