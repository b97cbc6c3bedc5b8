"""Answers to what went wrong: in the reader's language, with a way back, and without the inside of the machine."""

import logging
from secrets import token_hex

from flask import Flask, render_template, request
from werkzeug.exceptions import HTTPException, NotFound

from qms.language import Phrase, UserError, mark

logger = logging.getLogger("qms.web")

_SAID = {
    400: (
        mark("Yêu cầu chưa đúng"),
        mark("Địa chỉ hoặc biểu mẫu có giá trị mà hệ thống không hiểu được. Hãy quay lại và thử lại."),
    ),
    404: (
        mark("Không tìm thấy trang"),
        mark("Địa chỉ này không có trong hệ thống, hoặc nội dung đã được chuyển đi nơi khác."),
    ),
    405: (
        mark("Không thực hiện được theo cách này"),
        mark("Trang này không nhận thao tác vừa gửi. Hãy quay lại và dùng nút trên trang."),
    ),
    413: (
        mark("Nội dung gửi lên quá lớn"),
        mark("Hãy chia nhỏ nội dung hoặc giảm dung lượng tệp rồi gửi lại."),
    ),
    500: (
        mark("Hệ thống gặp sự cố"),
        mark("Sự cố đã được ghi lại. Hãy thử lại sau ít phút; nếu vẫn còn, báo cho người quản trị mã sự cố."),
    ),
}


class PageNotFound(NotFound):
    """404 with a sentence of its own, which says what was looked for and what may help."""

    def __init__(self, message: Phrase) -> None:
        super().__init__()
        self.message = message


def _page(status: int, message: object = None, incident: str | None = None) -> tuple[str, int]:
    title, sentence = _SAID.get(status) or _SAID[400 if status < 500 else 500]
    shown = message or Phrase(sentence)
    return render_template("error.html", title=Phrase(title), sentence=shown, status=status, incident=incident), status


def _refuse(error: UserError) -> tuple[str, int]:
    return _page(400, error)


def _http(error: HTTPException) -> tuple[str, int] | HTTPException:
    if error.code is None or error.code < 400:
        return error  # a redirect
    return _page(error.code, getattr(error, "message", None))


def _crash(error: Exception) -> tuple[str, int]:
    incident = token_hex(4)
    logger.error("incident %s at %s %s", incident, request.method, request.path, exc_info=error)
    return _page(500, incident=incident)


def init_app(app: Flask) -> None:
    app.register_error_handler(UserError, _refuse)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _crash)
