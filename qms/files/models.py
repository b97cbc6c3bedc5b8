"""Files that are kept. Whose they are and what they are called is said by whatever refers to them."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from qms.files.kinds import MEDIA_TYPES
from qms.storage.base import Base, Moment, one_of


class StoredFile(Base):
    """The store holds the bytes of every row; ``text`` is what the file says, null for pictures.

    ``stored_at`` is when the bytes were last handed in: the same bytes make one row.
    """

    __tablename__ = "stored_file"
    __table_args__ = (
        CheckConstraint("length(digest) = 64", name="digest_is_sha256"),
        CheckConstraint("size > 0", name="size_positive"),
        one_of("media_type", MEDIA_TYPES.values()),
    )

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    size: Mapped[int] = mapped_column(BigInteger)
    media_type: Mapped[str] = mapped_column(String(100))
    text: Mapped[str | None] = mapped_column(Text)
    stored_at: Mapped[datetime] = mapped_column(Moment, index=True)
