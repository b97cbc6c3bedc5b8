"""The registry as the rules see it, read by a fixed number of statements, however many agencies there are."""

from collections.abc import Collection

from sqlalchemy import select, true, union
from sqlalchemy.orm import Session

from qms.agencies.models import Agency, AgencyKind
from qms.catalogue.models import AdministrativeProcedure, Authority
from qms.standards.models import Edition, FrameworkSlot, Parameter, PolicyValue
from qms.text import fold_key
from reports.publication.collector import collector_paused
from reports.publication.engine import Registry
from reports.publication.facts import CommonFacts, PolicyFact, ProcedureFact, SlotFact
from reports.publication.ledger import Ledger, as_date
from reports.publication.models import Annex, AnnexItem, Declaration, declaration_procedure
from reports.publication.reading import TableReader, read


def load_registry(session: Session, keys: Collection[str] | None = None) -> Registry:
    """The registry of all agencies, or of those with the given keys; unknown keys are simply not in it."""
    with collector_paused():
        ids, ledger = _read_ledger(session, keys)
        return Registry(load_common(session, None if keys is None else ids), ledger)


def reload_agencies(session: Session, registry: Registry, keys: Collection[str]) -> Registry:
    """The registry with the facts of these agencies read again, for when nothing but these has changed since it was read."""
    return registry.renewed(keys, _read_ledger(session, keys)[1])


def _read_ledger(session: Session, keys: Collection[str] | None) -> tuple[list[int], Ledger]:
    """(ids, facts) of the agencies with the keys, or of all."""
    chosen = true() if keys is None else Agency.key_folded.in_([fold_key(key) for key in keys])
    agencies = read(session, select(Agency.id, Agency.key).where(chosen).order_by(Agency.id))
    ids = [identity for identity, _ in agencies]
    return ids, Ledger((key for _, key in agencies), TableReader(session, ids, all_of_them=keys is None).tables())


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
    return {
        identity: ProcedureFact(code, name, as_date(valid_from), as_date(valid_to))
        for identity, code, name, valid_from, valid_to in read(session, query)
    }
