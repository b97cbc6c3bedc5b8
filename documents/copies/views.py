"""Controlled copies of a body with its recall list, and the public answer to the code on a printed paper."""

from flask import Response, render_template, request, url_for

from documents.asked import address, asked_body, offered_bodies
from documents.copies.forms import IssueForm, ReturnForm
from documents.copies.queries import CopyLine, copies, find_paper
from documents.copies.tables import Where, copies_table
from documents.copies.use_cases import issue_copies, return_copies
from documents.copies.validity import Validity
from documents.library.force import in_force_of
from documents.post_choice import posts_of
from qms.language import Phrase, mark
from qms.security.permissions import Permission
from qms.web.access import Access, access
from qms.web.answers import Answer, carried_out, done, see_other, shown
from qms.web.database import reading_session
from qms.web.days import current_day, is_past_view, viewed_day
from qms.web.downloads import download
from qms.web.guard import acting, may
from qms.web.listing import active_filters, asked, choices, matches, search_words
from qms.web.numbers import read_number
from qms.web.pagination import paginate
from qms.web.sections import Section

copies_section = Section("copies", __name__, url_prefix="/tai-lieu/ban-kiem-soat")
checking = Section("checking", __name__, url_prefix="/kiem-tra")


def _chosen(lines: list[CopyLine]) -> list[CopyLine]:
    where, words = asked("tinh-trang", Where), search_words()
    return [line for line in lines if (where is None or where.holds(line)) and matches(words, line.code, line.title, line.holder)]


@copies_section.get("/")
@access(Permission.SEE_RECORDS)
def index() -> str:
    body = asked_body(Permission.SEE_RECORDS)
    lines = copies(reading_session(), body.id, viewed_day())
    return render_template(
        "copies/index.html",
        body=body,
        bodies=offered_bodies(Permission.SEE_RECORDS),
        page=paginate(_chosen(lines)),
        out=sum(Where.OUT.holds(line) for line in lines),
        recall=sum(line.to_recall for line in lines),
        back=sum(Where.BACK.holds(line) for line in lines),
        wheres=choices(Where, lambda where: where.label),
        filtered=active_filters(("tinh-trang", "tim")),
        changes=may(Permission.DISTRIBUTE_DOCUMENTS, body.key) and not is_past_view(),
        Validity=Validity,
    )


@copies_section.get("/danh-sach.<form>")
@access(Permission.SEE_RECORDS)
def export(form: str) -> Response:
    body = asked_body(Permission.SEE_RECORDS)
    lines = _chosen(copies(reading_session(), body.id, viewed_day()))
    table = copies_table(lines, body.name, viewed_day())
    return download(table, form, f"ban-kiem-soat-{viewed_day().isoformat()}", viewed_day())


@copies_section.route("/cap", methods=["GET", "POST"])
@access(Permission.DISTRIBUTE_DOCUMENTS)
def issue() -> Answer:
    body = asked_body(Permission.DISTRIBUTE_DOCUMENTS)
    documents = in_force_of(reading_session(), body.id, viewed_day())
    form = IssueForm()
    form.offer(documents)
    form.posts.offer(posts_of(reading_session(), body.id, viewed_day()))
    if request.method == "GET":
        form.begin_with(request.args.get("ma", ""), documents)
    if form.validate_on_submit():
        command = form.to_command(body.key, documents)
        if carried_out(form, lambda session: issue_copies(session, acting(), command)):
            return done(Phrase(mark("Đã cấp {count} bản kiểm soát."), count=len(command.holders)), address("copies.index", body))
    return shown("copies/issue.html", form, body=body, documents=documents)


@copies_section.route("/thu-hoi", methods=["GET", "POST"])
@access(Permission.DISTRIBUTE_DOCUMENTS)
def take_back() -> Answer:
    """Of the copies that ``?ban=`` names, or of all that are to be recalled."""
    body = asked_body(Permission.DISTRIBUTE_DOCUMENTS)
    named = {number for text in request.args.getlist("ban") if (number := read_number(text)) is not None}
    lines = [
        line
        for line in copies(reading_session(), body.id, viewed_day())
        if line.returned_on is None and (line.id in named if named else line.to_recall)
    ]
    form = ReturnForm(returned_on=current_day())
    if form.validate_on_submit():
        command = form.to_command(body.key, [line.id for line in lines])
        if carried_out(form, lambda session: return_copies(session, acting(), command)):
            return done(Phrase(mark("Đã ghi thu hồi {count} bản kiểm soát."), count=len(lines)), address("copies.index", body))
    return shown("copies/take_back.html", form, body=body, lines=lines)


@checking.get("/<token>")
@access(Access.PUBLIC)
def show(token: str) -> Answer:
    """Whether a paper is still worth something, always as of today; nothing of what it says."""
    if is_past_view():
        return see_other(url_for("checking.show", token=token, ngay=None))
    paper = find_paper(reading_session(), token, current_day())
    page = render_template("copies/check.html", paper=paper, Validity=Validity)
    return page, 200 if paper else 404
