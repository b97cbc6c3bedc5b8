"""What the rules look at: the recorded facts of the registry, as plain immutable rows without a database.

Days are ``datetime.date``; an end is exclusive and None means open. Procedures are named by an integer id that means
nothing else, editions by their year as text, agencies by their key.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from audits.nonconformities.models import Grade
from qms.agencies.models import AgencyKind, LineageKind, Obligation, Tier
from qms.standards.models import Parameter
from reports.publication.models import OverrideKind


class Slice(NamedTuple):
    valid_from: date
    valid_to: date | None
    name: str
    short_name: str | None
    tier: Tier
    kind: AgencyKind
    parent: str | None
    obligation: Obligation


class Lineage(NamedTuple):
    """A lineage event as one agency sees it; the parties are agency keys."""

    happened_on: date
    kind: LineageKind
    from_keys: tuple[str, ...]
    to_keys: tuple[str, ...]
    basis: str | None


class AuthorityFact(NamedTuple):
    procedure: int
    valid_from: date
    valid_to: date | None


class RevisionFact(NamedTuple):
    code: str
    title: str
    issue_no: int
    revision_no: int
    slot: str | None
    edition: str
    recorded_on: date
    issued_on: date | None
    effective_on: date | None
    ended_on: date | None
    procedures: tuple[int, ...]


class AuditFact(NamedTuple):
    """An internal audit that has been closed."""

    number: str
    closed_on: date


class NonconformityFact(NamedTuple):
    number: str
    grade: Grade
    raised_on: date
    due_on: date | None
    closed_on: date | None


class ReviewFact(NamedTuple):
    held_on: date
    minutes_number: str | None


class AnnexFact(NamedTuple):
    number: str
    signed_on: date
    added: frozenset[int]
    removed: frozenset[int]


class DeclarationFact(NamedTuple):
    """``scope`` is None for ``*``: everything under authority, always."""

    number: str
    signed_on: date
    effective_on: date
    edition: str
    scope: frozenset[int] | None
    posted_on: date | None
    notified_on: date | None
    cancelled_on: date | None
    annexes: tuple[AnnexFact, ...]


class OverrideFact(NamedTuple):
    number: str
    signed_on: date
    kind: OverrideKind
    valid_from: date
    valid_to: date | None
    reason: str
    signer: str | None


class PolicyFact(NamedTuple):
    parameter: Parameter
    value: str
    valid_from: date
    valid_to: date | None
    source: str
    verified: bool


class SlotFact(NamedTuple):
    """``kinds`` is None when the slot is expected of agencies of every kind."""

    edition: str
    slot: str
    title_vi: str
    title_en: str
    kinds: frozenset[AgencyKind] | None


class ProcedureFact(NamedTuple):
    """An administrative procedure; ``valid_from`` None means it was always in force."""

    code: str
    name: str
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class AgencyFacts:
    """Everything recorded about one agency. Order within each sequence carries no meaning."""

    key: str
    slices: Sequence[Slice] = ()
    lineage: Sequence[Lineage] = ()
    authorities: Sequence[AuthorityFact] = ()
    revisions: Sequence[RevisionFact] = ()
    internal_audits: Sequence[AuditFact] = ()
    nonconformities: Sequence[NonconformityFact] = ()
    reviews: Sequence[ReviewFact] = ()
    declarations: Sequence[DeclarationFact] = ()
    overrides: Sequence[OverrideFact] = ()


@dataclass(frozen=True, slots=True)
class CommonFacts:
    """What all agencies share: editions by year, framework slots, policy values, procedures by id."""

    editions: Sequence[str]
    slots: Sequence[SlotFact] = ()
    policy: Sequence[PolicyFact] = ()
    procedures: Mapping[int, ProcedureFact] = field(default_factory=dict)
