"""Gates about what has been written and put to work: framework, coverage, applied."""

from qms.language import Bilingual, Phrase, mark
from qms.standards.models import Parameter
from reports.publication.course import BEGIN, Course
from reports.publication.courses import Courses, combine, holding, running, window
from reports.publication.facts import SlotFact
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

WINDOW = Parameter.REDECLARE_AFTER_CHANGE_DAYS


def gap_outcome(gap: bool, declared: bool, in_window: bool) -> Outcome:
    """A gap fails, but under a declaration it only warns during its window."""
    if not gap:
        return Outcome.PASS
    return Outcome.WARN if declared and in_window else Outcome.FAIL


def gap_course(a: Subjects, gap: Courses[bool]) -> Courses[Outcome]:
    in_window = holding(running(gap), a.rulebook.number(WINDOW), window)
    return combine(gap_outcome, gap, a.cases.is_declared, in_window)


def explain_window(a: Subject, gap: Course[bool], on: int, said: Explanation) -> None:
    """Until when a gap under a declaration is only a warning; ``gap`` changed on the day the gap opened."""
    days = a.rulebook.number(WINDOW).at(on)
    if days is None or not a.case.is_declared.at(on):
        return
    until = gap.began(on) + days
    if on <= until:
        said.because(mark("Phải bổ sung chậm nhất vào ngày {until}."), until=day(until))
    elif gap.began(on) > BEGIN:
        late = mark("Thiếu từ ngày {since}, đã quá hạn bổ sung (hạn cuối: ngày {until}).")
        said.because(late, since=day(gap.began(on)), until=day(until))


# -- framework -----------------------------------------------------------------------------------------------------------


def framework_gap(a: Subjects) -> Courses[bool]:
    return combine(lambda complete: not complete, a.cases.framework_complete)


def missing_slots(a: Subject, on: int) -> tuple[str, list[SlotFact]]:
    """The edition whose framework is to be completed, and its slots without a document in force."""
    edition = a.case.edition_on(on)
    missing = _unfilled(a, edition, on)
    accepted = a.rulebook.accepted.at(on)
    if not missing and accepted and edition not in accepted:
        with_slots = [one for one in accepted if a.rulebook.expected_slots(one, a.case.kind.at(on))]
        edition = with_slots[-1] if with_slots else accepted[-1]
        missing = _unfilled(a, edition, on)
    return edition, missing


def _unfilled(a: Subject, edition: str, on: int) -> list[SlotFact]:
    expected = a.rulebook.expected_slots(edition, a.case.kind.at(on))
    return [slot for slot in expected if not a.case.is_filled(edition, slot.slot, on)]


def slot_title(slot: SlotFact) -> Bilingual:
    return Bilingual(slot.title_vi, slot.title_en)


def _explain_framework(a: Subject, on: int) -> Explanation:
    said = Explanation()
    if a.case.framework_complete.at(on):
        edition = _complete_edition(a, on)
        said.because(mark("Đủ tài liệu theo mô hình khung của ISO 9001:{edition}."), edition=edition)
        for slot in a.rulebook.expected_slots(edition, a.case.kind.at(on)):
            _cite_slot(a, on, slot, said)
        return said
    edition, missing = missing_slots(a, on)
    if missing:
        said.because(
            mark("Thiếu {count} tài liệu theo mô hình khung của ISO 9001:{edition}: {missing}."),
            count=len(missing),
            edition=edition,
            missing=named([slot_title(slot) for slot in missing]),
        )
    else:
        said.because(mark("ISO 9001:{edition} chưa có mô hình khung áp dụng cho loại cơ quan này."), edition=edition)
    for slot in missing:
        said.seen_in(Noun.SLOT, slot.slot, slot_title(slot))
    explain_window(a, a.case.framework_complete, on, said)
    return said


def _complete_edition(a: Subject, on: int) -> str:
    """The newest edition whose framework is complete on a day on which one is."""
    kind = a.case.kind.at(on)
    considered = [one for one in a.rulebook.considered.at(on) if a.rulebook.expected_slots(one, kind)]
    return next(one for one in reversed(considered) if not _unfilled(a, one, on))


def _cite_slot(a: Subject, on: int, slot: SlotFact, said: Explanation) -> None:
    for fact, in_force, _ in a.case.revisions:
        if (fact.edition, fact.slot) == (slot.edition, slot.slot) and in_force.start <= on < in_force.end:
            said.seen_in(Noun.DOCUMENT, fact.code, fact.title)


def _complete_framework(a: Subject, on: int) -> Phrase:
    edition, missing = missing_slots(a, on)
    if missing:
        return Phrase(mark("Ban hành {title}"), title=slot_title(missing[0]))
    return Phrase(mark("Xây dựng bộ tài liệu theo một phiên bản được chấp nhận thay cho ISO 9001:{edition}"), edition=edition)


FRAMEWORK = Gate(
    GateName.FRAMEWORK,
    course=lambda a: gap_course(a, framework_gap(a)),
    explain=_explain_framework,
    act=_complete_framework,
    law="QĐ 101/QĐ-BKHCN",
    law_verified=False,
    parameters=(WINDOW,),
)

# -- coverage ------------------------------------------------------------------------------------------------------------


def _coverage_course(a: Subjects) -> Courses[Outcome]:
    def judge(gapped: Outcome, under: int, *parameters: int | None) -> Outcome:
        return Outcome.NOT_APPLICABLE if None in parameters or not under else gapped

    parameters = (a.rulebook.number(parameter) for parameter in COVERAGE.parameters)
    return combine(judge, gap_course(a, a.cases.coverage_exceeds), a.cases.under_authority, *parameters)


def _explain_coverage(a: Subject, on: int) -> Explanation:
    said = Explanation()
    total = a.case.under_authority.at(on)
    if any(a.rulebook.number(parameter).at(on) is None for parameter in COVERAGE.parameters):
        return missing_parameter()
    if not total:
        return said.because(mark("Không có TTHC nào thuộc thẩm quyền giải quyết."))
    lacking = a.case.lacking_on(on)
    said.because(
        mark("{covered}/{total} TTHC thuộc thẩm quyền có quy trình còn hiệu lực."), covered=total - len(lacking), total=total
    )
    if lacking:
        facts = [a.rulebook.procedure(one) for one in lacking]
        said.because(mark("Chưa có quy trình: {codes}."), codes=named([fact.code for fact in facts]))
        for fact in facts:
            said.seen_in(Noun.PROCEDURE, fact.code, fact.name)
    if a.case.coverage_exceeds.at(on):
        explain_window(a, a.case.coverage_exceeds, on, said)
    return said


def _cover(a: Subject, on: int) -> Phrase:
    lacking = a.case.lacking_on(on)
    if not lacking:
        return Phrase(mark("Rà soát danh mục TTHC thuộc thẩm quyền giải quyết"))
    fact = a.rulebook.procedure(lacking[0])
    return Phrase(mark("Ban hành quy trình cho TTHC {code} – {name}"), code=fact.code, name=short(fact.name))


COVERAGE = Gate(
    GateName.COVERAGE,
    course=_coverage_course,
    explain=_explain_coverage,
    act=_cover,
    law="QĐ 19/2014/QĐ-TTg",
    law_verified=True,
    parameters=(Parameter.SCOPE_TOLERANCE_PERCENT, WINDOW),
)

# -- applied -------------------------------------------------------------------------------------------------------------


def built(framework: Outcome, coverage: Outcome) -> bool:
    """Documents are complete; a gap within its window is still a gap."""
    return framework is Outcome.PASS and coverage in (Outcome.PASS, Outcome.NOT_APPLICABLE)


def _applied_course(a: Subjects) -> Courses[Outcome]:
    def judge(framework: Outcome, coverage: Outcome, audited: bool, reviewed: bool) -> Outcome:
        return verdict(built(framework, coverage) and audited and reviewed)

    return combine(judge, a.outcome(GateName.FRAMEWORK), a.outcome(GateName.COVERAGE), a.cases.audited, a.cases.reviewed)


def _explain_applied(a: Subject, on: int) -> Explanation:
    said = Explanation()
    if a.outcome(GateName.APPLIED).at(on) is Outcome.PASS:
        return said.because(mark("Đã xây dựng đủ tài liệu, đã đánh giá nội bộ và đã có xem xét của lãnh đạo."))
    if not built(a.outcome(GateName.FRAMEWORK).at(on), a.outcome(GateName.COVERAGE).at(on)):
        said.because(mark("Chưa xây dựng đủ tài liệu của hệ thống."))
    if not any(fact.closed_on.toordinal() <= on for fact in a.case.facts.internal_audits):
        said.because(mark("Chưa có đánh giá nội bộ nào kết thúc."))
    if not any(fact.held_on.toordinal() <= on for fact in a.case.facts.reviews):
        said.because(mark("Chưa có cuộc họp xem xét của lãnh đạo nào."))
    return said


APPLIED = Gate(
    GateName.APPLIED,
    course=_applied_course,
    explain=_explain_applied,
    act=lambda a, on: Phrase(mark("Áp dụng hệ thống: ban hành tài liệu, đánh giá nội bộ và họp xem xét của lãnh đạo")),
    law="QĐ 19/2014/QĐ-TTg",
    law_verified=True,
)
