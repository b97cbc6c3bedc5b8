"""What lies with whoever has signed in, and batches of issue."""

from flask import render_template
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from documents.adoption.mine import undecided
from documents.approval.batches import issue
from documents.approval.forms import BatchForm
from documents.approval.models import Dossier, IssueBatch, Role
from documents.approval.queries import Waiting, load_work
from documents.approval.views.ground import approval
from documents.approval.wording import CHOSEN_ABOVE, approval_statement
from documents.asked import address, asked_body, offered_bodies
from documents.distribution.queries import to_read
from documents.library.finding import find_agency
from documents.library.models import Document, Revision
from documents.upkeep.mine import lying_with
from qms.language import Phrase, mark
from qms.security.permissions import Permission
from qms.signing_in.views.doors import visitor
from qms.web.access import Access, access
from qms.web.answers import Answer, carried_out, done, shown
from qms.web.database import installation, reading_session
from qms.web.days import current_day, is_past_view, viewed_day
from qms.web.guard import acting, current_viewer, may
from qms.web.pagination import paginate


@approval.get("/viec-cua-toi")
@access(Access.SIGNED_IN)
def my_work() -> str:
    session, viewer, day = reading_session(), current_viewer(), current_day()
    return render_template(
        "approval/my_work.html",
        work=load_work(session, viewer),
        to_read=to_read(session, viewer.person_id, day),
        upkeep=lying_with(session, viewer, day),
        undecided=undecided(session, viewer, day),
    )


@approval.get("/dot-ban-hanh/")
@access(Permission.READ_DOCUMENTS)
def batches() -> str:
    body = asked_body(Permission.READ_DOCUMENTS)
    found = (
        select(IssueBatch)
        .where(IssueBatch.agency_id == body.id, IssueBatch.decided_on <= viewed_day())
        .options(
            selectinload(IssueBatch.dossiers)
            .joinedload(Dossier.revision)
            .joinedload(Revision.document)
            .joinedload(Document.agency)
        )
        .order_by(IssueBatch.decided_on.desc(), IssueBatch.id.desc())
    )
    return render_template(
        "approval/batches.html",
        body=body,
        bodies=offered_bodies(Permission.READ_DOCUMENTS),
        page=paginate(list(reading_session().scalars(found))),
        may_issue=may(Permission.APPROVE_DOCUMENTS, body.key) and not is_past_view(),
    )


@approval.route("/dot-ban-hanh/moi", methods=["GET", "POST"])
@access(Permission.APPROVE_DOCUMENTS)
def new_batch() -> Answer:
    body = asked_body(Permission.APPROVE_DOCUMENTS)
    ready = [one.dossier for one in load_work(reading_session(), current_viewer()).to_approve if _is_ready(one, body.key)]
    form = BatchForm(decided_on=current_day(), effective_on=current_day())
    form.offer(ready)
    if form.validate_on_submit():
        proof, command = form.prove(visitor()), form.to_command()
        agency, files = body.key, installation().files
        if proof is not None and carried_out(
            form, lambda session: issue(session, acting(), files, find_agency(session, agency), command, proof)
        ):
            sentence = Phrase(mark("Đã ký và ban hành {count} tài liệu."), count=len(command.revisions))
            return done(sentence, address("approval.batches", body))
    said = [(one, approval_statement(one, CHOSEN_ABOVE)) for one in ready]
    return shown("approval/batch.html", form, body=body, ready=said)


def _is_ready(waiting: Waiting, agency: str) -> bool:
    """Whether the signature of the viewer is the last one that is needed, and nothing is left to answer."""
    standing = waiting.standing
    last = standing.completes(Role.APPROVER, current_viewer().person_id)
    return standing.agency == agency and last and not standing.unanswered
