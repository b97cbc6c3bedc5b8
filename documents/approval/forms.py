"""Forms of the way to approval."""

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, FieldList, HiddenField, SelectMultipleField
from wtforms.validators import InputRequired, ValidationError

from documents.approval.batches import Decision
from documents.approval.models import Dossier
from documents.approval.people import Candidate
from documents.approval.use_cases import Approval, Panel, Submission
from documents.approval.withdrawal import Withdrawal
from documents.library.forms import Number, Version
from qms.files.kinds import MEGABYTE, Kind
from qms.language import Phrase, mark
from qms.signatures.asking import SigningForm
from qms.storage.base import KEY_LENGTH
from qms.web.forms import Choice, Day, Form, Paragraphs, TextLine

MOST_JUDGES = 5
LARGEST_FILE = max(kind.largest for kind in Kind)
ROOM = 64 * 1024  # for the rest of the form


class UploadForm(Form):
    version = Version()
    file = FileField(
        Phrase(mark("Tệp nội dung")),
        [FileRequired(Phrase(mark("Hãy chọn một tệp.")))],
        description=Phrase(mark("DOCX, PDF, XLSX, ODT hoặc ảnh; tối đa {limit} MB."), limit=LARGEST_FILE // MEGABYTE),
    )


class PlainAct(Form):
    """A button that does one thing to what was seen."""

    version = Version()


class SubmitForm(Form):
    """Who judges: up to five of each, in the order of the fields."""

    version = Version()
    reviewers = FieldList(Choice(Phrase("")), Phrase(mark("Người soát xét")), min_entries=MOST_JUDGES, max_entries=MOST_JUDGES)
    review_together = BooleanField(Phrase(mark("Soát xét cùng lúc, không theo thứ tự")))
    review_quorum = Number(Phrase(mark("Số người soát xét cần đạt")), 1, MOST_JUDGES, hint=Phrase(mark("Để trống: tất cả.")))
    approvers = FieldList(Choice(Phrase("")), Phrase(mark("Người phê duyệt")), min_entries=MOST_JUDGES, max_entries=MOST_JUDGES)
    approval_together = BooleanField(Phrase(mark("Phê duyệt cùng lúc, không theo thứ tự")))
    approval_quorum = Number(Phrase(mark("Số người phê duyệt cần đạt")), 1, MOST_JUDGES, hint=Phrase(mark("Để trống: tất cả.")))

    def offer(self, reviewers: Sequence[Candidate], approvers: Sequence[Candidate]) -> None:
        for panel, people, words in (
            (self.reviewers, reviewers, mark("Người soát xét {number}")),
            (self.approvers, approvers, mark("Người phê duyệt {number}")),
        ):
            for number, entry in enumerate(panel, 1):
                entry.label.text = Phrase(words, number=number)
                entry.nothing = Phrase(mark("–"))
                entry.flags.required = number == 1
                entry.offer((str(one.person_id), f"{one.name} – {one.title}") for one in people)

    def show(self, dossier: Dossier) -> None:
        """Begin with the panels of the former round."""
        self.version.data = dossier.version
        self.review_together.data, self.approval_together.data = not dossier.review_in_order, not dossier.approval_in_order
        self.review_quorum.data, self.approval_quorum.data = dossier.review_quorum, dossier.approval_quorum
        former = [one for one in dossier.assignments if one.round == dossier.round - 1]
        for panel, role in ((self.reviewers, "reviewer"), (self.approvers, "approver")):
            people = [one.person_id for one in former if one.role.value == role]
            for entry, person in zip(panel, people, strict=False):
                entry.data = str(person) if str(person) in {choice.value for choice in entry.choices} else None

    def to_command(self) -> Submission:
        return Submission(
            self.version.number,
            Panel(_chosen(self.reviewers), not self.review_together.data, self.review_quorum.data),
            Panel(_chosen(self.approvers), not self.approval_together.data, self.approval_quorum.data),
        )


class CommentForm(Form):
    place = TextLine(Phrase(mark("Vị trí trong tài liệu")), hint=Phrase(mark("Ví dụ: mục 5, bước 3.")))
    text = Paragraphs(Phrase(mark("Góp ý")), required=True, longest=4000)


class AnswerForm(Form):
    answer = Paragraphs(Phrase(mark("Trả lời")), required=True, longest=4000)


class ReviewForm(Form):
    """What a reviewer says who lets a revision pass."""

    version = Version()
    note = Paragraphs(Phrase(mark("Nhận xét")), longest=4000)


class ApprovalForm(SigningForm):
    version = Version()
    effective_on = Day(
        Phrase(mark("Ngày hiệu lực")),
        required=True,
        hint=Phrase(mark("Từ ngày này tài liệu có hiệu lực và bản trước tự hết hiệu lực.")),
    )
    note = Paragraphs(Phrase(mark("Ý kiến")), longest=2000)

    def to_command(self) -> Approval:
        day = self.effective_on.data if "effective_on" in self else None
        return Approval(self.version.number, day, self.note.data)


class ReturnForm(Form):
    version = Version()
    reason = Paragraphs(Phrase(mark("Lý do trả lại")), required=True, longest=4000)


class WithdrawalForm(SigningForm):
    seen = HiddenField("")
    ends_on = Day(
        Phrase(mark("Ngày hết hiệu lực")), required=True, hint=Phrase(mark("Ngày đầu tiên tài liệu không còn hiệu lực."))
    )
    reason = Paragraphs(Phrase(mark("Lý do thu hồi")), required=True, longest=2000)

    def to_command(self) -> Withdrawal:
        return Withdrawal(cast("date", self.ends_on.data), str(self.reason.data), self._seen_day())

    def _seen_day(self) -> date | None:
        try:
            return date.fromisoformat(self.seen.data or "")
        except ValueError:
            return None


class Revisions(SelectMultipleField):  # type: ignore[misc]
    """Which of the waiting revisions a batch issues; values are ``id-version`` of what was shown."""

    def pre_validate(self, form: Any) -> None:
        offered = {value for value, _label in self.choices}
        if set(self.data or ()) - offered:
            raise ValidationError(Phrase(mark("Danh sách chờ phê duyệt đã thay đổi; hãy xem lại rồi chọn.")))

    def chosen(self) -> list[tuple[int, int]]:
        pairs = (value.split("-") for value in self.data or ())
        return [(int(revision_id), int(version)) for revision_id, version in pairs]


class BatchForm(SigningForm):
    number = TextLine(
        Phrase(mark("Số quyết định")), required=True, longest=KEY_LENGTH, hint=Phrase(mark("Ví dụ: 15/QĐ-SKHCN."))
    )
    title = TextLine(Phrase(mark("Trích yếu")), required=True)
    decided_on = Day(Phrase(mark("Ngày quyết định")), required=True)
    effective_on = Day(Phrase(mark("Ngày hiệu lực")), required=True)
    revisions = Revisions(Phrase(mark("Tài liệu ban hành")), [InputRequired()], choices=[])

    def offer(self, dossiers: Sequence[Dossier]) -> None:
        self.revisions.choices = [
            (f"{one.revision_id}-{one.version}", f"{one.revision.document.code} – {one.revision.title}") for one in dossiers
        ]

    def to_command(self) -> Decision:
        return Decision(
            str(self.number.data),
            str(self.title.data),
            cast("date", self.decided_on.data),
            cast("date", self.effective_on.data),
            self.revisions.chosen(),
        )


def _chosen(panel: FieldList) -> list[int]:
    return [int(entry.data) for entry in panel if entry.data]
