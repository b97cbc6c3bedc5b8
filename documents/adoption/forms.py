"""The form with which a body answers a common procedure."""

from collections.abc import Iterable

from wtforms import HiddenField

from documents.adoption.models import AdoptionMode
from documents.adoption.queries import Common, Offer
from documents.adoption.use_cases import GiveAnswer
from documents.library.force import InForce
from documents.library.models import DocumentKind
from qms.language import Phrase, mark
from qms.web.forms import Choice, Form, Paragraphs
from qms.web.numbers import read_numbers


class AnswerForm(Form):
    """``seen`` says which revision the reader was shown."""

    seen = HiddenField("")
    mode = Choice(
        Phrase(mark("Quyết định của cơ quan")),
        [(mode.value, mode.label) for mode in AdoptionMode],
        required=True,
        hint=Phrase(
            mark(
                "Có giá trị từ hôm nay, cho đến khi cơ quan quyết định khác. "
                "Quy trình chung vẫn là tài liệu của cơ quan ban hành: các điều kiện công bố chỉ tính tài liệu của chính cơ quan."
            )
        ),
    )
    annex = Choice(
        Phrase(mark("Phụ lục riêng")),
        nothing=Phrase(mark("Không có")),
        hint=Phrase(
            mark("Một tài liệu của chính cơ quan, ghi chỗ khác với quy trình chung. Chỉ chọn khi áp dụng kèm phụ lục riêng.")
        ),
    )
    reason = Paragraphs(
        Phrase(mark("Lý do")),
        longest=2000,
        hint=Phrase(mark("Bắt buộc khi không áp dụng, ví dụ: cơ quan không giải quyết TTHC này.")),
    )

    def begin(self, offer: Offer, own: Iterable[InForce]) -> None:
        """Offer the annexes, and begin with the answer that stands."""
        internal = (one for one in own if one.kind is not DocumentKind.EXTERNAL)
        self.annex.offer((one.code, f"{one.code} – {one.title}") for one in internal)
        if not self.is_submitted():
            self.seen.data = numbers_of(offer.common)
            if offer.answer is not None:
                self.mode.data = offer.answer.mode.value
                self.annex.data, self.reason.data = offer.answer.annex, offer.answer.reason

    def show_newer(self, common: Common) -> None:
        """After a conflict, let the next try answer for the revision that is in force now."""
        if self.conflict:
            self.seen.data = numbers_of(common)

    def to_command(self, agency: str, common: Common) -> GiveAnswer:
        seen = read_numbers(self.seen.data)
        mode = AdoptionMode(str(self.mode.data))
        return GiveAnswer(agency, common.owner, common.code, mode, seen, self.annex.data, self.reason.data)


def numbers_of(common: Common) -> str:
    return "" if common.numbers is None else "{}.{}".format(*common.numbers)
