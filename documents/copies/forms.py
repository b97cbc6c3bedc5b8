"""Forms about controlled copies."""

from datetime import date
from typing import cast

from documents.copies.use_cases import Holder, IssueCopies, ReturnCopies
from documents.library.force import InForce
from documents.post_choice import Posts
from qms.language import Phrase, mark
from qms.web.forms import Choice, Day, Form, Paragraphs


class IssueForm(Form):
    document = Choice(Phrase(mark("Tài liệu đang có hiệu lực")), required=True, nothing=Phrase(mark("Hãy chọn tài liệu")))
    posts = Posts(Phrase(mark("Cấp cho các vị trí")))
    others = Paragraphs(
        Phrase(mark("Người hoặc nơi giữ khác")),
        longest=10_000,
        hint=Phrase(mark("Mỗi dòng một nơi giữ, ví dụ: Bộ phận tiếp nhận và trả kết quả. Mỗi nơi nhận một bản.")),
    )

    def offer(self, documents: list[InForce]) -> None:
        """The value names document and revision, so that what is issued is what was seen."""
        self.document.offer((_value(one), f"{one.code} – {one.title}") for one in documents)

    def begin_with(self, code: str, documents: list[InForce]) -> None:
        """Choose the document of that code, if there is one."""
        self.document.data = next((_value(one) for one in documents if one.code == code), None)

    def to_command(self, agency: str, documents: list[InForce]) -> IssueCopies:
        chosen = next(one for one in documents if _value(one) == self.document.data)
        posts = [Holder(line.in_full, line.id) for line in self.posts.chosen()]
        others = [Holder(line) for line in (self.others.data or "").split("\n") if line]
        return IssueCopies(agency, chosen.code, chosen.issue_no, chosen.revision_no, [*posts, *others])


def _value(one: InForce) -> str:
    return f"{one.document_id}-{one.revision_id}"


class ReturnForm(Form):
    returned_on = Day(Phrase(mark("Ngày thu hồi")), required=True)
    note = Paragraphs(
        Phrase(mark("Kết quả")),
        required=True,
        longest=2000,
        hint=Phrase(mark("Đã nhận lại, đã hủy, hoặc đã mất; ai nhận, hủy bằng cách nào.")),
    )

    def to_command(self, agency: str, copies: list[int]) -> ReturnCopies:
        return ReturnCopies(agency, copies, cast("date", self.returned_on.data), str(self.note.data))
