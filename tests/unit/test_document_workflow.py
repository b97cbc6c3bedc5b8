"""The life of revisions as a machine: whatever people try, nothing skips a step and nobody approves alone what he wrote."""

import ast
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from documents.approval.models import Role, Stage, Verdict
from documents.approval.workflow import Act, Standing, State, Task, Who, check_people, demand, open_acts, state_of, transition
from qms.language import UserError
from qms.people.kinds import PostKind
from qms.security.viewer import HeldPost, Viewer
from reports.publication.cases import Cases
from reports.publication.facts import AgencyFacts, CommonFacts, RevisionFact
from reports.publication.ledger import Ledger
from reports.publication.rulebook import Rulebook
from tests.architecture.sources import modules

AGENCY = "so-a"
KINDS = (PostKind.OFFICER, PostKind.UNIT_HEAD, PostKind.COORDINATOR, PostKind.HEAD, PostKind.DEPUTY_HEAD)
PEOPLE = range(1, 7)  # the sixth works elsewhere
DAYS = st.integers(0, 9).map(lambda count: date(2026, 11, 20) + timedelta(days=count))
NEXT = {
    Stage.DRAFT: {Stage.DRAFT, Stage.IN_REVIEW},
    Stage.IN_REVIEW: {Stage.IN_REVIEW, Stage.IN_APPROVAL, Stage.DRAFT},
    Stage.IN_APPROVAL: {Stage.IN_APPROVAL, Stage.APPROVED, Stage.DRAFT},
    Stage.APPROVED: {Stage.APPROVED},
}


def viewer(person: int) -> Viewer:
    agency = AGENCY if person <= len(KINDS) else "so-b"
    kind = KINDS[(person - 1) % len(KINDS)]
    return Viewer(person, str(person), str(person), (HeldPost(person, kind, agency, agency, None, "", frozenset({agency})),))


class Life(RuleBasedStateMachine):
    """One revision in the hands of six people who try everything, with the decisions of the use cases and nothing else."""

    @initialize(author=st.sampled_from([4, 5, 1]))
    def begin(self, author: int) -> None:
        self.standing = Standing(AGENCY, Stage.DRAFT, author)
        self.signed: set[int] = set()
        self.reviewed: set[int] = set()

    @rule(
        person=st.sampled_from(PEOPLE),
        reviewers=st.lists(st.sampled_from(PEOPLE), max_size=3),
        approvers=st.lists(st.sampled_from(PEOPLE), max_size=3),
        in_order=st.tuples(st.booleans(), st.booleans()),
        quorum=st.tuples(*[st.none() | st.integers(1, 3)] * 2),
    )
    def submit(
        self,
        person: int,
        reviewers: list[int],
        approvers: list[int],
        in_order: tuple[bool, bool],
        quorum: tuple[int | None, int | None],
    ) -> None:
        try:
            step = demand(Act.SUBMIT, self.standing, viewer(person))
            check_people(self.standing.author_id, reviewers, approvers, quorum)
        except UserError:
            return
        tasks = [Task(Role.REVIEWER, place, one) for place, one in enumerate(reviewers)]
        tasks += [Task(Role.APPROVER, place, one) for place, one in enumerate(approvers)]
        self.go(step.to, replace(self.standing, tasks=tuple(tasks), in_order=in_order, quorum=quorum))

    @rule(
        reviewers=st.sampled_from([[2], [3, 2]]),
        approvers=st.sampled_from([[4, 5], [5, 4], [4], [5]]),
        in_order=st.tuples(st.booleans(), st.booleans()),
        quorum=st.sampled_from([(None, 1), (1, 1), (None, None)]),
    )
    def submit_as_one_would(
        self,
        reviewers: list[int],
        approvers: list[int],
        in_order: tuple[bool, bool],
        quorum: tuple[int | None, int | None],
    ) -> None:
        self.submit(self.standing.author_id, reviewers, approvers, in_order, quorum)

    @rule(last=st.booleans())
    def let_pass_as_one_would(self, last: bool) -> None:
        for task in self.standing.awaited_now()[-1 if last else 0 :][:1]:
            self.let_pass(task.person_id, Act.PASS if task.role is Role.REVIEWER else Act.APPROVE)

    @rule(person=st.sampled_from(PEOPLE), act=st.sampled_from([Act.PASS, Act.APPROVE]))
    def let_pass(self, person: int, act: Act) -> None:
        try:
            step = demand(act, self.standing, viewer(person))
        except UserError:
            return
        role = Role(step.who.value)
        completing = self.standing.completes(role, person)
        (self.signed if role is Role.APPROVER else self.reviewed).add(person)
        passed = tuple(
            replace(task, verdict=Verdict.PASSED) if (task.role, task.person_id) == (role, person) else task
            for task in self.standing.tasks
        )
        standing = replace(self.standing, tasks=passed)
        assert completing == standing.is_complete(role)
        self.go(step.to if completing else standing.stage, standing)

    @rule(person=st.sampled_from(PEOPLE), act=st.sampled_from([Act.RETURN, Act.REFUSE, Act.RECALL]))
    def send_back(self, person: int, act: Act) -> None:
        step = transition(act, self.standing, viewer(person))
        if step is not None:
            self.signed, self.reviewed = set(), set()
            self.go(step.to, replace(self.standing, tasks=()))

    @rule(count=st.sampled_from([0, 0, 0, 1]))
    def remark(self, count: int) -> None:
        if self.standing.stage in (Stage.IN_REVIEW, Stage.IN_APPROVAL):
            self.standing = replace(self.standing, unanswered=count)

    def go(self, stage: Stage, standing: Standing) -> None:
        assert stage in NEXT[self.standing.stage]
        if stage is Stage.APPROVED:
            assert standing.unanswered == 0
        self.standing = replace(standing, stage=stage)

    @invariant()
    def nobody_approves_alone_what_he_wrote(self) -> None:
        if self.standing.stage is Stage.APPROVED:
            assert self.signed - {self.standing.author_id}
            assert self.reviewed - {self.standing.author_id}

    @invariant()
    def what_is_approved_is_closed_to_everybody(self) -> None:
        if self.standing.stage is Stage.APPROVED:
            assert not any(open_acts(self.standing, viewer(person)) for person in PEOPLE)

    @invariant()
    def somebody_can_go_on(self) -> None:
        """No revision in work is stuck as long as those who were named hold their posts."""
        if self.standing.stage is Stage.APPROVED or any(self._named_without_leave()):
            return
        going = {Act.SUBMIT, Act.PASS, Act.APPROVE}
        assert any(open_acts(self.standing, viewer(person)) & going for person in PEOPLE)

    @invariant()
    def strangers_can_do_nothing(self) -> None:
        assert open_acts(self.standing, viewer(6)) == frozenset()

    def _named_without_leave(self) -> list[int]:
        """The use case refuses those; here they may be named, and then do nothing."""
        needed = {Role.REVIEWER: Who.REVIEWER, Role.APPROVER: Who.APPROVER}
        return [
            task.person_id
            for task in self.standing.tasks
            if task.person_id == 6 or (needed[task.role] is Who.APPROVER and task.person_id not in (4, 5))
        ]


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=100, stateful_step_count=20, deadline=None)


# What follows from the dates


@given(
    st.lists(st.tuples(st.none() | DAYS, st.none() | st.integers(1, 6)), min_size=1, max_size=4),
    DAYS,
)
@settings(max_examples=200, deadline=None)
def test_in_force_is_what_the_publication_status_says(dates: list[tuple[date | None, int | None]], day: date) -> None:
    """The states of document control and the judgement of the agencies read the same dates alike."""
    facts = [
        RevisionFact("QT-01", "A", 1, number, None, "2015", date(2026, 1, 1), None, start,
                     start + timedelta(days=length) if start and length else None, ())
        for number, (start, length) in enumerate(dates)
    ]  # fmt: skip
    ledger = Ledger.of({AGENCY: AgencyFacts(AGENCY, revisions=facts)})
    spans = Cases(ledger, Rulebook(CommonFacts(["2015"]))).in_force
    judged = [start <= day.toordinal() < end for start, end in zip(spans.start, spans.end, strict=True)]
    states = [state_of(None, fact.effective_on, fact.ended_on, _next(facts, fact), day) for fact in facts]
    assert [state is State.IN_FORCE for state in states] == judged
    assert states.count(State.IN_FORCE) <= 1


def _next(facts: list[RevisionFact], fact: RevisionFact) -> date | None:
    order = sorted((one for one in facts if one.effective_on), key=lambda one: (one.effective_on, one.issue_no, one.revision_no))
    return order[order.index(fact) + 1].effective_on if fact in order[:-1] else None


@pytest.mark.parametrize(
    ("ended_on", "replaced_on", "day", "expected"),
    [
        (None, None, 9, State.APPROVED),
        (None, None, 10, State.IN_FORCE),
        (20, None, 19, State.IN_FORCE),
        (20, None, 20, State.WITHDRAWN),
        (None, 20, 19, State.IN_FORCE),
        (None, 20, 20, State.SUPERSEDED),
        (15, 20, 25, State.WITHDRAWN),
        (20, 20, 25, State.SUPERSEDED),
        (25, 20, 30, State.SUPERSEDED),
    ],
)
def test_each_end_has_its_name_from_its_day_on(ended_on: int | None, replaced_on: int | None, day: int, expected: State) -> None:
    def november(number: int | None) -> date | None:
        return number and date(2026, 11, number)  # type: ignore[return-value]

    state = state_of(Stage.APPROVED, date(2026, 11, 10), november(ended_on), november(replaced_on), date(2026, 11, day))
    assert state is expected


def test_a_proof_is_made_only_where_the_password_is_asked() -> None:
    makers = set()
    for path in modules():
        calls = (node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call))
        if any(isinstance(call.func, ast.Name) and call.func.id == "Proof" for call in calls):
            makers.add("/".join(path.parts[-3:]))
    assert makers == {"qms/signatures/proving.py"}
