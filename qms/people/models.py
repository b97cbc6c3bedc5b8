"""People, posts and who holds which post from one day to another."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from qms.agencies.models import Agency
from qms.people.kinds import PostKind
from qms.storage.base import KEY_LENGTH, Base, choice, ends_after_start, key_not_blank, one_of
from qms.units.models import OrganisationUnit

_WITHOUT_AGENCY = text("agency_id IS NULL")


class Person(Base):
    """Somebody who signs in under ``key``. An account is never deleted; ``active`` says whether it may be used."""

    __tablename__ = "person"
    __table_args__ = (key_not_blank(),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(KEY_LENGTH))
    key_folded: Mapped[str] = mapped_column(String(KEY_LENGTH), unique=True)
    name: Mapped[str] = mapped_column(Text)
    email: Mapped[str | None] = mapped_column(String(254))
    email_folded: Mapped[str | None] = mapped_column(String(254), unique=True)
    active: Mapped[bool] = mapped_column(default=True, server_default=true())

    holdings: Mapped[list["PostHolding"]] = relationship(back_populates="person", order_by="PostHolding.held_from")


class Post(Base):
    """A post (vị trí) of an agency or of one of its units; it exists from ``valid_from`` until the day before ``valid_to``.

    Only an administrator's post may belong to no agency: somebody must be able to begin before there is any.
    """

    __tablename__ = "post"
    __table_args__ = (
        UniqueConstraint("agency_id", "code_folded"),
        Index(
            "uq_post_code_without_agency",
            "code_folded",
            unique=True,
            sqlite_where=_WITHOUT_AGENCY,
            postgresql_where=_WITHOUT_AGENCY,
        ),
        key_not_blank("code"),
        one_of("kind", PostKind),
        ends_after_start(),
        CheckConstraint("agency_id IS NOT NULL OR kind = 'administrator'", name="agency_unless_administrator"),
        CheckConstraint("agency_id IS NOT NULL OR unit_id IS NULL", name="unit_within_agency"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("organisation_unit.id"), index=True)
    code: Mapped[str] = mapped_column(String(KEY_LENGTH))
    code_folded: Mapped[str] = mapped_column(String(KEY_LENGTH))
    kind: Mapped[PostKind] = mapped_column(choice(PostKind))
    title: Mapped[str] = mapped_column(Text)
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]

    agency: Mapped[Agency | None] = relationship()
    unit: Mapped[OrganisationUnit | None] = relationship()
    holdings: Mapped[list["PostHolding"]] = relationship(back_populates="post", order_by="PostHolding.held_from")


class PostHolding(Base):
    """A person holds a post from ``held_from`` until the day before ``held_to`` (open when null); one holder at a time."""

    __tablename__ = "post_holding"
    __table_args__ = (UniqueConstraint("post_id", "held_from"), ends_after_start("held_from", "held_to"))

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    held_from: Mapped[date]
    held_to: Mapped[date | None]

    post: Mapped[Post] = relationship(back_populates="holdings")
    person: Mapped[Person] = relationship(back_populates="holdings")
