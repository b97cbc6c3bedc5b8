"""A workbook on pages: the template, the export, and an upload that is previewed before it is written.

The same views serve every workbook; each has them on a section of its own, under the permission that it asks for.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial, update_wrapper
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

from flask import Response, redirect, render_template, send_file, url_for
from flask_wtf.file import FileField, FileRequired
from sqlalchemy.orm import Session
from wtforms import HiddenField

from qms.exchange.exporting import export_workbook
from qms.exchange.importing import ImportResult
from qms.exchange.limits import MEGABYTE
from qms.exchange.marking import write_marked
from qms.exchange.package import UnreadableWorkbook, inspect
from qms.exchange.sheet import Sheet
from qms.exchange.templating import write_template
from qms.files.names import base_name
from qms.keeping.forms import WHY, WHY_HINT
from qms.keeping.ground import all_sheets
from qms.keeping.incoming import Incoming, Note
from qms.keeping.preview import MOST_SHOWN, VERBS, Preview, confirm, preview
from qms.keeping.views.section import keeping
from qms.language import Phrase, UserError, mark
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
from qms.web.numbers import read_number
from qms.web.sections import Section
from qms.web.uploads import takes_files

Answer = Response | str | tuple[str, int]
LARGEST_UPLOAD = 20 * MEGABYTE
_ROOM = 64 * 1024  # for the rest of the form
_GONE = Phrase(mark("Tệp này không còn: đã được ghi, đã bị bỏ hoặc đã quá một ngày. Hãy gửi lại tệp."))
_UPLOAD = "<string(length=32):token>"


def _nothing_else(_session: Session, _result: ImportResult) -> None:
    """Most workbooks hold nothing but facts."""


@dataclass(frozen=True)
class WorkbookPages:
    """One workbook on a section: the ``permission`` it asks for, its sheets, the stem of its files' names.

    ``title`` names its section in the path, ``prefix`` is where uploads go; ``settle`` does, in the transaction of the import,
    what goes beyond the facts.
    """

    section: Section
    permission: Permission
    sheets: Callable[[], Sequence[Sheet]]
    title: Phrase
    stem: str
    prefix: str = "/tep/nhap"
    settle: Callable[[Session, ImportResult], None] = _nothing_else

    def at(self, view: str, **values: Any) -> str:
        """The address of one of the views."""
        return url_for(f"{self.section.name}.{view}", **values)


class UploadForm(Form):
    file = FileField(
        Phrase(mark("Tệp Excel (.xlsx)")),
        [FileRequired(Phrase(mark("Hãy chọn một tệp.")))],
        description=Phrase(mark("Tối đa {limit} MB. Dùng tệp mẫu, hoặc tệp đã xuất từ đây."), limit=LARGEST_UPLOAD // MEGABYTE),
    )


class ConfirmForm(Form):
    head = HiddenField("")
    why = TextLine(WHY, required=True, longest=500, hint=WHY_HINT)


def template(pages: WorkbookPages) -> Response:
    return _made(lambda path: write_template(reading_session(), path, pages.sheets()), f"{pages.stem}-mau.xlsx")


def export(pages: WorkbookPages) -> Response:
    """Everything; in a past view what begins by that day."""
    day = viewed_day() if is_past_view() else None
    name = f"{pages.stem}-{viewed_day().isoformat()}.xlsx"
    return _made(lambda path: export_workbook(reading_session(), path, pages.sheets(), day), name)


def upload(pages: WorkbookPages) -> Answer:
    form = UploadForm()
    if form.validate_on_submit():
        sent = form.file.data
        name = base_name(sent.filename or "")[:120] or "?"
        token = _incoming().take(current_viewer().key, name, acting().moment, sent.save)
        fault = _look(token, name)
        if fault is None:
            return redirect(pages.at("show_preview", token=token), 303)  # type: ignore[return-value]
        _incoming().drop(token)
        form.blame("file", fault)
    return render_template("keeping/upload.html", pages=pages, form=form), form.status


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


def show_preview(pages: WorkbookPages, token: str) -> Answer:
    path, note = _found(token)
    return _preview_page(pages, token, path, note, ConfirmForm())


def confirm_upload(pages: WorkbookPages, token: str) -> Answer:
    path, note = _found(token)
    form = ConfirmForm()
    head = read_number(form.head.data)
    if form.validate_on_submit() and head is not None:
        try:
            with writing() as session:
                command = (pages.permission, path, pages.sheets(), head, form.why.data)
                result = confirm(session, acting(), *command)
                pages.settle(session, result)
        except Conflict as conflict:
            form.show_conflict(conflict)
        except UserError as refusal:
            form.complain(refusal)
        else:
            if result.stored:
                _incoming().drop(token)
                done = sum(sum(counts.values()) for counts in (result.created, result.changed, result.withdrawn))
                tell(Phrase(mark("Đã ghi {count} thay đổi từ tệp {name}."), count=done, name=note.name))
                return redirect(url_for(pages.section.home), 303)  # type: ignore[return-value]
    return _preview_page(pages, token, path, note, form)


def give_up(pages: WorkbookPages, token: str) -> Response:
    _found(token)
    _incoming().drop(token)
    tell(Phrase(mark("Đã bỏ tệp; chưa ghi gì.")))
    return redirect(pages.at("upload"), 303)  # type: ignore[return-value]


def marked(pages: WorkbookPages, token: str) -> Response:
    path, note = _found(token)
    found = _compared(pages, path)
    stem = note.name.rpartition(".")[0] or note.name
    return _made(lambda target: write_marked(path, target, found.result.faults), f"{stem}-danh-dau.xlsx")


def _preview_page(pages: WorkbookPages, token: str, path: Path, note: Note, form: ConfirmForm) -> Answer:
    try:
        found = _compared(pages, path)
    except UnreadableWorkbook as error:
        _incoming().drop(token)
        refused = UploadForm(formdata=None)
        refused.complain(_named(error, note.name))
        return render_template("keeping/upload.html", pages=pages, form=refused), 400
    form.head.data = str(found.head)
    page = render_template(
        "keeping/preview.html",
        pages=pages,
        token=token,
        name=note.name,
        form=form,
        found=found,
        told={verb: [_tell(change) for change in found.changes.get(verb, ())] for verb in VERBS},
        most=MOST_SHOWN,
    )
    return page, form.status


def _compared(pages: WorkbookPages, path: Path) -> Preview:
    """The file beside what is stored; raise PageNotFound when another request of the same sender has just written it."""
    try:
        return preview(reading_session(), acting(), pages.permission, path, pages.sheets())
    except UnreadableWorkbook:
        if path.exists():
            raise
        raise PageNotFound(_GONE) from None


def _tell(change: Change) -> Told:
    return words().tell(Line(0, change.verb, change.object_key, canonical(change.diff)))


def _found(token: str) -> tuple[Path, Note]:
    found = _incoming().find(token, current_viewer().key, acting().moment)
    if found is None:
        raise PageNotFound(_GONE)
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


_VIEWS: tuple[tuple[str, str, Callable[..., Any]], ...] = (
    ("GET", "/tep/mau.xlsx", template),
    ("GET", "/tep/{stem}.xlsx", export),
    ("GET POST", "{prefix}", upload),
    ("GET", f"{{prefix}}/{_UPLOAD}", show_preview),
    ("POST", f"{{prefix}}/{_UPLOAD}", confirm_upload),
    ("POST", f"{{prefix}}/{_UPLOAD}/bo", give_up),
    ("GET", f"{{prefix}}/{_UPLOAD}/danh-dau.xlsx", marked),
)


def lay(pages: WorkbookPages) -> None:
    """Put the views of a workbook on its section."""
    for methods, rule, view in _VIEWS:
        own = access(pages.permission)(update_wrapper(partial(view, pages), view))
        if view is upload:
            own = takes_files(LARGEST_UPLOAD + _ROOM)(own)
        pages.section.add_url_rule(rule.format(stem=pages.stem, prefix=pages.prefix), view.__name__, own, methods=methods.split())


lay(WorkbookPages(keeping, Permission.KEEP_REGISTRY, all_sheets, Phrase(mark("Sổ đăng ký")), "so-dang-ky"))
