"""Finding documents by what they are called and what they say."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, case, column, func, literal_column, or_, select, table
from sqlalchemy.orm import Session

from documents.library.force import in_force_on, lives
from documents.library.models import Document, DocumentKind, Revision
from documents.search.highlighting import Piece, highlight, passage
from documents.search.models import FULL_TEXT, VECTOR, SearchText
from documents.search.words import words
from qms.agencies.models import Agency

_FULL_TEXT = table(FULL_TEXT, column("rowid"), column(FULL_TEXT))  # the column of its own name stands for all
_PLAIN: ColumnElement[Any] = literal_column("'simple'::regconfig")  # words as they stand, without a language's endings
MOST_WORDS = 20  # of a question; further ones are not looked for


@dataclass(frozen=True)
class Hit:
    """A revision that was found. ``passage`` is a line of its text that shows why, empty when only its title or code does."""

    revision_id: int
    document_id: int
    agency_key: str
    kind: DocumentKind
    issue_no: int
    revision_no: int
    code: tuple[Piece, ...]
    title: tuple[Piece, ...]
    passage: tuple[Piece, ...]

    @property
    def plain_code(self) -> str:
        return "".join(piece.text for piece in self.code)


@dataclass(frozen=True)
class Found:
    """One page of the hits, the best first, and how many there are in all."""

    total: int
    hits: list[Hit]


def search(
    session: Session,
    asked: str,
    reach: frozenset[str] | None,
    day: date | None,
    *,
    common: frozenset[int] = frozenset(),
    limit: int = 20,
    offset: int = 0,
) -> Found:
    """Revisions that hold every word of ``asked``, somewhere in code, title or text, whatever its case and diacritics.

    ``reach``: keys of the bodies whose documents may be shown, None for all; ``common``: documents of others that may be shown,
    too. ``day``: only what is in force on it; None for
    every revision, drafts and superseded ones too. First come those whose code is asked for, then by title, then those that
    hold the words side by side, then the others; ties by code. Nothing asked finds nothing.
    """
    sought = words(asked)[:MOST_WORDS]
    if not sought:
        return Found(0, [])
    matching = _matching(session, sought, reach, common, day)
    page = matching.order_by(*_order(session, sought)).limit(limit).offset(offset)
    best = session.execute(page.add_columns(func.count().over().label("total"))).all()
    if best:
        return Found(best[0].total, _hits(session, [row.revision_id for row in best], sought))
    return Found(session.scalar(select(func.count()).select_from(matching.subquery())) or 0 if offset else 0, [])


def _matching(
    session: Session, sought: Sequence[str], reach: frozenset[str] | None, common: frozenset[int], day: date | None
) -> Select[*tuple[Any, ...]]:
    """The revisions that hold all the words and may be shown; their ids alone, for all of them are put in order."""
    found: Select[*tuple[Any, ...]] = (
        select(SearchText.revision_id)
        .join(Revision, Revision.id == SearchText.revision_id)
        .join(Document, Document.id == Revision.document_id)
        .join(Agency, Agency.id == Document.agency_id)
        .where(_holds(session, " AND ".join(f'"{word}"' for word in sought), "plainto_tsquery", " ".join(sought)))
    )
    if reach is not None:
        found = found.where(or_(Agency.key.in_(reach), Document.id.in_(common)))
    if day is not None:
        life = lives()
        found = found.join(life, life.c.revision_id == Revision.id).where(in_force_on(life, day))
    return found


def _holds(session: Session, sqlite_question: str, postgresql_parser: str, postgresql_words: str) -> ColumnElement[bool]:
    """Whether a text answers a full-text question, put in the words of the database at hand."""
    if session.get_bind().dialect.name == "sqlite":
        rows = select(_FULL_TEXT.c.rowid).where(_FULL_TEXT.c[FULL_TEXT].bool_op("MATCH")(sqlite_question))
        return SearchText.revision_id.in_(rows)
    question = getattr(func, postgresql_parser)(_PLAIN, postgresql_words)
    return literal_column(f"{SearchText.__tablename__}.{VECTOR}").bool_op("@@")(question)


def _order(session: Session, sought: Sequence[str]) -> list[ColumnElement[Any]]:
    """The best first: a code before a title, a title before a text, words side by side before scattered ones."""
    phrase = " ".join(sought)
    whole, beginning, inside = f" {phrase} ", f" {phrase} %", f"% {phrase} %"
    score = case(
        (SearchText.code_folded == whole, 7),
        (SearchText.code_folded.like(beginning), 6),
        (SearchText.code_folded.like(inside), 5),
        (SearchText.title_folded == whole, 4),
        (SearchText.title_folded.like(inside), 3),
        (and_(*(SearchText.title_folded.like(f"% {word} %") for word in sought)), 2),
        (_holds(session, f'"{phrase}"', "phraseto_tsquery", phrase), 1),
        else_=0,
    )
    binary = {"sqlite": "BINARY", "postgresql": "C"}[session.get_bind().dialect.name]
    return [score.desc(), SearchText.code_folded.collate(binary), Agency.key_folded.collate(binary), Revision.id.desc()]


def _hits(session: Session, revisions: Sequence[int], sought: Sequence[str]) -> list[Hit]:
    """What is said of these revisions, in their order."""
    said: Select[*tuple[Any, ...]] = (
        select(SearchText, Document.id.label("document_id"), Agency.key, Revision.kind, Revision.issue_no, Revision.revision_no)
        .join(Revision, Revision.id == SearchText.revision_id)
        .join(Document, Document.id == Revision.document_id)
        .join(Agency, Agency.id == Document.agency_id)
        .where(SearchText.revision_id.in_(revisions))
    )
    rows = {row.SearchText.revision_id: row for row in session.execute(said)}
    return [_hit(rows[revision], sought) for revision in revisions]


def _hit(row: Row[Any], sought: Sequence[str]) -> Hit:
    said: SearchText = row.SearchText
    return Hit(
        said.revision_id,
        row.document_id,
        row.key,
        row.kind,
        row.issue_no,
        row.revision_no,
        highlight(said.code, set(sought)),
        highlight(said.title, set(sought)),
        passage(said.body, said.body_folded, sought),
    )
