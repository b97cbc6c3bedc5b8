"""Signing in and out through the pages, and what the account page changes."""

import re
from datetime import timedelta

import pyotp
import pytest
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy import func, select

from qms.security.acting import Operator
from qms.signing_in import passwords
from qms.signing_in.credentials import set_temporary_password
from qms.signing_in.models import LoginSession, Password, SecurityEvent, SecurityEventKind
from qms.trail.entries import Actor
from qms.trail.models import TrailBatch, TrailEntry
from tests.web.cast import ADMINISTRATOR, COORDINATOR, HEAD
from tests.web.client import CheckingClient
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

CODES = re.compile(r"<code[^>]*>([a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4})</code>")


def trail(app: Flask) -> list[tuple[str, str, str]]:
    """Who did what to whose account, in order."""
    with installation_of(app).database.reading() as session:
        rows = session.execute(
            select(TrailBatch.actor, TrailEntry.verb, TrailEntry.object_key)
            .join(TrailEntry, TrailEntry.number.between(TrailBatch.first, TrailBatch.last))
            .where(TrailEntry.verb.regexp_match("^(password|second_factor|login_session):"))
            .order_by(TrailEntry.number)
        )
        return [tuple(row) for row in rows]


def events(app: Flask) -> list[SecurityEventKind]:
    with installation_of(app).database.reading() as session:
        return list(session.scalars(select(SecurityEvent.kind).order_by(SecurityEvent.id)))


def test_name_and_password_lead_to_the_page_that_was_wanted_and_out_again(workplace: Flask) -> None:
    give_password(workplace, COORDINATOR)
    client = newcomer(workplace)
    refused = client.get("/co-quan/?nhom=x&ngay=2015-12-31")
    assert refused.status_code == 303
    page = client.get(refused.location)
    assert "Đăng nhập" in page.text and "Số liệu tại ngày" not in page.text
    answer = knock(client, " Thu-Ky ", GOOD, refused.location)
    assert (answer.status_code, answer.location) == (303, "/co-quan/?nhom=x&ngay=2015-12-31")
    assert COORDINATOR.name in client.get("/tai-khoan").text
    assert client.send("/dang-xuat").location == DOOR
    assert not is_inside(client)
    assert events(workplace) == [SecurityEventKind.SIGNED_IN, SecurityEventKind.SIGNED_OUT]


def test_the_mail_address_signs_in_too(workplace: Flask) -> None:
    give_password(workplace, COORDINATOR, email="anh@so-nnmt.example")
    client = newcomer(workplace)
    assert knock(client, "ANH@so-nnmt.example", GOOD).status_code == 303 and is_inside(client)


def test_whoever_is_inside_is_not_asked_again(workplace: Flask) -> None:
    give_password(workplace, COORDINATOR)
    client = signed_in_as(workplace, COORDINATOR)
    assert client.get(f"{DOOR}?next=/co-quan/").location == "/co-quan/"


def test_the_decomposed_spelling_of_a_password_is_the_same_password(workplace: Flask) -> None:
    give_password(workplace, COORDINATOR, "m\u1ed9t hai ba b\u1ed1n n\u0103m")
    client = newcomer(workplace)
    assert knock(client, COORDINATOR.key, "mo\u0323\u0302t hai ba bo\u0302\u0301n na\u0306m").status_code == 303


def test_a_temporary_password_opens_nothing_until_it_is_changed(workplace: Flask) -> None:
    installation = installation_of(workplace)
    with installation.database.writing() as session:
        operator = Operator(Actor("root", "cli:may-chu"), installation.clock.now())
        given = set_temporary_password(session, operator, person_of(session, COORDINATOR))
    client = newcomer(workplace)
    step = knock(client, COORDINATOR.key, given, f"{DOOR}?next=/co-quan/")
    assert step.location == f"{DOOR}/mat-khau-moi?next=/co-quan/"
    assert not is_inside(client)
    assert "của riêng mình" in client.get(step.location).text
    for password, said in ((given, "phải khác mật khẩu đang dùng"), ("ngắn quá", "ít nhất 10 ký tự"), ("thu-ky 2026", "dễ đoán")):
        answer = client.send(step.location, password=password, again=password)
        assert answer.status_code == 400 and said in answer.text
    assert client.send(step.location, password=BETTER, again=BETTER).location == "/co-quan/"
    assert is_inside(client)
    assert knock(newcomer(workplace), COORDINATOR.key, given).status_code == 400
    assert trail(workplace) == [("root", "password:created", "thu-ky"), ("thu-ky", "password:changed", "thu-ky")]


def test_between_the_steps_there_is_time_but_not_for_ever(workplace: Flask) -> None:
    give_password(workplace, COORDINATOR, temporary=True)
    for waited, location in ((timedelta(minutes=10, seconds=-1), "/"), (timedelta(minutes=10), DOOR)):
        give_password(workplace, COORDINATOR, temporary=True)
        client = newcomer(workplace)
        knock(client, COORDINATOR.key, GOOD)
        pass_time(workplace, waited)
        assert client.send(f"{DOOR}/mat-khau-moi", password=BETTER, again=BETTER).location == location


def test_changing_the_password_keeps_this_session_and_ends_the_others(workplace: Flask) -> None:
    give_password(workplace, COORDINATOR)
    client, other = signed_in_as(workplace, COORDINATOR), signed_in_as(workplace, COORDINATOR)
    page = "/tai-khoan/mat-khau"
    assert "chưa đúng" in client.send(page, old="sai bét rồi", password=BETTER, again=BETTER).text
    assert "chưa giống nhau" in client.send(page, old=GOOD, password=BETTER, again=GOOD).text
    assert is_inside(other)
    assert client.send(page, old=GOOD, password=BETTER, again=BETTER).location == "/tai-khoan"
    assert is_inside(client) and not is_inside(other)
    assert knock(newcomer(workplace), COORDINATOR.key, GOOD).status_code == 400
    assert knock(newcomer(workplace), COORDINATOR.key, BETTER).status_code == 303
    assert trail(workplace) == [("thu-ky", "password:changed", "thu-ky")]


def test_one_own_session_is_ended_by_itself_or_all_others_at_once(workplace: Flask) -> None:
    give_password(workplace, COORDINATOR)
    client, second, third = (signed_in_as(workplace, COORDINATOR) for _ in range(3))
    page = client.get("/tai-khoan").text
    addresses = re.findall(r'action="(/tai-khoan/phien/\d+)"', page)
    assert "phiên này" in page and len(addresses) == 3, "two more, and the one of the cast"
    assert client.send(addresses[0]).location == "/tai-khoan"
    assert [is_inside(other) for other in (second, third)].count(True) == 1
    assert client.send(addresses[0]).status_code == 404
    assert client.send("/tai-khoan/phien").location == "/tai-khoan"
    assert is_inside(client) and not is_inside(second) and not is_inside(third)


def test_nobody_ends_the_session_of_somebody_else_by_its_number(workplace: Flask) -> None:
    give_password(workplace, COORDINATOR)
    client = signed_in_as(workplace, COORDINATOR)
    with installation_of(workplace).database.reading() as session:
        theirs = session.scalar(select(LoginSession.id).where(LoginSession.person_id == person_of(session, HEAD).id))
    assert client.send(f"/tai-khoan/phien/{theirs}").status_code == 404


def enrol(app: Flask, client: CheckingClient) -> pyotp.TOTP:
    """Turn the second factor on through the pages; the application on the telephone."""
    assert client.send("/tai-khoan/hai-buoc", password=GOOD).location == "/tai-khoan/hai-buoc/dien-thoai"
    page = client.get("/tai-khoan/hai-buoc/dien-thoai").text
    telephone = pyotp.TOTP(re.findall(r"<code[^>]*>([A-Z2-7]{32})</code>", page)[0])
    assert "<svg" in page
    wrong = client.send("/tai-khoan/hai-buoc/dien-thoai", code="000000")
    assert wrong.status_code == 400
    answer = client.send("/tai-khoan/hai-buoc/dien-thoai", code=telephone.at(installation_of(app).clock.now()))
    assert answer.status_code == 200 and len(set(CODES.findall(answer.text))) == 10
    return telephone


def test_the_second_factor_is_asked_after_the_password_and_each_code_is_good_once(workplace: Flask) -> None:
    give_password(workplace, COORDINATOR)
    inside = signed_in_as(workplace, COORDINATOR)
    telephone = enrol(workplace, inside)
    used = telephone.at(installation_of(workplace).clock.now())
    client = newcomer(workplace)
    step = knock(client, COORDINATOR.key, GOOD)
    assert step.location == f"{DOOR}/ma-xac-thuc" and not is_inside(client)
    assert "Nhập mã xác thực" in client.get(step.location).text
    assert client.send(step.location, code=used).status_code == 400, "used up when the telephone was shown"
    fresh = telephone.at(pass_time(workplace, timedelta(seconds=30)))
    assert client.send(step.location, code=f" {fresh[:3]} {fresh[3:]} ").location == "/"
    assert is_inside(client)
    late = newcomer(workplace)
    knock(late, COORDINATOR.key, GOOD)
    assert late.send(step.location, code=fresh).status_code == 400, "the same code again"
    assert inside.send("/tai-khoan/hai-buoc", password=GOOD).location == "/tai-khoan"
    assert knock(newcomer(workplace), COORDINATOR.key, GOOD).location == "/"
    assert [verb for _actor, verb, _key in trail(workplace)] == ["second_factor:created", "second_factor:withdrawn"]


def test_the_secret_is_shown_only_to_whoever_has_just_given_the_password(workplace: Flask) -> None:
    give_password(workplace, COORDINATOR)
    client = signed_in_as(workplace, COORDINATOR)
    assert client.get("/tai-khoan/hai-buoc/dien-thoai").location == "/tai-khoan/hai-buoc"
    client.send("/tai-khoan/hai-buoc", password=GOOD)
    assert client.get("/tai-khoan/hai-buoc/dien-thoai").status_code == 200
    pass_time(workplace, timedelta(minutes=5))
    assert client.get("/tai-khoan/hai-buoc/dien-thoai").location == "/tai-khoan/hai-buoc"


def test_a_hash_of_weaker_parameters_is_renewed_at_the_next_sign_in(workplace: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    give_password(workplace, ADMINISTRATOR)
    monkeypatch.setattr(passwords.HASHER, "_argon2", PasswordHasher(time_cost=2, memory_cost=16, parallelism=1))
    assert knock(newcomer(workplace), ADMINISTRATOR.key, GOOD).status_code == 303
    with installation_of(workplace).database.reading() as session:
        assert "m=16,t=2" in session.scalars(select(Password.hash)).one()
        assert session.scalar(select(func.count(LoginSession.id)).where(LoginSession.ended_at.is_(None))) > 1
    assert trail(workplace) == [], "the password is what it was"
