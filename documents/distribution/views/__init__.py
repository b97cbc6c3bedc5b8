"""The pages of distribution: lists of a body, one document at one body, one's own reading."""

from documents.distribution.views import document, lists, own
from documents.distribution.views.ground import distribution

__all__ = ["distribution", "document", "lists", "own"]
