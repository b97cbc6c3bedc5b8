"""Forms about change requests."""

from collections.abc import Iterable

from documents.library.forms import Version
from documents.library.models import Document
from documents.requests.models import RequestDecision, RequestKind
from documents.requests.use_cases import NewRequest, Ruling
from qms.language import Phrase, mark
from qms.web.forms import Choice, Form, Paragraphs, TextLine

KINDS = {
    RequestKind.CHANGE: mark("sửa đổi tài liệu"),
    RequestKind.ISSUE: mark("ban hành tài liệu mới"),
    RequestKind.WITHDRAW: mark("thu hồi tài liệu"),
}


def kind_label(kind: RequestKind) -> Phrase:
    return Phrase(KINDS[kind])


class RequestForm(Form):
    kind = Choice(Phrase(mark("Đề nghị")), [(kind.value, kind_label(kind)) for kind in KINDS], required=True)
    document = Choice(
        Phrase(mark("Tài liệu")),
        nothing=Phrase(mark("Tài liệu mới")),
        hint=Phrase(mark("Bắt buộc khi đề nghị sửa đổi hoặc thu hồi.")),
    )
    title = TextLine(Phrase(mark("Nội dung đề nghị")), required=True)
    reason = Paragraphs(Phrase(mark("Lý do")), required=True, longest=4000)
    occasion = TextLine(
        Phrase(mark("Xuất phát từ")),
        hint=Phrase(mark("Ví dụ: văn bản mới, sự không phù hợp, kết quả xem xét định kỳ, góp ý của người dân.")),
    )

    def offer(self, documents: Iterable[tuple[str, str]]) -> None:
        self.document.offer((code, f"{code} – {title}") for code, title in documents)

    def to_command(self, document: Document | None) -> NewRequest:
        kind = RequestKind(str(self.kind.data))
        return NewRequest(kind, str(self.title.data), str(self.reason.data), document, self.occasion.data)


class RulingForm(Form):
    """Accepting or refusing. Closing has a button of its own for whoever asked."""

    version = Version()
    decision = Choice(
        Phrase(mark("Quyết định")),
        [
            (RequestDecision.ACCEPTED.value, Phrase(mark("chấp nhận"))),
            (RequestDecision.REFUSED.value, Phrase(mark("từ chối"))),
        ],
        required=True,
    )
    reason = Paragraphs(Phrase(mark("Ý kiến, lý do")), longest=2000, hint=Phrase(mark("Bắt buộc khi từ chối.")))

    def to_command(self) -> Ruling:
        return Ruling(self.version.number, RequestDecision(str(self.decision.data)), self.reason.data)


class ClosingForm(Form):
    version = Version()

    def to_command(self) -> Ruling:
        return Ruling(self.version.number, RequestDecision.CLOSED)
