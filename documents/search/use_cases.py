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


def refresh(session: Session, document_id: int | None = None) -> int:
    """Make findable what is not yet, and anew what has changed, of one document or of all; return how many revisions.

    Follows every change of a document's code, titles and contents, in its transaction.
    """
    stale = (
        select(Revision.id, Document.code, Revision.title)
        .join(Document, Document.id == Revision.document_id)
        .outerjoin(Dossier, Dossier.revision_id == Revision.id)
        .outerjoin(SearchText, SearchText.revision_id == Revision.id)
        .where(or_(SearchText.revision_id.is_(None), SearchText.code != Document.code, SearchText.title != Revision.title,
                   SearchText.dossier_version.is_distinct_from(Dossier.version)))
        .order_by(Revision.id)
    )  # fmt: skip
    if document_id is not None:
        stale = stale.where(Revision.document_id == document_id)
    found = session.execute(stale).all()
    for start in range(0, len(found), _AT_ONCE):
        part = found[start : start + _AT_ONCE]
        dossiers = _dossiers(session, [revision_id for revision_id, _code, _title in part])
        _store(session, [_row(revision_id, code, title, dossiers.get(revision_id)) for revision_id, code, title in part])
    return len(found)


def _dossiers(session: Session, revision_ids: Sequence[int]) -> dict[int, Dossier]:
    query = select(Dossier).where(Dossier.revision_id.in_(revision_ids)).options(joinedload(Dossier.file))
    return {dossier.revision_id: dossier for dossier in session.scalars(query)}


def _row(revision_id: int, code: str, title: str, dossier: Dossier | None) -> dict[str, object]:
    body = text_of(dossier) or ""
    folded = folded_lines(body)
    kept = "\n".join(body.split("\n")[: folded.count("\n") + 1])
    return {
        "revision_id": revision_id,
        "code": code,
        "title": title,
        "body": kept,
        "dossier_version": dossier.version if dossier is not None else None,
        "code_folded": padded(code),
        "title_folded": padded(title),
        "body_folded": folded,
    }


def _store(session: Session, rows: Sequence[dict[str, object]]) -> None:
    session.execute(delete(SearchText).where(SearchText.revision_id.in_([row["revision_id"] for row in rows])))
    session.execute(insert(SearchText), rows)
