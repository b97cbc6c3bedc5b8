"""How the trail tells documents: the same keys and fields as the register's sheet, so that one history holds both."""

from typing import Any

from documents.library.models import Document, Profile, Revision
from qms.exchange.sheet import KEY_SEPARATOR
from qms.trail.entries import Change

Facts = dict[str, Any]  # JSON values by field


def document_key(document: Document) -> str:
    return KEY_SEPARATOR.join((document.agency.key_folded, document.code))


def revision_key(revision: Revision) -> str:
    return KEY_SEPARATOR.join((document_key(revision.document), str(revision.issue_no), str(revision.revision_no)))


def revision_facts(revision: Revision) -> Facts:
    """What the sheet of documents says of a revision."""
    return {
        "agency": revision.document.agency.key_folded,
        "code": revision.document.code,
        "title": revision.title,
        "kind": revision.kind.value,
        "slot": revision.slot,
        "edition": revision.edition,
        "issue_no": revision.issue_no,
        "revision_no": revision.revision_no,
        "recorded_on": _day(revision.recorded_on),
        "issued_on": _day(revision.issued_on),
        "effective_on": _day(revision.effective_on),
        "ended_on": _day(revision.ended_on),
        "procedures": sorted(procedure.code_folded for procedure in revision.procedures),
    }


def profile_facts(profile: Profile) -> Facts:
    return {
        "owner": profile.owner.code if profile.owner else None,
        "common": profile.common,
        "review_months": profile.review_months,
        "issuer": profile.issuer,
        "signed_on": _day(profile.signed_on),
        "replaces": profile.replaces.code if profile.replaces else None,
    }


def created(noun: str, key: str, facts: Facts) -> Change:
    return Change(f"{noun}:created", key, {name: (None, value) for name, value in facts.items() if value not in (None, [])})


def withdrawn(noun: str, key: str, facts: Facts) -> Change:
    return Change(f"{noun}:withdrawn", key, {name: (value, None) for name, value in facts.items() if value not in (None, [])})


def changed(noun: str, key: str, before: Facts, after: Facts) -> list[Change]:
    """One change with the fields that differ; none when none does."""
    diff = {name: (before.get(name), value) for name, value in after.items() if before.get(name) != value}
    return [Change(f"{noun}:changed", key, diff)] if diff else []


def _day(day: Any) -> str | None:
    return None if day is None else day.isoformat()
