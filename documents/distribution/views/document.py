"""One document at one body: to which posts it goes, who has read it, sheets signed by hand."""

from flask import Response, render_template

from documents.asked import address
from documents.distribution.forms import LARGEST_SCAN, DistributeForm, ScanForm, StopForm
from documents.distribution.models import SignSheet
from documents.distribution.queries import sign_sheets
from documents.distribution.use_cases import attach_sheet, distribute, stop_distributing
from documents.distribution.views.ground import DOCUMENT, Opened, distribution, open_document
from documents.post_choice import PostLine, posts_of
from qms.agencies.models import Agency
from qms.files.kinds import Kind, kind_of_name
from qms.files.models import StoredFile
from qms.files.refusals import RefusedFile
from qms.files.use_cases import Accepted, accept
from qms.language import Phrase, mark
from qms.security.acting import NotVisible
from qms.security.permissions import Permission
from qms.web.access import access
from qms.web.answers import Answer, carried_out, done, shown
from qms.web.attachments import send_stored
from qms.web.database import installation, reading_session
from qms.web.days import is_past_view, viewed_day
from qms.web.guard import acting, may, require
from qms.web.uploads import takes_files

ROOM = 64 * 1024  # bytes of a request beside the file


@distribution.get(DOCUMENT)
@access(Permission.SEE_RECORDS)
def show(document_id: int) -> str:
    opened = open_document(Permission.SEE_RECORDS, document_id)
    return render_template(
        "distribution/show.html",
        opened=opened,
        body=opened.body,
        working=opened.working,
        day=viewed_day(),
        sheets=sign_sheets(reading_session(), opened.body.id, opened.working.revision_id),
        changes=may(Permission.DISTRIBUTE_DOCUMENTS, opened.body.key) and not is_past_view(),
    )


@distribution.route(f"{DOCUMENT}/them", methods=["GET", "POST"])
@access(Permission.DISTRIBUTE_DOCUMENTS)
def add(document_id: int) -> Answer:
    opened = open_document(Permission.DISTRIBUTE_DOCUMENTS, document_id)
    form = DistributeForm()
    form.offer([line for line in _posts(opened) if line.id not in opened.receiving])
    if form.validate_on_submit():
        command = form.to_command(opened.body.key, document_id)
        if carried_out(form, lambda session: distribute(session, acting(), command)):
            sentence = Phrase(mark("Đã phân phối {code} cho {count} vị trí."), code=opened.working.code, count=len(command.posts))
            return done(sentence, _address(opened))
    return shown("distribution/add.html", form, body=opened.body, working=opened.working)


@distribution.route(f"{DOCUMENT}/dung", methods=["GET", "POST"])
@access(Permission.DISTRIBUTE_DOCUMENTS)
def stop(document_id: int) -> Answer:
    opened = open_document(Permission.DISTRIBUTE_DOCUMENTS, document_id)
    form = StopForm()
    form.offer([line for line in _posts(opened) if line.id in opened.receiving])
    if form.validate_on_submit():
        command = form.to_command(opened.body.key, document_id)
        if carried_out(form, lambda session: stop_distributing(session, acting(), command)):
            return done(Phrase(mark("Đã dừng phân phối cho {count} vị trí."), count=len(command.posts)), _address(opened))
    return shown("distribution/stop.html", form, body=opened.body, working=opened.working)


@distribution.get(f"{DOCUMENT}/phieu-ky")
@access(Permission.SEE_RECORDS)
def sheet(document_id: int) -> str:
    """The sheet to be printed and signed by hand."""
    return render_template("distribution/sheet.html", opened=open_document(Permission.SEE_RECORDS, document_id))


@distribution.route(f"{DOCUMENT}/ban-quet", methods=["GET", "POST"])
@access(Permission.DISTRIBUTE_DOCUMENTS)
@takes_files(LARGEST_SCAN + ROOM)
def attach(document_id: int) -> Answer:
    opened = open_document(Permission.DISTRIBUTE_DOCUMENTS, document_id)
    form = ScanForm()
    scan = _accepted(form) if form.validate_on_submit() else None
    if scan is not None:
        taken: Accepted = scan
        key, revision_id = opened.body.key, opened.working.revision_id
        if carried_out(form, lambda session: attach_sheet(session, acting(), key, revision_id, taken)):
            return done(Phrase(mark("Đã đính kèm {name}."), name=scan.name), _address(opened))
    return shown("distribution/attach.html", form, body=opened.body, working=opened.working)


@distribution.get("/ban-quet/<int:sheet_id>")
@access(Permission.SEE_RECORDS)
def scan(sheet_id: int) -> Response:
    session = reading_session()
    found = session.get(SignSheet, sheet_id)
    if found is None:
        raise NotVisible(Phrase(mark("Không có bản quét này trong phạm vi của vị trí đang giữ.")))
    require(Permission.SEE_RECORDS, session.get_one(Agency, found.agency_id).key)
    stored = session.get_one(StoredFile, found.digest)
    return send_stored(installation().files, found.digest, found.file_name, stored.media_type)


def _posts(opened: Opened) -> list[PostLine]:
    return posts_of(reading_session(), opened.body.id, viewed_day())


def _address(opened: Opened) -> str:
    return address("distribution.show", opened.body, document_id=opened.working.document_id)


def _accepted(form: ScanForm) -> Accepted | None:
    sent = form.file.data
    if not sent or not sent.filename or kind_of_name(sent.filename) not in (Kind.PDF, Kind.PNG, Kind.JPEG):
        form.blame("file", Phrase(mark("Hãy chọn một tệp PDF, PNG hoặc JPG.")))
        return None
    try:
        return accept(installation().files, sent.stream, sent.filename)
    except RefusedFile as refusal:
        form.blame("file", refusal.message)
        return None
