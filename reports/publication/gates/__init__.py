"""The gates: each one named rule over the facts of one agency."""

from reports.publication.gates.announcing import NOTIFIED, POSTED
from reports.publication.gates.base import Evidence, Explanation, Gate
from reports.publication.gates.declaring import DECLARATION, EDITION, IDENTITY, SCOPE
from reports.publication.gates.documents import APPLIED, COVERAGE, FRAMEWORK
from reports.publication.gates.improving import INTERNAL_AUDIT, MAJOR_NONCONFORMITY, MANAGEMENT_REVIEW, MINOR_NONCONFORMITY
from reports.publication.vocabulary import GateName

GATES: dict[GateName, Gate] = {
    gate.name: gate
    for gate in (
        FRAMEWORK,
        COVERAGE,
        APPLIED,
        DECLARATION,
        EDITION,
        IDENTITY,
        SCOPE,
        INTERNAL_AUDIT,
        MANAGEMENT_REVIEW,
        MAJOR_NONCONFORMITY,
        MINOR_NONCONFORMITY,
        POSTED,
        NOTIFIED,
    )
}

__all__ = ["GATES", "Evidence", "Explanation", "Gate"]
