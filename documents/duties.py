"""What lies with a post in document control and stays with it when it is handed over: documents it owns, controlled copies it
holds, records it keeps."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from documents.copies.models import ControlledCopy
from documents.library.models import Document, Profile, Revision
from documents.library.telling import document_key, revision_key
from documents.records.models import RecordSeries
from documents.records.use_cases import series_key
from qms.exchange.sheet import KEY_SEPARATOR
from qms.language import Phrase, mark
from qms.people.open_items import OpenItem
from qms.trail.entries import Change

_OWNS = Phrase(mark("Chịu trách nhiệm về tài liệu"))
_HOLDS = Phrase(mark("Giữ bản kiểm soát trên giấy"))
_KEEPS = Phrase(mark("Giữ hồ sơ"))


class DocumentDuties:
    """The provider of what posts hold; nothing of it lies with a person."""

    def of_post(self, session: Session, post_id: int) -> Sequence[OpenItem]:
        return [*_owned(session, post_id), *_held(session, post_id), *_kept(session, post_id)]

    def of_person(self, session: Session, person_id: int, agency: str | None) -> Sequence[OpenItem]:
        return ()

    def move(self, session: Session, items: Sequence[OpenItem], from_person: int, to_person: int) -> Sequence[Change]:
        return ()


def _owned(session: Session, post_id: int) -> list[OpenItem]:
    query = select(Document).join(Profile, Profile.document_id == Document.id).where(Profile.owner_post_id == post_id)
    return [
        OpenItem(
            "document_profile",
            document_key(document),
            _OWNS,
            document.revisions[-1].title if document.revisions else document.code,
            endpoint="library.show",
            arguments={"agency": document.agency.key, "code": document.code},
        )
        for document in session.scalars(query.order_by(Document.code_folded))
    ]


def _held(session: Session, post_id: int) -> list[OpenItem]:
    """Copies that were not given back."""
    query = (
        select(ControlledCopy, Revision)
        .join(Revision, ControlledCopy.revision_id == Revision.id)
        .where(ControlledCopy.post_id == post_id, ControlledCopy.returned_on.is_(None))
        .order_by(ControlledCopy.id)
    )
    return [
        OpenItem(
            "controlled_copy",
            KEY_SEPARATOR.join((revision_key(revision), str(copy.number))),
            _HOLDS,
            revision.title,
            endpoint="copies.index",
            arguments={"co-quan": revision.document.agency.key},
        )
        for copy, revision in session.execute(query)
    ]


def _kept(session: Session, post_id: int) -> list[OpenItem]:
    query = select(RecordSeries).where(RecordSeries.keeper_id == post_id, RecordSeries.valid_to.is_(None))
    return [
        OpenItem(
            "record_series",
            series_key(series),
            _KEEPS,
            series.name,
            endpoint="records.index",
            arguments={"co-quan": series.agency.key},
        )
        for series in session.scalars(query.order_by(RecordSeries.code_folded))
    ]
