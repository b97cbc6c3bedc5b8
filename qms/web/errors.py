"""Answers to what went wrong: in the reader's language, with a way back, and without the inside of the machine."""

import logging
from secrets import token_hex

from flask import Flask, g, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, NotFound

from qms.failures import is_busy, is_full
from qms.language import Phrase, UserError, mark
from qms.security.acting import NotAllowed, NotVisible
from qms.storage.conflicts import Conflict

logger = logging.getLogger("qms.web")

FORGED = mark(
    "Biểu mẫu đã cũ hoặc không được gửi từ trang của hệ thống, nên chưa ghi gì. Hãy quay lại, tải lại trang rồi gửi lại."
)
_SAID = {
    400: (
        mark("Yêu cầu chưa đúng"),
        mark("Địa chỉ hoặc biểu mẫu có giá trị mà hệ thống không hiểu được. Hãy quay lại và thử lại."),
    ),
    403: (
        mark("Không được phép"),
        mark("Vị trí đang giữ không được làm việc này. Nếu cần, hãy liên hệ người quản trị hệ thống."),
    ),
    404: (
        mark("Không tìm thấy trang"),
        mark("Địa chỉ này không có trong hệ thống, hoặc nội dung đã được chuyển đi nơi khác."),
    ),
    405: (
        mark("Không thực hiện được theo cách này"),
        mark("Trang này không nhận thao tác vừa gửi. Hãy quay lại và dùng nút trên trang."),
    ),
    409: (
        mark("Chưa ghi được"),
        mark("Nội dung đã thay đổi trong lúc đang nhập. Hãy mở lại trang để xem bản hiện nay."),
    ),
    413: (
        mark("Nội dung gửi lên quá lớn"),
        mark("Hãy chia nhỏ nội dung hoặc giảm dung lượng tệp rồi gửi lại."),
    ),
    500: (
        mark("Hệ thống gặp sự cố"),
        mark("Sự cố đã được ghi lại. Hãy thử lại sau ít phút; nếu vẫn còn, báo cho người quản trị mã sự cố."),
    ),
    503: (
        mark("Hệ thống đang bận"),
        mark("Nhiều người đang ghi cùng lúc nên chưa ghi được gì. Hãy quay lại và gửi lại sau ít phút."),
    ),
    507: (
        mark("Máy chủ đã hết chỗ lưu"),
        mark("Vì vậy chưa ghi được gì. Hãy báo cho người quản trị mã sự cố; khi đã có chỗ lưu, hãy quay lại và gửi lại."),
    ),
}


class PageNotFound(NotFound):
    """404 with a sentence of its own, which says what was looked for and what may help."""

    def __init__(self, message: Phrase) -> None:
        super().__init__()
        self.message = message


class PastView(UserError):
    """Something was to be changed while another day than today is shown."""

    def __init__(self) -> None:
        super().__init__(Phrase(mark("Đang xem số liệu của ngày khác nên không thay đổi được gì. Hãy về hôm nay rồi làm lại.")))


_STATUS: tuple[tuple[type[UserError], int], ...] = ((NotVisible, 404), (NotAllowed, 403), (Conflict, 409), (PastView, 409))


def answer_forged() -> tuple[str, int]:
    """The answer to a form that no page of ours has sent, or one of a session that is over."""
    return _page(400, Phrase(FORGED))


def _page(status: int, message: object = None, incident: str | None = None) -> tuple[str, int]:
    title, sentence = _SAID.get(status) or _SAID[400 if status < 500 else 500]
    shown = message or Phrase(sentence)
    return render_template("error.html", title=Phrase(title), sentence=shown, status=status, incident=incident), status


def _refuse(error: UserError) -> tuple[str, int]:
    g.refused = error
    return _page(next((status for kind, status in _STATUS if isinstance(error, kind)), 400), error)


def _http(error: HTTPException) -> tuple[str, int] | HTTPException:
    if error.code is None or error.code < 400:
        return error  # a redirect
    g.refused = error
    message = Phrase(FORGED) if isinstance(error, CSRFError) else getattr(error, "message", None)
    return _page(error.code, message)


def _crash(error: Exception) -> tuple[str, int]:
    incident = token_hex(4)
    logger.error("incident %s at %s %a", incident, request.method, request.path, exc_info=error)  # %a: no line of its own
    return _page(507 if is_full(error) else 503 if is_busy(error) else 500, incident=incident)


def init_app(app: Flask) -> None:
    app.register_error_handler(UserError, _refuse)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _crash)
