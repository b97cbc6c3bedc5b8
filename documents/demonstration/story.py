"""The whole story; each act is the same use case that the pages call."""

from collections.abc import Mapping

from documents.demonstration.asking import tell_requests
from documents.demonstration.catalogue import tell_changed_procedure, tell_review_cycle
from documents.demonstration.commons import tell_audit, tell_correction, tell_survey
from documents.demonstration.permits import tell_permits
from documents.demonstration.telling import Telling
from documents.demonstration.upkeep import tell_external, tell_records, tell_reviews
from documents.demonstration.workshop import CHAPTERS
from qms.installation import Installation

_CHAPTERS = (
    tell_review_cycle,
    tell_reviews,
    tell_external,
    tell_permits,
    tell_records,
    *CHAPTERS,
    tell_audit,
    tell_survey,
    tell_correction,
    tell_requests,
    tell_changed_procedure,
)


def tell_documents(demonstration: Installation, passwords: Mapping[str, str]) -> Telling:
    """Tell document control in a demonstration whose register and people are there already."""
    telling = Telling(demonstration, passwords)
    telling.play(chapter(telling) for chapter in _CHAPTERS)
    return telling
