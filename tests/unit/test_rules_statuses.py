"""Examples of every status, of what stands beside it, and of what follows from it, asked of the engine and of the oracle."""

from datetime import date, timedelta

import pytest

from qms.agencies.models import AgencyKind, Obligation
from qms.standards.models import Parameter
from reports.publication.facts import AgencyFacts, CommonFacts
from reports.publication.models import OverrideKind
from tests.factories.facts import (
    AUDITED,
    BEGUN,
    DOCUMENTED,
    REVIEWED,
    SIGNED,
    agency,
    agency_slice,
    audit,
    authority,
    common,
    declaration,
    nonconformity,
    override,
    policy_without,
    review,
    revision,
    system_documents,
    well_kept,
)
from tests.oracle.readers import Read, Reader
from tests.oracle.reading import ACTION_ORDER, Interval, Measures, Verdict

DAY = date(2016, 5, 10)
ONE_DAY = timedelta(days=1)


def verdict_of(reader: Reader, day: date) -> Verdict:
    verdict = reader.verdict(day)
    assert verdict is not None
    return verdict


def becomes(reader: Reader, last_day: date, before: str, after: str) -> bool:
    """The status is ``before`` on the last day and ``after`` the next day, and says so on the last day."""
    assert verdict_of(reader, last_day).status == before
    assert verdict_of(reader, last_day + ONE_DAY).status == after
    assert reader.changes(last_day) == (last_day + ONE_DAY, after)
    return True


class TestStatuses:
    def test_absent_before_between_and_after_the_slices(self, read: Read) -> None:
        slices = (agency_slice(valid_to=DAY), agency_slice(DAY + timedelta(days=2), DAY + timedelta(days=4)))
        reader = read(common(), agency(slices=slices))
        days = [BEGUN - ONE_DAY, BEGUN, DAY - ONE_DAY, DAY, DAY + ONE_DAY, DAY + timedelta(days=3), DAY + timedelta(days=4)]
        assert [reader.verdict(day) is not None for day in days] == [False, True, True, False, False, True, False]

    @pytest.mark.parametrize(("obligation", "expected"), [
        (Obligation.MANDATORY, "not_started"), (Obligation.PLAN, "not_started"),
        (Obligation.ENCOURAGED, "not_subject"), (Obligation.NONE, "not_subject")])
    def test_without_any_record_the_obligation_decides(self, read: Read, obligation: Obligation, expected: str) -> None:
        reader = read(common(), agency(slices=(agency_slice(obligation=obligation),)))
        assert verdict_of(reader, DAY).status == expected

    def test_an_encouraged_body_with_a_system_gets_its_real_status(self, read: Read) -> None:
        reader = read(common(), well_kept(slices=(agency_slice(obligation=Obligation.ENCOURAGED),)))
        assert verdict_of(reader, DAY).status == "maintained"

    @pytest.mark.parametrize("document", [
        revision("ST", "one-stop", effective_on=DAY),
        revision("ST", "one-stop", effective_on=DAY + timedelta(days=9), issued_on=DAY),
        revision("ST", "one-stop", effective_on=DAY, issued_on=DAY + timedelta(days=9)),
        revision("ST", "one-stop", effective_on=None, recorded_on=DAY),
        revision("ST", "one-stop", effective_on=DAY, recorded_on=DOCUMENTED),
        revision("ST", None, effective_on=DAY, procedures=(3,))])
    def test_building_begins_with_the_first_date_of_a_document(self, read: Read, document: object) -> None:
        assert becomes(read(common(), agency(revisions=(document,))), DAY - ONE_DAY, "not_started", "building")

    @pytest.mark.parametrize("document", [
        revision("ST", "one-stop", ended_on=DAY),
        revision("ST", "one-stop", effective_on=None, issued_on=DOCUMENTED, ended_on=DAY),
        revision("ST", "one-stop", effective_on=None, ended_on=DAY)])
    def test_building_ends_with_the_document(self, read: Read, document: object) -> None:
        assert becomes(read(common(), agency(revisions=(document,))), DAY - ONE_DAY, "building", "not_started")

    def test_a_revision_replaced_on_the_day_it_was_to_take_effect_no_longer_exists(self, read: Read) -> None:
        replaced = revision("ST", "one-stop", effective_on=DAY, issued_on=DOCUMENTED)
        successor = revision("ST", None, effective_on=DAY, number=(1, 1))
        assert becomes(read(common(), agency(revisions=(replaced, successor))), DAY - ONE_DAY, "building", "not_started")

    @pytest.mark.parametrize("document", [
        revision("ST"), revision("ST", "one-stop", edition="2026"), revision("ST", "manual", edition="2015")])
    def test_a_document_that_fills_nothing_builds_nothing(self, read: Read, document: object) -> None:
        assert verdict_of(read(common(), agency(revisions=(document,))), DAY).status == "not_started"

    def test_a_slot_of_other_kinds_builds_nothing(self, read: Read) -> None:
        unit = agency_slice(kind=AgencyKind.PUBLIC_SERVICE_UNIT)
        reader = read(common(), agency(slices=(unit,), revisions=(revision("MC", "one-stop"),)))
        assert verdict_of(reader, DAY).status == "not_started"

    def test_applying_begins_with_audit_and_review_over_a_built_system(self, read: Read) -> None:
        assert becomes(read(common(), well_kept(declarations=())), REVIEWED - ONE_DAY, "building", "applying")

    def test_maintained_begins_with_the_declaration(self, read: Read) -> None:
        assert becomes(read(common(), well_kept()), SIGNED - ONE_DAY, "applying", "maintained")

    def test_maintained_lasts_until_the_last_good_day_of_the_audit(self, read: Read) -> None:
        assert becomes(read(common(), well_kept()), date(2017, 3, 1), "maintained", "not_maintained")

    def test_warnings_leave_it_maintained_and_a_failing_review_does_not(self, read: Read) -> None:
        reader = read(common(), well_kept(internal_audits=(audit(), audit(DAY, "02/ĐG"))))
        assert becomes(reader, date(2017, 3, 15), "maintained", "not_maintained")

    def test_an_incomplete_framework_is_not_maintained_after_its_window(self, read: Read) -> None:
        documents = [row._replace(ended_on=DAY) if row.slot == "one-stop" else row for row in system_documents()]
        assert becomes(read(common(), well_kept(revisions=documents)), DAY + timedelta(days=30), "maintained", "not_maintained")

    def test_a_gap_in_coverage_is_not_maintained_after_its_window(self, read: Read) -> None:
        everything = declaration(scope=None)
        reader = read(common(), well_kept(declarations=(everything,), authorities=(authority(1), authority(3, DAY))))
        assert becomes(reader, DAY + timedelta(days=30), "maintained", "not_maintained")

    def test_an_overdue_major_nonconformity_is_not_maintained(self, read: Read) -> None:
        reader = read(common(), well_kept(nonconformities=(nonconformity(DAY),)))
        assert becomes(reader, DAY + timedelta(days=30), "maintained", "not_maintained")

    def test_an_unsettled_change_of_identity_must_be_declared(self, read: Read) -> None:
        slices = (agency_slice(valid_to=DAY), agency_slice(DAY, name="Sở Mới"))
        assert becomes(read(common(), well_kept(slices=slices)), DAY + timedelta(days=30), "maintained", "must_redeclare")

    def test_an_unsettled_scope_must_be_declared_before_anything_else_is_said(self, read: Read) -> None:
        facts = well_kept(authorities=(authority(1), authority(3, DAY)), internal_audits=())
        assert becomes(read(common(), facts), DAY + timedelta(days=30), "not_maintained", "must_redeclare")
        later = verdict_of(read(common(), facts), DAY + timedelta(days=31))
        assert (later.outcomes["scope"], later.outcomes["coverage"], later.outcomes["internal_audit"]) == ("fail",) * 3

    def test_lapsed_begins_when_the_edition_is_no_longer_accepted(self, read: Read) -> None:
        yearly = tuple(audit(date(year, 3, 1), f"{year}") for year in range(2016, 2022))
        reviews = tuple(review(date(year, 3, 1)) for year in range(2016, 2022))
        facts = well_kept(declarations=(declaration(edition="2008"),), internal_audits=yearly, reviews=reviews)
        assert becomes(read(common(), facts), date(2021, 6, 30), "maintained", "lapsed")

    def test_lapsed_begins_with_the_cancellation(self, read: Read) -> None:
        reader = read(common(), well_kept(declarations=(declaration(cancelled_on=DAY),)))
        assert becomes(reader, DAY - ONE_DAY, "maintained", "lapsed")

    def test_a_declaration_that_never_took_effect_does_not_lapse(self, read: Read) -> None:
        reader = read(common(), well_kept(declarations=(declaration(SIGNED, DAY, cancelled_on=DAY),)))
        assert verdict_of(reader, DAY).status == "applying"

    def test_facts_recorded_with_a_future_date_say_nothing_yet(self, read: Read) -> None:
        assert verdict_of(read(common(), well_kept()), DOCUMENTED - ONE_DAY).status == "not_started"


class TestMeasures:
    def test_a_maintained_agency_has_all_of_them(self, read: Read) -> None:
        assert verdict_of(read(common(), well_kept()), DAY).measures == Measures(True, True, True, True, 2, 2)

    def test_counts_procedures_under_authority_that_a_document_covers(self, read: Read) -> None:
        reader = read(common(), well_kept(authorities=(authority(1), authority(3), authority(2, DAY + ONE_DAY))))
        assert verdict_of(reader, DAY).measures[-2:] == (1, 2)

    def test_a_gap_within_its_window_is_not_built(self, read: Read) -> None:
        measures = verdict_of(read(common(), well_kept(authorities=(authority(1), authority(3, DAY)))), DAY).measures
        assert (measures.built, measures.applied, measures.declared, measures.maintained) == (False, False, True, True)

    def test_a_lapsed_publication_is_not_declared(self, read: Read) -> None:
        measures = verdict_of(read(common(), well_kept(declarations=(declaration(cancelled_on=DAY),))), DAY).measures
        assert (measures.built, measures.applied, measures.declared, measures.maintained) == (True, True, False, False)


class TestOverrides:
    def test_a_suspension_leaves_the_status_and_takes_two_measures(self, read: Read) -> None:
        suspended = override(OverrideKind.SUSPENDED, DAY, DAY + timedelta(days=10))
        reader = read(common(), well_kept(overrides=(suspended,)))
        during = verdict_of(reader, DAY)
        assert (during.status, during.overrides) == ("maintained", {"suspended": "9/QĐ"})
        assert (during.measures.declared, during.measures.maintained, during.measures.applied) == (False, False, True)
        for day in (DAY - ONE_DAY, DAY + timedelta(days=10)):
            assert verdict_of(reader, day).overrides == {}
            assert verdict_of(reader, day).measures.maintained
        assert reader.changes(DAY - ONE_DAY) == reader.changes(DAY) == (date(2017, 3, 2), "not_maintained")

    def test_of_several_of_one_kind_the_last_begun_counts(self, read: Read) -> None:
        rows = (override(OverrideKind.EXEMPT, DAY, number="2/QĐ", signed_on=SIGNED),
                override(OverrideKind.EXEMPT, SIGNED, number="3/QĐ", signed_on=DAY),
                override(OverrideKind.SUSPENDED, SIGNED, number="1/QĐ"))
        reader = read(common(), well_kept(overrides=rows))
        assert verdict_of(reader, DAY).overrides == {"exempt": "2/QĐ", "suspended": "1/QĐ"}
        assert verdict_of(reader, DAY - ONE_DAY).overrides == {"exempt": "3/QĐ", "suspended": "1/QĐ"}

    def test_an_exempt_body_has_no_next_action(self, read: Read) -> None:
        reader = read(common(), agency(overrides=(override(OverrideKind.EXEMPT, DAY),)))
        assert verdict_of(reader, DAY - ONE_DAY).next_action == "framework"
        assert verdict_of(reader, DAY).next_action is None


def at_fault(*gates: str) -> tuple[CommonFacts, AgencyFacts]:
    """A registry in which, on 1 July 2016, exactly the given gates (and what follows from them) do not pass."""
    day, long_ago = date(2016, 4, 20), date(2015, 6, 1)
    documents = [row for row in system_documents() if "framework" not in gates or row.slot != "one-stop"]
    if "coverage" not in gates:
        documents.append(revision("QT-NV-03", procedures=(3,)))
    name = "Sở Mới" if "identity" in gates else "Sở Khoa học và Công nghệ"
    declared = declaration(
        edition="2026" if "edition" in gates else "2015",
        scope=None if "coverage" in gates and "scope" not in gates else (1, 2),
        posted_on=None if "posted" in gates else SIGNED,
        notified_on=None if "notified" in gates else SIGNED)
    return common(), well_kept(
        slices=(agency_slice(valid_to=day), agency_slice(day, name=name)),
        authorities=[authority(1), authority(2), *([authority(3, SIGNED)] if {"coverage", "scope"} & set(gates) else [])],
        revisions=documents,
        internal_audits=(audit(long_ago if "internal_audit" in gates else AUDITED),),
        reviews=(review(long_ago if "management_review" in gates else REVIEWED),),
        nonconformities=[nonconformity(day)] if "major_nonconformity" in gates else [],
        declarations=[] if "declaration" in gates else [declared])


class TestNextAction:
    @pytest.mark.parametrize("gate", [gate for gate in ACTION_ORDER if gate != "minor_nonconformity"])
    def test_is_that_of_the_one_gate_that_does_not_pass(self, read: Read, gate: str) -> None:
        assert verdict_of(read(*at_fault(gate)), date(2016, 7, 1)).next_action == gate

    @pytest.mark.parametrize(("first", "second"), [
        ("framework", "coverage"), ("coverage", "major_nonconformity"), ("major_nonconformity", "internal_audit"),
        ("internal_audit", "management_review"), ("management_review", "edition"), ("edition", "identity"),
        ("identity", "scope"), ("scope", "posted"), ("posted", "notified")])
    def test_is_that_of_the_first_in_the_order(self, read: Read, first: str, second: str) -> None:
        assert verdict_of(read(*at_fault(first, second)), date(2016, 7, 1)).next_action == first

    def test_failing_gates_come_before_warning_ones(self, read: Read) -> None:
        facts = well_kept(nonconformities=(nonconformity(DAY),), reviews=(review(date(2015, 4, 1)),))
        assert verdict_of(read(common(), facts), DAY).next_action == "management_review"

    def test_when_all_pass_it_is_the_gate_that_turns_first(self, read: Read) -> None:
        assert verdict_of(read(common(), well_kept()), DAY).next_action == "internal_audit"
        renewed = well_kept(internal_audits=(audit(DAY),))
        assert verdict_of(read(common(), renewed), DAY).next_action == "management_review"

    def test_of_gates_that_turn_on_one_day_the_first_in_the_order(self, read: Read) -> None:
        facts = well_kept(reviews=(review(AUDITED),))
        assert verdict_of(read(common(), facts), DAY).next_action == "internal_audit"

    def test_gates_that_do_not_apply_are_passed_over(self, read: Read) -> None:
        policy = policy_without(Parameter.INTERNAL_AUDIT_INTERVAL_MONTHS)
        assert verdict_of(read(common(policy), well_kept()), DAY).next_action == "management_review"

    def test_there_is_none_when_nothing_is_in_sight(self, read: Read) -> None:
        policy = policy_without(Parameter.INTERNAL_AUDIT_INTERVAL_MONTHS, Parameter.MANAGEMENT_REVIEW_INTERVAL_MONTHS)
        assert verdict_of(read(common(policy), well_kept()), DAY).next_action is None

    def test_there_is_none_for_a_body_that_is_not_subject(self, read: Read) -> None:
        assert verdict_of(read(common(), agency(slices=(agency_slice(obligation=Obligation.NONE),))), DAY).next_action is None


class TestLaterDays:
    def test_turns_on_passes_over_days_without_a_slice(self, read: Read) -> None:
        slices = (agency_slice(valid_to=date(2017, 1, 1)), agency_slice(date(2018, 1, 1)))
        assert read(common(), well_kept(slices=slices)).turns_on("internal_audit", DAY) == date(2018, 1, 1)

    def test_turns_on_ends_with_the_life_of_the_agency(self, read: Read) -> None:
        slices = (agency_slice(valid_to=date(2017, 3, 2)),)
        assert read(common(), well_kept(slices=slices)).turns_on("internal_audit", DAY) is None

    def test_changes_to_nothing_when_the_agency_ceases_to_exist(self, read: Read) -> None:
        reader = read(common(), well_kept(slices=(agency_slice(valid_to=date(2016, 8, 1)),)))
        assert reader.changes(DAY) == (date(2016, 8, 1), None)

    def test_nothing_is_in_sight_after_the_last_change(self, read: Read) -> None:
        assert read(common(), well_kept()).changes(date(2017, 3, 2)) == (None, None)

    def test_the_timeline_of_a_whole_life(self, read: Read) -> None:
        slices = (agency_slice(valid_to=date(2016, 8, 1)), agency_slice(date(2016, 9, 1)))
        assert read(common(), well_kept(slices=slices)).timeline(None, None) == [
            Interval(BEGUN, DOCUMENTED, "not_started"),
            Interval(DOCUMENTED, REVIEWED, "building"),
            Interval(REVIEWED, SIGNED, "applying"),
            Interval(SIGNED, date(2016, 8, 1), "maintained"),
            Interval(date(2016, 8, 1), date(2016, 9, 1), None),
            Interval(date(2016, 9, 1), date(2017, 3, 2), "maintained"),
            Interval(date(2017, 3, 2), None, "not_maintained"),
        ]

    def test_the_timeline_is_clipped_at_both_ends(self, read: Read) -> None:
        reader = read(common(), well_kept())
        assert reader.timeline(DAY, date(2017, 3, 5)) == [
            Interval(DAY, date(2017, 3, 2), "maintained"), Interval(date(2017, 3, 2), date(2017, 3, 5), "not_maintained")]
        assert reader.timeline(DAY, DAY) == []
        assert reader.timeline(BEGUN - ONE_DAY, BEGUN + ONE_DAY) == [
            Interval(BEGUN - ONE_DAY, BEGUN, None), Interval(BEGUN, BEGUN + ONE_DAY, "not_started")]
