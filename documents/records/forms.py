"""The form of a line in the list of records."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import cast

from documents.library.force import InForce
from documents.library.forms import Number, Version
from documents.post_choice import PostLine
from documents.records.models import Medium, RecordSeries
from documents.records.use_cases import Series
from qms.language import Phrase, mark
from qms.storage.base import KEY_LENGTH
from qms.web.forms import Choice, Day, Form, Paragraphs, TextLine

LONGEST_TERM = 500


class _Fields(Form):
    name = TextLine(Phrase(mark("Tên hồ sơ")), required=True)
    document = Choice(Phrase(mark("Tài liệu quy định hồ sơ")), nothing=Phrase(mark("Không gắn với tài liệu nào")))
    keeper = Choice(Phrase(mark("Vị trí giữ hồ sơ")), nothing=Phrase(mark("Chưa giao cho vị trí nào")))
    place = TextLine(Phrase(mark("Nơi lưu")), required=True, hint=Phrase(mark("Phòng, tủ, thư mục hoặc phần mềm.")))
    medium = Choice(Phrase(mark("Dạng hồ sơ")), [(one.value, one.label) for one in Medium], required=True)
    retention_years = Number(Phrase(mark("Thời hạn lưu (năm)")), 1, LONGEST_TERM, hint=Phrase(mark("Để trống: lưu vĩnh viễn.")))
    retention_basis = TextLine(
        Phrase(mark("Căn cứ thời hạn lưu")), required=True, hint=Phrase(mark("Văn bản hoặc quyết định quy định thời hạn lưu."))
    )
    disposal = TextLine(
        Phrase(mark("Xử lý khi hết hạn")),
        required=True,
        hint=Phrase(mark("Ví dụ: nộp lưu trữ cơ quan, tiêu hủy theo quyết định.")),
    )
    valid_from = Day(Phrase(mark("Có trong danh mục từ ngày")), required=True)
    valid_to = Day(Phrase(mark("Đến ngày")), hint=Phrase(mark("Ngày đầu tiên không còn trong danh mục; để trống nếu còn.")))
    note = Paragraphs(Phrase(mark("Lý do ghi hoặc sửa")), longest=2000)

    def offer(self, documents: Iterable[InForce], posts: Sequence[PostLine], stored: RecordSeries | None = None) -> None:
        """What may be chosen; what is stored stays a choice though it may have ended since."""
        codes = {one.code: f"{one.code} – {one.title}" for one in documents}
        keepers = {str(post.id): post.in_full for post in posts}
        if stored is not None and stored.document is not None:
            codes.setdefault(stored.document.code, stored.document.code)
        if stored is not None and stored.keeper is not None:
            keepers.setdefault(str(stored.keeper.id), stored.keeper.title)
        self.document.offer(codes.items())
        self.keeper.offer(keepers.items())

    def series(self, code: str) -> Series:
        """What the form says of the line with that code."""
        years = self.retention_years.data
        return Series(
            code=code,
            name=str(self.name.data),
            place=str(self.place.data),
            medium=Medium(str(self.medium.data)),
            retention_years=None if years is None else int(years),
            retention_basis=self.retention_basis.data,
            disposal=str(self.disposal.data),
            valid_from=cast("date", self.valid_from.data),
            valid_to=self.valid_to.data,
            keeper_id=int(self.keeper.data) if self.keeper.data else None,
            document=self.document.data,
        )


class SeriesForm(_Fields):
    code = TextLine(Phrase(mark("Mã hồ sơ")), required=True, longest=KEY_LENGTH, hint=Phrase(mark("Ví dụ: HS-01.")))

    def to_command(self) -> Series:
        return self.series(str(self.code.data))


class ChangeForm(_Fields):
    """The code of a line never changes."""

    version = Version()

    def fill(self, stored: RecordSeries) -> None:
        """Show what is stored."""
        for name in ("name", "place", "retention_years", "retention_basis", "disposal", "valid_from", "valid_to", "version"):
            self[name].data = getattr(stored, name)
        self.medium.data = stored.medium.value
        self.document.data = stored.document.code if stored.document else None
        self.keeper.data = str(stored.keeper_id) if stored.keeper_id else None
