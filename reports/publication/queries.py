"""Reading the facts of the rules: a fixed number of statements, however many agencies there are."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, select, true, union
from sqlalchemy.orm import Session, aliased

from audits.nonconformities.models import Nonconformity
from audits.programme.models import Audit, AuditKind
from audits.reviews.models import ManagementReview
from documents.library.models import Document, Revision, revision_procedure
from qms.agencies.models import Agency, AgencyKind, AgencySlice, LineageEvent, LineageParty, LineageSide
from qms.catalogue.models import AdministrativeProcedure, Authority
from qms.standards.models import Edition, FrameworkSlot, Parameter, PolicyValue
from qms.text import fold_key
from reports.publication.engine import Registry
from reports.publication.facts import (
    AgencyFacts,
    AnnexFact,
    AuditFact,
    AuthorityFact,
    CommonFacts,
    DeclarationFact,
    Lineage,
    NonconformityFact,
    OverrideFact,
    PolicyFact,
    ProcedureFact,
    ReviewFact,
    RevisionFact,
    Slice,
    SlotFact,
)
from reports.publication.models import Annex, AnnexItem, Declaration, Override, ScopeChange, declaration_procedure

ByOwner = dict[int, list[Any]]


def load_registry(session: Session, keys: Collection[str] | None = None) -> Registry:
    """The registry of all agencies, or of those with the given keys; unknown keys are simply not in it."""
    chosen = true() if keys is None else Agency.key_folded.in_([fold_key(key) for key in keys])
    agencies = session.execute(select(Agency.id, Agency.key).where(chosen)).all()
    mine: ColumnElement[bool] = true() if keys is None else Agency.id.in_([agency.id for agency in agencies])
    parts = _AgencyParts(session, mine)
    return Registry(
        load_common(session, None if keys is None else [agency.id for agency in agencies]),
        {agency.key: parts.of(agency.id, agency.key) for agency in agencies},
    )


def load_common(session: Session, agency_ids: Collection[int] | None) -> CommonFacts:
    """What all agencies share; the procedures are those these agencies deal with, or all of them."""
    slots = session.execute(
        select(
            FrameworkSlot.edition, FrameworkSlot.slot, FrameworkSlot.title_vi, FrameworkSlot.title_en, FrameworkSlot.agency_kinds
        ).order_by(FrameworkSlot.edition, FrameworkSlot.position)
    )
    policy = session.execute(
        select(
            PolicyValue.parameter,
            PolicyValue.value,
            PolicyValue.valid_from,
            PolicyValue.valid_to,
            PolicyValue.source,
            PolicyValue.verified,
        )
        .where(PolicyValue.parameter != Parameter.ANNUAL_REPORT_DUE)
        .order_by(PolicyValue.id)
    )
    return CommonFacts(
        editions=tuple(session.scalars(select(Edition.year).order_by(Edition.year))),
        slots=tuple(SlotFact(edition, slot, vi, en, _kinds(kinds)) for edition, slot, vi, en, kinds in slots),
        policy=tuple(PolicyFact(Parameter(row[0]), *row[1:]) for row in policy),
        procedures=_procedures(session, agency_ids),
    )


def _kinds(listed: str) -> frozenset[AgencyKind] | None:
    return None if "*" in listed.split() else frozenset(AgencyKind(kind) for kind in listed.split())


def _procedures(session: Session, agency_ids: Collection[int] | None) -> dict[int, ProcedureFact]:
    procedure = AdministrativeProcedure
    query = select(procedure.id, procedure.code, procedure.name, procedure.valid_from, procedure.valid_to)
    if agency_ids is not None:
        declared = select(declaration_procedure.c.procedure_id).join(Declaration).where(Declaration.agency_id.in_(agency_ids))
        annexed = select(AnnexItem.procedure_id).join(Annex).join(Declaration).where(Declaration.agency_id.in_(agency_ids))
        held = select(Authority.procedure_id).where(Authority.agency_id.in_(agency_ids))
        query = query.where(procedure.id.in_(union(declared, annexed, held).scalar_subquery()))
    return {row[0]: ProcedureFact._make(row[1:]) for row in session.execute(query)}


class _AgencyParts:
    """The facts of the agencies for which ``mine`` holds, each kind read by one statement and grouped by its owner."""

    def __init__(self, session: Session, mine: ColumnElement[bool]) -> None:
        self._session = session
        self._mine = mine
        self.slices = self._slices()
        self.lineage = self._lineage()
        self.authorities = self._facts(
            AuthorityFact, select(Authority.agency_id, Authority.procedure_id, Authority.valid_from, Authority.valid_to)
        )
        self.revisions = self._revisions()
        self.audits = self._facts(
            AuditFact,
            select(Audit.agency_id, Audit.number, Audit.ended_on).where(
                Audit.kind == AuditKind.INTERNAL, Audit.ended_on.is_not(None)
            ),
        )
        self.nonconformities = self._facts(
            NonconformityFact,
            select(
                Nonconformity.agency_id,
                Nonconformity.number,
                Nonconformity.grade,
                Nonconformity.raised_on,
                Nonconformity.due_on,
                Nonconformity.closed_on,
            ),
        )
        self.reviews = self._facts(
            ReviewFact, select(ManagementReview.agency_id, ManagementReview.held_on, ManagementReview.minutes_number)
        )
        self.declarations = self._declarations()
        self.overrides = self._facts(
            OverrideFact,
            select(
                Override.agency_id,
                Override.number,
                Override.signed_on,
                Override.kind,
                Override.valid_from,
                Override.valid_to,
                Override.reason,
                Override.signer,
            ),
        )

    def of(self, identity: int, key: str) -> AgencyFacts:
        return AgencyFacts(
            key,
            self.slices.get(identity, ()),
            self.lineage.get(identity, ()),
            self.authorities.get(identity, ()),
            self.revisions.get(identity, ()),
            self.audits.get(identity, ()),
            self.nonconformities.get(identity, ()),
            self.reviews.get(identity, ()),
            self.declarations.get(identity, ()),
            self.overrides.get(identity, ()),
        )

    def _rows(self, query: Select[*tuple[Any, ...]]) -> Iterable[Any]:
        """Rows of a statement about agencies, limited to those asked for."""
        return self._session.execute(query.where(self._mine))

    def _facts(self, fact: Any, query: Select[*tuple[Any, ...]]) -> ByOwner:
        """One fact for each row; the row's first column is the id of its agency."""
        grouped: ByOwner = defaultdict(list)
        make = fact._make
        query = query.join(Agency, query.selected_columns[0] == Agency.id)
        for owner, *rest in self._rows(query):
            grouped[owner].append(make(rest))
        return grouped

    def _slices(self) -> ByOwner:
        parent = aliased(Agency)
        part = AgencySlice
        query = (
            select(
                part.agency_id,
                part.valid_from,
                part.valid_to,
                part.name,
                part.short_name,
                part.tier,
                part.kind,
                parent.key,
                part.obligation,
            )
            .join(Agency, part.agency_id == Agency.id)
            .outerjoin(parent, part.parent_id == parent.id)
        )
        grouped: ByOwner = defaultdict(list)
        for owner, *rest in self._rows(query):
            grouped[owner].append(Slice._make(rest))
        return grouped

    def _lineage(self) -> ByOwner:
        """The events that name an agency asked for, each with all its parties."""
        party, named = LineageParty, aliased(LineageParty)
        query = (
            select(party.event_id, party.side, Agency.id, Agency.key)
            .join(Agency, party.agency_id == Agency.id)
            .order_by(party.event_id, party.side, party.position)
        )
        asked = select(named.event_id).join(Agency, named.agency_id == Agency.id).where(self._mine)
        rows = self._session.execute(query.where(party.event_id.in_(asked))).all()
        sides: dict[tuple[int, LineageSide], list[str]] = defaultdict(list)
        owners: dict[int, set[int]] = defaultdict(set)
        for event_id, side, owner, key in rows:
            sides[event_id, side].append(key)
            owners[event_id].add(owner)
        events = self._session.execute(
            select(LineageEvent.id, LineageEvent.happened_on, LineageEvent.kind, LineageEvent.basis)
            .where(LineageEvent.id.in_(asked))
            .order_by(LineageEvent.happened_on, LineageEvent.id)
        )
        grouped: ByOwner = defaultdict(list)
        for event_id, happened_on, kind, basis in events:
            from_keys, to_keys = (tuple(sides[event_id, side]) for side in (LineageSide.FROM, LineageSide.TO))
            for owner in owners[event_id]:
                grouped[owner].append(Lineage(happened_on, kind, from_keys, to_keys, basis))
        return grouped

    def _revisions(self) -> ByOwner:
        links: dict[int, list[int]] = defaultdict(list)
        link = revision_procedure.c
        joined = (
            select(link.revision_id, link.procedure_id)
            .join(Revision, link.revision_id == Revision.id)
            .join(Document, Revision.document_id == Document.id)
            .join(Agency, Document.agency_id == Agency.id)
        )
        for revision, procedure in self._rows(joined):
            links[revision].append(procedure)
        query = (
            select(
                Document.agency_id,
                Revision.id,
                Document.code,
                Revision.title,
                Revision.issue_no,
                Revision.revision_no,
                Revision.slot,
                Revision.edition,
                Revision.recorded_on,
                Revision.issued_on,
                Revision.effective_on,
                Revision.ended_on,
            )
            .join(Document, Revision.document_id == Document.id)
            .join(Agency, Document.agency_id == Agency.id)
        )
        grouped: ByOwner = defaultdict(list)
        for owner, revision, *rest in self._rows(query):
            grouped[owner].append(RevisionFact._make([*rest, tuple(links.get(revision, ()))]))
        return grouped

    def _declarations(self) -> ByOwner:
        scopes = self._procedures_by(
            select(declaration_procedure.c.declaration_id, declaration_procedure.c.procedure_id).join(
                Declaration, declaration_procedure.c.declaration_id == Declaration.id
            )
        )
        annexes = self._annexes()
        query = select(
            Declaration.agency_id,
            Declaration.id,
            Declaration.covers_all,
            Declaration.number,
            Declaration.signed_on,
            Declaration.effective_on,
            Declaration.edition,
            Declaration.posted_on,
            Declaration.notified_on,
            Declaration.cancelled_on,
        ).join(Agency, Declaration.agency_id == Agency.id)
        grouped: ByOwner = defaultdict(list)
        for owner, identity, covers_all, number, signed_on, effective_on, edition, posted, notified, cancelled in self._rows(
            query
        ):
            scope = None if covers_all else frozenset(scopes.get(identity, ()))
            annexed = tuple(annexes.get(identity, ()))
            grouped[owner].append(
                DeclarationFact(number, signed_on, effective_on, edition, scope, posted, notified, cancelled, annexed)
            )
        return grouped

    def _annexes(self) -> ByOwner:
        items = {
            change: self._procedures_by(
                select(AnnexItem.annex_id, AnnexItem.procedure_id)
                .join(Annex, and_(AnnexItem.annex_id == Annex.id, AnnexItem.change == change))
                .join(Declaration, Annex.declaration_id == Declaration.id)
            )
            for change in ScopeChange
        }
        query = (
            select(Annex.declaration_id, Annex.id, Annex.number, Annex.signed_on)
            .join(Declaration, Annex.declaration_id == Declaration.id)
            .join(Agency, Declaration.agency_id == Agency.id)
        )
        grouped: ByOwner = defaultdict(list)
        for declaration, identity, number, signed_on in self._rows(query):
            added, removed = (frozenset(items[change].get(identity, ())) for change in (ScopeChange.ADDED, ScopeChange.REMOVED))
            grouped[declaration].append(AnnexFact(number, signed_on, added, removed))
        return grouped

    def _procedures_by(self, query: Select[*tuple[Any, ...]]) -> ByOwner:
        """Owner id to procedure ids, from a statement that already joins the declaration."""
        grouped: ByOwner = defaultdict(list)
        for owner, procedure in self._rows(query.join(Agency, Declaration.agency_id == Agency.id)):
            grouped[owner].append(procedure)
        return grouped
