"""Reading the facts of agencies into tables: one statement for each kind of fact, rows as the driver gives them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any, TypeVar

import numpy as np
from sqlalchemy import ColumnElement, Select, and_, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from audits.nonconformities.models import Grade, Nonconformity
from audits.programme.models import Audit, AuditKind
from audits.reviews.models import ManagementReview
from documents.library.models import Document, Revision, revision_procedure
from qms.agencies.models import (
    Agency,
    AgencyKind,
    AgencySlice,
    LineageEvent,
    LineageKind,
    LineageParty,
    LineageSide,
    Obligation,
    Tier,
)
from qms.catalogue.models import Authority
from reports.publication.course import FOREVER
from reports.publication.courses import Ints
from reports.publication.facts import (
    AnnexFact,
    AuditFact,
    DeclarationFact,
    Lineage,
    NonconformityFact,
    OverrideFact,
    ReviewFact,
    Slice,
)
from reports.publication.ledger import Authorities, Made, Occasions, Revisions, Tables, Words, as_date, audit_of, days, integers
from reports.publication.models import Annex, AnnexItem, Declaration, Override, OverrideKind, ScopeChange, declaration_procedure

F = TypeVar("F")
Query = Select[*tuple[Any, ...]]
Row = tuple[Any, ...]
HANDFUL = 1000


def read(session: Session, query: Query) -> Sequence[Row]:
    """The rows as bare tuples: SQLite gives days as ISO text and truth as 0 and 1; words of closed sets are strings."""
    return list(chain.from_iterable(_handfuls(session, query)))


def _handfuls(session: Session, query: Query) -> Iterator[Sequence[Row]]:
    """A few rows at a time: what is made of them is made while the processor still has them at hand."""
    with session.connection().execute(query) as result:
        while result.cursor and (rows := result.cursor.fetchmany(HANDFUL)):
            yield rows


class TableReader:
    """Reads the facts of the agencies with the given ids, ascending; with ``all_of_them`` statements need not name them."""

    def __init__(self, session: Session, ids: Sequence[int], all_of_them: bool) -> None:
        self._session = session
        self._ids = ids
        self._sorted = np.array(ids, np.int64)
        self._all = all_of_them

    def tables(self) -> Tables:
        return Tables(
            slices=self._slices(),
            lineage=self._lineage(),
            authorities=self._authorities(),
            revisions=self._revisions(),
            internal_audits=self._internal_audits(),
            nonconformities=self._nonconformities(),
            reviews=self._reviews(),
            declarations=self._declarations(),
            overrides=self._overrides(),
        )

    def _mine(self, owner: "InstrumentedAttribute[int]") -> ColumnElement[bool]:
        return true() if self._all else owner.in_(self._ids)

    def _read(self, query: Query, owner: "InstrumentedAttribute[int]") -> Sequence[Row]:
        """Rows of a statement about agencies, limited to those asked for."""
        return read(self._session, query.where(self._mine(owner)))

    def _columns(self, query: Query, owner: "InstrumentedAttribute[int]") -> list[list[Any]]:
        """The same, column by column."""
        columns: list[list[Any]] = [[] for _ in query.selected_columns]
        for rows in _handfuls(self._session, query.where(self._mine(owner))):
            for column, values in zip(columns, zip(*rows, strict=True), strict=True):
                column.extend(values)
        return columns

    def _places(self, owners: Sequence[int]) -> Ints:
        """The agencies' numbers, which follow their ids."""
        return np.searchsorted(self._sorted, integers(owners))

    def _made(self, owners: Sequence[int], facts: Sequence[F]) -> Made[F]:
        return Made(self._places(owners), facts)

    # -- kinds of fact that are many: kept as columns ------------------------------------------------------------------

    def _authorities(self) -> Authorities:
        query = select(Authority.agency_id, Authority.procedure_id, Authority.valid_from, Authority.valid_to)
        owners, procedures, starts, ends = self._columns(query, Authority.agency_id)
        return Authorities(self._places(owners), integers(procedures), days(starts), days(ends, FOREVER))

    def _internal_audits(self) -> Occasions[AuditFact]:
        closed = (Audit.kind == AuditKind.INTERNAL) & Audit.ended_on.is_not(None)
        query = select(Audit.agency_id, Audit.ended_on, Audit.number).where(closed)
        owners, closed_on, numbers = self._columns(query, Audit.agency_id)
        return Occasions(self._places(owners), days(closed_on), numbers, audit_of)

    def _reviews(self) -> Occasions[ReviewFact]:
        review = ManagementReview
        query = select(review.agency_id, review.held_on, review.minutes_number)
        owners, held_on, numbers = self._columns(query, review.agency_id)
        return Occasions(self._places(owners), days(held_on), numbers, ReviewFact)

    def _revisions(self) -> Revisions:
        query = select(
            Document.agency_id,
            Document.id,
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
        ).join(Document, Revision.document_id == Document.id)
        owners, documents, ids, codes, titles, issues, revisions, slots, editions, recorded, issued, effective, ended = (
            self._columns(query, Document.agency_id)
        )
        return Revisions(
            self._places(owners),
            integers(documents),
            codes,
            titles,
            integers(issues),
            integers(revisions),
            Words(slots),
            Words(editions),
            days(recorded),
            days(issued),
            days(effective),
            days(ended, FOREVER),
            *self._links(integers(ids)),
        )

    def _links(self, revisions: Ints) -> tuple[Ints, Ints]:
        """The place among the revisions, and the procedure, of each link between the two."""
        link = revision_procedure.c
        query = select(link.revision_id, link.procedure_id)
        if not self._all:
            query = query.join(Revision, link.revision_id == Revision.id).join(Document, Revision.document_id == Document.id)
        linked, procedures = (integers(column) for column in self._columns(query, Document.agency_id))
        order = np.argsort(revisions, kind="stable")
        return order[np.searchsorted(revisions[order], linked)], procedures

    # -- kinds of fact that are few: made at once ----------------------------------------------------------------------

    def _slices(self) -> Made[Slice]:
        parent, part = aliased(Agency), AgencySlice
        query = select(
            part.agency_id,
            part.valid_from,
            part.valid_to,
            part.name,
            part.short_name,
            part.tier,
            part.kind,
            parent.key,
            part.obligation,
        ).outerjoin(parent, part.parent_id == parent.id)
        rows = self._read(query, part.agency_id)
        facts = [
            Slice(as_date(start), as_date(end), name, short, _TIERS[tier], _KINDS[kind], above, _OBLIGATIONS[obligation])
            for _, start, end, name, short, tier, kind, above, obligation in rows
        ]
        return self._made([row[0] for row in rows], facts)

    def _lineage(self) -> Made[Lineage]:
        """The events that name an agency asked for, each with all its parties."""
        party, named = LineageParty, aliased(LineageParty)
        asked = select(named.event_id).where(self._mine(named.agency_id))
        parties = (
            select(party.event_id, party.side, Agency.id, Agency.key)
            .join(Agency, party.agency_id == Agency.id)
            .where(party.event_id.in_(asked))
            .order_by(party.event_id, party.side, party.position)
        )
        sides: dict[tuple[int, str], list[str]] = defaultdict(list)
        owners: dict[int, set[int]] = defaultdict(set)
        for event_id, side, owner, key in read(self._session, parties):
            sides[event_id, side].append(key)
            owners[event_id].add(owner)
        events = (
            select(LineageEvent.id, LineageEvent.happened_on, LineageEvent.kind, LineageEvent.basis)
            .where(LineageEvent.id.in_(asked))
            .order_by(LineageEvent.happened_on, LineageEvent.id)
        )
        known = set(self._ids)
        found: list[tuple[int, Lineage]] = []
        for event_id, happened_on, kind, basis in read(self._session, events):
            from_keys, to_keys = (tuple(sides[event_id, side]) for side in (LineageSide.FROM, LineageSide.TO))
            fact = Lineage(as_date(happened_on), LineageKind(kind), from_keys, to_keys, basis)
            found += ((owner, fact) for owner in owners[event_id] & known)
        return self._made([owner for owner, _ in found], [fact for _, fact in found])

    def _nonconformities(self) -> Made[NonconformityFact]:
        one = Nonconformity
        query = select(one.agency_id, one.number, one.grade, one.raised_on, one.due_on, one.closed_on)
        rows = self._read(query, one.agency_id)
        facts = [
            NonconformityFact(number, _GRADES[grade], as_date(raised), as_date(due), as_date(closed))
            for _, number, grade, raised, due, closed in rows
        ]
        return self._made([row[0] for row in rows], facts)

    def _overrides(self) -> Made[OverrideFact]:
        one = Override
        query = select(one.agency_id, one.number, one.signed_on, one.kind, one.valid_from, one.valid_to, one.reason, one.signer)
        rows = self._read(query, one.agency_id)
        facts = [
            OverrideFact(number, as_date(signed), OverrideKind(kind), as_date(start), as_date(end), reason, signer)
            for _, number, signed, kind, start, end, reason, signer in rows
        ]
        return self._made([row[0] for row in rows], facts)

    def _declarations(self) -> Made[DeclarationFact]:
        link, one = declaration_procedure.c, Declaration
        scopes = self._grouped(
            select(link.declaration_id, link.procedure_id).join(Declaration, link.declaration_id == Declaration.id)
        )
        annexes = self._annexes()
        query = select(
            one.agency_id,
            one.id,
            one.covers_all,
            one.number,
            one.signed_on,
            one.effective_on,
            one.edition,
            one.posted_on,
            one.notified_on,
            one.cancelled_on,
        )
        rows = self._read(query, one.agency_id)
        facts = [
            DeclarationFact(
                number,
                as_date(signed),
                as_date(effective),
                edition,
                None if covers_all else frozenset(scopes.get(identity, ())),
                as_date(posted),
                as_date(notified),
                as_date(cancelled),
                tuple(annexes.get(identity, ())),
            )
            for _, identity, covers_all, number, signed, effective, edition, posted, notified, cancelled in rows
        ]
        return self._made([row[0] for row in rows], facts)

    def _annexes(self) -> dict[int, list[AnnexFact]]:
        """By the id of their declaration."""
        items = {
            change: self._grouped(
                select(AnnexItem.annex_id, AnnexItem.procedure_id)
                .join(Annex, and_(AnnexItem.annex_id == Annex.id, AnnexItem.change == change))
                .join(Declaration, Annex.declaration_id == Declaration.id)
            )
            for change in ScopeChange
        }
        query = select(Annex.declaration_id, Annex.id, Annex.number, Annex.signed_on).join(
            Declaration, Annex.declaration_id == Declaration.id
        )
        grouped: dict[int, list[AnnexFact]] = defaultdict(list)
        for declaration, identity, number, signed_on in self._read(query, Declaration.agency_id):
            added, removed = (frozenset(items[change].get(identity, ())) for change in (ScopeChange.ADDED, ScopeChange.REMOVED))
            grouped[declaration].append(AnnexFact(number, as_date(signed_on), added, removed))
        return grouped

    def _grouped(self, query: Query) -> dict[int, list[int]]:
        """The second column by the first, of a statement that joins the declaration."""
        grouped: dict[int, list[int]] = defaultdict(list)
        for owner, procedure in self._read(query, Declaration.agency_id):
            grouped[owner].append(procedure)
        return grouped


_TIERS = {tier.value: tier for tier in Tier}
_KINDS = {kind.value: kind for kind in AgencyKind}
_OBLIGATIONS = {obligation.value: obligation for obligation in Obligation}
_GRADES = {grade.value: grade for grade in Grade}
