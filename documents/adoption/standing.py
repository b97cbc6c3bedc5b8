"""Where a body stands towards a common procedure: the one rule behind the matrix and the body's own page."""

from enum import StrEnum

from documents.adoption.models import AdoptionMode
from qms.language import Phrase, mark


class Standing(StrEnum):
    UNANSWERED = "unanswered"
    LAGGING = "lagging"
    ENDED = "ended"
    CURRENT = "current"
    NOT_APPLICABLE = "not_applicable"

    @property
    def label(self) -> Phrase:
        return Phrase(_LABELS[self])

    @property
    def asks(self) -> bool:
        """Whether the body has something to decide."""
        return self in (Standing.UNANSWERED, Standing.LAGGING, Standing.ENDED)


_LABELS = {
    Standing.UNANSWERED: mark("chưa trả lời"),
    Standing.LAGGING: mark("đang dùng bản cũ"),
    Standing.ENDED: mark("bản chung không còn hiệu lực"),
    Standing.CURRENT: mark("đang dùng bản hiện hành"),
    Standing.NOT_APPLICABLE: mark("không áp dụng"),
}


def standing(mode: AdoptionMode | None, revision_id: int | None, in_force_id: int | None) -> Standing:
    """``revision_id`` is what the body's answer names, ``in_force_id`` the revision in force at the issuer (None: none is).

    A refusal stands whatever becomes of the document. Nobody is moved by a new revision: the answer to the former one stays,
    and lags.
    """
    if mode is None:
        return Standing.UNANSWERED
    if mode is AdoptionMode.NOT_APPLICABLE:
        return Standing.NOT_APPLICABLE
    if in_force_id is None:
        return Standing.ENDED
    return Standing.CURRENT if revision_id == in_force_id else Standing.LAGGING
