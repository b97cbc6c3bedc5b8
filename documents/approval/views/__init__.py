"""The pages of revisions on their way: their own page, drafting, judging, what lies with a person, batches of issue."""

from documents.approval.views import drafting, judging, show, work
from documents.approval.views.ground import approval

__all__ = ["approval", "drafting", "judging", "show", "work"]
