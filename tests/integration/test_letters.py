"""The outbox: letters leave after the commit, once, by mail or into files; what cannot leave is tried again."""

from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from sqlalchemy import select

from qms.clock import FixedClock
from qms.connections import MailServer
from qms.installation import Installation
from qms.mail.models import Letter
from qms.mail.outbox import outbox_of
from qms.mail.postman import Postman
from qms.mail.sending import BySmtp, IntoFolder, Outcome, Undeliverable, send_waiting
from qms.mail.use_cases import WrittenLetter, take, write_letter
from qms.storage.database import Database
from tests.conftest import NOW
from tests.integration.command_line import run
from tests.smtp import mail_server

SUBJECT, BODY = "Đặt lại mật khẩu", "Kính gửi bà Ánh,\n\nMở https://qlcl.example.vn/x\n.\n"


def write(database: Database, recipient: str = "anh@so-a.example", **extra: timedelta) -> None:
    with database.writing() as session:
        write_letter(session, recipient, SUBJECT, BODY, NOW, **{name: NOW + after for name, after in extra.items()})


def stored(database: Database) -> list[Letter]:
    with database.reading() as session:
        return list(session.scalars(select(Letter).order_by(Letter.id)))


def at(time: timedelta) -> FixedClock:
    return FixedClock(NOW + time)


def test_a_letter_reaches_the_mail_server_whole_and_once(database: Database) -> None:
    write(database)
    with mail_server() as mailbox:
        way = BySmtp(MailServer("127.0.0.1", mailbox.port, "qlcl@tinh.example", plain=True))
        assert send_waiting(database, way, FixedClock(NOW)) == Outcome(1, 0)
        assert send_waiting(database, way, at(timedelta(days=1))) == Outcome(0, 0)
    [letter] = mailbox.letters
    assert (letter["Subject"], letter["To"], letter["From"]) == (SUBJECT, "anh@so-a.example", "qlcl@tinh.example")
    assert letter.get_content().replace("\r\n", "\n") == BODY and letter["Date"].datetime == NOW
    [row] = stored(database)
    assert (row.body, row.sent_at, row.attempts) == ("", NOW, 1), "the link in it is kept nowhere"


def test_a_refused_letter_says_why_and_waits_longer_each_time(sqlite_database: Database) -> None:
    write(sqlite_database)
    with mail_server() as mailbox:
        mailbox.refusing = True
        way = BySmtp(MailServer("127.0.0.1", mailbox.port, "qlcl@tinh.example", plain=True))
        tried = [send_waiting(sqlite_database, way, at(timedelta(minutes=minute))).failed for minute in (0, 1, 2, 11, 12, 71, 72)]
        assert tried == [1, 0, 1, 0, 1, 0, 1], "after 2, 10 and 60 minutes"
        [row] = stored(sqlite_database)
        assert row.body == BODY and "550" in (row.last_error or "")
        mailbox.refusing = False
        assert send_waiting(sqlite_database, way, at(timedelta(days=1))) == Outcome(1, 0)
    assert stored(sqlite_database)[0].last_error is None


def test_one_bad_address_does_not_hold_up_the_next_letter(sqlite_database: Database, tmp_path: Path) -> None:
    write(sqlite_database, "anh@so-a.example\r\nBcc: thief@example.org")
    write(sqlite_database)
    assert send_waiting(sqlite_database, IntoFolder(tmp_path), FixedClock(NOW)) == Outcome(1, 1)


def test_what_came_too_late_is_emptied_instead(sqlite_database: Database, tmp_path: Path) -> None:
    for last in (timedelta(minutes=30), timedelta(minutes=30, seconds=1)):
        write(sqlite_database, expires_at=last)
    assert send_waiting(sqlite_database, IntoFolder(tmp_path), at(timedelta(minutes=30))) == Outcome(1, 0)
    assert [(row.body, row.sent_at is None) for row in stored(sqlite_database)] == [("", True), ("", False)]


def test_two_processes_do_not_send_one_letter_twice(database: Database) -> None:
    write(database)
    [row] = stored(database)
    with database.writing() as session:
        assert take(session, row.id, NOW) is not None
    with database.writing() as session:
        assert take(session, row.id, NOW + timedelta(seconds=119)) is None
        assert take(session, row.id, NOW + timedelta(seconds=120)) is not None, "the first one must have died"


def test_passwords_do_not_travel_to_a_server_without_encryption(sqlite_database: Database) -> None:
    with mail_server() as mailbox:
        server = MailServer("127.0.0.1", mailbox.port, "qlcl@tinh.example", "user", "secret")
        with pytest.raises(Undeliverable, match="STARTTLS"):
            BySmtp(server).send(WrittenLetter(1, "a@b.example", SUBJECT, BODY, NOW))
    assert mailbox.letters == []


def test_without_a_mail_server_letters_become_private_files_and_the_command_says_so(installation: Installation) -> None:
    write(installation.database)
    result = run(installation, "mail", "send")
    assert (result.code, result.out) == (0, "Đã gửi 1 thư điện tử; 0 thư chưa gửi được.\n")
    [path] = (installation.settings.home / "outbox").iterdir()
    assert path.suffix == ".eml" and path.stat().st_mode & 0o777 == 0o600
    assert message_from_bytes(path.read_bytes(), policy=policy.default)["To"] == "anh@so-a.example"
    nowhere = replace(installation.settings, mail_server=MailServer("127.0.0.1", 1, "qlcl@tinh.example", plain=True))
    installation.settings = nowhere
    write(installation.database)
    assert run(installation, "mail", "send").code == 1


def test_the_postman_goes_beside_the_request_and_again_when_called_on_the_way(sqlite_database: Database, tmp_path: Path) -> None:
    class Slow:
        def send(self, letter: WrittenLetter) -> None:
            if letter.id == 1:
                write(sqlite_database, "binh@so-a.example")
                postman.call()

    postman = Postman(sqlite_database, Slow(), FixedClock(NOW))
    write(sqlite_database)
    postman.call()
    postman.wait()
    assert [row.sent_at for row in stored(sqlite_database)] == [NOW, NOW]


def test_a_fault_on_the_way_is_logged_and_the_postman_goes_again(
    sqlite_database: Database, installation: Installation, caplog: pytest.LogCaptureFixture
) -> None:
    class Broken:
        def send(self, letter: WrittenLetter) -> None:
            raise LookupError("a fault of the program")

    postman = Postman(sqlite_database, Broken(), FixedClock(NOW))
    write(sqlite_database)
    for _ in range(2):
        postman.call()
        postman.wait()
    assert "letters could not be sent" in caplog.text
    assert isinstance(outbox_of(installation), IntoFolder)
