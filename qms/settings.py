"""What an installation may set, read once from the environment and checked at once."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from qms.connections import (
    MailServer,
    Provider,
    SettingsError,
    read_mail_server,
    read_provider,
    read_proxies,
    read_public_url,
)
from qms.language import Phrase, mark

__all__ = ["Settings", "SettingsError"]

SUPPORTED_BACKENDS = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg"}


@dataclass(frozen=True)
class Settings:
    """``home`` is the folder of this installation's data; ``database_url`` names its database; ``secret_key`` signs cookies.

    ``public_url`` is the base of links in letters and QR codes; ``proxies`` stand before the server and are believed.
    """

    home: Path
    database_url: URL
    secret_key: str | None = field(default=None, repr=False)
    public_url: str | None = None
    proxies: int = 0
    mail_server: MailServer | None = None
    provider: Provider | None = None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """Read the variables whose names begin with ``QMS_``; raise SettingsError when a value cannot be used."""
        home = Path(environment.get("QMS_HOME") or Path.home() / ".qms").expanduser().absolute()
        if home.exists() and not home.is_dir():
            raise SettingsError(Phrase(mark("QMS_HOME phải là một thư mục, nhưng {path} là một tệp."), path=str(home)))
        url = _database_url(environment.get("QMS_DATABASE_URL", ""), home)
        return cls(
            home,
            url,
            environment.get("QMS_SECRET_KEY") or None,
            public_url=read_public_url(environment),
            proxies=read_proxies(environment),
            mail_server=read_mail_server(environment),
            provider=read_provider(environment),
        )


def _database_url(text: str, home: Path) -> URL:
    if not text:
        return URL.create("sqlite", database=str(home / "qms.sqlite3"))
    example = "postgresql://user:password@host/qms"
    try:
        url = make_url(text)
    except (ArgumentError, ValueError) as error:
        raise SettingsError(
            Phrase(mark("QMS_DATABASE_URL không phải là một địa chỉ cơ sở dữ liệu. Ví dụ đúng: {example}"), example=example)
        ) from error
    backend = url.get_backend_name()
    if backend not in SUPPORTED_BACKENDS:
        raise SettingsError(
            Phrase(
                mark("QMS_DATABASE_URL chỉ nhận sqlite hoặc postgresql, không nhận “{backend}”. Ví dụ đúng: {example}"),
                backend=backend,
                example=example,
            )
        )
    if backend == "sqlite" and url.database in (None, "", ":memory:"):
        raise SettingsError(Phrase(mark("QMS_DATABASE_URL phải nêu tên tệp SQLite, ví dụ sqlite:////var/lib/qms/qms.sqlite3.")))
    return url.set(drivername=SUPPORTED_BACKENDS[backend])
