"""Forms about documents: what they are, how they are kept, their codes."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from sqlalchemy import select
from sqlalchemy.orm import Session
from wtforms import BooleanField, HiddenField, IntegerField
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError

from documents.approval.drafting import EditDraft
from documents.library.describing import Description
from documents.library.kinds import WRITTEN_KINDS, kind_label
from documents.library.models import DocumentKind, Profile, Revision
from documents.library.use_cases import ExternalDocument, Keeping, NewDocument, NewRevision
from documents.post_choice import PostLine
from qms.language import Bilingual, Phrase, mark
from qms.standards.models import FrameworkSlot
from qms.storage.base import KEY_LENGTH
from qms.web.forms import Choice, Day, Form, Paragraphs, TextLine
from qms.web.numbers import read_number

_BETWEEN = "/"  # edition and slot in the value of a choice


class Number(IntegerField):  # type: ignore[misc]
    """A whole number within bounds; None when left empty."""

    def __init__(self, label: Phrase, least: int, most: int, *, hint: Phrase | None = None, **rest: Any) -> None:
        super().__init__(label, [Optional(), NumberRange(least, most)], description=hint or "", **rest)


class Version(HiddenField):  # type: ignore[misc]
    """Which version of a record the form was filled from."""

    def __init__(self, **rest: Any) -> None:
        super().__init__("", [InputRequired()], **rest)

    @property
    def number(self) -> int:
        return read_number(self.data) or 0


class DescriptionForm(Form):
    """What a revision says of itself. A framework slot belongs to an edition: choosing one chooses both."""

    title = TextLine(Phrase(mark("Tên tài liệu")), required=True, longest=500)
    edition = Choice(Phrase(mark("Phiên bản ISO 9001")), required=True)
    slot = Choice(
        Phrase(mark("Mục khung")),
        nothing=Phrase(mark("Không thuộc mục nào")),
        hint=Phrase(mark("Mục của mô hình khung mà tài liệu này đáp ứng, cùng phiên bản ISO 9001 đã chọn.")),
    )
    clauses = TextLine(
        Phrase(mark("Điều khoản liên quan")), hint=Phrase(mark("Số điều khoản, cách nhau bằng dấu phẩy; ví dụ: 7.5, 8.1."))
    )
    procedures = Paragraphs(
        Phrase(mark("TTHC liên quan")), longest=4000, hint=Phrase(mark("Mỗi mã TTHC một dòng; ví dụ: 1.000050."))
    )

    def offer_standard(self, session: Session) -> None:
        slots = list(session.scalars(select(FrameworkSlot).order_by(FrameworkSlot.edition.desc(), FrameworkSlot.position)))
        editions = list(dict.fromkeys(slot.edition for slot in slots))
        self.edition.offer((year, f"ISO 9001:{year}") for year in editions)
        self.slot.offer((f"{slot.edition}{_BETWEEN}{slot.slot}", _slot_label(slot)) for slot in slots)

    def show(self, said: Description) -> None:
        self.title.data, self.edition.data = said.title, said.edition
        self.slot.data = f"{said.edition}{_BETWEEN}{said.slot}" if said.slot else None
        self.clauses.data, self.procedures.data = ", ".join(said.clauses), "\n".join(said.procedures)

    def validate_slot(self, field: Choice) -> None:
        if field.data and field.data.partition(_BETWEEN)[0] != self.edition.data:
            raise ValidationError(Phrase(mark("Mục khung thuộc phiên bản ISO 9001 khác với phiên bản đã chọn.")))

    def description(self, kind: DocumentKind) -> Description:
        slot = (self.slot.data or "").partition(_BETWEEN)[2] or None
        clauses = [part.strip() for part in (self.clauses.data or "").replace(";", ",").split(",") if part.strip()]
        procedures = [code.strip() for code in re.split(r"[,;\n]", self.procedures.data or "") if code.strip()]
        return Description(str(self.title.data), kind, str(self.edition.data), slot, clauses, procedures)


class _KeepingFields(Form):
    owner = Choice(Phrase(mark("Vị trí chủ quản")), nothing=Phrase(mark("Chưa giao")))
    review_months = Number(
        Phrase(mark("Chu kỳ xem xét (tháng)")),
        1,
        120,
        hint=Phrase(mark("Để trống: theo chu kỳ chung của tỉnh; tài liệu bên ngoài thì không xem xét định kỳ.")),
    )
    common = BooleanField(
        Phrase(mark("Quy trình chung để các cơ quan khác áp dụng")),
        description=Phrase(mark("Các cơ quan khác sẽ trả lời: áp dụng, áp dụng kèm phụ lục, hoặc không áp dụng.")),
    )

    def offer_posts(self, posts: Sequence[PostLine]) -> None:
        self.owner.offer((str(post.id), f"{post.in_full} – {post.person}" if post.person else post.in_full) for post in posts)

    def keeping(self, common: bool = False) -> Keeping:
        """``common``: what it is for whoever may not choose it."""
        chosen = bool(self.common.data) if "common" in self else common
        return Keeping(int(self.owner.data) if self.owner.data else None, chosen, self.review_months.data)


class NewDocumentForm(DescriptionForm, _KeepingFields):
    kind = Choice(
        Phrase(mark("Loại")),
        [(kind.value, kind_label(kind)) for kind in WRITTEN_KINDS],
        required=True,
        nothing=Phrase(mark("Chọn loại tài liệu")),
    )
    code = TextLine(
        Phrase(mark("Mã tài liệu")),
        longest=KEY_LENGTH,
        hint=Phrase(mark("Để trống để hệ thống lấy mã kế tiếp theo mẫu mã của cơ quan. Mã đã dùng thì không dùng lại.")),
    )
    summary = Paragraphs(Phrase(mark("Tóm tắt")), longest=2000)

    def to_command(self, request_id: int | None) -> NewDocument:
        kind = DocumentKind(str(self.kind.data))
        return NewDocument(self.description(kind), self.code.data, self.keeping(), self.summary.data, request_id)


class ExternalForm(DescriptionForm):
    number = TextLine(Phrase(mark("Số, ký hiệu văn bản")), required=True, longest=KEY_LENGTH)
    issuer = TextLine(Phrase(mark("Cơ quan ban hành")), required=True)
    signed_on = Day(Phrase(mark("Ngày ký")), required=True)
    effective_on = Day(Phrase(mark("Ngày hiệu lực")), required=True)
    replaces = Choice(
        Phrase(mark("Thay thế văn bản")),
        nothing=Phrase(mark("Không thay thế văn bản nào trong danh mục")),
        hint=Phrase(mark("Văn bản cũ hết hiệu lực từ ngày văn bản này có hiệu lực.")),
    )

    def to_command(self) -> ExternalDocument:
        keeping = Keeping(issuer=self.issuer.data, signed_on=self.signed_on.data, replaces=self.replaces.data)
        said = self.description(DocumentKind.EXTERNAL)
        return ExternalDocument(said, str(self.number.data), keeping, cast("date", self.effective_on.data))


class ProfileForm(_KeepingFields):
    """How a document is kept; the fields of an external one are taken out for others. ``version`` empty: no profile yet."""

    version = HiddenField("")
    issuer = TextLine(Phrase(mark("Cơ quan ban hành")))
    signed_on = Day(Phrase(mark("Ngày ký")))

    def show(self, profile: Profile | None) -> None:
        if profile is None:
            return
        self.version.data = profile.version
        self.owner.data = str(profile.owner_post_id) if profile.owner_post_id else None
        self.review_months.data = profile.review_months
        if "common" in self:
            self.common.data = profile.common
        if "issuer" in self:
            self.issuer.data, self.signed_on.data = profile.issuer, profile.signed_on

    def to_command(self, profile: Profile | None) -> Keeping:
        """What was typed, with what the form does not show as it was."""
        own = self.keeping(profile is not None and profile.common)
        replaces = profile.replaces.code if profile is not None and profile.replaces is not None else None
        issuer = self.issuer.data if "issuer" in self else None
        signed_on = self.signed_on.data if "signed_on" in self else None
        return Keeping(own.owner_post_id, own.common, own.review_months, issuer, signed_on, replaces)

    @property
    def seen(self) -> int | None:
        return read_number(self.version.data)


class EditForm(DescriptionForm):
    """The description of a draft and what is new in it."""

    version = Version()
    kind = Choice(Phrase(mark("Loại")), [(kind.value, kind_label(kind)) for kind in WRITTEN_KINDS], required=True)
    summary = Paragraphs(
        Phrase(mark("Nội dung sửa đổi")),
        longest=2000,
        hint=Phrase(mark("Sửa gì, ở mục nào, vì sao; vào bảng “Sửa đổi tài liệu”.")),
    )
    material = BooleanField(
        Phrase(mark("Thay đổi thực chất")),
        description=Phrase(mark("Mọi người phải đọc và xác nhận lại. Bỏ chọn nếu chỉ sửa lỗi nhỏ, không đổi cách làm.")),
    )

    def fill(self, revision: Revision, said: Description, summary: str | None, material: bool, version: int) -> None:
        self.show(said)
        self.kind.data, self.summary.data, self.material.data = revision.kind.value, summary, material
        self.version.data = version

    def to_command(self) -> EditDraft:
        kind = DocumentKind(str(self.kind.data))
        return EditDraft(self.version.number, self.description(kind), self.summary.data, bool(self.material.data))


class RevisionForm(Form):
    """Beginning a new revision."""

    step = Choice(
        Phrase(mark("Cách đánh số")),
        [
            ("revision", Phrase(mark("Lần sửa đổi tiếp theo của lần ban hành này"))),
            ("issue", Phrase(mark("Lần ban hành mới, lần sửa đổi trở về 0"))),
        ],
        required=True,
    )
    summary = Paragraphs(Phrase(mark("Nội dung sửa đổi")), required=True, longest=2000)
    material = BooleanField(
        Phrase(mark("Thay đổi thực chất")),
        default=True,
        description=Phrase(mark("Mọi người phải đọc và xác nhận lại. Bỏ chọn nếu chỉ sửa lỗi nhỏ, không đổi cách làm.")),
    )

    def to_command(self, request_id: int | None) -> NewRevision:
        return NewRevision(self.step.data == "issue", str(self.summary.data), bool(self.material.data), request_id)


class PatternForm(Form):
    kind = Choice(Phrase(mark("Loại")), [(kind.value, kind_label(kind)) for kind in WRITTEN_KINDS], required=True)
    pattern = TextLine(Phrase(mark("Mẫu mã")), required=True, longest=KEY_LENGTH)


def _slot_label(slot: FrameworkSlot) -> str:
    return f"{slot.edition} – {Bilingual(slot.title_vi, slot.title_en)}"
