"""Reading the list of records."""

from datetime import date

from sqlalchemy import and_, select
from sqlalchemy.orm import Session, joinedload

from documents.records.models import RecordSeries
from qms.people.models import Person, PostHolding
from qms.people.queries import in_force


def record_list(session: Session, agency_id: int, day: date) -> list[tuple[RecordSeries, str | None]]:
    """The list of a body on ``day`` by code, each line with who holds its keeper's post then; in one statement."""
    held = and_(PostHolding.post_id == RecordSeries.keeper_id, in_force(PostHolding.held_from, PostHolding.held_to, day))
    query = (
        select(RecordSeries, Person.name)
        .outerjoin(PostHolding, held)
        .outerjoin(Person, Person.id == PostHolding.person_id)
        .where(RecordSeries.agency_id == agency_id, in_force(RecordSeries.valid_from, RecordSeries.valid_to, day))
        .options(joinedload(RecordSeries.keeper), joinedload(RecordSeries.document))
        .order_by(RecordSeries.code_folded)
    )
    return [(series, name) for series, name in session.execute(query)]


def find_series(session: Session, series_id: int) -> RecordSeries | None:
    return session.get(RecordSeries, series_id, options=[joinedload(RecordSeries.agency)])
