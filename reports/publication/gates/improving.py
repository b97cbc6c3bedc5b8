"""Gates about checking and improving: internal audit, management review, nonconformities."""

from collections.abc import Callable

from audits.nonconformities.models import Grade
from qms.language import Phrase, mark
from qms.standards.models import Parameter
from reports.publication.case import AgencyCase
from reports.publication.cases import Cases
from reports.publication.course import FOREVER, Course, Span, add_months, span
from reports.publication.courses import Courses, combine, during, holding, spans
from reports.publication.facts import NonconformityFact
from reports.publication.gates.base import Explanation, Gate, Noun, Subject, Subjects, day, missing_parameter, named
from reports.publication.rulebook import Rulebook
from reports.publication.vocabulary import GateName, Outcome

# -- internal audit and management review: not longer ago than the interval -----------------------------------------------


def _recurring(
    name: GateName,
    parameter: Parameter,
    last_days: Callable[[Cases], Courses[int | None]],
    last_day: Callable[[AgencyCase], Course[int | None]],
    said: Callable[[Subject, int, int], Explanation],
    never: str,
    act: str,
    law: str,
) -> Gate:
    def course(a: Subjects) -> Courses[Outcome]:
        months = a.rulebook.number(parameter)
        recent = holding(last_days(a.cases), months, add_months)

        def judge(recent: bool, months: int | None) -> Outcome:
            if months is None:
                return Outcome.NOT_APPLICABLE
            return Outcome.PASS if recent else Outcome.FAIL

        return combine(judge, recent, months)

    def explain(a: Subject, on: int) -> Explanation:
        months = a.rulebook.number(parameter).at(on)
        if months is None:
            return missing_parameter()
        last = last_day(a.case).at(on)
        if last is None:
            return Explanation().because(never)
        explanation = said(a, on, last)
        until = min(add_months(last, months), FOREVER - 1)
        within = mark("Còn trong thời hạn {months} tháng, đến hết ngày {until}.")
        over = mark("Đã quá thời hạn {months} tháng (hạn cuối: ngày {until}).")
        return explanation.because(within if on <= until else over, months=months, until=day(until))

    return Gate(name, course, explain, lambda a, on: Phrase(act), law, True, (parameter,))


def _last_audit(a: Subject, on: int, last: int) -> Explanation:
    number = max(fact.number for fact in a.case.facts.internal_audits if fact.closed_on.toordinal() == last)
    said = Explanation().because(
        mark("Đánh giá nội bộ gần nhất: số {number}, kết thúc ngày {day}."), number=number, day=day(last)
    )
    return said.seen_in(Noun.AUDIT, number, Phrase(mark("Đánh giá nội bộ số {number}"), number=number))


def _last_review(a: Subject, on: int, last: int) -> Explanation:
    said = Explanation().because(mark("Cuộc họp xem xét của lãnh đạo gần nhất: ngày {day}."), day=day(last))
    return said.seen_in(Noun.REVIEW, day(last).isoformat(), Phrase(mark("Xem xét của lãnh đạo ngày {day}"), day=day(last)))


INTERNAL_AUDIT = _recurring(
    GateName.INTERNAL_AUDIT,
    Parameter.INTERNAL_AUDIT_INTERVAL_MONTHS,
    lambda cases: cases.last_audit,
    lambda case: case.last_audit,
    _last_audit,
    never=mark("Chưa có đánh giá nội bộ nào kết thúc."),
    act=mark("Tổ chức đánh giá nội bộ"),
    law="QĐ 19/2014/QĐ-TTg",
)

MANAGEMENT_REVIEW = _recurring(
    GateName.MANAGEMENT_REVIEW,
    Parameter.MANAGEMENT_REVIEW_INTERVAL_MONTHS,
    lambda cases: cases.last_review,
    lambda case: case.last_review,
    _last_review,
    never=mark("Chưa có cuộc họp xem xét của lãnh đạo nào."),
    act=mark("Họp xem xét của lãnh đạo về hệ thống quản lý chất lượng"),
    law="QĐ 19/2014/QĐ-TTg",
)

# -- nonconformities -----------------------------------------------------------------------------------------------------

DAYS_FOR = {
    Grade.MAJOR: Parameter.CORRECTIVE_ACTION_DAYS_MAJOR,
    Grade.MINOR: Parameter.CORRECTIVE_ACTION_DAYS_MINOR,
}


def due_day(rulebook: Rulebook, fact: NonconformityFact) -> int:
    """Its own due date, else by the policy in force when it was raised; FOREVER when neither says."""
    if fact.due_on is not None:
        return fact.due_on.toordinal()
    raised = fact.raised_on.toordinal()
    days = rulebook.number(DAYS_FOR[fact.grade]).at(raised)
    return FOREVER if days is None else raised + days


def _open_span(fact: NonconformityFact) -> Span:
    return span(fact.raised_on, fact.closed_on)


def _open(a: Subjects, grade: Grade) -> Courses[bool]:
    """Some nonconformity of the grade is open."""
    return during(a.cases.bodies, spans([(place, *_open_span(fact)) for place, fact in _of_grade(a, grade)]))


def _overdue(a: Subjects, grade: Grade) -> Courses[bool]:
    """Some nonconformity of the grade is open past its due day."""
    late = []
    for place, fact in _of_grade(a, grade):
        raised, closed = _open_span(fact)
        late.append((place, max(raised, due_day(a.rulebook, fact) + 1), closed))
    return during(a.cases.bodies, spans(late))


def _of_grade(a: Subjects, grade: Grade) -> list[tuple[int, NonconformityFact]]:
    """With the place of its agency."""
    return [(place, fact) for place, fact in a.cases.tables.nonconformities if fact.grade is grade]


def _major_course(a: Subjects) -> Courses[Outcome]:

    def judge(is_open: bool, overdue: bool) -> Outcome:
        if overdue:
            return Outcome.FAIL
        return Outcome.WARN if is_open else Outcome.PASS

    return combine(judge, _open(a, Grade.MAJOR), _overdue(a, Grade.MAJOR))


def _minor_course(a: Subjects) -> Courses[Outcome]:
    return combine(lambda overdue: Outcome.WARN if overdue else Outcome.PASS, _overdue(a, Grade.MINOR))


def _open_by_due_day(a: Subject, grade: Grade, on: int) -> list[tuple[int, NonconformityFact]]:
    found = [
        (due_day(a.rulebook, fact), fact)
        for fact in a.case.facts.nonconformities
        if fact.grade is grade and _open_span(fact).start <= on < _open_span(fact).end
    ]
    return sorted(found, key=lambda entry: (entry[0], entry[1].raised_on, entry[1].number))


def _explain_nonconformities(grade: Grade, none_open: str) -> Callable[[Subject, int], Explanation]:
    def explain(a: Subject, on: int) -> Explanation:
        said = Explanation()
        found = _open_by_due_day(a, grade, on)
        late = [fact.number for due, fact in found if due < on]
        in_time = [fact.number for due, fact in found if due >= on]
        if not found:
            said.because(none_open)
        if late:
            said.because(mark("{count} KPH còn mở đã quá hạn: {numbers}."), count=len(late), numbers=named([*late]))
        if in_time:
            said.because(mark("{count} KPH còn mở, chưa quá hạn: {numbers}."), count=len(in_time), numbers=named([*in_time]))
        for _, fact in found:
            said.seen_in(Noun.NONCONFORMITY, fact.number, Phrase(mark("KPH số {number}"), number=fact.number))
        return said

    return explain


def _close(grade: Grade) -> Callable[[Subject, int], Phrase]:
    def act(a: Subject, on: int) -> Phrase:
        found = _open_by_due_day(a, grade, on)
        if not found:
            return Phrase(mark("Theo dõi việc khắc phục các sự không phù hợp"))
        return Phrase(mark("Khắc phục và đóng KPH số {number}"), number=found[0][1].number)

    return act


MAJOR_NONCONFORMITY = Gate(
    GateName.MAJOR_NONCONFORMITY,
    course=_major_course,
    explain=_explain_nonconformities(Grade.MAJOR, mark("Không có sự không phù hợp nặng nào còn mở.")),
    act=_close(Grade.MAJOR),
    law="ISO 9001:2008, 8.5.2; ISO 9001:2015, 10.2",
    law_verified=True,
)

MINOR_NONCONFORMITY = Gate(
    GateName.MINOR_NONCONFORMITY,
    course=_minor_course,
    explain=_explain_nonconformities(Grade.MINOR, mark("Không có sự không phù hợp nhẹ nào còn mở.")),
    act=_close(Grade.MINOR),
    law="ISO 9001:2008, 8.5.2; ISO 9001:2015, 10.2",
    law_verified=True,
)
