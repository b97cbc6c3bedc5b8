"""What the administrator sees of sign-ins, and what may be ended or taken off somebody's account."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from qms.connections import Provider
from qms.signing_in.models import ExternalIdentity, LoginSession, SecondFactor
from qms.trail.models import TrailBatch, TrailEntry
from tests.web.cast import ADMINISTRATOR, COORDINATOR, HEAD, Member
from tests.web.client import CheckingClient
from tests.web.keys import sealed_secret
from tests.web.signing import give_password, installation_of, is_inside, knock, newcomer, pass_time, person_of, signed_in_as

LIST, PERSON = "/quan-tri/dang-nhap", f"/quan-tri/dang-nhap/{COORDINATOR.key}"
Clients = Callable[[Member], CheckingClient]


def last_entry(app: Flask) -> tuple[str, str, str, str | None]:
    """Who did what to whom, and why."""
    with installation_of(app).database.reading() as session:
        return tuple(  # type: ignore[return-value]
            session.execute(
                select(TrailBatch.actor, TrailEntry.verb, TrailEntry.object_key, TrailBatch.reason)
                .join(TrailEntry, TrailEntry.number.between(TrailBatch.first, TrailBatch.last))
                .order_by(TrailEntry.number.desc())
            ).first()
            or ()
        )


def test_the_log_shows_who_came_from_where_and_what_was_refused(workplace: Flask, at_work: Clients) -> None:
    give_password(workplace, COORDINATOR)
    knock(newcomer(workplace, "10.66.0.1"), "gõ nhầm", "mật khẩu")
    pass_time(workplace, timedelta(minutes=1))
    signed_in_as(workplace, COORDINATOR, address="10.77.0.1")
    client = at_work(ADMINISTRATOR)
    page = client.get(LIST).text
    assert page.index("10.77.0.1") < page.index("10.66.0.1") and "gõ nhầm" not in page and COORDINATOR.name in page
    refused = client.get(f"{LIST}?viec=refused").text
    assert "10.66.0.1" in refused and "10.77.0.1" not in refused
    assert client.get(f"{LIST}?viec=x' OR 1=1&trang=99").status_code == 200
    person = client.get(PERSON).text
    assert "10.77.0.1" in person and "10.66.0.1" not in person
    assert client.get("/quan-tri/dang-nhap/khong-co").status_code == 404


def test_every_session_of_somebody_is_ended_with_a_reason(workplace: Flask, at_work: Clients) -> None:
    give_password(workplace, COORDINATOR)
    theirs = signed_in_as(workplace, COORDINATOR)
    client = at_work(ADMINISTRATOR)
    assert client.send(f"{PERSON}/ket-thuc-phien").status_code == 400 and is_inside(theirs), "no reason, no act"
    assert client.send(f"{PERSON}/ket-thuc-phien", reason="Mất máy tính").location == PERSON
    assert not is_inside(theirs) and is_inside(client)
    assert last_entry(workplace) == (ADMINISTRATOR.key, "login_session:withdrawn", COORDINATOR.key, "Mất máy tính")
    with installation_of(workplace).database.reading() as session:
        own = select(LoginSession).where(LoginSession.person_id == person_of(session, COORDINATOR).id)
        assert all(login.ended_at is not None for login in session.scalars(own))


def test_a_lost_telephone_is_taken_off_the_account(workplace: Flask, at_work: Clients) -> None:
    give_password(workplace, COORDINATOR)
    installation, client = installation_of(workplace), at_work(ADMINISTRATOR)
    assert "không dùng xác thực hai bước" in client.send(f"{PERSON}/tat-hai-buoc", reason="Mất máy").text
    with installation.database.writing() as session:
        person_id = person_of(session, COORDINATOR).id
        sealed, moment = sealed_secret(person_id, "A" * 32), installation.clock.now()
        session.add(SecondFactor(person_id=person_id, secret=sealed, confirmed_at=moment))
    assert knock(newcomer(workplace), COORDINATOR.key, "con mèo nằm trên mái nhà").location == "/dang-nhap/ma-xac-thuc"
    assert client.send(f"{PERSON}/tat-hai-buoc", reason="Mất máy").location == PERSON
    assert signed_in_as(workplace, COORDINATOR)
    assert last_entry(workplace)[1:] == ("second_factor:withdrawn", COORDINATOR.key, "Mất máy")


def test_an_identity_is_linked_to_one_account_and_taken_off_again(workplace: Flask, at_work: Clients) -> None:
    installation, client = installation_of(workplace), at_work(ADMINISTRATOR)
    installation.settings = replace(installation.settings, provider=Provider("https://sso.vn", "qms", "Cổng của tỉnh"))
    assert client.send(f"{PERSON}/noi-danh-tinh", subject="s-1").location == PERSON
    assert "đã được nối" in client.send(f"/quan-tri/dang-nhap/{HEAD.key}/noi-danh-tinh", subject="s-1").text
    with installation.database.reading() as session:
        identity = session.scalars(select(ExternalIdentity)).one()
        assert identity.person_id == person_of(session, COORDINATOR).id
    assert "s-1" in client.get(PERSON).text
    assert client.send(f"/quan-tri/dang-nhap/{HEAD.key}/bo-danh-tinh/{identity.id}", reason="x").status_code == 404
    assert client.send(f"{PERSON}/bo-danh-tinh/{identity.id}", reason="Nối nhầm").location == PERSON
    assert last_entry(workplace)[1:] == ("external_identity:withdrawn", COORDINATOR.key, "Nối nhầm")
