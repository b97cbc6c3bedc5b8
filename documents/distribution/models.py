"""Distribution by post, acknowledgement by revision, and the scans of signed sheets."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from documents.library.models import Document, Revision
from qms.agencies.models import Agency
from qms.files.models import StoredFile
from qms.people.models import Person, Post
from qms.storage.base import Base, Moment, ends_after_start


class Distribution(Base):
    """A document goes to a post from ``valid_from`` until the day before ``valid_to`` (open when null)."""

    __tablename__ = "distribution"
    __table_args__ = (UniqueConstraint("document_id", "post_id", "valid_from"), ends_after_start())

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id"), index=True)
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]

    document: Mapped[Document] = relationship()
    post: Mapped[Post] = relationship()


class Acknowledgement(Base):
    """A person, holding a post, has read a revision and said so."""

    __tablename__ = "acknowledgement"
    __table_args__ = (UniqueConstraint("revision_id", "post_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"))
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    read_at: Mapped[datetime] = mapped_column(Moment)

    revision: Mapped[Revision] = relationship()
    post: Mapped[Post] = relationship()
    person: Mapped[Person] = relationship()


class SignSheet(Base):
    """The scan of a sheet that people of a body signed by hand; a common procedure is signed for in many bodies."""

    __tablename__ = "sign_sheet"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"), index=True)
    digest: Mapped[str] = mapped_column(ForeignKey("stored_file.digest"), index=True)
    file_name: Mapped[str] = mapped_column(Text)
    attached_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    attached_at: Mapped[datetime] = mapped_column(Moment)

    agency: Mapped[Agency] = relationship()
    revision: Mapped[Revision] = relationship()
    file: Mapped[StoredFile] = relationship()
    attached_by: Mapped[Person] = relationship()
