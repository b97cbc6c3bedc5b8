"""The page of one revision, its content as a file, and the comparison with another one."""

from typing import Any

from flask import Response, render_template, request

from documents.approval.content import content_hash, text_of
from documents.approval.forms import AnswerForm, CommentForm, PlainAct
from documents.approval.models import Comment
from documents.approval.views.ground import BAN, Opened, approval, open_revision
from documents.approval.workflow import Act, State
from documents.comparison.comparison import PassageKind, compare, fold
from documents.library.kinds import kind_label
from documents.library.procedure_text import ProcedureText
from documents.library.telling import revision_key
from qms.language import Phrase, mark
from qms.security.permissions import Permission
from qms.signatures.queries import signatures_of
from qms.signatures.use_cases import is_intact
from qms.web.access import access
from qms.web.answers import Answer
from qms.web.attachments import send_stored
from qms.web.database import installation, reading_session
from qms.web.days import is_past_view
from qms.web.errors import PageNotFound
from qms.web.forms import Form
from qms.web.guard import may

WITH = "voi"  # the revision to compare with, as 1.0


@approval.get(BAN)
@access(Permission.READ_DOCUMENTS)
def show(agency: str, code: str, issue_no: int, revision_no: int) -> Answer:
    return revision_page(open_revision(agency, code, issue_no, revision_no))


@approval.get(f"{BAN}/noi-dung")
@access(Permission.READ_DOCUMENTS)
def content(agency: str, code: str, issue_no: int, revision_no: int) -> Response:
    """The file as it was handed in; most readers read the print."""
    opened = open_revision(agency, code, issue_no, revision_no)
    dossier = opened.dossier
    if dossier.file is None or not opened.gives_file:
        raise PageNotFound(Phrase(mark("Bản này không có tệp để tải; hãy dùng bản in.")))
    return send_stored(installation().files, dossier.file.digest, str(dossier.file_name), dossier.file.media_type)


@approval.get(f"{BAN}/so-sanh")
@access(Permission.READ_DOCUMENTS)
def comparison(agency: str, code: str, issue_no: int, revision_no: int) -> str:
    opened = open_revision(agency, code, issue_no, revision_no)
    texts = {one.name: text_of(one.dossier) for one in opened.record.versions}
    others = [one for one in opened.record.versions if texts[one.name] is not None and one.name != opened.version.name]
    asked, names = request.args.get(WITH), [one.name for one in others]
    chosen = asked if asked in names else next(iter(_before(names, opened)), None)
    after, before = texts[opened.version.name], texts.get(chosen or "")
    passages = compare(before, after) if before is not None and after is not None else None
    return render_template(
        "approval/comparison.html",
        opened=opened,
        others=others,
        chosen=chosen,
        passages=None if passages is None else fold(passages),
        changed=passages is not None and any(one.kind is not PassageKind.SAME for one in passages),
    )


def revision_page(opened: Opened, **forms: Form) -> Answer:
    """``forms`` are those that were sent and refused: ``comment_form``, ``answer_17`` for a comment, ``act_form``."""
    dossier = opened.version.dossier
    values: dict[str, Any] = {}
    if dossier is not None:
        values = {
            "text": None if dossier.body is None else ProcedureText.parse(dossier.body),
            "hash": content_hash(dossier),
            "signatures": signatures_of(reading_session(), "revision", revision_key(opened.revision)),
            "plain": PlainAct(version=dossier.version, formdata=None),
            "comment_form": forms.get("comment_form") or CommentForm(formdata=None),
            "answers": {one.id: forms.get(f"answer_{one.id}") or _answer_form(one) for one in dossier.comments},
        }
    ends = not is_past_view() and opened.version.state in (State.APPROVED, State.IN_FORCE)
    page = render_template(
        "approval/revision.html",
        opened=opened,
        version=opened.version,
        revision=opened.revision,
        dossier=dossier,
        acts=opened.acts,
        Act=Act,
        kind_label=kind_label,
        is_intact=is_intact,
        act_form=forms.get("act_form"),
        history_key=revision_key(opened.revision),
        may_withdraw=ends and may(Permission.APPROVE_DOCUMENTS, opened.body.key),
        **values,
    )
    return page, max((form.status for form in forms.values()), default=200)


def _answer_form(comment: Comment) -> AnswerForm:
    return AnswerForm(answer=comment.answer, formdata=None, prefix=f"tra-loi-{comment.id}-")


def _before(names: list[str], opened: Opened) -> list[str]:
    """The names of older revisions first: what a reader most likely compares with."""
    numbers = (opened.revision.issue_no, opened.revision.revision_no)
    older = [name for name in names if tuple(map(int, name.split("."))) < numbers]
    return older or names
