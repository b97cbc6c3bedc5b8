"""Gates about making a declaration known: that it was posted at the seat, and that the lead unit was told."""

from collections.abc import Callable
from datetime import date
from functools import partial

from qms.language import Phrase, mark
from qms.standards.models import Parameter
from reports.publication.courses import Courses, combine, during, holding, spans, window
from reports.publication.facts import DeclarationFact
from reports.publication.gates.base import Explanation, Gate, Subject, Subjects, day, missing_parameter
from reports.publication.gates.declaring import LAW, cite, if_declared, no_declaration
from reports.publication.vocabulary import GateName, Outcome


def _course(parameter: Parameter, when: Callable[[DeclarationFact], date | None], a: Subjects) -> Courses[Outcome]:
    days = a.rulebook.number(parameter)
    signed = combine(lambda one: one and one.signed_on.toordinal(), a.cases.declaration)
    in_window = holding(signed, days, window)
    told = [
        (place, max(start, told_on.toordinal()), end)
        for place, (start, end), one in a.cases.declaration.runs()
        if one is not None and (told_on := when(one)) is not None
    ]

    def judge(declared: bool, told: bool, in_window: bool, days: int | None) -> Outcome:
        return if_declared(Outcome.PASS if told or in_window else Outcome.WARN, declared, days)

    return combine(judge, a.cases.is_declared, during(a.cases.bodies, spans(told)), in_window, days)


def _explain(
    parameter: Parameter,
    when: Callable[[DeclarationFact], date | None],
    done: str,
    not_yet: str,
    overdue: str,
    a: Subject,
    on: int,
) -> Explanation:
    one = a.case.declaration.at(on)
    days = a.rulebook.number(parameter).at(on)
    if one is None:
        return no_declaration()
    if days is None:
        return missing_parameter()
    said = cite(one, Explanation())
    told, until = when(one), one.signed_on.toordinal() + days
    if told is not None and told.toordinal() <= on:
        return said.because(done, day=told)
    return said.because(not_yet if on <= until else overdue, until=day(until))


def _posted_on(one: DeclarationFact) -> date | None:
    return one.posted_on


def _notified_on(one: DeclarationFact) -> date | None:
    return one.notified_on


POSTED = Gate(
    GateName.POSTED,
    course=partial(_course, Parameter.POST_DECLARATION_WITHIN_DAYS, _posted_on),
    explain=partial(
        _explain,
        Parameter.POST_DECLARATION_WITHIN_DAYS,
        _posted_on,
        mark("Đã niêm yết ngày {day}."),
        mark("Chưa niêm yết, còn trong thời hạn đến hết ngày {until}."),
        mark("Chưa niêm yết, đã quá hạn (hạn cuối: ngày {until})."),
    ),
    act=lambda a, on: Phrase(mark("Niêm yết bản công bố tại trụ sở và đăng trên trang thông tin điện tử")),
    law=LAW,
    law_verified=False,
    parameters=(Parameter.POST_DECLARATION_WITHIN_DAYS,),
)

NOTIFIED = Gate(
    GateName.NOTIFIED,
    course=partial(_course, Parameter.NOTIFY_LEAD_UNIT_WITHIN_DAYS, _notified_on),
    explain=partial(
        _explain,
        Parameter.NOTIFY_LEAD_UNIT_WITHIN_DAYS,
        _notified_on,
        mark("Đã gửi đơn vị chủ trì ngày {day}."),
        mark("Chưa gửi đơn vị chủ trì, còn trong thời hạn đến hết ngày {until}."),
        mark("Chưa gửi đơn vị chủ trì, đã quá hạn (hạn cuối: ngày {until})."),
    ),
    act=lambda a, on: Phrase(mark("Gửi bản công bố cho đơn vị chủ trì (Sở Khoa học và Công nghệ)")),
    law=LAW,
    law_verified=False,
    parameters=(Parameter.NOTIFY_LEAD_UNIT_WITHIN_DAYS,),
)
