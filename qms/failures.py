"""What goes wrong outside the program, said in a sentence: the database, the disk, a file that may not be read."""

import errno

from sqlalchemy.exc import DBAPIError

from qms.language import Phrase, mark

_SQLITE = {
    5: mark("Cơ sở dữ liệu đang được chương trình khác ghi; hãy thử lại sau ít phút."),
    6: mark("Cơ sở dữ liệu đang được chương trình khác ghi; hãy thử lại sau ít phút."),
    8: mark("Cơ sở dữ liệu chỉ cho phép đọc; hãy kiểm tra quyền ghi của tệp và thư mục chứa nó."),
    10: mark("Không đọc hoặc ghi được tệp cơ sở dữ liệu; hãy kiểm tra ổ đĩa."),
    11: mark("Tệp cơ sở dữ liệu đã hỏng; hãy khôi phục từ bản sao lưu."),
    13: mark("Ổ đĩa đã đầy, chưa ghi được gì; hãy giải phóng dung lượng rồi thử lại."),
    14: mark("Không mở được tệp cơ sở dữ liệu; hãy kiểm tra QMS_HOME, QMS_DATABASE_URL và quyền của thư mục."),
    26: mark("Tệp mà QMS_DATABASE_URL nêu không phải là cơ sở dữ liệu SQLite."),
}  # by SQLite's primary result code
_POSTGRESQL = {
    "25006": mark("Cơ sở dữ liệu chỉ cho phép đọc; hãy kết nối tới máy chủ chính."),
    "28": mark("Máy chủ PostgreSQL từ chối tên hoặc mật khẩu; hãy kiểm tra QMS_DATABASE_URL."),
    "3D000": mark("Máy chủ PostgreSQL không có cơ sở dữ liệu này; hãy tạo nó hoặc sửa QMS_DATABASE_URL."),
    "42501": mark("Tài khoản PostgreSQL không đủ quyền; hãy cấp quyền hoặc dùng tài khoản khác."),
    "53100": mark("Ổ đĩa của máy chủ cơ sở dữ liệu đã đầy, chưa ghi được gì."),
    "53300": mark("Máy chủ PostgreSQL đã hết kết nối; hãy thử lại sau ít phút."),
    "55P03": mark("Cơ sở dữ liệu đang được chương trình khác ghi; hãy thử lại sau ít phút."),
}  # by SQLSTATE or its class
_UNREACHABLE = mark("Không kết nối được tới máy chủ cơ sở dữ liệu; hãy kiểm tra máy chủ và QMS_DATABASE_URL.")
_NO_DRIVER = mark("Thiếu trình điều khiển PostgreSQL; hãy cài đặt bằng lệnh: {command}")
_FILES = {
    errno.EACCES: mark("Không có quyền với {path}; hãy kiểm tra quyền của tệp và thư mục."),
    errno.EPERM: mark("Không có quyền với {path}; hãy kiểm tra quyền của tệp và thư mục."),
    errno.EROFS: mark("{path} nằm trên ổ đĩa chỉ cho phép đọc."),
    errno.ENOENT: mark("Không tìm thấy hoặc không tạo được {path}."),
    errno.EISDIR: mark("{path} là một thư mục, cần một tệp."),
    errno.ENOTDIR: mark("{path} không thể tạo được vì một phần của đường dẫn là tệp."),
    errno.EEXIST: mark("{path} đã có và không phải là thư mục."),
    errno.ENOSPC: mark("Ổ đĩa đã đầy, chưa ghi được gì; hãy giải phóng dung lượng rồi thử lại."),
    errno.EDQUOT: mark("Ổ đĩa đã đầy, chưa ghi được gì; hãy giải phóng dung lượng rồi thử lại."),
    errno.EADDRINUSE: mark("Cổng này đang được chương trình khác dùng; hãy chọn cổng khác."),
}
_FULL_DISK = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_FULL = frozenset({13, "53100"})  # SQLite's result code, PostgreSQL's SQLSTATE
_BUSY = frozenset({5, 6, "55P03", "53300", "40P01", "40001"})


def is_full(error: Exception) -> bool:
    """Whether there is no room left where something was to be written."""
    if isinstance(error, DBAPIError):
        return _code(error) in _FULL
    return isinstance(error, OSError) and error.errno in _FULL_DISK


def is_busy(error: Exception) -> bool:
    """Whether others are at work in the database, so that the same may succeed in a while."""
    return isinstance(error, DBAPIError) and _code(error) in _BUSY


def explain(error: Exception) -> Phrase | None:
    """The sentence for a failure that the user or the administrator can put right; None for anything else."""
    if isinstance(error, DBAPIError):
        return _explain_database(error)
    if isinstance(error, ModuleNotFoundError) and error.name == "psycopg":
        return Phrase(_NO_DRIVER, command='pip install "qms[postgres]"')
    if isinstance(error, OSError) and error.errno in _FILES:
        return Phrase(_FILES[error.errno], path=str(error.filename or "?"))
    return None


def _explain_database(error: DBAPIError) -> Phrase | None:
    code = getattr(error.orig, "sqlite_errorcode", None)
    if code is not None:
        return Phrase(_SQLITE[code & 0xFF]) if code & 0xFF in _SQLITE else None
    state = getattr(error.orig, "sqlstate", None) or ""
    sentence = _POSTGRESQL.get(state) or _POSTGRESQL.get(state[:2])
    if sentence is None and (error.connection_invalidated or _never_connected(error) or state.startswith(("08", "57P"))):
        sentence = _UNREACHABLE
    return Phrase(sentence) if sentence else None


def _code(error: DBAPIError) -> int | str | None:
    """SQLite's primary result code or PostgreSQL's SQLSTATE."""
    code: int | None = getattr(error.orig, "sqlite_errorcode", None)
    return getattr(error.orig, "sqlstate", None) if code is None else code & 0xFF


def _never_connected(error: DBAPIError) -> bool:
    """A statement fails with a state; the driver gives none when there is no server to give it."""
    return error.statement is None and getattr(error.orig, "sqlstate", "") is None
