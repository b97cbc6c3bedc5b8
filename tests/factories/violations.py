"""Two valid rows of every table, and for every CHECK the values that break it and nothing else.

A table or a CHECK that is missing here fails the test of the schema.
"""

from typing import Any

from tests.factories import violations_documents as documents
from tests.factories import violations_signing_in as signing_in

Values = dict[str, Any]

HASH, OTHER_HASH = "a" * 64, "b" * 64

ROWS: dict[str, tuple[Values, Values]] = {  # the first row, and what is different in the second
    "edition": ({"year": "2098", "title": "A", "published_on": "2098-01-01", "verified": True}, {"year": "2099"}),
    "agency": ({"id": 1, "key": "SKHCN", "key_folded": "skhcn"}, {"id": 2, "key_folded": "sct"}),
    "administrative_procedure": (
        {"id": 1, "code": "1.01", "code_folded": "1.01", "name": "A", "online_level": "4",
         "valid_from": "2015-01-01", "valid_to": None},
        {"id": 2, "code_folded": "1.02"},
    ),
    "agency_slice": (
        {"id": 1, "agency_id": 1, "valid_from": "2015-01-01", "valid_to": "2015-01-02", "name": "A", "tier": "province",
         "kind": "sub_department", "parent_id": 1, "obligation": "plan"},
        {"id": 2, "valid_from": "2016-01-01", "valid_to": None},
    ),
    "authority": (
        {"id": 1, "agency_id": 1, "procedure_id": 1, "valid_from": "2015-01-01", "valid_to": "2015-01-02"},
        {"id": 2, "valid_from": "2016-01-01", "valid_to": None},
    ),
    "lineage_event": (
        {"id": 1, "happened_on": "2016-01-01", "kind": "merge", "fingerprint": HASH},
        {"id": 2, "fingerprint": OTHER_HASH},
    ),
    "lineage_party": ({"event_id": 1, "side": "from", "agency_id": 1, "position": 0}, {"side": "to"}),
    "clause": (
        {"edition": "2098", "number": "4.1", "position": 1, "maintain_document": True, "retain_record": False,
         "asked_at": "unit", "typical_exclusion": False},
        {"number": "4.2", "position": 2},
    ),
    "clause_correspondence": (
        {"old_edition": "2098", "old_number": "4.1", "new_edition": "2098", "new_number": "4.1"},
        {"old_number": "4.2"},
    ),
    "framework_slot": (
        {"edition": "2098", "slot": "policy", "position": 1, "title_vi": "A", "title_en": "A",
         "clauses": "5.2", "agency_kinds": "*"},
        {"slot": "manual", "position": 2},
    ),
    "policy_value": (
        {"id": 1, "parameter": "accepted_edition", "value": "2098", "valid_from": "2098-01-01", "valid_to": "2098-01-02",
         "source": "A", "verified": False},
        {"id": 2, "valid_from": "2099-01-01", "valid_to": None},
    ),
    "document": ({"id": 1, "agency_id": 1, "code": "QT-01", "code_folded": "qt-01"}, {"id": 2, "code_folded": "qt-02"}),
    "revision": (
        {"id": 1, "document_id": 1, "issue_no": 1, "revision_no": 0, "title": "A", "kind": "form", "edition": "2098",
         "recorded_on": "2015-01-01", "effective_on": "2015-01-01", "ended_on": "2015-01-02", "sealed": False},
        {"id": 2, "revision_no": 1},
    ),
    "revision_procedure": ({"revision_id": 1, "procedure_id": 1}, {"procedure_id": 2}),
    "audit": (
        {"id": 1, "agency_id": 1, "number": "01", "number_folded": "01", "kind": "internal", "edition": "2098",
         "started_on": "2015-01-02", "ended_on": "2015-01-02", "sealed": False},
        {"id": 2, "number_folded": "02"},
    ),
    "nonconformity": (
        {"id": 1, "agency_id": 1, "number": "01", "number_folded": "01", "audit_id": 1, "clause": "4.1", "grade": "major",
         "description": "A", "raised_on": "2015-01-02", "due_on": "2015-01-02", "closed_on": "2015-01-02", "sealed": False},
        {"id": 2, "number_folded": "02"},
    ),
    "corrective_action": (
        {"id": 1, "nonconformity_id": 1, "ordinal": 0, "kind": "correction", "description": "A", "sealed": False},
        {"id": 2, "ordinal": 1},
    ),
    "management_review": (
        {"id": 1, "agency_id": 1, "held_on": "2015-01-01", "sealed": False},
        {"id": 2, "held_on": "2016-01-01"},
    ),
    "declaration": (
        {"id": 1, "agency_id": 1, "number": "01", "number_folded": "01", "signed_on": "2015-01-02", "effective_on": "2015-01-02",
         "edition": "2098", "covers_all": False, "posted_on": "2015-01-02", "notified_on": "2015-01-02",
         "cancelled_on": "2015-01-02", "sealed": False},
        {"id": 2, "number_folded": "02"},
    ),
    "declaration_procedure": ({"declaration_id": 1, "procedure_id": 1}, {"procedure_id": 2}),
    "annex": (
        {"id": 1, "declaration_id": 1, "number": "01", "number_folded": "01", "signed_on": "2015-01-01", "sealed": False},
        {"id": 2, "number_folded": "02"},
    ),
    "annex_item": ({"annex_id": 1, "change": "added", "procedure_id": 1}, {"procedure_id": 2}),
    "override": (
        {"id": 1, "agency_id": 1, "number": "01", "number_folded": "01", "signed_on": "2015-01-01", "kind": "exempt",
         "valid_from": "2015-01-01", "valid_to": "2015-01-02", "reason": "A", "sealed": False},
        {"id": 2, "number_folded": "02"},
    ),
    "organisation_unit": ({"id": 1, "agency_id": 1, "code": "VP", "code_folded": "vp"}, {"id": 2, "code_folded": "p1"}),
    "unit_slice": (
        {"id": 1, "unit_id": 1, "valid_from": "2015-01-01", "valid_to": "2015-01-02", "name": "A", "kind": "office",
         "parent_id": 1},
        {"id": 2, "valid_from": "2016-01-01", "valid_to": None},
    ),
    "person": (
        {"id": 1, "key": "an", "key_folded": "an", "name": "A", "email": "a@b", "email_folded": "a@b", "active": True},
        {"id": 2, "key_folded": "binh", "email_folded": "b@b"},
    ),
    "post": (
        {"id": 1, "agency_id": 1, "unit_id": 1, "code": "GD", "code_folded": "gd", "kind": "head", "title": "A",
         "valid_from": "2015-01-01", "valid_to": "2015-01-02"},
        {"id": 2, "unit_id": None, "code_folded": "pgd", "valid_from": "2016-01-01", "valid_to": None},
    ),
    "post_holding": (
        {"id": 1, "post_id": 1, "person_id": 1, "held_from": "2015-01-01", "held_to": "2015-01-02"},
        {"id": 2, "held_from": "2016-01-01", "held_to": None},
    ),
    "trail_batch": (
        {"first": 1, "last": 1, "id": "0" * 36, "at": "", "actor": "", "origin": ""},
        {"first": 2, "last": 2, "id": "1" * 36},
    ),
    "trail_entry": (
        {"number": 1, "verb": "a:b", "object_key": "A", "diff": "{}", "previous_hash": "0" * 64, "hash": HASH},
        {"number": 2, "hash": OTHER_HASH},
    ),
    **signing_in.ROWS,
    **documents.ROWS,
}  # fmt: skip

BLANK = " "
VIOLATIONS: dict[str, Values] = {
    "ck_administrative_procedure_code_not_blank": {"code": BLANK},
    "ck_administrative_procedure_online_level_known": {"online_level": "5"},
    "ck_administrative_procedure_valid_to_after_valid_from": {"valid_to": "2015-01-01"},
    "ck_agency_key_not_blank": {"key": BLANK},
    "ck_agency_slice_kind_known": {"kind": "company"},
    "ck_agency_slice_obligation_known": {"obligation": "maybe"},
    "ck_agency_slice_tier_known": {"tier": "state"},
    "ck_agency_slice_valid_to_after_valid_from": {"valid_to": "2016-01-01"},
    "ck_annex_item_change_known": {"change": "moved"},
    "ck_annex_number_not_blank": {"number": BLANK},
    "ck_audit_ended_on_not_before_started_on": {"ended_on": "2015-01-01"},
    "ck_audit_kind_known": {"kind": "surprise"},
    "ck_audit_number_not_blank": {"number": BLANK},
    "ck_authority_valid_to_after_valid_from": {"valid_to": "2016-01-01"},
    "ck_clause_asked_at_known": {"asked_at": "home"},
    "ck_corrective_action_kind_known": {"kind": "hope"},
    "ck_corrective_action_ordinal_not_negative": {"ordinal": -1},
    "ck_declaration_cancelled_on_not_before_signed_on": {"cancelled_on": "2015-01-01"},
    "ck_declaration_effective_on_not_before_signed_on": {"effective_on": "2015-01-01"},
    "ck_declaration_notified_on_not_before_signed_on": {"notified_on": "2015-01-01"},
    "ck_declaration_number_not_blank": {"number": BLANK},
    "ck_declaration_posted_on_not_before_signed_on": {"posted_on": "2015-01-01"},
    "ck_document_code_not_blank": {"code": BLANK},
    "ck_lineage_event_fingerprint_is_sha256": {"fingerprint": "c" * 63},
    "ck_lineage_event_kind_known": {"kind": "vanish"},
    "ck_lineage_party_side_known": {"side": "aside"},
    "ck_nonconformity_closed_on_not_before_raised_on": {"closed_on": "2015-01-01"},
    "ck_nonconformity_due_on_not_before_raised_on": {"due_on": "2015-01-01"},
    "ck_nonconformity_grade_known": {"grade": "tiny"},
    "ck_nonconformity_number_not_blank": {"number": BLANK},
    "ck_organisation_unit_code_not_blank": {"code": BLANK},
    "ck_override_kind_known": {"kind": "forgotten"},
    "ck_override_number_not_blank": {"number": BLANK},
    "ck_override_valid_to_after_valid_from": {"valid_to": "2015-01-01"},
    "ck_person_key_not_blank": {"key": BLANK},
    "ck_policy_value_parameter_known": {"parameter": "weather"},
    "ck_policy_value_valid_to_after_valid_from": {"valid_to": "2099-01-01"},
    "ck_post_agency_unless_administrator": {"agency_id": None},
    "ck_post_code_not_blank": {"code": BLANK},
    "ck_post_holding_held_to_after_held_from": {"held_to": "2016-01-01"},
    "ck_post_kind_known": {"kind": "king"},
    "ck_post_unit_within_agency": {"agency_id": None, "unit_id": 1, "kind": "administrator"},
    "ck_post_valid_to_after_valid_from": {"valid_to": "2016-01-01"},
    "ck_revision_ended_on_after_effective_on": {"ended_on": "2015-01-01"},
    "ck_revision_kind_known": {"kind": "poem"},
    "ck_revision_numbers_not_negative": {"issue_no": -1},
    "ck_trail_batch_id_is_uuid": {"id": "1" * 35},
    "ck_trail_batch_last_not_before_first": {"last": 1},
    "ck_trail_entry_hashes_are_sha256": {"hash": "c" * 63},
    "ck_unit_slice_kind_known": {"kind": "cellar"},
    "ck_unit_slice_valid_to_after_valid_from": {"valid_to": "2016-01-01"},
    **documents.VIOLATIONS,
    **signing_in.VIOLATIONS,
}

COMPANIONS = documents.COMPANIONS
