"""Sending what waits in the outbox: to the mail server, or, when none is configured, into files that a person can open."""

import os
import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Protocol

from qms.clock import Clock
from qms.connections import MailServer
from qms.mail.use_cases import WrittenLetter, due_letters, empty_expired, note_failed, note_sent, take
from qms.storage.database import Database

_PATIENCE = 20  # seconds that a mail server may take for an answer
_PRIVATE = 0o600
_NOBODY = "qlcl@localhost"


class Undeliverable(Exception):
    """The letter did not leave; the text says why, for the administrator."""


class Way(Protocol):
    """How letters leave."""

    def send(self, letter: WrittenLetter) -> None:
        """Send it; raise Undeliverable."""


@dataclass(frozen=True)
class Outcome:
    sent: int
    failed: int


def send_waiting(database: Database, way: Way, clock: Clock) -> Outcome:
    """Try every letter that is due, each in transactions of its own, so that one failure holds up no other."""
    moment = clock.now()
    with database.writing() as session:
        empty_expired(session, moment)
        due = due_letters(session, moment)
    results = [_try(database, way, clock, letter_id) for letter_id in due]
    return Outcome(results.count(True), results.count(False))


def _try(database: Database, way: Way, clock: Clock, letter_id: int) -> bool | None:
    """Whether it was sent; None when somebody else is sending it."""
    with database.writing() as session:
        letter = take(session, letter_id, clock.now())
    if letter is None:
        return None
    try:
        way.send(letter)
    except Undeliverable as failure:
        with database.writing() as session:
            note_failed(session, letter_id, str(failure))
        return False
    with database.writing() as session:
        note_sent(session, letter_id, clock.now())
    return True


@dataclass(frozen=True)
class BySmtp:
    """To the mail server; ``trust`` makes the context that checks its certificate."""

    server: MailServer
    trust: Callable[[], ssl.SSLContext] = ssl.create_default_context

    def send(self, letter: WrittenLetter) -> None:
        try:
            with self._connection() as connection:
                if not self.server.smtps and not self.server.plain:
                    connection.starttls(context=self.trust())
                if self.server.user is not None:
                    connection.login(self.server.user, self.server.password or "")
                connection.send_message(_message(letter, self.server.sender))
        except (OSError, smtplib.SMTPException, ValueError, MessageError) as error:
            raise Undeliverable(f"{type(error).__name__}: {error}") from error

    def _connection(self) -> smtplib.SMTP:
        host, port = self.server.host, self.server.port
        if self.server.smtps:
            return smtplib.SMTP_SSL(host, port, timeout=_PATIENCE, context=self.trust())
        return smtplib.SMTP(host, port, timeout=_PATIENCE)


@dataclass(frozen=True)
class IntoFolder:
    """Into ``folder`` as files that only the server's account can read."""

    folder: Path

    def send(self, letter: WrittenLetter) -> None:
        try:
            content = _message(letter, _NOBODY).as_bytes()
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            draft = self.folder / f"{letter.id}.draft"
            descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _PRIVATE)
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
            draft.replace(self.folder / f"{letter.id}.eml")
        except (OSError, ValueError, MessageError) as error:
            raise Undeliverable(f"{type(error).__name__}: {error}") from error


def _message(letter: WrittenLetter, sender: str) -> EmailMessage:
    """Raise ValueError or MessageError when the recipient is no mail address."""
    message = EmailMessage()
    message["From"] = Address(addr_spec=sender)
    message["To"] = Address(addr_spec=letter.recipient)
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(letter.written_at)
    message["Message-ID"] = f"<letter-{letter.id}@{sender.partition('@')[2]}>"  # the same when it is sent again
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.body)
    return message
