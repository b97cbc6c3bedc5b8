"""The rows and violations of files and of document control."""

from typing import Any

Values = dict[str, Any]

HASH, OTHER_HASH = "a" * 64, "b" * 64
AT = "2015-01-02T00:00:00.000000+00:00"

ROWS: dict[str, tuple[Values, Values]] = {
    "stored_file": (
        {"digest": HASH, "size": 1, "media_type": "application/pdf", "text": "A", "stored_at": AT},
        {"digest": OTHER_HASH},
    ),
    "search_text": (
        {"revision_id": 1, "code": "A", "title": "A", "body": "A", "code_folded": "a", "title_folded": "a", "body_folded": "a"},
        {"revision_id": 2},
    ),
    "document_profile": (
        {"document_id": 1, "owner_post_id": 1, "common": True, "review_months": 12, "replaces_id": 2, "version": 1},
        {"document_id": 2, "replaces_id": None},
    ),
    "code_pattern": (
        {"agency_id": 1, "kind": "procedure", "pattern": "QT-{STT}"},
        {"kind": "form"},
    ),
    "revision_clause": (
        {"revision_id": 1, "edition": "2098", "number": "4.1"},
        {"number": "4.2"},
    ),
    "signature": (
        {"id": 1, "noun": "revision", "object_key": "A", "content_hash": HASH, "meaning": "revision:approved",
         "statement": "A", "person_id": 1, "person_name": "A", "post": "A", "signed_at": AT, "method": "password",
         "seal": HASH},
        {"id": 2, "seal": OTHER_HASH},
    ),
    "change_request": (
        {"id": 1, "agency_id": 1, "number": "01", "number_folded": "01", "kind": "change", "document_id": 1, "title": "A",
         "reason": "A", "asked_by_id": 1, "asked_at": AT, "decision": "accepted", "decided_by_id": 1, "decided_at": AT,
         "version": 1},
        {"id": 2, "number_folded": "02"},
    ),
    "issue_batch": (
        {"id": 1, "agency_id": 1, "number": "01", "number_folded": "01", "title": "A", "decided_on": "2015-01-02"},
        {"id": 2, "number_folded": "02"},
    ),
    "dossier": (
        {"revision_id": 1, "stage": "draft", "author_id": 1, "material": True, "digest": HASH, "file_name": "A",
         "request_id": 1, "batch_id": 1, "round": 1, "review_in_order": True, "review_quorum": 1, "approval_in_order": True,
         "approval_quorum": 1, "check_token": "a", "version": 1},
        {"revision_id": 2, "check_token": "b"},
    ),
    "document_assignment": (
        {"id": 1, "revision_id": 1, "round": 1, "role": "reviewer", "position": 1, "person_id": 1, "verdict": "returned",
         "decided_at": AT, "note": "A"},
        {"id": 2, "round": 2},
    ),
    "document_comment": (
        {"id": 1, "revision_id": 1, "round": 1, "person_id": 1, "made_at": AT, "text": "A", "answer": "A",
         "answered_by_id": 1, "answered_at": AT},
        {"id": 2},
    ),
    "adoption": (
        {"id": 1, "agency_id": 1, "document_id": 1, "revision_id": 1, "mode": "with_annex", "annex_id": 2,
         "reason": "A", "valid_from": "2015-01-01", "valid_to": "2015-01-02"},
        {"id": 2, "valid_from": "2016-01-01", "valid_to": None},
    ),
    "distribution": (
        {"id": 1, "document_id": 1, "post_id": 1, "valid_from": "2015-01-01", "valid_to": "2015-01-02"},
        {"id": 2, "valid_from": "2016-01-01", "valid_to": None},
    ),
    "acknowledgement": (
        {"id": 1, "revision_id": 1, "post_id": 1, "person_id": 1, "read_at": AT},
        {"id": 2, "person_id": 2},
    ),
    "sign_sheet": (
        {"id": 1, "agency_id": 1, "revision_id": 1, "digest": HASH, "file_name": "A", "attached_by_id": 1, "attached_at": AT},
        {"id": 2},
    ),
    "controlled_copy": (
        {"id": 1, "revision_id": 1, "number": 1, "holder": "A", "post_id": 1, "check_token": "a",
         "issued_on": "2015-01-02", "returned_on": "2015-01-02"},
        {"id": 2, "number": 2, "check_token": "b"},
    ),
    "periodic_review": (
        {"id": 1, "document_id": 1, "revision_id": 1, "reviewed_on": "2015-01-02", "verdict": "still_right", "reason": "A",
         "signature_id": 1, "request_id": None},
        {"id": 2, "verdict": "change", "signature_id": None, "request_id": 1},
    ),
    "upkeep_notice": ({"id": 1, "document_id": 1, "mark": "A", "told_at": AT}, {"id": 2, "mark": "B"}),
    "record_series": (
        {"id": 1, "agency_id": 1, "code": "HS-01", "code_folded": "hs-01", "name": "A", "document_id": 1, "keeper_id": 1,
         "place": "A", "medium": "paper", "retention_years": 2, "disposal": "A", "valid_from": "2015-01-01",
         "valid_to": "2015-01-02", "version": 1},
        {"id": 2, "valid_from": "2016-01-01", "valid_to": None},
    ),
}  # fmt: skip

BLANK = " "
VIOLATIONS: dict[str, Values] = {
    "ck_adoption_annex_named": {"annex_id": None},
    "ck_adoption_mode_known": {"mode": "copied", "annex_id": None},
    "ck_adoption_refusal_reasoned": {"mode": "not_applicable", "annex_id": None, "revision_id": None, "reason": None},
    "ck_adoption_revision_named": {"revision_id": None},
    "ck_adoption_valid_to_after_valid_from": {"valid_to": "2016-01-01"},
    "ck_change_request_decided_whole": {"decided_at": None},
    "ck_change_request_decision_known": {"decision": "postponed"},
    "ck_change_request_document_known": {"document_id": None},
    "ck_change_request_kind_known": {"kind": "wish"},
    "ck_change_request_number_not_blank": {"number": BLANK},
    "ck_code_pattern_kind_known": {"kind": "poem"},
    "ck_code_pattern_pattern_numbers": {"pattern": "QT"},
    "ck_controlled_copy_holder_named": {"holder": BLANK},
    "ck_controlled_copy_number_positive": {"number": 0},
    "ck_controlled_copy_returned_on_not_before_issued_on": {"returned_on": "2015-01-01"},
    "ck_distribution_valid_to_after_valid_from": {"valid_to": "2016-01-01"},
    "ck_document_assignment_decided_whole": {"decided_at": None},
    "ck_document_assignment_return_reasoned": {"note": None},
    "ck_document_assignment_role_known": {"role": "guest"},
    "ck_document_assignment_verdict_known": {"verdict": "perhaps"},
    "ck_document_comment_answered_whole": {"answered_at": None},
    "ck_document_profile_replaces_another": {"replaces_id": 2},
    "ck_document_profile_review_months_positive": {"review_months": 0},
    "ck_dossier_approval_quorum_positive": {"approval_quorum": 0},
    "ck_dossier_file_named": {"file_name": None},
    "ck_dossier_review_quorum_positive": {"review_quorum": 0},
    "ck_dossier_stage_known": {"stage": "lost"},
    "ck_issue_batch_number_not_blank": {"number": BLANK},
    "ck_periodic_review_decision_signed": {"signature_id": 1},
    "ck_periodic_review_request_opened": {"request_id": None},
    "ck_periodic_review_verdict_known": {"verdict": "perhaps", "request_id": None},
    "ck_record_series_code_not_blank": {"code": BLANK},
    "ck_record_series_medium_known": {"medium": "stone"},
    "ck_record_series_retention_positive": {"retention_years": 0},
    "ck_record_series_valid_to_after_valid_from": {"valid_to": "2016-01-01"},
    "ck_signature_content_hash_is_sha256": {"content_hash": "c" * 63},
    "ck_signature_method_known": {"method": "wish"},
    "ck_signature_seal_is_sha256": {"seal": "c" * 63},
    "ck_stored_file_digest_is_sha256": {"digest": "c" * 63},
    "ck_stored_file_media_type_known": {"media_type": "text/plain"},
    "ck_stored_file_size_positive": {"size": 0},
}

COMPANIONS: dict[str, Values] = {  # what a violation of a foreign key needs beside it, so that nothing else is broken
    "fk_periodic_review_signature_id": {"verdict": "still_right", "request_id": None},
}
