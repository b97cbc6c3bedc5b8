"""What an installation may set, read once from the environment and checked at once."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from qms.language import Phrase, UserError, mark

SUPPORTED_BACKENDS = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg"}


class SettingsError(UserError):
    """An environment variable holds something the system cannot work with."""


@dataclass(frozen=True)
class Settings:
    """``home`` is the folder of this installation's data; ``database_url`` names its database; ``secret_key`` signs cookies."""

    home: Path
    database_url: URL
    secret_key: str | None = field(default=None, repr=False)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """Read the variables whose names begin with ``QMS_``; raise SettingsError when a value cannot be used."""
        home = Path(environment.get("QMS_HOME") or Path.home() / ".qms").expanduser().absolute()
        if home.exists() and not home.is_dir():
            raise SettingsError(Phrase(mark("QMS_HOME phải là một thư mục, nhưng {path} là một tệp."), path=str(home)))
        url = _database_url(environment.get("QMS_DATABASE_URL", ""), home)
        return cls(home, url, environment.get("QMS_SECRET_KEY") or None)


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
