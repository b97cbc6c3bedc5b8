"""Whatever changes the protection of an account, its owner hears of it by letter, which holds no secret."""

import re
from collections.abc import Callable
from dataclasses import replace
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from qms.connections import Provider
from qms.language import Phrase
from qms.mail.models import Letter
from qms.mail.sending import IntoFolder, Outcome, send_waiting
from qms.people.models import Person
from qms.signing_in import recovery
from qms.signing_in.telling import tell_owner
from qms.signing_in.use_cases import Visitor
from qms.trail.entries import Actor
from qms.web.letters import _POSTMAN
from tests.web.cast import ADMINISTRATOR, COORDINATOR, Member
from tests.web.client import CheckingClient
from tests.web.signing import BETTER, GOOD, give_password, installation_of, knock, newcomer, person_of, signed_in_as
from tests.web.test_recovery_codes import CODES, STEP, TWO_STEPS, at_the_code, enrolled

MAIL = "anh@so-nnmt.example"
PERSON = f"/quan-tri/dang-nhap/{COORDINATOR.key}"
Clients = Callable[[Member], CheckingClient]


class Nobody:
    """A postman who leaves the letters where they are."""

    def call(self) -> None:
        pass


@pytest.fixture(autouse=True)
def box(workplace: Flask) -> None:
    workplace.extensions[_POSTMAN] = Nobody()
    give_password(workplace, COORDINATOR, email=MAIL)


def letters(app: Flask) -> list[tuple[str, str]]:
    """To whom and what, since the last time."""
    with installation_of(app).database.writing() as session:
        found = session.scalars(select(Letter).order_by(Letter.id)).all()
        for letter in found:
            session.delete(letter)
        return [(letter.recipient, f"{letter.subject}\n{letter.body}") for letter in found]


def the_letter(app: Flask, *said: str) -> str:
    """The one letter that was written, which says all this, to the owner."""
    [(recipient, text)] = letters(app)
    assert recipient == MAIL and COORDINATOR.name in text and COORDINATOR.key in text
    assert [part for part in said if part not in text] == []
    assert not re.search(r"https?://", text), "a letter that asks to click is what swindlers send"
    return text


def test_the_owners_own_changes_are_told(workplace: Flask) -> None:
    client, codes, telephone = enrolled(workplace)
    text = the_letter(workplace, "đã được bật", "10:00 ngày 23/11/2026", "10.1.2.3")
    assert not [secret for secret in (*codes, telephone.secret, GOOD) if secret in text]
    [new, *_rest] = CODES.findall(client.send(f"{TWO_STEPS}/ma-khoi-phuc", password=GOOD).text)
    the_letter(workplace, "Mười mã khôi phục mới đã được cấp")
    at_the_code(workplace).send(STEP, code=new)
    the_letter(workplace, "còn lại 9 mã", "chính tài khoản này")
    client.send(TWO_STEPS, password=GOOD)
    the_letter(workplace, "đã được tắt")
    client.send("/tai-khoan/mat-khau", old=GOOD, password=BETTER, again=BETTER)
    assert BETTER not in the_letter(workplace, "Mật khẩu đã được đổi")
    assert knock(newcomer(workplace), COORDINATOR.key, BETTER).location == "/" and letters(workplace) == [], "signing in is not"


def test_a_name_is_text_in_a_letter_and_writes_no_head_of_its_own(workplace: Flask, tmp_path: Path) -> None:
    name = "Ánh\r\nBcc: thief@example.org\r\n\r\n<script>alert(1)</script>"
    with installation_of(workplace).database.writing() as session:
        person_of(session, COORDINATOR).name = name
        person_of(session, COORDINATOR).key = name  # no form takes such a key; whatever wrote it, the letter stays one
    moment = installation_of(workplace).clock.now()
    with installation_of(workplace).database.writing() as session:
        person = person_called(session, name)
        tell_owner(session, person, Phrase("x"), Actor("root", "cli:may-chu"), moment)
    outcome = send_waiting(installation_of(workplace).database, IntoFolder(tmp_path), installation_of(workplace).clock)
    assert outcome == Outcome(0, 1) and list(tmp_path.glob("*.eml")) == [], "a subject of several lines is no subject"
    with installation_of(workplace).database.writing() as session:
        session.get_one(Person, person).key = COORDINATOR.key
        tell_owner(session, person, Phrase("x"), Actor("root", "cli:may-chu"), moment)
    send_waiting(installation_of(workplace).database, IntoFolder(tmp_path), installation_of(workplace).clock)
    [path] = tmp_path.glob("*.eml")
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert (message.get_content_type(), message.is_multipart(), message["Bcc"]) == ("text/plain", False, None)
    assert "<script>" in message.get_content(), "as text"


def person_called(session: Session, name: str) -> int:
    return session.scalars(select(Person.id).where(Person.name == name)).one()


def test_a_password_set_by_a_mailed_link_is_told(workplace: Flask) -> None:
    moment, visitor = installation_of(workplace).clock.now(), Visitor("10.8.8.8", "")
    with installation_of(workplace).database.writing() as session:
        recovery.ask_reset(session, COORDINATOR.key, visitor, moment, "https://qlcl.example/")
    [(_to, asked)] = letters(workplace)
    token = re.findall(r"https://qlcl.example/(\S+)", asked)[0]
    newcomer(workplace, "10.8.8.8").send(f"/dat-lai-mat-khau/{token}", password=BETTER, again=BETTER)
    the_letter(workplace, "bằng liên kết gửi qua thư", "10.8.8.8")


@pytest.mark.parametrize(
    ("address", "fields", "said"),
    [
        (f"/quan-tri/nguoi-dung/{COORDINATOR.key}/mat-khau", {}, "Mật khẩu tạm đã được cấp"),
        (f"{PERSON}/tat-hai-buoc", {"reason": "Mất máy"}, "đã được tắt"),
        (f"{PERSON}/ket-thuc-phien", {"reason": "Mất máy"}, "Mọi phiên làm việc"),
    ],
)
def test_what_an_administrator_does_is_told_with_the_administrators_name(
    workplace: Flask, at_work: Clients, address: str, fields: dict[str, str], said: str
) -> None:
    enrolled(workplace)
    letters(workplace)
    answer = at_work(ADMINISTRATOR).send(address, **fields, version=version_of(at_work(ADMINISTRATOR), address))
    assert answer.status_code in (200, 303), answer.text
    text = the_letter(workplace, said, ADMINISTRATOR.name)
    assert not [shown for shown in re.findall(r"<code[^>]*>([a-z2-9]{14})</code>", answer.text) if shown in text]


def test_an_identity_that_opens_the_account_is_told_when_it_comes_and_goes(workplace: Flask, at_work: Clients) -> None:
    installation, client = installation_of(workplace), at_work(ADMINISTRATOR)
    installation.settings = replace(installation.settings, provider=Provider("https://sso.vn", "qms", "Cổng của tỉnh"))
    client.send(f"{PERSON}/noi-danh-tinh", subject="s-1")
    [(to, linked)] = letters(workplace)
    assert to == MAIL and "đã được nối" in linked and "https://sso.vn" in linked and "s-1" not in linked
    client.send(f"{PERSON}/bo-danh-tinh/1", reason="Nối nhầm")
    [(to, unlinked)] = letters(workplace)
    assert to == MAIL and "không còn được nối" in unlinked and ADMINISTRATOR.name in unlinked


def version_of(client: CheckingClient, address: str) -> str:
    """What the hidden field of the page's form holds."""
    return "".join(re.findall(r'name="version"[^>]*value="([^"]*)"', client.get(address).text)[:1])


def test_another_mail_address_is_told_to_both_boxes_and_neither_learns_the_other(workplace: Flask, at_work: Clients) -> None:
    client, address = at_work(ADMINISTRATOR), f"/quan-tri/nguoi-dung/{COORDINATOR.key}/sua"
    new = "anh.moi@so-nnmt.example"
    client.send(address, name=COORDINATOR.name, email=new, version=version_of(client, address))
    (first, to_old), (second, to_new) = letters(workplace)
    assert (first, second) == (MAIL, new)
    assert "thay bằng địa chỉ khác" in to_old and new not in to_old and "Hộp thư này" in to_new and MAIL not in to_new
    client.send(address, name="Tên khác", email=new, version=version_of(client, address))
    client.send(address, name="Tên khác", email=new.upper(), version=version_of(client, address))
    assert letters(workplace) == [], "neither another name nor another case of letters"


def test_who_has_no_address_gets_no_letter_and_the_first_password_is_no_change(workplace: Flask, at_work: Clients) -> None:
    with installation_of(workplace).database.writing() as session:
        person = person_of(session, COORDINATOR)
        person.email = person.email_folded = None
    signed_in_as(workplace, COORDINATOR).send("/tai-khoan/mat-khau", old=GOOD, password=BETTER, again=BETTER)
    client = at_work(ADMINISTRATOR)
    client.send("/quan-tri/them-nguoi-dung", person="moi", name="Người mới", email="moi@so-nnmt.example")
    address = "/quan-tri/nguoi-dung/moi/mat-khau"
    assert client.send(address, version=version_of(client, address)).status_code == 200
    assert letters(workplace) == []
    with installation_of(workplace).database.reading() as session:
        assert session.scalar(select(Person.id).where(Person.key == "moi")) is not None
