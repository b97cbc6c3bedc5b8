"""What a search looks through: the words of each revision, made from it and made anew when it changes.

SQLite finds them by a full-text table beside this one, which triggers keep in step; PostgreSQL by a column of word vectors
that it computes itself, and an index of it.
"""

from typing import Any

from sqlalchemy import Connection, ForeignKey, Text, event
from sqlalchemy.orm import Mapped, mapped_column

from qms.storage.base import Base

FULL_TEXT = "search_index"  # SQLite's table; what PostgreSQL's column and index begin with
VECTOR = f"{FULL_TEXT}_vector"  # PostgreSQL's column
_COLUMNS = "code_folded, title_folded, body_folded"


class SearchText(Base):
    """``code``, ``title`` and ``body`` as they are read, and folded by :mod:`documents.search.words`.

    ``body`` is empty where nothing can be read; ``dossier_version`` is that of the dossier whose content it is. The folded
    body has the lines of the body; folded code and title begin and end with a space.
    """

    __tablename__ = "search_text"

    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id", ondelete="CASCADE"), primary_key=True, autoincrement=False)
    code: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)
    dossier_version: Mapped[int | None]
    code_folded: Mapped[str] = mapped_column(Text)
    title_folded: Mapped[str] = mapped_column(Text)
    body_folded: Mapped[str] = mapped_column(Text)


def _new(row: str) -> str:
    return ", ".join(f"{row}.{column}" for column in ("revision_id", *_COLUMNS.split(", ")))


_ADD = f"INSERT INTO {FULL_TEXT} (rowid, {_COLUMNS}) VALUES ({_new('NEW')});"  # noqa: S608 - constants
_DROP = f"INSERT INTO {FULL_TEXT} ({FULL_TEXT}, rowid, {_COLUMNS}) VALUES ('delete', {_new('OLD')});"  # noqa: S608 - constants
_SETTINGS = "content='search_text', content_rowid='revision_id', tokenize='unicode61 remove_diacritics 0'"
_WORDS = "to_tsvector('simple'::regconfig, code_folded || title_folded || body_folded)"
_BESIDE: tuple[tuple[str, str], ...] = (
    ("sqlite", f"CREATE VIRTUAL TABLE {FULL_TEXT} USING fts5({_COLUMNS}, {_SETTINGS})"),
    ("sqlite", f"CREATE TRIGGER search_text_added AFTER INSERT ON search_text BEGIN {_ADD} END"),
    ("sqlite", f"CREATE TRIGGER search_text_gone AFTER DELETE ON search_text BEGIN {_DROP} END"),
    ("sqlite", f"CREATE TRIGGER search_text_changed AFTER UPDATE ON search_text BEGIN {_DROP} {_ADD} END"),
    ("postgresql", f"ALTER TABLE search_text ADD COLUMN {VECTOR} tsvector GENERATED ALWAYS AS ({_WORDS}) STORED"),
    ("postgresql", f"CREATE INDEX {FULL_TEXT}_words ON search_text USING gin ({VECTOR})"),
)


@event.listens_for(SearchText.__table__, "after_create")
def _create_beside(_table: Any, connection: Connection, **_options: Any) -> None:
    """What models cannot say."""
    for dialect, statement in _BESIDE:
        if connection.dialect.name == dialect:
            connection.exec_driver_sql(statement)
