"""Keeping the words of revisions findable. They follow from the revisions, so nothing of this is on the trail."""

from collections.abc import Sequence

from sqlalchemy import delete, insert, or_, select
from sqlalchemy.orm import Session, joinedload

from documents.approval.content import text_of
from documents.approval.models import Dossier
from documents.library.models import Document, Revision
from documents.search.models import SearchText
from documents.search.words import folded_lines, padded

_AT_ONCE = 200  # revisions whose texts are held at one time


def index_revision(session: Session, revision_id: int, code: str, title: str, body: str | None) -> None:
    """Make a revision findable by its code, title and text as they are now."""
    _store(session, [_row(revision_id, code, title, body)])


def refresh(session: Session) -> int:
    """Make every revision findable that is not yet, or whose code or title has changed, as after an import; return how many."""
    stale = (
        select(Revision.id, Document.code, Revision.title)
        .join(Document, Document.id == Revision.document_id)
        .outerjoin(SearchText, SearchText.revision_id == Revision.id)
        .where(or_(SearchText.revision_id.is_(None), SearchText.code != Document.code, SearchText.title != Revision.title))
        .order_by(Revision.id)
    )
    found = session.execute(stale).all()
    for start in range(0, len(found), _AT_ONCE):
        part = found[start : start + _AT_ONCE]
        bodies = _bodies(session, [revision_id for revision_id, _code, _title in part])
        _store(session, [_row(revision_id, code, title, bodies.get(revision_id)) for revision_id, code, title in part])
    return len(found)


def _bodies(session: Session, revision_ids: Sequence[int]) -> dict[int, str | None]:
    dossiers = select(Dossier).where(Dossier.revision_id.in_(revision_ids)).options(joinedload(Dossier.file))
    return {dossier.revision_id: text_of(dossier) for dossier in session.scalars(dossiers)}


def _row(revision_id: int, code: str, title: str, body: str | None) -> dict[str, object]:
    folded = folded_lines(body or "")
    kept = "\n".join((body or "").split("\n")[: folded.count("\n") + 1])
    return {
        "revision_id": revision_id,
        "code": code,
        "title": title,
        "body": kept,
        "code_folded": padded(code),
        "title_folded": padded(title),
        "body_folded": folded,
    }


def _store(session: Session, rows: Sequence[dict[str, object]]) -> None:
    session.execute(delete(SearchText).where(SearchText.revision_id.in_([row["revision_id"] for row in rows])))
    session.execute(insert(SearchText), rows)
