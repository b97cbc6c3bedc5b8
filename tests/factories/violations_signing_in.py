"""Rows of the tables of signing in and of letters, and what breaks their CHECKs; merged by violations.py."""

from typing import Any

Values = dict[str, Any]

_MOMENT = "2026-11-23T04:00:00.000000+00:00"

ROWS: dict[str, tuple[Values, Values]] = {
    "password": ({"person_id": 1, "hash": "A", "temporary": False, "changed_at": _MOMENT}, {"person_id": 2}),
    "second_factor": ({"person_id": 1, "secret": "A"}, {"person_id": 2}),
    "recovery_code": ({"person_id": 1, "number": 1, "hash": "A", "made_at": _MOMENT}, {"number": 2}),
    "external_identity": (
        {"id": 1, "person_id": 1, "issuer": "https://a", "subject": "1", "linked_at": _MOMENT},
        {"id": 2, "subject": "2"},
    ),
    "login_session": (
        {"id": 1, "token_hash": "a" * 64, "person_id": 1, "opened_at": _MOMENT, "seen_at": _MOMENT, "confirmed_at": _MOMENT,
         "method": "password", "address": "10.0.0.1", "device": ""},
        {"id": 2, "token_hash": "b" * 64},
    ),
    "reset_token": (
        {"token_hash": "a" * 64, "person_id": 1, "made_at": _MOMENT, "expires_at": _MOMENT},
        {"token_hash": "b" * 64},
    ),
    "login_attempt": ({"key": "a", "count": 1, "last_at": _MOMENT}, {"key": "b"}),
    "security_event": (
        {"id": 1, "at": _MOMENT, "kind": "refused", "person_id": 1, "address": "10.0.0.1"},
        {"id": 2, "person_id": None},
    ),
    "letter": (
        {"id": 1, "recipient": "a@b", "subject": "A", "body": "A", "written_at": _MOMENT, "attempts": 0},
        {"id": 2},
    ),
}  # fmt: skip

VIOLATIONS: dict[str, Values] = {
    "ck_login_session_token_hash_is_sha256": {"token_hash": "c" * 63},
    "ck_reset_token_token_hash_is_sha256": {"token_hash": "c" * 63},
    "ck_recovery_code_number_of_ten": {"number": 11},
    "ck_security_event_kind_known": {"kind": "rumour"},
}
