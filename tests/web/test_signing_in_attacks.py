"""What an attacker tries at the door and with what is left behind: each is refused with a clean answer."""

import logging
import re
from dataclasses import replace
from datetime import timedelta

import pyotp
import pytest
from flask import Flask
from sqlalchemy import func, select

from qms.app import web_application
from qms.clock import FixedClock
from qms.signing_in import passwords
from qms.signing_in.models import LoginAttempt, LoginSession, ResetToken, SecondFactor, SecurityEvent, SecurityEventKind
from qms.signing_in.recovery import reset_password
from qms.signing_in.sessions import hash_token
from qms.signing_in.use_cases import Visitor
from qms.web.guard import TOKEN
from tests.web.cast import ADMINISTRATOR, COORDINATOR, HEAD, OFFICER
from tests.web.client import SESSION_COOKIE, CheckingClient, checking
from tests.web.keys import sealed_secret
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

ENCODED = "application/x-www-form-urlencoded"
WRONG, WAIT = "Tên đăng nhập hoặc mật khẩu chưa đúng", "Hãy thử lại từ"


def events(app: Flask, kind: SecurityEventKind) -> int:
    with installation_of(app).database.reading() as session:
        return session.scalar(select(func.count(SecurityEvent.id)).where(SecurityEvent.kind == kind)) or 0


def cookie_of(client: CheckingClient) -> str:
    cookie = client.get_cookie(SESSION_COOKIE)
    assert cookie is not None
    return cookie.value


def with_cookie(app: Flask, value: str) -> CheckingClient:
    """A thief's browser with a copied cookie."""
    client = newcomer(app, "10.9.9.9")
    client.set_cookie(SESSION_COOKIE, value)
    return client


# Fixation


def test_a_planted_cookie_is_worth_nothing_after_the_victim_has_signed_in(workplace: Flask) -> None:
    give_password(workplace, COORDINATOR)
    attacker = newcomer(workplace)
    attacker.get(DOOR)
    planted = cookie_of(attacker) if attacker.get_cookie(SESSION_COOKIE) else ""
    victim = with_cookie(workplace, planted)
    assert knock(victim, COORDINATOR.key, GOOD).status_code == 303
    assert cookie_of(victim) != planted and not is_inside(with_cookie(workplace, planted))


def test_every_proof_of_oneself_gives_a_new_token(workplace: Flask) -> None:
    give_password(workplace, COORDINATOR)
    client = signed_in_as(workplace, COORDINATOR)
    before = cookie_of(client)
    assert client.send("/tai-khoan/xac-nhan?next=/tai-khoan", password=GOOD).location == "/tai-khoan"
    assert is_inside(client) and not is_inside(with_cookie(workplace, before))
    before = cookie_of(client)
    client.send("/tai-khoan/mat-khau", old=GOOD, password=BETTER, again=BETTER)
    assert is_inside(client) and not is_inside(with_cookie(workplace, before))


def test_a_cookie_that_nobody_signed_opens_nothing(workplace: Flask) -> None:
    give_password(workplace, COORDINATOR)
    value = cookie_of(signed_in_as(workplace, COORDINATOR))
    payload, signature = value.split(".", 1)
    for forged in (f"{payload}x.{signature}", f"{payload}.{signature[:-2]}xx", "..", "a" * 4000):
        assert not is_inside(with_cookie(workplace, forged))


# Replayed cookies


def test_a_copied_cookie_dies_with_signing_out(workplace: Flask) -> None:
    give_password(workplace, COORDINATOR)
    client = signed_in_as(workplace, COORDINATOR)
    thief = with_cookie(workplace, cookie_of(client))
    assert is_inside(thief)
    client.send("/dang-xuat")
    assert not is_inside(thief)


def test_a_copied_cookie_dies_with_the_account(workplace: Flask) -> None:
    give_password(workplace, COORDINATOR)
    thief = with_cookie(workplace, cookie_of(signed_in_as(workplace, COORDINATOR)))
    with installation_of(workplace).database.writing() as session:
        person_of(session, COORDINATOR).active = False
    assert not is_inside(thief)


@pytest.mark.parametrize(
    "act",
    ["quan-tri/nguoi-dung/{key}/mat-khau", "quan-tri/dang-nhap/{key}/ket-thuc-phien", "a mailed link", "the owner elsewhere"],
)
def test_a_copied_cookie_dies_with_whatever_ends_a_session(workplace: Flask, act: str) -> None:
    """A temporary password, an administrator, a password set by letter, and all others ended from another browser."""
    give_password(workplace, COORDINATOR)
    thief = with_cookie(workplace, cookie_of(signed_in_as(workplace, COORDINATOR)))
    assert is_inside(thief)
    moment, visitor = installation_of(workplace).clock.now(), Visitor("10.1.2.3", "")
    if act == "the owner elsewhere":
        assert signed_in_as(workplace, COORDINATOR).send("/tai-khoan/phien").status_code == 303
    elif act == "a mailed link":
        with installation_of(workplace).database.writing() as session:
            token, expires_at = "r" * 43, moment + timedelta(minutes=1)
            person_id = person_of(session, COORDINATOR).id
            kept = {"person_id": person_id, "made_at": moment, "expires_at": expires_at}
            session.add(ResetToken(token_hash=hash_token(token), **kept))
        with installation_of(workplace).database.writing() as session:
            reset_password(session, token, passwords.HASHER.hash(BETTER), visitor, moment)
    else:
        answer = checking(workplace).sign_in(ADMINISTRATOR).send(f"/{act.format(key=COORDINATOR.key)}", reason="Mất máy")
        assert answer.status_code in (200, 303)
    assert not is_inside(thief)


@pytest.mark.parametrize(("idle", "inside"), [(timedelta(minutes=60, seconds=-1), True), (timedelta(minutes=60), False)])
def test_an_idle_session_lasts_an_hour(workplace: Flask, idle: timedelta, inside: bool) -> None:
    give_password(workplace, COORDINATOR)
    client = signed_in_as(workplace, COORDINATOR)
    pass_time(workplace, idle)
    assert is_inside(client) is inside


@pytest.mark.parametrize(("last", "inside"), [(timedelta(minutes=30, seconds=-1), True), (timedelta(minutes=30), False)])
def test_a_busy_session_lasts_twelve_hours(workplace: Flask, last: timedelta, inside: bool) -> None:
    give_password(workplace, COORDINATOR)
    client = signed_in_as(workplace, COORDINATOR)
    for _ in range(23):
        pass_time(workplace, timedelta(minutes=30))
        assert is_inside(client)
    pass_time(workplace, last)
    assert is_inside(client) is inside


# Guessing


def test_ten_wrong_passwords_are_not_all_examined_and_the_right_one_waits_too(workplace: Flask) -> None:
    give_password(workplace, COORDINATOR)
    answers = [knock(newcomer(workplace, f"10.0.0.{number}"), COORDINATOR.key, f"sai {number}") for number in range(10)]
    assert [WRONG in answer.text for answer in answers] == [True] * 5 + [False] * 5
    refused = knock(newcomer(workplace), COORDINATOR.key, GOOD)
    assert refused.status_code == 400 and f"{WAIT} 10:01" in refused.text and answers[-1].status_code == 400
    assert events(workplace, SecurityEventKind.LOCKED_OUT) == 1 and events(workplace, SecurityEventKind.REFUSED) == 5
    give_password(workplace, HEAD)
    assert knock(newcomer(workplace), HEAD.key, GOOD).status_code == 303, "the lock of one account is nobody else's"


def test_the_wait_grows_and_ends_to_the_second(workplace: Flask) -> None:
    give_password(workplace, COORDINATOR)
    for number in range(5):
        knock(newcomer(workplace, f"10.0.0.{number}"), COORDINATOR.key, "sai")
    for minutes in (1, 2, 5, 15, 30, 30):
        pass_time(workplace, timedelta(minutes=minutes, seconds=-1))
        assert WAIT in knock(newcomer(workplace, "10.1.0.1"), COORDINATOR.key, GOOD).text
        pass_time(workplace, timedelta(seconds=1))
        assert WRONG in knock(newcomer(workplace, "10.1.0.1"), COORDINATOR.key, "sai").text
    pass_time(workplace, timedelta(minutes=30))
    assert knock(newcomer(workplace), COORDINATOR.key, GOOD).status_code == 303
    assert WRONG in knock(newcomer(workplace), COORDINATOR.key, "sai").text, "and everything is forgotten"


def test_one_address_with_many_names_is_stopped_and_others_are_not(workplace: Flask) -> None:
    give_password(workplace, COORDINATOR)
    texts = [knock(newcomer(workplace), f"nguoi-{number}", "sai").text for number in range(31)]
    assert [WAIT in text for text in texts] == [False] * 30 + [True]
    assert WAIT in knock(newcomer(workplace), COORDINATOR.key, GOOD).text
    assert knock(newcomer(workplace, "10.7.7.7"), COORDINATOR.key, GOOD).status_code == 303


def test_a_neighbour_in_the_same_ipv6_network_is_the_same_guesser(workplace: Flask) -> None:
    for number in range(30):
        knock(newcomer(workplace, f"2001:db8::{number}:1"), f"nguoi-{number}", "sai")
    assert WAIT in knock(newcomer(workplace, "2001:db8::ffff"), "ai-do", "sai").text
    assert WAIT not in knock(newcomer(workplace, "2001:db8:0:1::1"), "ai-do", "sai").text


def test_forged_forms_are_counted_as_well(workplace: Flask) -> None:
    answers = [newcomer(workplace).post(DOOR, data={"key": "x", "password": "y"}) for _ in range(31)]
    assert {answer.status_code for answer in answers} == {400}
    assert [WAIT in answer.text for answer in answers] == [False] * 30 + [True]
    assert events(workplace, SecurityEventKind.FORGED) == 30


def test_what_was_typed_is_kept_nowhere(
    workplace: Flask, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """People type their password where the name belongs; and log lines are not written by visitors."""
    monkeypatch.setattr(logging.getLogger("qms.security"), "disabled", False)  # whatever ran before in this process
    caplog.set_level("INFO")
    caplog.set_level("INFO", logger="qms.security")
    client = newcomer(workplace, 'x"\nevent="signed_in"')
    knock(client, "mật khẩu gõ nhầm chỗ", "mật khẩu gõ nhầm chỗ")
    with installation_of(workplace).database.reading() as session:
        stored = [*session.scalars(select(LoginAttempt.key)), *session.scalars(select(SecurityEvent.detail))]
    assert stored and not [text for text in stored if text and "nhầm" in text] and "nhầm" not in caplog.text
    lines = [record.getMessage() for record in caplog.records if record.name == "qms.security"]
    assert len(lines) == 1 and "\n" not in lines[0] and lines[0].startswith('event="refused" ')


@pytest.mark.parametrize("state", ["unknown", "inactive", "without password", "wrong"])
def test_nobody_learns_which_accounts_there_are(workplace: Flask, state: str, monkeypatch: pytest.MonkeyPatch) -> None:
    give_password(workplace, COORDINATOR)
    if state == "inactive":
        with installation_of(workplace).database.writing() as session:
            person_of(session, COORDINATOR).active = False
    key = {"unknown": "khong-co", "without password": HEAD.key}.get(state, COORDINATOR.key)
    work: list[str] = []
    verify = passwords.HASHER._argon2.verify
    monkeypatch.setattr(
        passwords.HASHER, "_argon2", Watched(passwords.HASHER._argon2, lambda hashed: work.append(hashed) or verify)
    )
    answer = knock(newcomer(workplace), key, "sai" if state == "wrong" else GOOD)
    assert (answer.status_code, WRONG in answer.text) == (400, True)
    assert len(work) == 1 and work[0].startswith("$argon2id$"), "the same work"
    shown = re.sub(r'name="csrf_token"[^>]*', "", answer.text).replace(key, "")
    reference = re.sub(r'name="csrf_token"[^>]*', "", knock(newcomer(workplace), "ai-do", "sai").text).replace("ai-do", "")
    assert shown == reference
    texts = [knock(newcomer(workplace, f"10.0.0.{number}"), key, "sai").text for number in range(6)]
    assert WAIT in texts[-1], "and the same lock"


class Watched:
    """A hasher that tells what it is asked to compare with."""

    def __init__(self, inner: object, tell: object) -> None:
        self.inner, self.tell = inner, tell

    def verify(self, hashed: str, password: str) -> bool:
        return bool(self.tell(hashed)(hashed, password))  # type: ignore[operator]

    def __getattr__(self, name: str) -> object:
        return getattr(self.inner, name)


def test_another_server_on_the_same_database_counts_on(workplace: Flask) -> None:
    give_password(workplace, COORDINATOR)
    for number in range(5):
        knock(newcomer(workplace, f"10.0.0.{number}"), COORDINATOR.key, "sai")
    restarted = web_application(replace(installation_of(workplace)))
    assert WAIT in knock(newcomer(restarted), COORDINATOR.key, GOOD).text
    installation_of(restarted).database.close()


# The second factor


def protect(app: Flask) -> pyotp.TOTP:
    """The coordinator with a password and a telephone."""
    give_password(app, COORDINATOR)
    installation, secret = installation_of(app), pyotp.random_base32()
    with installation.database.writing() as session:
        moment, person_id = installation.clock.now(), person_of(session, COORDINATOR).id
        session.add(SecondFactor(person_id=person_id, secret=sealed_secret(person_id, secret), confirmed_at=moment))
    return pyotp.TOTP(secret)


def test_codes_are_not_guessed_even_by_who_knows_the_password(workplace: Flask) -> None:
    telephone = protect(workplace)
    right = telephone.at(installation_of(workplace).clock.now())
    wrong = f"{(int(right) + 1) % 10**6:06}"
    texts = []
    for number in range(6):
        client = newcomer(workplace, f"10.0.0.{number}")
        knock(client, COORDINATOR.key, GOOD)  # a right password takes no count of codes back
        texts.append(client.send(f"{DOOR}/ma-xac-thuc", code=wrong).text)
    assert [WAIT in text for text in texts] == [False] * 5 + [True]
    assert WAIT in client.send(f"{DOOR}/ma-xac-thuc", code=right).text


@pytest.mark.parametrize(("drift", "fits"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)])
def test_a_code_fits_one_step_around_now(workplace: Flask, drift: int, fits: bool) -> None:
    telephone = protect(workplace)
    client = newcomer(workplace)
    knock(client, COORDINATOR.key, GOOD)
    code = telephone.at(installation_of(workplace).clock.now() + timedelta(seconds=drift))
    assert (client.send(f"{DOOR}/ma-xac-thuc", code=code).status_code == 303) is fits


def test_an_older_code_than_the_last_one_used_is_worthless_too(workplace: Flask) -> None:
    telephone = protect(workplace)
    now = installation_of(workplace).clock.now()
    for drift, status in ((30, 303), (0, 400), (30, 400)):
        client = newcomer(workplace)
        knock(client, COORDINATOR.key, GOOD)
        assert client.send(f"{DOOR}/ma-xac-thuc", code=telephone.at(now + timedelta(seconds=drift))).status_code == status


def test_the_steps_after_the_password_are_not_entered_from_aside(workplace: Flask) -> None:
    protect(workplace)
    client = newcomer(workplace)
    for step in ("ma-xac-thuc", "mat-khau-moi"):
        assert client.get(f"{DOOR}/{step}").location == DOOR
    knock(client, COORDINATOR.key, GOOD)
    assert client.send(f"{DOOR}/mat-khau-moi", password=BETTER, again=BETTER).location == DOOR, "the code comes first"
    assert not is_inside(client)


def test_a_half_done_sign_in_ends_when_the_password_changes(workplace: Flask) -> None:
    telephone = protect(workplace)
    client = newcomer(workplace)
    knock(client, COORDINATOR.key, GOOD)
    give_password(workplace, COORDINATOR, BETTER)
    code = telephone.at(installation_of(workplace).clock.now())
    assert client.send(f"{DOOR}/ma-xac-thuc", code=code).location == DOOR and not is_inside(client)


# Forgery


def test_signing_in_and_out_needs_a_form_of_ours(workplace: Flask) -> None:
    give_password(workplace, COORDINATOR)
    client = newcomer(workplace)
    assert client.post(DOOR, data={"key": COORDINATOR.key, "password": GOOD}).status_code == 400 and not is_inside(client)
    client = signed_in_as(workplace, COORDINATOR)
    for address in ("/dang-xuat", "/tai-khoan/phien", "/tai-khoan/mat-khau", "/tai-khoan/hai-buoc"):
        assert client.post(address, data={"old": GOOD, "password": BETTER, "again": BETTER}).status_code == 400
        assert client.post(address, data={"csrf_token": newcomer(workplace).csrf}).status_code == 400
    assert client.get("/dang-xuat").status_code == 405 and is_inside(client)


def test_a_token_of_the_page_before_signing_in_is_not_one_of_the_session(workplace: Flask) -> None:
    give_password(workplace, COORDINATOR)
    client = newcomer(workplace)
    before = client.csrf
    knock(client, COORDINATOR.key, GOOD)
    assert client.post("/dang-xuat", data={"csrf_token": before}).status_code == 400 and is_inside(client)


def test_whoever_reaches_outside_or_sends_forged_forms_stands_in_the_security_log(workplace: Flask) -> None:
    give_password(workplace, COORDINATOR)
    client = signed_in_as(workplace, COORDINATOR)
    assert client.post("/tai-khoan/phien", data={"csrf_token": "x"}).status_code == 400
    assert client.get("/quan-tri/vi-tri/so-noi-vu").status_code == 404
    assert client.get("/khong-co-trang-nay").status_code == 404
    with installation_of(workplace).database.reading() as session:
        kinds = (SecurityEventKind.FORGED, SecurityEventKind.OUT_OF_SCOPE)
        seen = session.execute(select(SecurityEvent.kind, SecurityEvent.person_id).where(SecurityEvent.kind.in_(kinds))).all()
        own = person_of(session, COORDINATOR).id
    assert [tuple(row) for row in seen] == [(kind, own) for kind in kinds]


def test_the_security_log_is_kept_for_a_year_and_a_month(workplace: Flask) -> None:
    give_password(workplace, COORDINATOR)
    for waited in (timedelta(), timedelta(days=400), timedelta(seconds=1)):
        pass_time(workplace, waited)
        signed_in_as(workplace, COORDINATOR)
    assert events(workplace, SecurityEventKind.SIGNED_IN) == 2


# Leading elsewhere


@pytest.mark.parametrize(
    "target",
    ["https://evil.example", "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example", "http:evil.example",
     "javascript:alert(1)", "/\t/evil.example", "/\n/evil.example", " //evil.example", "%2f%2fevil.example", "evil.example",
     "//evil.example\\@localhost/", "https:///evil.example", "//[", "http://[", "//evil\u2100example", "//a]",
     "/dang-xuat", "/dang-nhap?next=//evil.example", ""],
)  # fmt: skip
def test_nobody_is_sent_elsewhere(workplace: Flask, target: str) -> None:
    give_password(workplace, COORDINATOR)
    client = newcomer(workplace)
    answer = client.post(
        DOOR, query_string={"next": target}, data={"key": COORDINATOR.key, "password": GOOD, "csrf_token": client.csrf}
    )
    assert (answer.status_code, answer.location) == (303, "/")
    assert client.get(DOOR, query_string={"next": target}).location == "/", "nor when already inside"


# Cookies and headers


@pytest.fixture
def public(workplace: Flask) -> Flask:
    """The same pages, reached by https through one proxy."""
    installation = installation_of(workplace)
    settings = replace(installation.settings, public_url="https://qlcl.tinh.example", proxies=1)
    copy = replace(installation, settings=settings)
    copy.database = installation.database
    return web_application(copy)


def test_by_https_the_cookie_belongs_to_this_host_and_travels_encrypted_only(public: Flask, workplace: Flask) -> None:
    give_password(public, COORDINATOR)
    client = checking(public)
    headers = {"X-Forwarded-For": "10.5.5.5", "X-Forwarded-Proto": "https", "Referer": "https://qlcl.tinh.example/dang-nhap"}
    page = client.get(DOOR, headers=headers, base_url="https://qlcl.tinh.example")
    token = re.findall(r'name="csrf_token"[^>]*value="([^"]+)"', page.text)[0]
    answer = client.post(
        DOOR,
        data={"key": COORDINATOR.key, "password": GOOD, "csrf_token": token},
        headers=headers,
        base_url="https://qlcl.tinh.example",
    )
    [cookie] = [value for value in answer.headers.getlist("Set-Cookie") if "qms_session" in value]
    assert cookie.startswith("__Host-qms_session=") and "Domain" not in cookie
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert answer.headers["Cache-Control"] == "no-store" and "X-Frame-Options" in answer.headers
    with installation_of(public).database.reading() as session:
        assert session.scalars(select(LoginSession.address).order_by(LoginSession.id.desc()).limit(1)).one() == "10.5.5.5"


def test_without_a_proxy_nobody_chooses_the_address_that_is_counted(workplace: Flask) -> None:
    client = newcomer(workplace)
    client.post(DOOR, data={"csrf_token": client.csrf, "key": "x", "password": "y"}, headers={"X-Forwarded-For": "1.2.3.4"})
    with installation_of(workplace).database.reading() as session:
        assert session.scalars(select(SecurityEvent.address)).all() == ["10.1.2.3"]


def test_the_cookie_holds_nothing_but_a_token_that_the_database_knows_by_its_hash(workplace: Flask) -> None:
    give_password(workplace, OFFICER)
    client = signed_in_as(workplace, OFFICER)
    with client.session_transaction() as kept:
        token = kept[TOKEN]
        assert set(kept) <= {TOKEN, "csrf_token"}
    with installation_of(workplace).database.reading() as session:
        assert token not in session.scalars(select(LoginSession.token_hash)).all()


def test_hostile_text_at_the_door_is_an_answer_not_a_crash(workplace: Flask) -> None:
    client = newcomer(workplace)
    for text in ("\0", "' OR 1=1 --", "<script>alert(1)</script>", "ａｎ", "a" * 254, "%00", "\u202ean"):
        answer = knock(client, text, text)
        assert answer.status_code == 400 and "<script>alert" not in answer.text
    assert (
        client.post(DOOR, data=f"key=%ff%fe&password=%ff&csrf_token={client.csrf}".encode(), content_type=ENCODED).status_code
        == 400
    )
    assert knock(client, "x" * 255, "y").status_code == 400
    assert knock(client, "an", "y" * 513).status_code == 400
    assert isinstance(installation_of(workplace).clock, FixedClock)
