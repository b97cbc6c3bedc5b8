"""Examples of every gate, each window with its last good day and the day after, asked of the engine and of the oracle.

The agency of the examples is ``well_kept``: documents since 4 January 2016, audited 1 March, reviewed 15 March, declared
1 April 2016; windows of 30 days to declare again and of 15 days to post and to notify.
"""

from datetime import date, timedelta
from typing import Any

import pytest

from audits.nonconformities.models import Grade
from qms.agencies.models import AgencyKind, LineageKind
from qms.standards.models import Parameter
from reports.publication.facts import AgencyFacts, PolicyFact, ProcedureFact
from tests.factories.facts import (
    DOCUMENTED,
    SIGNED,
    agency,
    agency_slice,
    annex,
    audit,
    authority,
    common,
    declaration,
    lineage,
    nonconformity,
    policy_value,
    policy_without,
    review,
    revision,
    shipped_policy,
    system_documents,
    well_kept,
)
from tests.oracle.readers import Read, Reader

DAY = date(2016, 5, 10)
ONE_DAY = timedelta(days=1)


def outcome(reader: Reader, gate: str, day: date) -> str:
    verdict = reader.verdict(day)
    assert verdict is not None
    return verdict.outcomes[gate]


def turns(reader: Reader, gate: str, last_day: date, before: str, after: str) -> bool:
    """The gate is ``before`` on the last day and ``after`` the next day, and says so on the last day."""
    assert outcome(reader, gate, last_day) == before
    assert outcome(reader, gate, last_day + ONE_DAY) == after
    assert reader.turns_on(gate, last_day) == last_day + ONE_DAY
    return True


def tolerance(percent: int, since: date = date(2014, 5, 18)) -> list[PolicyFact]:
    return [*policy_without(Parameter.SCOPE_TOLERANCE_PERCENT),
            policy_value(Parameter.SCOPE_TOLERANCE_PERCENT, str(percent), since)]


def without_slot(slot: str, **changes: Any) -> AgencyFacts:
    return well_kept(revisions=[row for row in system_documents() if row.slot != slot], **changes)


def one_stop_ends(day: date, *more: object) -> tuple[object, ...]:
    documents = [row._replace(ended_on=day) if row.slot == "one-stop" else row for row in system_documents()]
    return (*documents, *more)


class TestFramework:
    def test_passes_with_every_slot_of_one_accepted_edition(self, read: Read) -> None:
        assert turns(read(common(), well_kept(declarations=())), "framework", DOCUMENTED - ONE_DAY, "fail", "pass")

    def test_fails_with_a_slot_missing_and_nothing_declared(self, read: Read) -> None:
        assert outcome(read(common(), without_slot("one-stop", declarations=())), "framework", DAY) == "fail"

    def test_asks_only_for_slots_of_the_kind(self, read: Read) -> None:
        unit = agency_slice(kind=AgencyKind.PUBLIC_SERVICE_UNIT)
        assert outcome(read(common(), without_slot("one-stop", slices=(unit,))), "framework", DAY) == "pass"

    def test_documents_of_two_editions_do_not_complete_each_other(self, read: Read) -> None:
        mixed = (revision("A", "internal-audit"), revision("B", "one-stop", edition="2008"))
        assert outcome(read(common(), well_kept(revisions=mixed, declarations=())), "framework", DAY) == "fail"

    def test_fails_when_no_accepted_edition_has_slots(self, read: Read) -> None:
        newest_only = [*policy_without(Parameter.ACCEPTED_EDITION), policy_value(Parameter.ACCEPTED_EDITION, "2026")]
        assert outcome(read(common(newest_only), well_kept(declarations=())), "framework", DAY) == "fail"

    def test_any_known_edition_does_when_none_is_accepted(self, read: Read) -> None:
        assert outcome(read(common(policy_without(Parameter.ACCEPTED_EDITION)), well_kept()), "framework", DAY) == "pass"

    def test_an_edition_counts_until_the_day_before_it_is_no_longer_accepted(self, read: Read) -> None:
        old = (revision("ST", "manual", edition="2008"), revision("MC", "one-stop", edition="2008"))
        reader = read(common(), well_kept(revisions=old, declarations=()))
        assert turns(reader, "framework", date(2021, 6, 30), "pass", "fail")

    def test_a_declared_system_has_thirty_days_to_be_completed(self, read: Read) -> None:
        reader = read(common(), well_kept(revisions=one_stop_ends(DAY)))
        assert turns(reader, "framework", DAY - ONE_DAY, "pass", "warn")
        assert turns(reader, "framework", DAY + timedelta(days=30), "warn", "fail")

    def test_the_window_begins_anew_after_one_complete_day(self, read: Read) -> None:
        mended = revision("QT-MC2", "one-stop", effective_on=DAY + timedelta(days=20), ended_on=DAY + timedelta(days=21))
        reader = read(common(), well_kept(revisions=one_stop_ends(DAY, mended)))
        assert outcome(reader, "framework", DAY + timedelta(days=20)) == "pass"
        assert turns(reader, "framework", DAY + timedelta(days=51), "warn", "fail")

    def test_days_without_a_declaration_use_up_the_window(self, read: Read) -> None:
        reader = read(common(), well_kept(revisions=one_stop_ends(DAY - timedelta(days=60))))
        assert outcome(reader, "framework", SIGNED) == "warn"
        assert turns(reader, "framework", DAY - timedelta(days=30), "warn", "fail")

    def test_days_before_the_first_slice_use_up_the_window(self, read: Read) -> None:
        late = well_kept(slices=(agency_slice(SIGNED),), revisions=())
        assert outcome(read(common(), late), "framework", SIGNED) == "fail"

    def test_days_before_the_first_slice_ask_only_for_slots_of_all_kinds(self, read: Read) -> None:
        late = without_slot("one-stop", slices=(agency_slice(DAY),))
        assert turns(read(common(), late), "framework", DAY + timedelta(days=30), "warn", "fail")

    def test_without_the_parameter_there_is_no_window(self, read: Read) -> None:
        reader = read(common(policy_without(Parameter.REDECLARE_AFTER_CHANGE_DAYS)), well_kept(revisions=one_stop_ends(DAY)))
        assert turns(reader, "framework", DAY - ONE_DAY, "pass", "fail")

    def test_the_next_revision_takes_over_on_its_effective_date(self, read: Read) -> None:
        without_use = revision("QT-MC", None, effective_on=DAY, number=(1, 1))
        reader = read(common(), well_kept(revisions=[*system_documents(), without_use]))
        assert turns(reader, "framework", DAY - ONE_DAY, "pass", "warn")

    @pytest.mark.parametrize(("number", "expected"), [((2, 0), "pass"), ((1, 1), "fail")])
    def test_of_two_revisions_of_one_day_the_later_issue_is_in_force(
            self, read: Read, number: tuple[int, int], expected: str) -> None:
        rival = revision("QT-MC", None, number=(1, 2))
        keeper = revision("QT-MC", "one-stop", number=number)
        facts = well_kept(revisions=(revision("QT-HT-02", "internal-audit"), rival, keeper), declarations=())
        assert outcome(read(common(), facts), "framework", DAY) == expected

    def test_a_revision_without_effective_date_is_not_in_force_and_ends_no_other(self, read: Read) -> None:
        draft = revision("QT-MC", None, effective_on=None, issued_on=DAY, number=(2, 0))
        assert outcome(read(common(), well_kept(revisions=[*system_documents(), draft])), "framework", DAY) == "pass"
        only_draft = revision("QT-MC", "one-stop", effective_on=None, issued_on=DAY)
        facts = well_kept(revisions=(revision("QT-HT-02", "internal-audit"), only_draft), declarations=())
        assert outcome(read(common(), facts), "framework", DAY) == "fail"


class TestCoverage:
    def test_fails_when_a_procedure_has_no_document_and_nothing_is_declared(self, read: Read) -> None:
        reader = read(common(), well_kept(declarations=(), authorities=(authority(1), authority(3, DAY))))
        assert turns(reader, "coverage", DAY - ONE_DAY, "pass", "fail")

    def test_a_declared_system_has_thirty_days_to_cover_a_new_procedure(self, read: Read) -> None:
        reader = read(common(), well_kept(authorities=(authority(1), authority(3, DAY))))
        assert turns(reader, "coverage", DAY - ONE_DAY, "pass", "warn")
        assert turns(reader, "coverage", DAY + timedelta(days=30), "warn", "fail")

    def test_a_new_declaration_over_an_old_gap_fails_at_once(self, read: Read) -> None:
        reader = read(common(), well_kept(authorities=(authority(1), authority(3))))
        assert outcome(reader, "coverage", SIGNED) == "fail"

    def test_a_procedure_counts_while_it_and_the_authority_are_in_force(self, read: Read) -> None:
        new = {3: ProcedureFact("1.3", "Mới", DAY, DAY + timedelta(days=9))}
        reader = read(common(procedures=new), well_kept(declarations=(), authorities=(authority(1), authority(3))))
        assert turns(reader, "coverage", DAY - ONE_DAY, "pass", "fail")
        assert turns(reader, "coverage", DAY + timedelta(days=8), "fail", "pass")

    def test_is_not_applicable_with_nothing_under_authority(self, read: Read) -> None:
        reader = read(common(), well_kept(authorities=(authority(3, DAY, DAY + ONE_DAY),), declarations=()))
        assert turns(reader, "coverage", DAY - ONE_DAY, "not_applicable", "fail")
        assert turns(reader, "coverage", DAY, "fail", "not_applicable")

    @pytest.mark.parametrize("parameter", [Parameter.SCOPE_TOLERANCE_PERCENT, Parameter.REDECLARE_AFTER_CHANGE_DAYS])
    def test_is_not_applicable_without_a_parameter(self, read: Read, parameter: Parameter) -> None:
        assert outcome(read(common(policy_without(parameter)), well_kept()), "coverage", DAY) == "not_applicable"

    @pytest.mark.parametrize(("percent", "expected"), [(33, "fail"), (34, "pass")])
    def test_a_third_is_more_than_33_percent(self, read: Read, percent: int, expected: str) -> None:
        facts = well_kept(authorities=(authority(1), authority(2), authority(3)))
        assert outcome(read(common(tolerance(percent)), facts), "coverage", DAY) == expected

    def test_exactly_the_tolerance_passes(self, read: Read) -> None:
        facts = well_kept(authorities=(authority(1), authority(3)))
        assert outcome(read(common(tolerance(50)), facts), "coverage", DAY) == "pass"

    def test_earlier_days_without_a_tolerance_do_not_count(self, read: Read) -> None:
        reader = read(common(tolerance(0, since=DAY)), well_kept(authorities=(authority(1), authority(3))))
        assert turns(reader, "coverage", DAY - ONE_DAY, "not_applicable", "warn")
        assert turns(reader, "coverage", DAY + timedelta(days=30), "warn", "fail")

    def test_earlier_days_are_asked_by_the_tolerance_of_the_day(self, read: Read) -> None:
        stricter = [*tolerance(50), policy_value(Parameter.SCOPE_TOLERANCE_PERCENT, "0", DAY)]
        reader = read(common(stricter), well_kept(authorities=(authority(1), authority(3))))
        assert turns(reader, "coverage", DAY - ONE_DAY, "pass", "warn")
        assert turns(reader, "coverage", DAY + timedelta(days=30), "warn", "fail")

    def test_the_length_of_the_window_is_that_of_the_day(self, read: Read) -> None:
        shorter = [*shipped_policy(), policy_value(Parameter.REDECLARE_AFTER_CHANGE_DAYS, "5", DAY + timedelta(days=10))]
        reader = read(common(shorter), well_kept(authorities=(authority(1), authority(3, DAY))))
        assert turns(reader, "coverage", DAY + timedelta(days=9), "warn", "fail")

    def test_documents_of_any_edition_cover(self, read: Read) -> None:
        facts = well_kept(revisions=[*system_documents(), revision("CŨ", edition="2008", procedures=(3,))],
                          authorities=(authority(1), authority(3)))
        assert outcome(read(common(), facts), "coverage", DAY) == "pass"


class TestApplied:
    def test_needs_a_review_held_by_the_day(self, read: Read) -> None:
        assert turns(read(common(), well_kept(declarations=())), "applied", date(2016, 3, 14), "fail", "pass")

    def test_needs_an_internal_audit_closed_by_the_day(self, read: Read) -> None:
        reader = read(common(), well_kept(declarations=(), internal_audits=(audit(DAY),)))
        assert turns(reader, "applied", DAY - ONE_DAY, "fail", "pass")

    def test_a_gap_within_its_window_is_still_a_gap(self, read: Read) -> None:
        reader = read(common(), well_kept(authorities=(authority(1), authority(3, DAY))))
        assert turns(reader, "applied", DAY - ONE_DAY, "pass", "fail")

    def test_does_not_need_procedures(self, read: Read) -> None:
        assert outcome(read(common(), well_kept(authorities=())), "applied", DAY) == "pass"

    def test_an_old_audit_still_shows_that_the_system_was_applied(self, read: Read) -> None:
        assert outcome(read(common(), well_kept()), "applied", date(2019, 1, 1)) == "pass"


class TestDeclaration:
    def test_begins_on_its_effective_date(self, read: Read) -> None:
        reader = read(common(), well_kept(declarations=(declaration(SIGNED, DAY),)))
        assert turns(reader, "declaration", DAY - ONE_DAY, "fail", "pass")

    def test_ends_on_the_day_of_its_cancellation(self, read: Read) -> None:
        reader = read(common(), well_kept(declarations=(declaration(cancelled_on=DAY),)))
        assert turns(reader, "declaration", DAY - ONE_DAY, "pass", "fail")

    def test_a_cancelled_one_does_not_bring_its_predecessor_back(self, read: Read) -> None:
        second = declaration(date(2016, 4, 20), number="02/CB", cancelled_on=DAY)
        reader = read(common(), well_kept(declarations=(second, declaration())))
        assert turns(reader, "declaration", DAY - ONE_DAY, "pass", "fail")
        assert reader.turns_on("declaration", DAY) is None

    @pytest.mark.parametrize("cancelled_on", [date(2016, 4, 25), DAY])
    def test_one_cancelled_by_its_effective_date_never_took_effect(self, read: Read, cancelled_on: date) -> None:
        withdrawn = declaration(date(2016, 4, 20), DAY, number="02/CB", cancelled_on=cancelled_on, edition="2008")
        verdict = read(common(), well_kept(declarations=(declaration(), withdrawn))).verdict(DAY)
        assert verdict is not None
        assert (verdict.outcomes["declaration"], verdict.edition, verdict.status) == ("pass", "2015", "maintained")

    def test_of_one_effective_date_the_one_signed_last_is_in_effect_then_the_greater_number(self, read: Read) -> None:
        first = declaration(date(2016, 4, 2), DAY, number="02/CB", edition="2008")
        signed_later = declaration(date(2016, 4, 3), DAY, number="01/CB", edition="2015")
        same_day = declaration(date(2016, 4, 3), DAY, number="00/CB", edition="2008")
        verdict = read(common(), well_kept(declarations=(signed_later, same_day, first))).verdict(DAY)
        assert verdict is not None and verdict.edition == "2015"


class TestEdition:
    def test_passes_until_the_day_before_the_edition_is_no_longer_accepted(self, read: Read) -> None:
        reader = read(common(), well_kept(declarations=(declaration(edition="2008"),)))
        assert turns(reader, "edition", date(2021, 6, 30), "pass", "fail")

    def test_fails_when_no_edition_is_accepted(self, read: Read) -> None:
        assert outcome(read(common(policy_without(Parameter.ACCEPTED_EDITION)), well_kept()), "edition", DAY) == "fail"

    def test_of_an_agency_with_a_declaration_is_the_declared_one(self, read: Read) -> None:
        verdict = read(common(), well_kept(declarations=(declaration(edition="2008"),))).verdict(DAY)
        assert verdict is not None and verdict.edition == "2008"

    @pytest.mark.parametrize(("moved_to", "expected"), [
        (DOCUMENTED - ONE_DAY, "2015"), (DOCUMENTED, "2015"), (DOCUMENTED + ONE_DAY, "2008")])
    def test_without_a_declaration_is_that_of_the_last_document_in_its_slot(
            self, read: Read, moved_to: date, expected: str) -> None:
        old = revision("ST", "manual", edition="2008", effective_on=moved_to)
        misplaced = revision("X", "risk", edition="2026", effective_on=DAY)
        facts = well_kept(declarations=(), revisions=[*system_documents(), old, misplaced])
        verdict = read(common(), facts).verdict(DAY)
        assert verdict is not None and verdict.edition == expected

    @pytest.mark.parametrize(("day", "expected"), [(date(2015, 12, 31), "2008"), (date(2016, 1, 1), "2015")])
    def test_without_documents_is_the_newest_accepted(self, read: Read, day: date, expected: str) -> None:
        verdict = read(common(), agency()).verdict(day)
        assert verdict is not None and verdict.edition == expected

    def test_without_an_accepted_one_is_the_oldest_known(self, read: Read) -> None:
        verdict = read(common(policy_without(Parameter.ACCEPTED_EDITION)), agency()).verdict(DAY)
        assert verdict is not None and verdict.edition == "2008"


def renamed(on: date, name: str = "Sở Khoa học, Công nghệ và Thông tin", kind: AgencyKind = AgencyKind.SPECIALISED_AGENCY,
            **changes: Any) -> AgencyFacts:
    return well_kept(slices=(agency_slice(valid_to=on), agency_slice(on, name=name, kind=kind)), **changes)


class TestIdentity:
    def test_a_new_name_leaves_thirty_days_to_declare_again(self, read: Read) -> None:
        reader = read(common(), renamed(DAY))
        assert turns(reader, "identity", DAY - ONE_DAY, "pass", "warn")
        assert turns(reader, "identity", DAY + timedelta(days=30), "warn", "fail")

    def test_a_new_kind_leaves_thirty_days_to_declare_again(self, read: Read) -> None:
        reader = read(common(), renamed(DAY, "Sở Khoa học và Công nghệ", AgencyKind.MANAGEMENT_BOARD))
        assert turns(reader, "identity", DAY + timedelta(days=30), "warn", "fail")

    @pytest.mark.parametrize("name", ["SỞ  KHOA HỌC VÀ CÔNG NGHỆ", "Sở Khoa học và Công nghệ", "Sở Khoa\u00a0học và Công nghệ"])
    def test_another_spelling_is_no_event(self, read: Read, name: str) -> None:
        assert outcome(read(common(), renamed(DAY, name)), "identity", DAY) == "pass"

    def test_another_place_of_the_tone_is_no_event(self, read: Read) -> None:
        slices = (agency_slice(valid_to=DAY, name="UBND xã Hoà Thuỷ"), agency_slice(DAY, name="UBND xã Hòa Thủy"))
        assert outcome(read(common(), well_kept(slices=slices)), "identity", DAY) == "pass"

    def test_an_event_of_the_day_of_signature_is_known_to_the_declaration(self, read: Read) -> None:
        assert outcome(read(common(), renamed(SIGNED)), "identity", DAY) == "pass"
        assert outcome(read(common(), renamed(SIGNED + ONE_DAY)), "identity", DAY) == "fail"

    def test_an_event_between_signature_and_effect_counts(self, read: Read) -> None:
        reader = read(common(), renamed(date(2016, 4, 5), declarations=(declaration(SIGNED, DAY),)))
        assert outcome(reader, "identity", DAY) == "fail"
        assert turns(reader, "identity", DAY - ONE_DAY, "not_applicable", "fail")

    @pytest.mark.parametrize("sides", [(("so-a",), ("so-b",)), (("so-b",), ("so-a",))])
    def test_a_lineage_event_on_either_side_is_an_event(
            self, read: Read, sides: tuple[tuple[str, ...], tuple[str, ...]]) -> None:
        reader = read(common(), well_kept(lineage=(lineage(DAY, LineageKind.ABSORB, *sides),)))
        assert turns(reader, "identity", DAY - ONE_DAY, "pass", "warn")
        assert turns(reader, "identity", DAY + timedelta(days=30), "warn", "fail")

    def test_a_renaming_with_the_superior_only_warns(self, read: Read) -> None:
        reader = read(common(), renamed(DAY, lineage=(lineage(DAY, LineageKind.RENAME_WITH_SUPERIOR),)))
        assert turns(reader, "identity", DAY - ONE_DAY, "pass", "warn")
        assert reader.turns_on("identity", DAY) is None

    def test_a_renaming_with_the_superior_on_another_day_excuses_nothing(self, read: Read) -> None:
        reader = read(common(), renamed(DAY, lineage=(lineage(DAY - ONE_DAY, LineageKind.RENAME_WITH_SUPERIOR),)))
        assert turns(reader, "identity", DAY + timedelta(days=30), "warn", "fail")

    def test_a_renaming_with_the_superior_does_not_excuse_a_new_kind(self, read: Read) -> None:
        facts = renamed(DAY, "Sở B", AgencyKind.SUB_DEPARTMENT, lineage=(lineage(DAY, LineageKind.RENAME_WITH_SUPERIOR),))
        assert turns(read(common(), facts), "identity", DAY + timedelta(days=30), "warn", "fail")

    def test_a_renaming_with_the_superior_does_not_excuse_another_event_of_the_day(self, read: Read) -> None:
        both = (lineage(DAY, LineageKind.RENAME_WITH_SUPERIOR), lineage(DAY, LineageKind.MERGE))
        assert turns(read(common(), well_kept(lineage=both)), "identity", DAY + timedelta(days=30), "warn", "fail")

    def test_the_oldest_hard_event_decides(self, read: Read) -> None:
        events = (lineage(DAY - timedelta(days=20), LineageKind.RENAME_WITH_SUPERIOR), lineage(DAY, LineageKind.RENAME),
                  lineage(DAY + timedelta(days=5), LineageKind.SPLIT))
        assert turns(read(common(), well_kept(lineage=events)), "identity", DAY + timedelta(days=30), "warn", "fail")

    def test_a_new_declaration_settles_it(self, read: Read) -> None:
        again = declaration(DAY + timedelta(days=40), number="02/CB")
        reader = read(common(), renamed(DAY, declarations=(declaration(), again)))
        assert turns(reader, "identity", DAY + timedelta(days=39), "fail", "pass")

    def test_is_not_applicable_without_the_parameter(self, read: Read) -> None:
        reader = read(common(policy_without(Parameter.REDECLARE_AFTER_CHANGE_DAYS)), renamed(DAY))
        assert outcome(reader, "identity", DAY) == "not_applicable"


def covered_anew(day: date, **changes: Any) -> AgencyFacts:
    """Procedure 3 comes under authority on the day; a document covers it already."""
    return well_kept(authorities=(authority(1), authority(2), authority(3, day)),
                     revisions=[*system_documents(), revision("QT-NV-03", procedures=(3,))], **changes)


class TestScope:
    def test_a_new_procedure_leaves_thirty_days_to_declare_it(self, read: Read) -> None:
        reader = read(common(), covered_anew(DAY))
        assert turns(reader, "scope", DAY - ONE_DAY, "pass", "warn")
        assert turns(reader, "scope", DAY + timedelta(days=30), "warn", "fail")

    def test_an_annex_mends_it_from_the_day_it_is_signed(self, read: Read) -> None:
        signed = DAY + timedelta(days=40)
        reader = read(common(), covered_anew(DAY, declarations=(declaration(annexes=(annex(signed, added=[3]),)),)))
        assert turns(reader, "scope", signed - ONE_DAY, "fail", "pass")

    def test_annexes_of_one_day_apply_in_the_order_of_their_numbers(self, read: Read) -> None:
        last_adds = (annex(DAY, removed=[3], number="PL-01"), annex(DAY, added=[3], number="PL-02"))
        last_removes = (annex(DAY, removed=[3], number="PL-03"), annex(DAY, added=[3], number="PL-02"))
        for annexes, expected in ((last_adds, "pass"), (last_removes, "warn")):
            reader = read(common(), covered_anew(DAY, declarations=(declaration(annexes=annexes),)))
            assert outcome(reader, "scope", DAY) == expected

    def test_an_annex_first_adds_and_then_removes(self, read: Read) -> None:
        both = declaration(annexes=(annex(DAY, added=[2, 3], removed=[2, 3]),))
        assert turns(read(common(), well_kept(declarations=(both,))), "scope", DAY - ONE_DAY, "pass", "warn")

    def test_everything_means_everything_and_annexes_do_not_change_it(self, read: Read) -> None:
        everything = declaration(scope=None, annexes=(annex(DAY, removed=[1, 2, 3]),))
        reader = read(common(), covered_anew(DAY, declarations=(everything,)))
        assert outcome(reader, "scope", DAY + timedelta(days=31)) == "pass"

    def test_a_surplus_only_warns(self, read: Read) -> None:
        reader = read(common(), well_kept(authorities=(authority(1), authority(2, valid_to=DAY))))
        assert turns(reader, "scope", DAY - ONE_DAY, "pass", "warn")
        assert reader.turns_on("scope", DAY) is None

    def test_a_surplus_warns_with_nothing_under_authority(self, read: Read) -> None:
        assert outcome(read(common(), well_kept(authorities=())), "scope", DAY) == "warn"

    @pytest.mark.parametrize(("percent", "expected"), [(33, "fail"), (34, "pass")])
    def test_a_third_is_more_than_33_percent(self, read: Read, percent: int, expected: str) -> None:
        reader = read(common(tolerance(percent)), covered_anew(DAY))
        assert outcome(reader, "scope", DAY + timedelta(days=31)) == expected

    def test_another_declaration_with_the_same_gap_does_not_begin_the_window_anew(self, read: Read) -> None:
        again = declaration(DAY + timedelta(days=10), number="02/CB")
        reader = read(common(), covered_anew(DAY, declarations=(declaration(), again)))
        assert turns(reader, "scope", DAY + timedelta(days=30), "warn", "fail")

    def test_days_without_a_declaration_interrupt_the_run(self, read: Read) -> None:
        first = declaration(cancelled_on=DAY + timedelta(days=5))
        again = declaration(DAY + timedelta(days=6), number="02/CB")
        reader = read(common(), covered_anew(DAY, declarations=(first, again)))
        assert outcome(reader, "scope", DAY + timedelta(days=5)) == "not_applicable"
        assert turns(reader, "scope", DAY + timedelta(days=36), "warn", "fail")

    def test_days_before_the_first_slice_count(self, read: Read) -> None:
        reader = read(common(), covered_anew(DAY, slices=(agency_slice(DAY + timedelta(days=20)),)))
        assert turns(reader, "scope", DAY + timedelta(days=30), "warn", "fail")

    @pytest.mark.parametrize("parameter", [Parameter.SCOPE_TOLERANCE_PERCENT, Parameter.REDECLARE_AFTER_CHANGE_DAYS])
    def test_is_not_applicable_without_a_parameter(self, read: Read, parameter: Parameter) -> None:
        assert outcome(read(common(policy_without(parameter)), covered_anew(DAY)), "scope", DAY) == "not_applicable"


class TestIntervals:
    def test_an_audit_holds_for_twelve_months(self, read: Read) -> None:
        assert turns(read(common(), well_kept()), "internal_audit", date(2017, 3, 1), "pass", "fail")

    def test_a_review_holds_for_twelve_months(self, read: Read) -> None:
        assert turns(read(common(), well_kept()), "management_review", date(2017, 3, 15), "pass", "fail")

    def test_months_are_clipped_to_their_last_day(self, read: Read) -> None:
        leap = date(2016, 2, 29)
        reader = read(common(), well_kept(internal_audits=(audit(leap),), reviews=(review(leap),)))
        assert turns(reader, "internal_audit", date(2017, 2, 28), "pass", "fail")
        assert turns(reader, "management_review", date(2017, 2, 28), "pass", "fail")

    def test_both_count_from_the_day_itself(self, read: Read) -> None:
        reader = read(common(), agency(internal_audits=(audit(DAY),), reviews=(review(DAY),)))
        assert turns(reader, "internal_audit", DAY - ONE_DAY, "fail", "pass")
        assert turns(reader, "management_review", DAY - ONE_DAY, "fail", "pass")

    def test_the_last_one_counts(self, read: Read) -> None:
        reader = read(common(), well_kept(internal_audits=(audit(DAY), audit(number="02/ĐG"))))
        assert turns(reader, "internal_audit", date(2017, 5, 10), "pass", "fail")

    def test_the_interval_is_that_of_the_day(self, read: Read) -> None:
        shorter = [*shipped_policy(), policy_value(Parameter.INTERNAL_AUDIT_INTERVAL_MONTHS, "6", date(2016, 12, 1))]
        assert turns(read(common(shorter), well_kept()), "internal_audit", date(2016, 11, 30), "pass", "fail")

    def test_a_value_that_ended_gives_way_to_an_older_one_still_in_force(self, read: Read) -> None:
        for_a_while = policy_value(Parameter.INTERNAL_AUDIT_INTERVAL_MONTHS, "1", date(2016, 4, 10), date(2016, 5, 1))
        reader = read(common([*shipped_policy(), for_a_while]), well_kept())
        assert turns(reader, "internal_audit", date(2016, 4, 9), "pass", "fail")
        assert turns(reader, "internal_audit", date(2016, 4, 30), "fail", "pass")

    @pytest.mark.parametrize(("gate", "parameter"), [
        ("internal_audit", Parameter.INTERNAL_AUDIT_INTERVAL_MONTHS),
        ("management_review", Parameter.MANAGEMENT_REVIEW_INTERVAL_MONTHS)])
    def test_are_not_applicable_without_the_parameter(self, read: Read, gate: str, parameter: Parameter) -> None:
        assert outcome(read(common(policy_without(parameter)), agency()), gate, DAY) == "not_applicable"


class TestNonconformities:
    def test_a_major_one_warns_until_it_is_due_and_then_fails(self, read: Read) -> None:
        reader = read(common(), well_kept(nonconformities=(nonconformity(DAY, due_on=DAY + timedelta(days=7)),)))
        assert turns(reader, "major_nonconformity", DAY - ONE_DAY, "pass", "warn")
        assert turns(reader, "major_nonconformity", DAY + timedelta(days=7), "warn", "fail")

    def test_a_major_one_without_due_date_is_due_after_thirty_days(self, read: Read) -> None:
        reader = read(common(), well_kept(nonconformities=(nonconformity(DAY),)))
        assert turns(reader, "major_nonconformity", DAY + timedelta(days=30), "warn", "fail")

    def test_the_days_to_correct_are_those_of_the_day_it_was_raised(self, read: Read) -> None:
        shorter = [*shipped_policy(), policy_value(Parameter.CORRECTIVE_ACTION_DAYS_MAJOR, "5", DAY + ONE_DAY)]
        reader = read(common(shorter), well_kept(nonconformities=(nonconformity(DAY),)))
        assert turns(reader, "major_nonconformity", DAY + timedelta(days=30), "warn", "fail")

    def test_without_the_parameter_it_is_never_due(self, read: Read) -> None:
        policy = policy_without(Parameter.CORRECTIVE_ACTION_DAYS_MAJOR)
        reader = read(common(policy), well_kept(nonconformities=(nonconformity(DAY),)))
        assert outcome(reader, "major_nonconformity", DAY) == "warn"
        assert reader.turns_on("major_nonconformity", DAY) is None

    def test_is_open_until_the_day_before_it_is_closed(self, read: Read) -> None:
        row = nonconformity(DAY, due_on=DAY, closed_on=DAY + timedelta(days=9))
        reader = read(common(), well_kept(nonconformities=(row,)))
        assert turns(reader, "major_nonconformity", DAY + timedelta(days=8), "fail", "pass")

    def test_one_raised_and_closed_on_one_day_was_never_open(self, read: Read) -> None:
        reader = read(common(), well_kept(nonconformities=(nonconformity(DAY, closed_on=DAY),)))
        assert outcome(reader, "major_nonconformity", DAY) == "pass"

    def test_a_minor_one_warns_only_when_it_is_overdue(self, read: Read) -> None:
        row = nonconformity(DAY, grade=Grade.MINOR)
        reader = read(common(), well_kept(nonconformities=(row,)))
        assert outcome(reader, "minor_nonconformity", DAY) == "pass"
        assert turns(reader, "minor_nonconformity", DAY + timedelta(days=60), "pass", "warn")
        assert outcome(reader, "major_nonconformity", DAY + timedelta(days=90)) == "pass"

    def test_a_minor_one_is_due_on_its_own_date(self, read: Read) -> None:
        row = nonconformity(DAY, grade=Grade.MINOR, due_on=DAY + timedelta(days=3), closed_on=DAY + timedelta(days=8))
        reader = read(common(), well_kept(nonconformities=(row,)))
        assert turns(reader, "minor_nonconformity", DAY + timedelta(days=3), "pass", "warn")
        assert turns(reader, "minor_nonconformity", DAY + timedelta(days=7), "warn", "pass")


@pytest.mark.parametrize(("gate", "field", "parameter"), [
    ("posted", "posted_on", Parameter.POST_DECLARATION_WITHIN_DAYS),
    ("notified", "notified_on", Parameter.NOTIFY_LEAD_UNIT_WITHIN_DAYS)])
class TestPostedAndNotified:
    def test_fifteen_days_from_signature_are_allowed(self, read: Read, gate: str, field: str, parameter: Parameter) -> None:
        unsaid: dict[str, Any] = {field: None}
        reader = read(common(), well_kept(declarations=(declaration(**unsaid),)))
        assert turns(reader, gate, date(2016, 4, 16), "pass", "warn")
        assert reader.turns_on(gate, DAY) is None

    def test_it_passes_from_the_day_it_was_done(self, read: Read, gate: str, field: str, parameter: Parameter) -> None:
        late: dict[str, Any] = {field: DAY}
        reader = read(common(), well_kept(declarations=(declaration(**late),)))
        assert turns(reader, gate, DAY - ONE_DAY, "warn", "pass")

    def test_is_not_applicable_without_a_declaration_or_the_parameter(
            self, read: Read, gate: str, field: str, parameter: Parameter) -> None:
        assert turns(read(common(), well_kept()), gate, SIGNED - ONE_DAY, "not_applicable", "pass")
        assert outcome(read(common(policy_without(parameter)), well_kept()), gate, DAY) == "not_applicable"


@pytest.mark.parametrize("gate", ["edition", "identity", "scope", "posted", "notified"])
def test_gates_of_the_declaration_are_not_applicable_without_one(read: Read, gate: str) -> None:
    assert outcome(read(common(), renamed(DAY, declarations=())), gate, DAY) == "not_applicable"
