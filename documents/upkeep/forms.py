"""Forms of the periodic review."""

from wtforms import HiddenField

from documents.upkeep.queries import Upkept
from documents.upkeep.use_cases import Review
from qms.language import Phrase, mark
from qms.signatures.asking import SigningForm
from qms.web.forms import Form, Paragraphs
from qms.web.numbers import read_numbers


class ReviewForm(Form):
    """``seen`` says which revision the reader was shown."""

    seen = HiddenField("")
    reason = Paragraphs(
        Phrase(mark("Lý do")), required=True, longest=4000, hint=Phrase(mark("Đã đối chiếu với gì, vì sao kết luận như vậy."))
    )

    def begin(self, one: Upkept) -> None:
        if not self.is_submitted():
            self.seen.data = f"{one.issue_no}.{one.revision_no}"

    def to_command(self, one: Upkept) -> Review:
        seen = read_numbers(self.seen.data) or (-1, -1)
        return Review(one.agency, one.code, seen, str(self.reason.data))


class RightForm(ReviewForm, SigningForm):
    """Still right: signed."""


class ChangeForm(ReviewForm):
    """To be changed: opens a request."""
