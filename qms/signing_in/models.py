"""What signing in needs to remember. Secrets that are shown once are kept as SHA-256 only."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from qms.language import Phrase, mark, pmark
from qms.people.models import Person
from qms.storage.base import Base, Moment, choice, one_of


class Password(Base):
    """``hash`` is Argon2id with its parameters. ``temporary``: given by somebody else, to be changed at the next sign-in."""

    __tablename__ = "password"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, autoincrement=False)
    hash: Mapped[str] = mapped_column(Text)
    temporary: Mapped[bool]
    changed_at: Mapped[datetime] = mapped_column(Moment)


class SecondFactor(Base):
    """A shared secret for time-based codes, sealed by the installation's vault and in use once ``confirmed_at``.

    ``last_step`` is the last code's time step, used up.
    """

    __tablename__ = "second_factor"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, autoincrement=False)
    secret: Mapped[str] = mapped_column(Text)
    confirmed_at: Mapped[datetime | None] = mapped_column(Moment)
    last_step: Mapped[int | None]


class RecoveryCode(Base):
    """One of ten codes that stand in for the telephone, each once; ``hash`` is Argon2id, as a password's."""

    __tablename__ = "recovery_code"
    __table_args__ = (CheckConstraint("number BETWEEN 1 AND 10", name="number_of_ten"),)

    person_id: Mapped[int] = mapped_column(
        ForeignKey("second_factor.person_id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    hash: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)


class ExternalIdentity(Base):
    """A person's identity at an OpenID Connect provider: issuer and subject, never the mail address."""

    __tablename__ = "external_identity"
    __table_args__ = (UniqueConstraint("issuer", "subject"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    issuer: Mapped[str] = mapped_column(Text)
    subject: Mapped[str] = mapped_column(Text)
    linked_at: Mapped[datetime] = mapped_column(Moment)


class LoginSession(Base):
    """A signed-in browser. It ends after idle time, after its longest life, or when revoked (``ended_at``)."""

    __tablename__ = "login_session"
    __table_args__ = (CheckConstraint("length(token_hash) = 64", name="token_hash_is_sha256"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    opened_at: Mapped[datetime] = mapped_column(Moment)
    seen_at: Mapped[datetime] = mapped_column(Moment)
    confirmed_at: Mapped[datetime] = mapped_column(Moment)  # when the person last proved to be that person
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    method: Mapped[str] = mapped_column(String(30))
    address: Mapped[str] = mapped_column(String(45))
    device: Mapped[str] = mapped_column(String(200))

    person: Mapped[Person] = relationship()


class ResetToken(Base):
    """A mailed link by which a person sets a new password, once and until ``expires_at`` (exclusive)."""

    __tablename__ = "reset_token"
    __table_args__ = (CheckConstraint("length(token_hash) = 64", name="token_hash_is_sha256"),)

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    made_at: Mapped[datetime] = mapped_column(Moment)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)


class LoginAttempt(Base):
    """How often something failed in a row and when last, by account or by address; accounts stand here as a hash only."""

    __tablename__ = "login_attempt"

    key: Mapped[str] = mapped_column(String(120), primary_key=True)
    count: Mapped[int]
    last_at: Mapped[datetime] = mapped_column(Moment, index=True)


class SecurityEventKind(StrEnum):
    SIGNED_IN = "signed_in"
    REFUSED = "refused"
    LOCKED_OUT = "locked_out"
    SIGNED_OUT = "signed_out"
    SESSION_REVOKED = "session_revoked"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 - the name of an event
    RESET_ASKED = "reset_asked"
    SECOND_FACTOR_ON = "second_factor_on"
    SECOND_FACTOR_OFF = "second_factor_off"
    RECOVERY_CODES_MADE = "recovery_codes_made"
    RECOVERY_CODE_USED = "recovery_code_used"
    OUT_OF_SCOPE = "out_of_scope"
    FORGED = "forged"

    @property
    def label(self) -> Phrase:
        return Phrase(_EVENTS[self])


_EVENTS = {
    SecurityEventKind.SIGNED_IN: pmark("done", "Đăng nhập"),
    SecurityEventKind.REFUSED: mark("Bị từ chối"),
    SecurityEventKind.LOCKED_OUT: mark("Tạm khóa vì thử sai nhiều lần"),
    SecurityEventKind.SIGNED_OUT: pmark("done", "Đăng xuất"),
    SecurityEventKind.SESSION_REVOKED: mark("Phiên bị kết thúc"),
    SecurityEventKind.PASSWORD_CHANGED: mark("Mật khẩu được đặt"),
    SecurityEventKind.RESET_ASKED: mark("Yêu cầu đặt lại mật khẩu"),
    SecurityEventKind.SECOND_FACTOR_ON: pmark("done", "Bật xác thực hai bước"),
    SecurityEventKind.SECOND_FACTOR_OFF: pmark("done", "Tắt xác thực hai bước"),
    SecurityEventKind.RECOVERY_CODES_MADE: mark("Cấp mã khôi phục"),
    SecurityEventKind.RECOVERY_CODE_USED: mark("Dùng một mã khôi phục"),
    SecurityEventKind.OUT_OF_SCOPE: mark("Truy cập ngoài phạm vi"),
    SecurityEventKind.FORGED: mark("Biểu mẫu không từ trang của hệ thống"),
}


class SecurityEvent(Base):
    """The security log: what happened, to which account if one is known, from which address; nothing that was typed."""

    __tablename__ = "security_event"
    __table_args__ = (one_of("kind", SecurityEventKind),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment, index=True)
    kind: Mapped[SecurityEventKind] = mapped_column(choice(SecurityEventKind))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    address: Mapped[str] = mapped_column(String(45))
    detail: Mapped[str | None] = mapped_column(String(200))
