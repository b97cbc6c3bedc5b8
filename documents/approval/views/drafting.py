"""What an author does on pages: describing, giving content, submitting, recalling, throwing away."""

from flask import url_for
from sqlalchemy.orm import Session

from documents.approval import drafting, use_cases
from documents.approval.content import what_is_missing
from documents.approval.forms import LARGEST_FILE, ROOM, PlainAct, SubmitForm, UploadForm
from documents.approval.people import candidates
from documents.approval.views.ground import BAN, Opened, approval, document_address, open_for
from documents.approval.views.show import revision_page
from documents.approval.workflow import Act
from documents.library.describing import described
from documents.library.forms import EditForm, Version
from documents.library.kinds import kind_label
from documents.library.models import DocumentKind
from documents.library.procedure_form import ProcedureForm
from documents.library.procedure_text import ProcedureText
from documents.library.use_cases import FIRST_ISSUE
from qms.files.refusals import RefusedFile
from qms.files.use_cases import Accepted, accept
from qms.language import Phrase, gettext, mark
from qms.security.permissions import Permission
from qms.storage.conflicts import Conflict
from qms.web.access import access
from qms.web.answers import Answer, carried_out, done, shown
from qms.web.database import installation, reading_session
from qms.web.days import current_day
from qms.web.guard import acting
from qms.web.uploads import takes_files


@approval.route(f"{BAN}/sua", methods=["GET", "POST"])
@access(Permission.WRITE_DOCUMENTS)
def edit(agency: str, code: str, issue_no: int, revision_no: int) -> Answer:
    opened = open_for(Act.EDIT, agency, code, issue_no, revision_no)
    form, dossier = EditForm(), opened.dossier
    form.offer_standard(reading_session())
    if not form.is_submitted():
        form.fill(opened.revision, described(opened.revision), dossier.summary, dossier.material, dossier.version)
    if form.validate_on_submit():
        command = form.to_command()
        if carried_out(form, lambda session: drafting.edit_draft(session, acting(), opened.revision.id, command)):
            return done(Phrase(mark("Đã ghi thông tin của bản dự thảo.")), opened.address)
        _make_readable(form)
    return shown("approval/edit.html", form, opened=opened)


@approval.route(f"{BAN}/tep", methods=["GET", "POST"])
@access(Permission.WRITE_DOCUMENTS)
@takes_files(LARGEST_FILE + ROOM)
def upload(agency: str, code: str, issue_no: int, revision_no: int) -> Answer:
    opened = open_for(Act.EDIT, agency, code, issue_no, revision_no)
    form = UploadForm(version=opened.dossier.version)
    if form.validate_on_submit():
        accepted = _accept(form)
        if accepted is not None and carried_out(form, lambda session: _attach(session, opened, accepted, form.version.number)):
            return done(Phrase(mark("Đã nhận tệp {name}."), name=accepted.name), opened.address)
    return shown("approval/upload.html", form, opened=opened)


class WriteForm(ProcedureForm):
    version = Version()


@approval.route(f"{BAN}/viet", methods=["GET", "POST"])
@access(Permission.WRITE_DOCUMENTS)
def write(agency: str, code: str, issue_no: int, revision_no: int) -> Answer:
    """The content as a procedure written here; buttons inside ask for more rows and save nothing."""
    opened = open_for(Act.EDIT, agency, code, issue_no, revision_no)
    body = opened.dossier.body
    stored = None if body is None else ProcedureText.parse(body)
    form = WriteForm.showing(stored)
    if not form.is_submitted():
        form.version.data = opened.dossier.version
    elif not form.asks_for_rows and form.validate():
        text, version = form.to_text().canonical(), form.version.number
        if carried_out(form, lambda session: drafting.write_body(session, acting(), opened.revision.id, text, version)):
            return done(Phrase(mark("Đã ghi nội dung của bản dự thảo.")), opened.address)
        form.compare(stored or ProcedureText())
    return shown("approval/write.html", form, opened=opened)


@approval.route(f"{BAN}/gui", methods=["GET", "POST"])
@access(Permission.WRITE_DOCUMENTS)
def submit(agency: str, code: str, issue_no: int, revision_no: int) -> Answer:
    opened = open_for(Act.SUBMIT, agency, code, issue_no, revision_no)
    form, session = SubmitForm(), reading_session()
    form.offer(
        [
            one
            for one in candidates(session, Permission.REVIEW_DOCUMENTS, opened.body.key, current_day())
            if one.person_id != opened.dossier.author_id
        ],
        candidates(session, Permission.APPROVE_DOCUMENTS, opened.body.key, current_day()),
    )
    if not form.is_submitted():
        form.show(opened.dossier)
    if form.validate_on_submit():
        command = form.to_command()
        if carried_out(form, lambda session: use_cases.submit(session, acting(), opened.revision.id, command)):
            return done(Phrase(mark("Đã gửi soát xét.")), opened.address)
    missing = None if form.is_submitted() else what_is_missing(opened.dossier)
    return shown("approval/submit.html", form, opened=opened, missing=missing)


@approval.post(f"{BAN}/rut")
@access(Permission.WRITE_DOCUMENTS)
def recall(agency: str, code: str, issue_no: int, revision_no: int) -> Answer:
    opened = open_for(Act.RECALL, agency, code, issue_no, revision_no)
    form = PlainAct()
    if form.validate() and carried_out(
        form, lambda session: use_cases.recall(session, acting(), opened.revision.id, form.version.number)
    ):
        return done(Phrase(mark("Đã rút về để sửa; bản này lại là dự thảo.")), opened.address)
    return revision_page(opened, act_form=form)


@approval.route(f"{BAN}/bo", methods=["GET", "POST"])
@access(Permission.WRITE_DOCUMENTS)
def discard(agency: str, code: str, issue_no: int, revision_no: int) -> Answer:
    """Asked once, because it cannot be undone."""
    opened = open_for(Act.DISCARD, agency, code, issue_no, revision_no)
    form = PlainAct(version=opened.dossier.version)
    if form.validate_on_submit() and carried_out(
        form, lambda session: drafting.discard(session, acting(), opened.revision.id, form.version.number)
    ):
        from_scratch = (issue_no, revision_no) == (FIRST_ISSUE, 0)
        back = url_for("library.index") if from_scratch else document_address(opened.body, opened.record.document)
        return done(Phrase(mark("Đã bỏ bản dự thảo; mã tài liệu không dùng lại.")), back)
    return shown("approval/discard.html", form, opened=opened)


def _attach(session: Session, opened: Opened, accepted: Accepted, version: int) -> None:
    drafting.attach_file(session, acting(), opened.revision.id, accepted, version)


def _accept(form: UploadForm) -> Accepted | None:
    sent = form.file.data
    try:
        return accept(installation().files, sent.stream, sent.filename)
    except RefusedFile as refusal:
        form.blame("file", refusal.message)
        return None


def _make_readable(form: EditForm) -> None:
    """What is stored now, in the words of the form's own fields."""
    conflict = form.conflict
    if conflict is None or conflict.current is None:
        return
    now = dict(conflict.current)
    now["kind"] = kind_label(DocumentKind(now["kind"]))
    now["slot"] = f"{now['edition']}/{now['slot']}" if now["slot"] else None
    now["edition"] = f"ISO 9001:{now['edition']}"
    now["clauses"] = ", ".join(clause.partition(":")[2] for clause in now["clauses"])
    now["procedures"] = "\n".join(now["procedures"])
    now["material"] = gettext("Có") if now["material"] else gettext("Không")
    form.conflict = Conflict(conflict.message, now, conflict.version)
