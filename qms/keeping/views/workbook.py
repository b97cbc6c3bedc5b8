"""The register workbook on pages: the template, the export, and an upload that is previewed before it is written."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

from flask import Response, redirect, render_template, send_file, url_for
from flask_wtf.file import FileField
from wtforms import HiddenField

from qms.exchange.exporting import export_workbook
from qms.exchange.limits import MEGABYTE
from qms.exchange.marking import write_marked
from qms.exchange.package import UnreadableWorkbook, inspect
from qms.exchange.templating import write_template
from qms.files.names import base_name
from qms.keeping.forms import WHY, WHY_HINT
from qms.keeping.ground import all_sheets
from qms.keeping.incoming import Incoming, Note
from qms.keeping.preview import MOST_SHOWN, VERBS, confirm, preview
from qms.keeping.views.section import keeping
from qms.language import Phrase, mark
from qms.security.permissions import Permission
from qms.storage.conflicts import Conflict
from qms.trail.chain import canonical
from qms.trail.entries import Change
from qms.trail.queries import Line
from qms.trail.readable import words
from qms.trail.words import Told
from qms.web.access import access
from qms.web.database import installation, reading_session, writing
from qms.web.days import is_past_view, viewed_day
from qms.web.downloads import TYPES
from qms.web.errors import PageNotFound
from qms.web.forms import Form, TextLine
from qms.web.guard import acting, current_viewer
from qms.web.notices import tell
from qms.web.uploads import takes_files

Answer = Response | str | tuple[str, int]
LARGEST_UPLOAD = 20 * MEGABYTE
_ROOM = 64 * 1024  # for the rest of the form
_UPLOAD = "<string(length=32):token>"


class UploadForm(Form):
    file = FileField(
        Phrase(mark("Tệp Excel (.xlsx)")),
        description=Phrase(
            mark("Tối đa {limit} MB. Dùng tệp mẫu, hoặc tệp đã xuất từ sổ đăng ký."), limit=LARGEST_UPLOAD // MEGABYTE
        ),
    )


class ConfirmForm(Form):
    head = HiddenField("")
    why = TextLine(WHY, required=True, longest=500, hint=WHY_HINT)


@keeping.get("/tep/mau.xlsx")
@access(Permission.KEEP_REGISTRY)
def template() -> Response:
    return _made(lambda path: write_template(reading_session(), path, all_sheets()), "so-dang-ky-mau.xlsx")


@keeping.get("/tep/so-dang-ky.xlsx")
@access(Permission.KEEP_REGISTRY)
def export() -> Response:
    """Everything; in a past view what begins by that day."""
    day = viewed_day() if is_past_view() else None
    name = f"so-dang-ky-{viewed_day().isoformat()}.xlsx"
    return _made(lambda path: export_workbook(reading_session(), path, all_sheets(), day), name)


@keeping.route("/tep/nhap", methods=["GET", "POST"])
@access(Permission.KEEP_REGISTRY)
@takes_files(LARGEST_UPLOAD + _ROOM)
def upload() -> Answer:
    form = UploadForm()
    if form.validate_on_submit():
        sent = form.file.data
        if not sent:
            form.blame("file", Phrase(mark("Hãy chọn một tệp.")))
        else:
            name = base_name(sent.filename or "")[:120] or "?"
            token = _incoming().take(current_viewer().key, name, acting().moment, sent.save)
            fault = _look(token, name)
            if fault is None:
                return redirect(url_for("keeping.show_preview", token=token), 303)  # type: ignore[return-value]
            _incoming().drop(token)
            form.blame("file", fault)
    return render_template("keeping/upload.html", form=form), 400 if form.is_faulty else 200


def _look(token: str, name: str) -> Phrase | None:
    """Why the file is no workbook within the limits, in terms of the sender's name for it; None when it is one."""
    found = _incoming().find(token, current_viewer().key, acting().moment)
    if found is None:
        return Phrase(mark("Tệp không đến đủ; hãy gửi lại."))
    try:
        inspect(found[0])
    except UnreadableWorkbook as error:
        return _named(error, name)
    return None


def _named(error: UnreadableWorkbook, name: str) -> Phrase:
    values = error.message.values
    return Phrase(error.message.template, **({**values, "name": name} if "name" in values else values))


@keeping.get(f"/tep/nhap/{_UPLOAD}")
@access(Permission.KEEP_REGISTRY)
def show_preview(token: str) -> Answer:
    path, note = _found(token)
    return _preview_page(token, path, note, ConfirmForm())


@keeping.post(f"/tep/nhap/{_UPLOAD}")
@access(Permission.KEEP_REGISTRY)
def confirm_upload(token: str) -> Answer:
    path, note = _found(token)
    form = ConfirmForm()
    if form.validate_on_submit() and (form.head.data or "").isdecimal():
        try:
            with writing() as session:
                result = confirm(session, acting(), path, all_sheets(), int(form.head.data), form.why.data)
        except Conflict as conflict:
            form.show_conflict(conflict)
        else:
            if result.stored:
                _incoming().drop(token)
                done = sum(sum(counts.values()) for counts in (result.created, result.changed, result.withdrawn))
                tell(Phrase(mark("Đã ghi {count} thay đổi từ tệp {name}."), count=done, name=note.name))
                return redirect(url_for("keeping.index"), 303)  # type: ignore[return-value]
    return _preview_page(token, path, note, form)


@keeping.post(f"/tep/nhap/{_UPLOAD}/bo")
@access(Permission.KEEP_REGISTRY)
def give_up(token: str) -> Response:
    _found(token)
    _incoming().drop(token)
    tell(Phrase(mark("Đã bỏ tệp; chưa ghi gì.")))
    return redirect(url_for("keeping.upload"), 303)  # type: ignore[return-value]


@keeping.get(f"/tep/nhap/{_UPLOAD}/danh-dau.xlsx")
@access(Permission.KEEP_REGISTRY)
def marked(token: str) -> Response:
    path, note = _found(token)
    found = preview(reading_session(), acting(), path, all_sheets())
    stem = note.name.rpartition(".")[0] or note.name
    return _made(lambda target: write_marked(path, target, found.result.faults), f"{stem}-danh-dau.xlsx")


def _preview_page(token: str, path: Path, note: Note, form: ConfirmForm) -> Answer:
    try:
        found = preview(reading_session(), acting(), path, all_sheets())
    except UnreadableWorkbook as error:
        _incoming().drop(token)
        refused = UploadForm(formdata=None)
        refused.complain(_named(error, note.name))
        return render_template("keeping/upload.html", form=refused), 400
    form.head.data = str(found.head)
    page = render_template(
        "keeping/preview.html",
        token=token,
        name=note.name,
        form=form,
        found=found,
        told={verb: [_tell(change) for change in found.changes.get(verb, ())] for verb in VERBS},
        most=MOST_SHOWN,
    )
    return page, 409 if form.conflict else 400 if form.is_faulty else 200


def _tell(change: Change) -> Told:
    return words().tell(Line(0, change.verb, change.object_key, canonical(change.diff)))


def _found(token: str) -> tuple[Path, Note]:
    found = _incoming().find(token, current_viewer().key, acting().moment)
    if found is None:
        raise PageNotFound(Phrase(mark("Tệp này không còn: đã được ghi, đã bị bỏ hoặc đã quá một ngày. Hãy gửi lại tệp.")))
    return found


def _incoming() -> Incoming:
    return Incoming(installation().settings.home)


def _made(write: Callable[[Path], Any], name: str) -> Response:
    """A file that is written where nobody else looks, sent as it is read, and already gone from the folder."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "tep.xlsx"
        write(path)
        file: IO[bytes] = path.open("rb")
    response = send_file(file, TYPES["xlsx"], as_attachment=True, download_name=name, max_age=0)
    response.content_length = file.seek(0, 2)
    file.seek(0)
    return response
