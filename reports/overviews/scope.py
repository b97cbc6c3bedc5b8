"""Which part of what the pages show is a record behind a status, and of which bodies the reader may see these."""

from collections.abc import Callable, Iterable

from qms.security.permissions import Permission
from qms.web.guard import current_viewer
from reports.publication.gates import Evidence
from reports.publication.gates.base import Noun

_OPEN = frozenset({Noun.PROCEDURE, Noun.DECLARATION, Noun.LINEAGE, Noun.SLOT})  # everybody reads these of every body


def seen_bodies() -> Callable[[str], bool]:
    """Tells by a body's key whether the reader may see its records."""
    reach = current_viewer().reach(Permission.SEE_RECORDS)
    return lambda key: reach is None or key in reach


def shown_evidence(evidence: Iterable[Evidence], sees_records: bool) -> list[Evidence]:
    """The evidence of a gate that the reader may see."""
    return [one for one in evidence if sees_records or one.noun in _OPEN]
