"""Gates about the declaration: that there is one, to which edition, by whom and for what."""


from qms.language import Phrase, mark
from qms.standards.models import Parameter
from reports.publication.cases import IdentityEvent
from reports.publication.courses import Courses, combine, holding, running, stepped, window
from reports.publication.facts import DeclarationFact
from reports.publication.gates.base import (
    Explanation,
    Gate,
    Noun,
    Subject,
    Subjects,
    day,
    missing_parameter,
    named,
    short,
    verdict,
)
from reports.publication.vocabulary import GateName, Outcome

LAW = "QĐ 19/2014/QĐ-TTg"
WINDOW = Parameter.REDECLARE_AFTER_CHANGE_DAYS
TOLERANCE = Parameter.SCOPE_TOLERANCE_PERCENT


def no_declaration() -> Explanation:
    return Explanation().because(mark("Chưa có bản công bố đang có hiệu lực để xem xét."))


def if_declared(outcome: Outcome, declared: bool, *parameters: int | None) -> Outcome:
    """Not applicable while no declaration is in effect or a parameter has no value."""
    return outcome if declared and None not in parameters else Outcome.NOT_APPLICABLE


def cite(one: DeclarationFact, said: Explanation) -> Explanation:
    label = Phrase(mark("Bản công bố số {number} ngày {signed}"), number=one.number, signed=one.signed_on)
    return said.seen_in(Noun.DECLARATION, f"{one.number} {one.signed_on.isoformat()}", label)


# -- declaration ---------------------------------------------------------------------------------------------------------


def _explain_declaration(a: Subject, on: int) -> Explanation:
    one = a.case.declaration.at(on)
    said = Explanation()
    if one is not None:
        said.because(
            mark("Bản công bố số {number} ký ngày {signed}, có hiệu lực từ ngày {effective}."),
            number=one.number,
            signed=one.signed_on,
            effective=one.effective_on,
        )
        return cite(one, said)
    former = [one for one in a.case.effective_declarations if one.effective_on.toordinal() <= on]
    if not former:
        return said.because(mark("Chưa có bản công bố nào có hiệu lực."))
    last = former[-1]
    said.because(
        mark("Bản công bố số {number} ngày {signed} đã bị hủy từ ngày {cancelled}."),
        number=last.number,
        signed=last.signed_on,
        cancelled=last.cancelled_on,
    )
    return cite(last, said)


DECLARATION = Gate(
    GateName.DECLARATION,
    course=lambda a: combine(verdict, a.cases.is_declared),
    explain=_explain_declaration,
    act=lambda a, on: Phrase(mark("Người đứng đầu ký bản công bố hệ thống quản lý chất lượng phù hợp TCVN ISO 9001")),
    law=LAW,
    law_verified=True,
)

# -- edition -------------------------------------------------------------------------------------------------------------


def _edition_course(a: Subjects) -> Courses[Outcome]:
    def judge(edition: str | None, accepted: tuple[str, ...]) -> Outcome:
        return if_declared(verdict(edition in accepted), edition is not None)

    return combine(judge, combine(lambda one: one and one.edition, a.cases.declaration), a.rulebook.accepted)


def _explain_edition(a: Subject, on: int) -> Explanation:
    one = a.case.declaration.at(on)
    if one is None:
        return no_declaration()
    said = cite(one, Explanation())
    if one.edition in a.rulebook.accepted.at(on):
        return said.because(mark("Công bố theo ISO 9001:{edition}, phiên bản đang được chấp nhận."), edition=one.edition)
    return said.because(mark("Công bố theo ISO 9001:{edition}, phiên bản không được chấp nhận."), edition=one.edition)


def _convert(a: Subject, on: int) -> Phrase:
    accepted = a.rulebook.accepted.at(on)
    if not accepted:
        return Phrase(mark("Chờ quy định về phiên bản tiêu chuẩn được chấp nhận rồi công bố lại"))
    return Phrase(mark("Chuyển đổi và công bố lại theo ISO 9001:{edition}"), edition=accepted[-1])


EDITION = Gate(
    GateName.EDITION,
    course=_edition_course,
    explain=_explain_edition,
    act=_convert,
    law=LAW,
    law_verified=True,
    parameters=(Parameter.ACCEPTED_EDITION,),
)


def _say_deadline(said: Explanation, on: int, until: int) -> None:
    """Until when the agency has to declare again, or that it is late."""
    in_time = mark("Phải công bố lại chậm nhất vào ngày {until}.")
    late = mark("Đã quá hạn công bố lại (hạn cuối: ngày {until}).")
    said.because(in_time if on <= until else late, until=day(until))


# -- identity ------------------------------------------------------------------------------------------------------------


def _identity_state(a: Subjects) -> Courses[tuple[bool, int | None]]:
    """(anything changed since the declaration in effect was signed, the day of the oldest change that is not soft)."""
    steps: list[tuple[int, int, tuple[bool, int | None]]] = []
    for place, events in a.cases.identity_events.items():
        for (start, end), one in a.cases.declaration.of(place).steps():
            steps.append((place, start, (False, None)))
            if one is None:
                continue
            oldest: int | None = None
            for event in events:
                if one.signed_on.toordinal() < event.day < end:
                    oldest = event.day if oldest is None and not event.soft else oldest
                    steps.append((place, max(start, event.day), (True, oldest)))
    return stepped(a.cases.bodies, (False, None), steps)


def _identity_course(a: Subjects) -> Courses[Outcome]:
    state = _identity_state(a)
    hard = combine(lambda state: state[1], state)
    in_window = holding(hard, a.rulebook.number(WINDOW), window)

    def judge(declared: bool, state: tuple[bool, int | None], in_window: bool, days: int | None) -> Outcome:
        changed, oldest = state
        if not changed:
            return if_declared(Outcome.PASS, declared, days)
        return if_declared(Outcome.FAIL if oldest is not None and not in_window else Outcome.WARN, declared, days)

    return combine(judge, a.cases.is_declared, state, in_window, a.rulebook.number(WINDOW))


def _explain_identity(a: Subject, on: int) -> Explanation:
    one = a.case.declaration.at(on)
    days = a.rulebook.number(WINDOW).at(on)
    if one is None:
        return no_declaration()
    if days is None:
        return missing_parameter()
    events = [event for event in a.case.identity_events if one.signed_on.toordinal() < event.day <= on]
    said = cite(one, Explanation())
    if not events:
        return said.because(mark("Từ khi ký bản công bố, cơ quan không đổi tên, loại hình hay tổ chức."))
    for event in events:
        _tell_event(a, event, said)
    hard = next((event for event in events if not event.soft), None)
    if hard is not None:
        _say_deadline(said, on, hard.day + days)
    return said


def _tell_event(a: Subject, event: IdentityEvent, said: Explanation) -> None:
    lineage = [fact for fact in a.case.facts.lineage if fact.happened_on.toordinal() == event.day]
    for fact in lineage:
        said.seen_in(Noun.LINEAGE, f"{fact.happened_on.isoformat()} {fact.kind}", fact.basis or Phrase(mark("Biến động tổ chức")))
    now = a.case.slice.at(event.day)
    name = now.name if now else ""
    if event.soft:
        said.because(mark("Ngày {day} cơ quan đổi tên theo cấp trên: {name}."), day=day(event.day), name=short(name))
    elif name:
        said.because(mark("Ngày {day} cơ quan được đổi tên hoặc tổ chức lại: {name}."), day=day(event.day), name=short(name))
    else:
        said.because(mark("Ngày {day} cơ quan được tổ chức lại."), day=day(event.day))


def _redeclare(a: Subject, on: int) -> Phrase:
    now = a.case.slice.at(on)
    return Phrase(mark("Công bố lại với tên hiện nay: {name}"), name=short(now.name) if now else "")


IDENTITY = Gate(
    GateName.IDENTITY,
    course=_identity_course,
    explain=_explain_identity,
    act=_redeclare,
    law=LAW,
    law_verified=False,
    parameters=(WINDOW,),
)

# -- scope ---------------------------------------------------------------------------------------------------------------


def _scope_course(a: Subjects) -> Courses[Outcome]:
    cases, days = a.cases, a.rulebook.number(WINDOW)
    in_window = holding(running(cases.scope_exceeds), days, window)

    def judge(declared: bool, exceeded: bool, in_window: bool, surplus: int, tolerance: int | None, days: int | None) -> Outcome:
        if exceeded:
            return if_declared(Outcome.WARN if in_window else Outcome.FAIL, declared, tolerance, days)
        return if_declared(Outcome.WARN if surplus else Outcome.PASS, declared, tolerance, days)

    return combine(
        judge, cases.is_declared, cases.scope_exceeds, in_window, cases.beyond_authority, a.rulebook.number(TOLERANCE), days
    )


def _missing_and_surplus(a: Subject, on: int) -> tuple[list[int], list[int]]:
    """(under authority but not declared, declared but not under authority), each ordered by code."""
    scope = a.case.declared_scope.at(on)
    if scope is None:
        return [], []
    under = a.case.under_authority_on(on)
    surplus = sorted(scope - set(under), key=lambda one: a.rulebook.procedure(one).code)
    return [one for one in under if one not in scope], surplus


def _explain_scope(a: Subject, on: int) -> Explanation:
    one = a.case.declaration.at(on)
    days = a.rulebook.number(WINDOW).at(on)
    if one is None:
        return no_declaration()
    if days is None or a.rulebook.number(TOLERANCE).at(on) is None:
        return missing_parameter()
    said = cite(one, Explanation())
    missing, surplus = _missing_and_surplus(a, on)
    if missing:
        _tell_procedures(a, mark("Ngoài phạm vi công bố: {count} TTHC thuộc thẩm quyền ({codes})."), missing, said)
    if surplus:
        _tell_procedures(a, mark("Trong phạm vi công bố có {count} TTHC không thuộc thẩm quyền ({codes})."), surplus, said)
    if not missing and not surplus:
        said.because(mark("Phạm vi công bố khớp với các TTHC thuộc thẩm quyền."))
    if a.case.scope_exceeds.at(on):
        until = a.case.scope_exceeds.began(on) + days
        _say_deadline(said, on, until)
    return said


def _tell_procedures(a: Subject, template: str, procedures: list[int], said: Explanation) -> None:
    facts = [a.rulebook.procedure(one) for one in procedures]
    said.because(template, count=len(facts), codes=named([fact.code for fact in facts]))
    for fact in facts:
        said.seen_in(Noun.PROCEDURE, fact.code, fact.name)


def _rescope(a: Subject, on: int) -> Phrase:
    missing, surplus = _missing_and_surplus(a, on)
    if missing:
        fact = a.rulebook.procedure(missing[0])
        return Phrase(mark("Bổ sung TTHC {code} – {name} vào phạm vi công bố"), code=fact.code, name=short(fact.name))
    if surplus:
        fact = a.rulebook.procedure(surplus[0])
        return Phrase(mark("Đưa TTHC {code} – {name} ra khỏi phạm vi công bố"), code=fact.code, name=short(fact.name))
    return Phrase(mark("Rà soát phạm vi công bố"))


SCOPE = Gate(
    GateName.SCOPE,
    course=_scope_course,
    explain=_explain_scope,
    act=_rescope,
    law=LAW,
    law_verified=True,
    parameters=(TOLERANCE, WINDOW),
)
