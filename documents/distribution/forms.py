"""Forms about distribution and reading."""

from collections.abc import Sequence

from wtforms import BooleanField, FileField

from documents.distribution.use_cases import Distribute
from documents.post_choice import PostLine, Posts
from qms.files.kinds import MEGABYTE, Kind
from qms.language import Phrase, mark
from qms.web.forms import Choice, Form

LARGEST_SCAN = max(kind.largest for kind in (Kind.PDF, Kind.PNG, Kind.JPEG))
EVERYBODY = "*"


class DistributeForm(Form):
    """``group`` stands for all posts of a unit, or of the body; ``posts`` for single ones."""

    group = Choice(
        Phrase(mark("Cả nhóm")),
        nothing=Phrase(mark("Không chọn cả nhóm")),
        hint=Phrase(mark("Chọn một lần cho mọi vị trí hiện có của cơ quan hoặc của một đơn vị.")),
    )
    posts = Posts(Phrase(mark("Từng vị trí")))

    def offer(self, lines: Sequence[PostLine]) -> None:
        """The posts that do not receive the document yet."""
        units = dict.fromkeys(line.unit for line in lines if line.unit)
        whole = [(EVERYBODY, Phrase(mark("Mọi vị trí của cơ quan")))] if lines else []
        self.group.offer([*whole, *((unit, unit) for unit in units)])
        self.posts.offer(lines)

    def to_command(self, agency: str, document_id: int) -> Distribute:
        wanted = {line.id for line in self.posts.chosen()}
        if self.group.data:
            wanted |= {line.id for line in self.posts.lines if self.group.data in (EVERYBODY, line.unit)}
        return Distribute(agency, document_id, wanted)


class StopForm(Form):
    posts = Posts(Phrase(mark("Không phân phối nữa cho")), required=True)

    def offer(self, lines: Sequence[PostLine]) -> None:
        """The posts that receive the document."""
        self.posts.offer(lines)

    def to_command(self, agency: str, document_id: int) -> Distribute:
        return Distribute(agency, document_id, {line.id for line in self.posts.chosen()})


class ReadForm(Form):
    """What the reader says by ticking it."""

    read = BooleanField(Phrase(mark("Tôi đã đọc, đã hiểu và sẽ làm theo bản này.")))

    def validate(self, *rest: object, **more: object) -> bool:
        sound: bool = super().validate(*rest, **more)
        if sound and not self.read.data:
            self.blame("read", Phrase(mark("Hãy đánh dấu xác nhận rồi gửi lại.")))
            return False
        return sound


class ScanForm(Form):
    file = FileField(
        Phrase(mark("Bản quét phiếu ký")),
        description=Phrase(mark("PDF, PNG hoặc JPG; tối đa {limit} MB."), limit=LARGEST_SCAN // MEGABYTE),
    )
