"""The whole story, chapter by chapter; each act is the same use case that the pages call."""

from collections.abc import Mapping

from documents.demonstration.asking import tell_requests
from documents.demonstration.commons import tell_commons
from documents.demonstration.permits import tell_permits
from documents.demonstration.telling import Telling
from documents.demonstration.upkeep import tell_external, tell_records, tell_reviews
from documents.demonstration.workshop import tell_in_work, tell_issued, tell_patterns
from qms.installation import Installation


def tell_documents(demonstration: Installation, passwords: Mapping[str, str]) -> Telling:
    """Tell document control in a demonstration whose register and people are there already."""
    telling = Telling(demonstration, passwords)
    tell_reviews(telling)
    tell_external(telling)
    tell_patterns(telling)
    permits = tell_permits(telling)
    tell_records(telling, permits.code)
    tell_issued(telling)
    tell_commons(telling)
    tell_requests(telling)
    tell_in_work(telling)
    return telling
