"""The life of a revision: its states, and as data which act leads from where to where and who may do it.

Pages draw their buttons from :func:`open_acts`, use cases ask :func:`demand`: both read the one table here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from documents.approval.models import Role, Stage, Verdict
from qms.language import Phrase, UserError, mark
from qms.security.permissions import Permission
from qms.security.viewer import Viewer


class State(StrEnum):
    """Where a revision stands on a day: what people have done, then what follows from the dates alone."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    IN_APPROVAL = "in_approval"
    APPROVED = "approved"
    IN_FORCE = "in_force"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> Phrase:
        return Phrase(_STATES[self])

    @property
    def is_work(self) -> bool:
        """Not approved yet: shown only to those who work in the agency."""
        return self in (State.DRAFT, State.IN_REVIEW, State.IN_APPROVAL)


_STATES = {
    State.DRAFT: mark("dự thảo"),
    State.IN_REVIEW: mark("chờ soát xét"),
    State.IN_APPROVAL: mark("chờ phê duyệt"),
    State.APPROVED: mark("đã phê duyệt"),
    State.IN_FORCE: mark("còn hiệu lực"),
    State.SUPERSEDED: mark("đã thay thế"),
    State.WITHDRAWN: mark("đã thu hồi"),
}


def state_of(
    stage: Stage | None, effective_on: date | None, ended_on: date | None, next_effective_on: date | None, day: date
) -> State:
    """The state on ``day``. ``stage`` is None for a revision that came by workbook: its facts are as good as approved.

    ``ended_on`` and ``next_effective_on`` are the first days on which it is no longer in force; when both fall on one day it
    was superseded.
    """
    if stage is not None and stage is not Stage.APPROVED:
        return State(stage.value)
    if effective_on is not None and day < effective_on:
        return State.APPROVED
    ends = [end for end in (ended_on, next_effective_on) if end is not None]
    if effective_on is not None and all(day < end for end in ends):
        return State.IN_FORCE
    if next_effective_on is not None and next_effective_on <= day and (ended_on is None or next_effective_on <= ended_on):
        return State.SUPERSEDED
    if ended_on is not None and ended_on <= day:
        return State.WITHDRAWN
    return State.APPROVED if stage is not None else State.DRAFT


class Act(StrEnum):
    EDIT = "edit"
    DISCARD = "discard"
    SUBMIT = "submit"
    RECALL = "recall"
    COMMENT = "comment"
    ANSWER = "answer"
    PASS = "pass"  # noqa: S105 - the name of an act
    RETURN = "return"
    APPROVE = "approve"
    REFUSE = "refuse"


class Who(StrEnum):
    """Who does it, beside holding the permission for the agency."""

    AUTHOR = "author"
    REVIEWER = "reviewer"
    APPROVER = "approver"
    ANYBODY = "anybody"


@dataclass(frozen=True)
class Transition:
    """``to`` is where the act leads once it is complete: with several reviewers the last one that is needed moves it on."""

    act: Act
    of: Stage
    who: Who
    permission: Permission
    to: Stage


_WRITE, _REVIEW, _APPROVE = Permission.WRITE_DOCUMENTS, Permission.REVIEW_DOCUMENTS, Permission.APPROVE_DOCUMENTS
TRANSITIONS = (
    Transition(Act.EDIT, Stage.DRAFT, Who.AUTHOR, _WRITE, Stage.DRAFT),
    Transition(Act.DISCARD, Stage.DRAFT, Who.AUTHOR, _WRITE, Stage.DRAFT),
    Transition(Act.ANSWER, Stage.DRAFT, Who.AUTHOR, _WRITE, Stage.DRAFT),
    Transition(Act.SUBMIT, Stage.DRAFT, Who.AUTHOR, _WRITE, Stage.IN_REVIEW),
    Transition(Act.COMMENT, Stage.IN_REVIEW, Who.ANYBODY, _REVIEW, Stage.IN_REVIEW),
    Transition(Act.ANSWER, Stage.IN_REVIEW, Who.AUTHOR, _WRITE, Stage.IN_REVIEW),
    Transition(Act.RECALL, Stage.IN_REVIEW, Who.AUTHOR, _WRITE, Stage.DRAFT),
    Transition(Act.PASS, Stage.IN_REVIEW, Who.REVIEWER, _REVIEW, Stage.IN_APPROVAL),
    Transition(Act.RETURN, Stage.IN_REVIEW, Who.REVIEWER, _REVIEW, Stage.DRAFT),
    Transition(Act.COMMENT, Stage.IN_APPROVAL, Who.ANYBODY, _REVIEW, Stage.IN_APPROVAL),
    Transition(Act.ANSWER, Stage.IN_APPROVAL, Who.AUTHOR, _WRITE, Stage.IN_APPROVAL),
    Transition(Act.APPROVE, Stage.IN_APPROVAL, Who.APPROVER, _APPROVE, Stage.APPROVED),
    Transition(Act.REFUSE, Stage.IN_APPROVAL, Who.APPROVER, _APPROVE, Stage.DRAFT),
)


@dataclass(frozen=True)
class Task:
    """What is asked of one person in the present round, and the answer so far."""

    role: Role
    position: int
    person_id: int
    verdict: Verdict | None = None


@dataclass(frozen=True)
class Standing:
    """All that the rules look at: a dossier without its content."""

    agency: str
    stage: Stage
    author_id: int
    tasks: tuple[Task, ...] = ()
    in_order: tuple[bool, bool] = (True, True)  # review, approval
    quorum: tuple[int | None, int | None] = (None, None)
    unanswered: int = 0

    def of_role(self, role: Role) -> list[Task]:
        return sorted((task for task in self.tasks if task.role is role), key=lambda task: task.position)

    def awaited(self, role: Role) -> list[Task]:
        """Those whose turn it is: all who have not answered, or the first of them where the order counts."""
        waiting = [task for task in self.of_role(role) if task.verdict is None]
        return waiting[:1] if self.in_order[role is Role.APPROVER] else waiting

    def awaited_now(self) -> list[Task]:
        role = {Stage.IN_REVIEW: Role.REVIEWER, Stage.IN_APPROVAL: Role.APPROVER}.get(self.stage)
        return self.awaited(role) if role else []

    def is_complete(self, role: Role) -> bool:
        """Whether as many have passed it as are needed, and among those who approve somebody else than the author."""
        tasks = self.of_role(role)
        passed = [task for task in tasks if task.verdict is Verdict.PASSED]
        needed = self.quorum[role is Role.APPROVER] or len(tasks)
        other = any(task.person_id != self.author_id for task in passed)
        return bool(tasks) and len(passed) >= needed and other

    def completes(self, role: Role, person_id: int) -> bool:
        """Whether the pass of this person would be the last that is needed."""
        given = tuple(
            Task(task.role, task.position, task.person_id, Verdict.PASSED)
            if (task.role, task.person_id) == (role, person_id)
            else task
            for task in self.tasks
        )
        return Standing(self.agency, self.stage, self.author_id, given, self.in_order, self.quorum).is_complete(role)


NOT_OPEN = {
    Act.EDIT: mark("Chỉ người soạn thảo mới sửa được, và chỉ khi tài liệu còn là dự thảo."),
    Act.DISCARD: mark("Chỉ người soạn thảo mới bỏ được dự thảo, và chỉ khi chưa gửi soát xét."),
    Act.SUBMIT: mark("Chỉ người soạn thảo mới gửi được, và chỉ khi tài liệu còn là dự thảo."),
    Act.RECALL: mark("Chỉ người soạn thảo mới rút về được, và chỉ khi tài liệu đang chờ soát xét."),
    Act.COMMENT: mark("Chỉ góp ý được khi tài liệu đang chờ soát xét hoặc chờ phê duyệt."),
    Act.ANSWER: mark("Chỉ người soạn thảo mới trả lời góp ý, và chỉ khi tài liệu chưa được phê duyệt."),
    Act.PASS: mark("Chưa đến lượt soát xét của người này, hoặc tài liệu không còn chờ soát xét."),
    Act.RETURN: mark("Chưa đến lượt soát xét của người này, hoặc tài liệu không còn chờ soát xét."),
    Act.APPROVE: mark("Chưa đến lượt phê duyệt của người này, hoặc tài liệu không còn chờ phê duyệt."),
    Act.REFUSE: mark("Chưa đến lượt phê duyệt của người này, hoặc tài liệu không còn chờ phê duyệt."),
}
UNANSWERED = mark("Còn {count} góp ý chưa được trả lời; chỉ phê duyệt sau khi mọi góp ý đã có trả lời.")


def transition(act: Act, standing: Standing, viewer: Viewer) -> Transition | None:
    """What the table says of the act for this person now; None when it is not open."""
    for one in TRANSITIONS:
        if one.act is act and one.of is standing.stage and viewer.may(one.permission, standing.agency):
            return one if _is_the_one(one.who, standing, viewer.person_id) else None
    return None


def open_acts(standing: Standing, viewer: Viewer) -> frozenset[Act]:
    """The acts open to this person now. An approval that waits for answers is open: it says what is missing."""
    return frozenset(act for act in Act if transition(act, standing, viewer))


def demand(act: Act, standing: Standing, viewer: Viewer) -> Transition:
    """Like :func:`transition`, but raise UserError with what would be right."""
    found = transition(act, standing, viewer)
    if found is None:
        raise UserError(Phrase(NOT_OPEN[act]))
    if act is Act.APPROVE and standing.unanswered:
        raise UserError(Phrase(UNANSWERED, count=standing.unanswered))
    return found


def _is_the_one(who: Who, standing: Standing, person_id: int) -> bool:
    if who is Who.AUTHOR:
        return person_id == standing.author_id
    if who is Who.ANYBODY:
        return True
    return any(task.person_id == person_id for task in standing.awaited(Role(who.value)))


def check_people(
    author_id: int, reviewers: Sequence[int], approvers: Sequence[int], quorum: tuple[int | None, int | None] = (None, None)
) -> None:
    """Raise UserError unless the named people can carry the revision through: none twice, the author no judge of himself."""
    for people, needed, words in (
        (reviewers, quorum[0], mark("Hãy chọn ít nhất một người soát xét, mỗi người một lần.")),
        (approvers, quorum[1], mark("Hãy chọn ít nhất một người phê duyệt, mỗi người một lần.")),
    ):
        if not people or len(set(people)) < len(people):
            raise UserError(Phrase(words))
        if needed is not None and not 1 <= needed <= len(people):
            raise UserError(Phrase(mark("Số người cần đạt phải từ 1 đến {count}."), count=len(people)))
    if author_id in reviewers:
        raise UserError(Phrase(mark("Người soạn thảo không tự soát xét tài liệu của mình.")))
    if set(approvers) == {author_id}:
        raise UserError(Phrase(mark("Người soạn thảo không được là người phê duyệt duy nhất.")))
