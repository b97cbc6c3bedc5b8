"""The key that signs cookies: given by the environment, or made once and kept where only the server's account can read it."""

import os
from pathlib import Path
from secrets import token_urlsafe

from qms.language import Phrase, mark
from qms.settings import SettingsError

KEY_FILE = "secret-key"
SHORTEST = 32  # characters
_PRIVATE = 0o600


def secret_key(given: str | None, home: Path) -> str:
    """``given`` when it is long enough; otherwise the key kept in ``home``, made at the first call with mode 600."""
    if given:
        if len(given) < SHORTEST:
            raise SettingsError(Phrase(mark("QMS_SECRET_KEY phải có ít nhất {count} ký tự ngẫu nhiên."), count=SHORTEST))
        return given
    path = home / KEY_FILE
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    _make(path)
    if path.stat().st_mode & 0o077:
        raise SettingsError(
            Phrase(mark("Tệp khóa {path} đang cho người khác đọc; hãy chạy lệnh: chmod 600 {path}"), path=str(path))
        )
    kept = path.read_text(encoding="utf-8").strip()
    if len(kept) < SHORTEST:
        raise SettingsError(
            Phrase(mark("Tệp khóa {path} trống hoặc bị cắt ngắn; hãy lấy lại tệp này từ bản sao lưu."), path=str(path))
        )
    return kept


def _make(path: Path) -> None:
    """Write a new key unless there is one: two servers that start together agree on the first one's."""
    if path.exists():
        return
    draft = path.with_name(f"{path.name}.{token_urlsafe(6)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(token_urlsafe(48))
    try:
        os.link(draft, path)
    except FileExistsError:
        return
    finally:
        draft.unlink()
