"""A revision in the demonstration on its way from hand to hand: each method is one act of one person."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from documents.adoption.models import AdoptionMode
from documents.adoption.use_cases import GiveAnswer, give_answer
from documents.approval.batches import Decision, issue
from documents.approval.drafting import attach_file, write_body
from documents.approval.models import Dossier
from documents.approval.use_cases import Approval, Panel, Submission, answer, approve, comment, pass_review, send_back, submit
from documents.approval.withdrawal import Withdrawal, withdraw
from documents.approval.workflow import Act
from documents.copies.use_cases import Holder, IssueCopies, issue_copies
from documents.demonstration.telling import Scene, Telling
from documents.distribution.use_cases import Distribute, acknowledge, distribute
from documents.library.describing import Description
from documents.library.finding import find_agency
from documents.library.models import Document, DocumentKind
from documents.library.procedure_text import ProcedureText
from documents.library.use_cases import Keeping, NewDocument, NewRevision, create_document, new_revision
from qms.files.use_cases import accept

EDITION = "2015"


@dataclass(frozen=True)
class Plan:
    """A document to be drafted; ``owner`` is the key of the post that keeps it, ``clauses`` and ``procedures`` are codes."""

    title: str
    kind: DocumentKind
    owner: str
    clauses: Sequence[str] = ()
    procedures: Sequence[str] = ()
    common: bool = False
    review_months: int = 12
    code: str | None = None


@dataclass(frozen=True)
class Paper:
    """A revision; ``agency`` and ``code`` are those of its document."""

    telling: Telling
    agency: str
    code: str
    document_id: int
    revision_id: int
    numbers: tuple[int, int]

    def follow(self, who: str, summary: str, *, issue: bool = False, request: int | None = None) -> "Paper":
        """The draft of the revision after this one."""
        with self.telling.act(who) as scene:
            document = scene.session.get_one(Document, self.document_id)
            command = NewRevision(issue, summary, request_id=request)
            return _paper(self.telling, new_revision(scene.session, scene.acting, document, command))

    def write(self, who: str, text: ProcedureText) -> None:
        with self.telling.act(who) as scene:
            write_body(scene.session, scene.acting, self.revision_id, text.canonical(), self._version(scene))

    def attach(self, who: str, name: str, content: bytes) -> None:
        with self.telling.act(who) as scene:
            accepted = accept(scene.store, BytesIO(content), name)
            attach_file(scene.session, scene.acting, self.revision_id, accepted, self._version(scene))

    def submit(self, who: str, reviewers: str, approvers: str, *, in_order: bool = True) -> None:
        """Reviewers and approvers by their keys, separated by blanks."""
        panels = Panel(self.telling.people(reviewers), in_order), Panel(self.telling.people(approvers))
        with self.telling.act(who) as scene:
            submit(scene.session, scene.acting, self.revision_id, Submission(self._version(scene), *panels))

    def remark(self, who: str, place: str, text: str) -> int:
        with self.telling.act(who) as scene:
            return comment(scene.session, scene.acting, self.revision_id, place, text).id

    def answer(self, who: str, remark: int, text: str) -> None:
        with self.telling.act(who) as scene:
            answer(scene.session, scene.acting, self.revision_id, remark, text)

    def passes(self, who: str, note: str | None = None) -> None:
        with self.telling.act(who) as scene:
            pass_review(scene.session, scene.acting, self.revision_id, self._version(scene), note)

    def send_back(self, who: str, reason: str) -> None:
        with self.telling.act(who) as scene:
            send_back(scene.session, scene.acting, self.revision_id, self._version(scene), reason, Act.RETURN)

    def approve(self, who: str, effective: int, note: str | None = None) -> None:
        """``effective`` says how many days before today the revision takes effect."""
        with self.telling.sign(who) as scene:
            command = Approval(self._version(scene), self.telling.day(effective), note)
            approve(scene.session, scene.acting, scene.store, self.revision_id, command, scene.proof)

    def withdraw(self, who: str, ends: int, reason: str) -> None:
        with self.telling.sign(who) as scene:
            withdraw(scene.session, scene.acting, self.revision_id, Withdrawal(self.telling.day(ends), reason), scene.proof)

    def distribute(self, who: str, posts: str, agency: str | None = None) -> None:
        """To posts of the document's agency, or of one that has adopted it."""
        command = Distribute(agency or self.agency, self.document_id, self.telling.posts(posts))
        with self.telling.act(who) as scene:
            distribute(scene.session, scene.acting, command)

    def read(self, *people: str) -> None:
        """Each says to have read it, one after the other."""
        for who in people:
            with self.telling.act(who) as scene:
                acknowledge(scene.session, scene.acting, self.revision_id)

    def hand_out(self, who: str, *holders: Holder) -> list[int]:
        """Controlled copies on paper; return their ids."""
        with self.telling.act(who) as scene:
            copies = issue_copies(scene.session, scene.acting, IssueCopies(self.agency, self.code, *self.numbers, holders))
            return [copy.id for copy in copies]

    def answered_by(
        self, agency: str, who: str, mode: AdoptionMode, *, annex: str | None = None, reason: str | None = None
    ) -> None:
        """What a body says to this revision of a common procedure."""
        command = GiveAnswer(agency, self.agency, self.code, mode, self.numbers, annex, reason)
        with self.telling.act(who) as scene:
            give_answer(scene.session, scene.acting, command)

    def version_in(self, scene: Scene) -> tuple[int, int]:
        """The revision as a batch of issue names it."""
        return self.revision_id, self._version(scene)

    def _version(self, scene: Scene) -> int:
        return scene.session.get_one(Dossier, self.revision_id).version


def draft(telling: Telling, agency: str, who: str, plan: Plan, request: int | None = None) -> Paper:
    """The first revision of a new document; the code is the next of the agency's pattern unless the plan has one."""
    said = Description(plan.title, plan.kind, EDITION, None, plan.clauses, plan.procedures)
    keeping = Keeping(telling.post(plan.owner), plan.common, plan.review_months)
    with telling.act(who) as scene:
        found = find_agency(scene.session, agency)
        command = NewDocument(said, plan.code, keeping, request_id=request)
        return _paper(telling, create_document(scene.session, scene.acting, found, command))


def issue_together(telling: Telling, who: str, number: str, title: str, effective: int, papers: Sequence[Paper]) -> None:
    """A batch of issue; all papers are of one agency and wait for this signature."""
    with telling.sign(who) as scene:
        found = find_agency(scene.session, papers[0].agency)
        revisions = [paper.version_in(scene) for paper in papers]
        command = Decision(number, title, telling.present, telling.day(effective), revisions)
        issue(scene.session, scene.acting, scene.store, found, command, scene.proof)


def _paper(telling: Telling, dossier: Dossier) -> Paper:
    revision = dossier.revision
    document = revision.document
    return Paper(telling, document.agency.key, document.code, document.id, revision.id, (revision.issue_no, revision.revision_no))
