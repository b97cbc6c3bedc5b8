"""Two people change the same thing: the second is told, and shown what it has become."""

from collections.abc import Mapping
from typing import Any

from qms.language import Phrase, UserError, mark

CHANGED = Phrase(mark("Trong lúc đang nhập, người khác đã sửa nội dung này; chưa ghi gì. Hãy so sánh rồi quyết định."))
GONE = Phrase(
    mark("Trong lúc đang nhập, người khác đã rút nội dung này; chưa ghi gì. Gửi lại thì nội dung này được ghi như mới.")
)


class Conflict(UserError):
    """``current`` holds what is stored now, by field, or None when it is gone; ``version`` is what to save over it with."""

    def __init__(self, message: Phrase, current: Mapping[str, Any] | None, version: str | int | None) -> None:
        super().__init__(message)
        self.current = current
        self.version = version
