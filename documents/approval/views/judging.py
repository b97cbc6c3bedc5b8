"""What reviewers and approvers do on pages: remarks, verdicts, the signature, the withdrawal."""

from flask import render_template

from documents.approval import use_cases
from documents.approval.content import content_hash
from documents.approval.forms import AnswerForm, ApprovalForm, CommentForm, ReturnForm, ReviewForm, WithdrawalForm
from documents.approval.models import Role
from documents.approval.use_cases import earliest_effective_day
from documents.approval.views.ground import BAN, Opened, approval, open_for, open_revision
from documents.approval.views.show import revision_page
from documents.approval.withdrawal import earliest_end, withdraw
from documents.approval.wording import approval_statement, around_the_day, withdrawal_statement
from documents.approval.workflow import Act, State
from qms.language import Phrase, mark
from qms.security.acting import NotAllowed
from qms.security.permissions import Permission
from qms.signing_in.views.doors import visitor
from qms.web.access import access
from qms.web.answers import Answer, carried_out, done, shown
from qms.web.database import installation, reading_session
from qms.web.days import current_day
from qms.web.guard import acting, current_viewer, require


@approval.post(f"{BAN}/gop-y")
@access(Permission.REVIEW_DOCUMENTS)
def comment(agency: str, code: str, issue_no: int, revision_no: int) -> Answer:
    opened = open_for(Act.COMMENT, agency, code, issue_no, revision_no)
    form = CommentForm()
    if form.validate() and carried_out(
        form,
        lambda session: use_cases.comment(session, acting(), opened.revision.id, form.place.data, str(form.text.data)),
    ):
        return done(Phrase(mark("Đã ghi góp ý; người soạn thảo phải trả lời trước khi phê duyệt.")), f"{opened.address}#gop-y")
    return revision_page(opened, comment_form=form)


@approval.post(f"{BAN}/tra-loi/<int:comment_id>")
@access(Permission.WRITE_DOCUMENTS)
def answer(agency: str, code: str, issue_no: int, revision_no: int, comment_id: int) -> Answer:
    opened = open_for(Act.ANSWER, agency, code, issue_no, revision_no)
    form = AnswerForm(prefix=f"tra-loi-{comment_id}-")
    if form.validate() and carried_out(
        form, lambda session: use_cases.answer(session, acting(), opened.revision.id, comment_id, str(form.answer.data))
    ):
        return done(Phrase(mark("Đã ghi trả lời.")), f"{opened.address}#gop-y")
    return revision_page(opened, **{f"answer_{comment_id}": form})


@approval.route(f"{BAN}/soat-xet", methods=["GET", "POST"])
@access(Permission.REVIEW_DOCUMENTS)
def review(agency: str, code: str, issue_no: int, revision_no: int) -> Answer:
    opened = open_for(Act.PASS, agency, code, issue_no, revision_no)
    form = ReviewForm(version=opened.dossier.version)
    if form.validate_on_submit() and carried_out(
        form,
        lambda session: use_cases.pass_review(session, acting(), opened.revision.id, form.version.number, form.note.data),
    ):
        return done(Phrase(mark("Đã ghi kết quả: đạt soát xét.")), opened.address)
    return shown("approval/review.html", form, opened=opened)


@approval.route(f"{BAN}/tra-lai", methods=["GET", "POST"])
@access(Permission.REVIEW_DOCUMENTS)
def send_back(agency: str, code: str, issue_no: int, revision_no: int) -> Answer:
    """Returning a revision, in review or in approval."""
    opened = open_revision(agency, code, issue_no, revision_no)
    act = next((one for one in (Act.RETURN, Act.REFUSE) if one in opened.acts), None)
    if act is None:
        raise NotAllowed(Phrase(mark("Việc này hiện không mở cho người đang đăng nhập; hãy xem lại tình trạng của tài liệu.")))
    form = ReturnForm(version=opened.dossier.version)
    if form.validate_on_submit() and carried_out(
        form,
        lambda session: use_cases.send_back(
            session, acting(), opened.revision.id, form.version.number, str(form.reason.data), act
        ),
    ):
        return done(Phrase(mark("Đã trả lại người soạn thảo.")), opened.address)
    return shown("approval/return.html", form, opened=opened)


@approval.route(f"{BAN}/phe-duyet", methods=["GET", "POST"])
@access(Permission.APPROVE_DOCUMENTS)
def approve(agency: str, code: str, issue_no: int, revision_no: int) -> Answer:
    opened = open_for(Act.APPROVE, agency, code, issue_no, revision_no)
    earliest = earliest_effective_day(reading_session(), opened.revision, current_day())
    form = ApprovalForm(version=opened.dossier.version, effective_on=earliest)
    if not opened.standing.completes(Role.APPROVER, current_viewer().person_id):
        del form.effective_on  # only the last approver who is needed chooses the day
    if form.validate_on_submit() and _approved(form, opened):
        return done(Phrase(mark("Đã ký phê duyệt.")), opened.address)
    dossier = opened.dossier
    chosen = around_the_day(lambda day: approval_statement(dossier, day)) if "effective_on" in form else None
    return shown(
        "approval/approve.html",
        form,
        opened=opened,
        statement=chosen or (approval_statement(dossier, None), ""),
        hash=content_hash(dossier),
        post=current_viewer().post_for(Permission.APPROVE_DOCUMENTS, opened.body.key),
        unanswered=opened.standing.unanswered,
    )


@approval.route(f"{BAN}/thu-hoi", methods=["GET", "POST"])
@access(Permission.APPROVE_DOCUMENTS)
def take_back(agency: str, code: str, issue_no: int, revision_no: int) -> Answer:
    opened = open_revision(agency, code, issue_no, revision_no)
    require(Permission.APPROVE_DOCUMENTS, opened.body.key)
    revision = opened.revision
    if opened.version.state not in (State.APPROVED, State.IN_FORCE):
        raise NotAllowed(Phrase(mark("Chỉ thu hồi tài liệu đã phê duyệt và chưa hết hiệu lực.")))
    earliest = earliest_end(revision, current_day())
    seen = revision.ended_on
    form = WithdrawalForm(ends_on=earliest, seen=seen.isoformat() if seen else "")
    if form.validate_on_submit() and _withdrawn(form, opened):
        return done(Phrase(mark("Đã ký quyết định thu hồi.")), opened.address)
    statement = around_the_day(lambda day: withdrawal_statement(revision, day))
    page = render_template("approval/withdraw.html", form=form, opened=opened, statement=statement)
    return page, form.status


def _approved(form: ApprovalForm, opened: Opened) -> bool:
    proof, command = form.prove(visitor()), form.to_command()
    return proof is not None and carried_out(
        form,
        lambda session: use_cases.approve(session, acting(), installation().files, opened.revision.id, command, proof),
    )


def _withdrawn(form: WithdrawalForm, opened: Opened) -> bool:
    proof, command = form.prove(visitor()), form.to_command()
    return proof is not None and carried_out(
        form, lambda session: withdraw(session, acting(), opened.revision.id, command, proof)
    )

