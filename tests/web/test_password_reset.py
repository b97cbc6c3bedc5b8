"""A forgotten password: the letter, its link, and what the page gives away (nothing)."""

import re
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from qms.mail.models import Letter
from qms.signing_in.models import ResetToken
from qms.trail.models import TrailEntry
from qms.web.letters import postman
from tests.web.cast import COORDINATOR, HEAD
from tests.web.signing import (
    BETTER,
    DOOR,
    GOOD,
    give_password,
    installation_of,
    is_inside,
    knock,
    newcomer,
    pass_time,
    person_of,
    signed_in_as,
)

PAGE, MAIL = "/quen-mat-khau", "anh@so-nnmt.example"


def ask(app: Flask, key: str = COORDINATOR.key, address: str = "10.1.2.3") -> str:
    """Ask for a letter; the page's text."""
    answer = newcomer(app, address).send(PAGE, key=key)
    with app.app_context():
        postman(installation_of(app)).wait()
    return answer.text


def links(app: Flask) -> list[str]:
    """The links in the letters that have left, the oldest first."""
    folder: Path = installation_of(app).settings.home / "outbox"
    letters = sorted(folder.glob("*.eml"), key=lambda path: int(path.stem))
    texts = (message_from_bytes(path.read_bytes(), policy=policy.default).get_content() for path in letters)
    return [link for text in texts for link in re.findall(r"http://localhost(/\S+)", text)]


def test_the_link_sets_a_new_password_once_and_ends_every_session(workplace: Flask) -> None:
    give_password(workplace, COORDINATOR, email=MAIL)
    inside = signed_in_as(workplace, COORDINATOR)
    assert "Hãy xem hộp thư" in ask(workplace, MAIL.upper())
    [link] = links(workplace)
    with installation_of(workplace).database.reading() as session:
        token, letter = session.scalars(select(ResetToken)).one(), session.scalars(select(Letter)).one()
    assert link.rpartition("/")[2] not in token.token_hash and letter.body == ""
    client = newcomer(workplace)
    assert COORDINATOR.name in client.get(link).text and COORDINATOR.name in client.get(link).text, "reading uses nothing up"
    assert "dễ đoán" in client.send(link, password="matkhau2026", again="matkhau2026").text
    assert client.send(link, password=BETTER, again=BETTER).location == DOOR
    assert not is_inside(inside) and not is_inside(client)
    assert client.send(link, password=GOOD, again=GOOD).status_code == 404
    assert newcomer(workplace).get(link).status_code == 404
    assert knock(client, COORDINATOR.key, GOOD).status_code == 400
    assert knock(client, COORDINATOR.key, BETTER).status_code == 303
    with installation_of(workplace).database.reading() as session:
        entry = session.scalars(select(TrailEntry).order_by(TrailEntry.number.desc())).first()
    assert entry is not None and (entry.verb, entry.object_key) == ("password:changed", COORDINATOR.key)


@pytest.mark.parametrize(("waited", "status"), [(timedelta(minutes=30, seconds=-1), 303), (timedelta(minutes=30), 404)])
def test_the_link_lasts_half_an_hour(workplace: Flask, waited: timedelta, status: int) -> None:
    give_password(workplace, COORDINATOR, email=MAIL)
    ask(workplace)
    [link] = links(workplace)
    pass_time(workplace, waited)
    assert newcomer(workplace).send(link, password=BETTER, again=BETTER).status_code == status


def test_one_used_link_makes_the_others_of_the_account_worthless(workplace: Flask) -> None:
    give_password(workplace, COORDINATOR, email=MAIL)
    ask(workplace), ask(workplace)
    first, second = links(workplace)
    assert newcomer(workplace).send(second, password=BETTER, again=BETTER).status_code == 303
    assert newcomer(workplace).get(first).status_code == 404


def test_the_answer_does_not_say_whether_there_is_such_an_account(workplace: Flask) -> None:
    give_password(workplace, COORDINATOR, email=MAIL)
    give_password(workplace, HEAD)
    with installation_of(workplace).database.writing() as session:
        person_of(session, COORDINATOR).active = True
    answers = {
        re.sub(r'name="csrf_token"[^>]*', "", ask(workplace, key)) for key in (COORDINATOR.key, HEAD.key, "khong-co", MAIL)
    }
    assert len(answers) == 1
    assert len(links(workplace)) == 2, "only who has a mail address gets a letter"


def test_a_deactivated_account_gets_no_letter_and_its_link_dies(workplace: Flask) -> None:
    give_password(workplace, COORDINATOR, email=MAIL)
    ask(workplace)
    with installation_of(workplace).database.writing() as session:
        person_of(session, COORDINATOR).active = False
    ask(workplace)
    [link] = links(workplace)
    assert newcomer(workplace).get(link).status_code == 404


def test_nobody_floods_a_mailbox(workplace: Flask) -> None:
    give_password(workplace, COORDINATOR, email=MAIL)
    texts = [ask(workplace, key, f"10.0.0.{number}") for number, key in enumerate([COORDINATOR.key, MAIL, COORDINATOR.key, MAIL])]
    assert ["Hãy thử lại từ" in text for text in texts] == [False, False, False, True]
    unknown = [ask(workplace, "khong-co", f"10.0.1.{number}") for number in range(4)]
    assert ["Hãy thử lại từ" in text for text in unknown] == [False, False, False, True]
    assert len(links(workplace)) == 3


def test_a_link_never_leads_to_a_host_that_the_request_made_up(workplace: Flask) -> None:
    give_password(workplace, COORDINATOR, email=MAIL)
    client = newcomer(workplace)
    assert "chưa gửi được thư" in client.get(PAGE, base_url="http://thief.example.org").text
    client.post(PAGE, data={"key": COORDINATOR.key, "csrf_token": client.csrf}, base_url="http://thief.example.org")
    with installation_of(workplace).database.reading() as session:
        assert session.scalars(select(Letter)).all() == []
