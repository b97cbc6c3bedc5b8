"""What the trail says of a test's own acts."""

from sqlalchemy import select

from qms.storage.database import Database
from qms.trail.models import TrailBatch


def batches(database: Database) -> list[TrailBatch]:
    """All batches but the first, which loads what is shipped, each with its entries."""
    with database.reading() as session:
        found = list(session.scalars(select(TrailBatch).order_by(TrailBatch.first)))[1:]
        for batch in found:
            assert batch.entries
        return found


def verbs(database: Database) -> list[list[str]]:
    """The verbs of each batch."""
    return [[entry.verb for entry in batch.entries] for batch in batches(database)]


def keys(database: Database) -> list[list[str]]:
    """The object keys of each batch."""
    return [[entry.object_key for entry in batch.entries] for batch in batches(database)]
