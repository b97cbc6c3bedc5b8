"""What an installation may be connected with: its public address, a mail server, a provider of single sign-on.

Each is read from environment variables and checked at once, so that a wrong value is said at the start and not at the first use.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from email.errors import MessageError
from email.headerregistry import Address
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from qms.language import Phrase, UserError, mark

_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
_PORTS = {"smtp": 587, "smtps": 465}
_MAIL_EXAMPLE = "smtp://user:password@mail.example.vn:587?from=qlcl@example.vn"


class SettingsError(UserError):
    """An environment variable holds something the system cannot work with."""


@dataclass(frozen=True)
class MailServer:
    """Where letters are handed over. ``smtps`` speaks TLS at once; otherwise STARTTLS is demanded unless ``plain``."""

    host: str
    port: int
    sender: str
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    smtps: bool = False
    plain: bool = False


@dataclass(frozen=True)
class Provider:
    """An OpenID Connect provider: ``name`` is what the button calls it."""

    issuer: str
    client_id: str
    name: str
    client_secret: str | None = field(default=None, repr=False)


def read_public_url(environment: Mapping[str, str]) -> str | None:
    """``QMS_PUBLIC_URL``: how people reach the pages, without a path; https but on this very machine."""
    text = environment.get("QMS_PUBLIC_URL", "").strip().rstrip("/")
    return _web_address("QMS_PUBLIC_URL", text, path_allowed=False) if text else None


def read_proxies(environment: Mapping[str, str]) -> int:
    """``QMS_TRUSTED_PROXIES``: how many proxies stand before the server and say who asked them."""
    text = environment.get("QMS_TRUSTED_PROXIES", "").strip() or "0"
    if not (text.isascii() and text.isdigit() and int(text) <= 9):
        raise SettingsError(Phrase(mark("QMS_TRUSTED_PROXIES phải là số máy chủ trung gian, từ 0 đến 9.")))
    return int(text)


def read_mail_server(environment: Mapping[str, str]) -> MailServer | None:
    """``QMS_MAIL_URL``, such as ``smtp://user:password@host:port?from=…``; ``tls=no`` for a relay on the same network."""
    text = environment.get("QMS_MAIL_URL", "").strip()
    if not text:
        return None
    try:
        parts = urlsplit(text)
        port, host = parts.port or _PORTS[parts.scheme], parts.hostname or ""
        query = parse_qs(parts.query, strict_parsing=True)
        sender = Address(addr_spec=query["from"][0]).addr_spec
    except (ValueError, KeyError, IndexError, MessageError) as error:
        raise _bad_mail_url() from error
    known = set(query) <= {"from", "tls"} and query.get("tls", ["yes"])[0] in ("yes", "no")
    if not host or not known or parts.path.strip("/"):
        raise _bad_mail_url()
    user = unquote(parts.username) if parts.username else None
    password = unquote(parts.password) if parts.password else None
    plain = query.get("tls") == ["no"]
    if plain and user is not None:
        raise SettingsError(Phrase(mark("QMS_MAIL_URL có mật khẩu thì không được đặt tls=no: mật khẩu sẽ đi không mã hóa.")))
    return MailServer(host, port, sender, user, password, parts.scheme == "smtps", plain)


def read_provider(environment: Mapping[str, str]) -> Provider | None:
    """``QMS_OIDC_ISSUER`` and the variables beside it; none of them, or at least issuer and client."""
    issuer = environment.get("QMS_OIDC_ISSUER", "").strip()
    client = environment.get("QMS_OIDC_CLIENT_ID", "").strip()
    if not issuer and not client:
        return None
    if not issuer or not client:
        raise SettingsError(Phrase(mark("Đăng nhập một lần cần cả QMS_OIDC_ISSUER và QMS_OIDC_CLIENT_ID.")))
    _web_address("QMS_OIDC_ISSUER", issuer.rstrip("/"), path_allowed=True)
    return Provider(issuer, client, environment.get("QMS_OIDC_NAME", "").strip() or urlsplit(issuer).netloc, _secret(environment))


def is_local(host: str) -> bool:
    """Whether a host name means this very machine."""
    return host in _LOCAL


def _secret(environment: Mapping[str, str]) -> str | None:
    file = environment.get("QMS_OIDC_CLIENT_SECRET_FILE", "").strip()
    if not file:
        return environment.get("QMS_OIDC_CLIENT_SECRET") or None
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(Phrase(mark("Không đọc được tệp mà QMS_OIDC_CLIENT_SECRET_FILE nêu: {path}"), path=file)) from error


def _web_address(variable: str, text: str, *, path_allowed: bool) -> str:
    try:
        parts = urlsplit(text)
        host, _port = parts.hostname or "", parts.port
    except ValueError as error:
        raise _bad_address(variable) from error
    safe = parts.scheme == "https" or (parts.scheme == "http" and is_local(host))
    bare = not (parts.query or parts.fragment or parts.username or parts.password) and (path_allowed or not parts.path)
    if not host or not safe or not bare:
        raise _bad_address(variable)
    return text


def _bad_address(variable: str) -> SettingsError:
    return SettingsError(
        Phrase(
            mark("{variable} phải là một địa chỉ https, ví dụ {example}; http chỉ được dùng với chính máy này."),
            variable=variable,
            example="https://qlcl.example.vn",
        )
    )


def _bad_mail_url() -> SettingsError:
    sentence = mark("QMS_MAIL_URL không phải là một địa chỉ máy chủ thư. Ví dụ đúng: {example}")
    return SettingsError(Phrase(sentence, example=_MAIL_EXAMPLE))
