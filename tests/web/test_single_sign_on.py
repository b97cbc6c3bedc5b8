"""Single sign-on against a real provider in a process of its own, and the answers that a provider must not get away with."""

import hmac
import json
import re
import shutil
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
import requests
from flask import Flask
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey
from sqlalchemy import select
from werkzeug.test import TestResponse

from qms.app import web_application
from qms.clock import SystemClock
from qms.connections import Provider
from qms.installation import Installation
from qms.security.acting import Operator
from qms.settings import SettingsError
from qms.signing_in.identities import Begun, Identity, SignOnFailed, link_identity
from qms.signing_in.models import ExternalIdentity, LoginSession, SecurityEvent, SecurityEventKind
from qms.signing_in.provider import SingleSignOn
from qms.signing_in.views.single import BEGUN
from qms.trail.entries import Actor
from qms.trail.models import TrailEntry
from tests.availability import require
from tests.conftest import NOW
from tests.provider_process import EMAIL, PASSWORD, USER, running_provider
from tests.web.cast import COORDINATOR, HEAD
from tests.web.client import CheckingClient
from tests.web.conftest import installed
from tests.web.signing import DOOR, give_password, is_inside, newcomer, person_of, signed_in_as

COME_BACK = "http://localhost/dang-nhap/mot-lan/ve"
LEAVE = "/dang-nhap/mot-lan"


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    require(find_spec("canaille"), "Canaille, the provider of single sign-on")
    with running_provider(COME_BACK) as (issuer, secret):
        yield Provider(issuer, "qms", "Cổng của tỉnh", secret)


@pytest.fixture
def connected(provider: Provider, province_database: Path, tmp_path: Path) -> Iterator[Flask]:
    """Pages whose installation knows the provider; the clock is the machine's, because the provider's is."""
    installation = installed(Path(shutil.copy(province_database, tmp_path / "qms.sqlite3")))
    installation.settings = replace(installation.settings, provider=provider)
    installation.clock = SystemClock()
    app = web_application(installation)
    give_password(app, COORDINATOR, email=EMAIL)
    yield app
    installation.database.close()


def at_provider(address: str, person: requests.Session) -> str:
    """Sign in at the provider as its pages ask; where it sends the browser back to."""
    answer = person.get(address, allow_redirects=False)
    for _ in range(8):
        if answer.is_redirect:
            address = urljoin(answer.url, answer.headers["Location"])
            if address.startswith(COME_BACK):
                return address
            answer = person.get(address, allow_redirects=False)
        else:
            field = {"login": USER} if 'name="login"' in answer.text else {"password": PASSWORD}
            [token] = re.findall(r'name="csrf_token" value="([^"]+)"', answer.text)[:1]
            answer = person.post(answer.url, {"csrf_token": token, **field}, allow_redirects=False)
    raise AssertionError(f"the provider went in circles: {answer.url}")


def sign_on(client: CheckingClient, leave: str = LEAVE, person: requests.Session | None = None) -> TestResponse:
    """The whole way: to the provider and back."""
    away = client.get(leave)
    assert away.status_code == 303, away.text
    back = urlsplit(at_provider(away.location, person or requests.Session()))
    return client.get(f"{back.path}?{back.query}")


def installation_of(app: Flask) -> Installation:
    found: Installation = app.extensions["qms"]
    return found


def linked(app: Flask) -> list[int]:
    with installation_of(app).database.reading() as session:
        return list(session.scalars(select(ExternalIdentity.person_id)))


def refusals(app: Flask) -> list[str | None]:
    with installation_of(app).database.reading() as session:
        return list(session.scalars(select(SecurityEvent.detail).where(SecurityEvent.kind == SecurityEventKind.REFUSED)))


def test_a_verified_address_opens_the_account_once_and_the_subject_ever_after(connected: Flask) -> None:
    client = newcomer(connected)
    assert "Đăng nhập bằng Cổng của tỉnh" in client.quietly(DOOR).text
    assert sign_on(client, f"{LEAVE}?next=/co-quan/").location == "/co-quan/", refusals(connected)
    assert is_inside(client)
    installation = installation_of(connected)
    with installation.database.writing() as session:
        coordinator = person_of(session, COORDINATOR)
        assert linked(connected) == [coordinator.id]
        coordinator.email = coordinator.email_folded = "khac@so-nnmt.example"
        head = person_of(session, HEAD)
        head.email = head.email_folded = EMAIL  # the address is somebody else's now
        entry = session.scalars(select(TrailEntry).order_by(TrailEntry.number.desc()).limit(1)).one()
        assert (entry.verb, entry.object_key) == ("external_identity:created", COORDINATOR.key)
    again = newcomer(connected)
    sign_on(again)
    assert COORDINATOR.name in again.quietly("/tai-khoan").text


def test_nobody_gets_an_account_without_being_known(connected: Flask) -> None:
    with installation_of(connected).database.writing() as session:
        person_of(session, COORDINATOR).email_folded = None
    client = newcomer(connected)
    assert sign_on(client).location == DOOR
    assert "chưa có tài khoản nào ở đây" in client.quietly(DOOR).text
    assert not is_inside(client) and linked(connected) == [] and refusals(connected) == ["oidc"]


def test_a_deactivated_account_stays_closed(connected: Flask) -> None:
    sign_on(newcomer(connected))
    with installation_of(connected).database.writing() as session:
        person_of(session, COORDINATOR).active = False
    client = newcomer(connected)
    sign_on(client)
    assert not is_inside(client)


def test_an_account_with_an_identity_is_not_taken_over_by_its_address(connected: Flask, provider: Provider) -> None:
    installation = installation_of(connected)
    with installation.database.writing() as session:
        operator = Operator(Actor("root", "cli:may-chu"), installation.clock.now())
        link_identity(session, operator, person_of(session, COORDINATOR), provider.issuer, "the-true-subject")
    client = newcomer(connected)
    sign_on(client)
    assert not is_inside(client)


def test_what_comes_back_is_good_once_in_the_browser_that_left_and_for_ten_minutes(connected: Flask) -> None:
    client, thief = newcomer(connected), newcomer(connected)
    away = client.get(LEAVE)
    assert {"S256"} == set(parse_qs(urlsplit(away.location).query)["code_challenge_method"])
    back = at_provider(away.location, requests.Session()).removeprefix("http://localhost")
    for stranger in (thief,):
        assert stranger.get(back).location == DOOR and not is_inside(stranger)
    thief.get(LEAVE)
    assert thief.get(back).location == DOOR and not is_inside(thief), "another state"
    with client.session_transaction() as kept:
        remembered = kept[BEGUN]
    for place, value in ((1, "another nonce"), (2, "x" * 64), (3, NOW.isoformat())):
        with client.session_transaction() as kept:
            kept[BEGUN] = [*remembered[:place], value, *remembered[place + 1 :]]
        assert client.get(back).location == DOOR and not is_inside(client)
    assert "oidc nothing begun" in refusals(connected) and "oidc state" in refusals(connected)


def test_to_prove_oneself_again_one_signs_in_there_anew(connected: Flask) -> None:
    client, person = newcomer(connected), requests.Session()
    sign_on(client, person=person)
    with installation_of(connected).database.writing() as session:
        login = session.scalars(select(LoginSession).order_by(LoginSession.id.desc()).limit(1)).one()
        login.confirmed_at = NOW - timedelta(hours=1)
    page = client.quietly("/tai-khoan/xac-nhan?next=/tai-khoan").text
    assert "Xác nhận bằng Cổng của tỉnh" in page
    away = client.get("/tai-khoan/xac-nhan/mot-lan?next=/tai-khoan")
    assert parse_qs(urlsplit(away.location).query)["prompt"] == ["login"]
    assert not person.get(away.location, allow_redirects=False).headers["Location"].startswith(COME_BACK)
    assert sign_on(client, "/tai-khoan/xac-nhan/mot-lan?next=/tai-khoan", person).location == "/tai-khoan"
    with installation_of(connected).database.reading() as session:
        assert session.get_one(LoginSession, login.id).confirmed_at > NOW - timedelta(minutes=1)
    assert is_inside(client)


def test_the_identity_of_somebody_else_proves_nothing(connected: Flask) -> None:
    give_password(connected, HEAD)
    client = signed_in_as(connected, HEAD)
    sign_on(newcomer(connected))
    assert sign_on(client, "/tai-khoan/xac-nhan/mot-lan?next=/co-quan/").location.startswith("/tai-khoan/xac-nhan")


def test_a_provider_that_is_away_or_calls_itself_otherwise_is_an_answer_not_a_crash(connected: Flask) -> None:
    connected.extensions["qms_single_sign_on"] = SingleSignOn(Provider("http://localhost:1", "qms", "Cổng"))
    client = newcomer(connected)
    assert client.get(LEAVE).location == DOOR
    assert "Chưa đăng nhập được qua hệ thống kia" in client.quietly(DOOR).text


def test_no_provider_no_page(workplace: Flask) -> None:
    assert "Đăng nhập bằng" not in newcomer(workplace).get(DOOR).text
    assert newcomer(workplace).get(LEAVE).status_code == 404


def test_without_the_extra_the_start_says_what_to_install(workplace: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    installation = installation_of(workplace)
    installation.settings = replace(installation.settings, provider=Provider("https://sso.vn", "qms", "Cổng"))
    monkeypatch.setattr("qms.signing_in.views.single.find_spec", lambda _name: None)
    with pytest.raises(SettingsError, match=r"qms\[oidc\]"):
        web_application(installation)


KEY = RSAKey.generate_key(2048, {"kid": "1"})
STRANGE_KEY = RSAKey.generate_key(2048, {"kid": "1"})
ISSUER = "https://sso.example.vn"
BEGUN_AT = Begun("state", "nonce", "verifier", NOW, False)
SECONDS = int(NOW.timestamp())


def base64(value: dict[str, Any]) -> str:
    return urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def answer(
    claims: dict[str, Any], *, key: Any = KEY, algorithm: str = "RS256", begun: Begun = BEGUN_AT, **arguments: str
) -> Identity:
    """Who came back, when the provider's ID token holds ``claims`` besides what is right."""
    right = {"iss": ISSUER, "aud": "qms", "sub": "7", "exp": SECONDS + 300, "iat": SECONDS, "nonce": "nonce"}
    whole = {name: value for name, value in (right | claims).items() if value is not None}
    if algorithm == "RS256":
        token = jwt.encode({"alg": algorithm, "kid": "1"}, whole, key)
    else:
        signed = f"{base64({'alg': algorithm, 'kid': '1'})}.{base64(whole)}"
        mac = hmac.new(KEY.as_pem(private=False), signed.encode(), "sha256").digest()
        token = f"{signed}.{urlsafe_b64encode(mac).decode().rstrip('=') if algorithm == 'HS256' else ''}"
    service = SingleSignOn(Provider(ISSUER, "qms", "Cổng"))
    service._metadata = {"issuer": ISSUER, "jwks_uri": "", "token_endpoint": ""}
    service._keys = KeySet([RSAKey.import_key(KEY.as_dict(private=False))])
    service._tokens = lambda *_: {"id_token": token}  # type: ignore[method-assign]
    service._get = lambda _address: {"keys": [KEY.as_dict(private=False)]}  # type: ignore[method-assign]
    return service.finish(begun, {"state": "state", "code": "1", **arguments}, COME_BACK, NOW)


def test_a_sound_answer_names_issuer_and_subject() -> None:
    assert answer({"email": "a@b.vn", "email_verified": True}) == Identity(ISSUER, "7", "a@b.vn")
    assert answer({"email": "a@b.vn"}) == Identity(ISSUER, "7", None), "an address that nobody verified says nothing"
    assert answer({"exp": SECONDS - 59}).subject == "7", "clocks differ by a minute at most"


@pytest.mark.parametrize(
    ("claims", "how"),
    [
        ({"iss": "https://other.example"}, {}),
        ({"iss": None}, {}),
        ({"aud": "another-client"}, {}),
        ({"aud": ["another-client", "third"]}, {}),
        ({"exp": SECONDS - 61}, {}),
        ({"exp": None}, {}),
        ({"sub": None}, {}),
        ({"nonce": "of another sign-in"}, {}),
        ({"nonce": None}, {}),
        ({}, {"key": STRANGE_KEY}),
        ({}, {"algorithm": "none"}),
        ({}, {"algorithm": "HS256"}),
        ({}, {"state": "another"}),
        ({}, {"iss": "https://other.example"}),
        ({}, {"begun": replace(BEGUN_AT, at=NOW - timedelta(minutes=10))}),
        ({}, {"begun": replace(BEGUN_AT, again=True)}),
        ({"auth_time": SECONDS - 61}, {"begun": replace(BEGUN_AT, again=True)}),
    ],
)
def test_an_unsound_answer_opens_nothing(claims: dict[str, Any], how: dict[str, Any]) -> None:
    with pytest.raises(SignOnFailed):
        answer(claims, **how)


def test_a_fresh_sign_in_proves_oneself_again() -> None:
    assert answer({"auth_time": SECONDS - 59}, begun=replace(BEGUN_AT, again=True)).subject == "7"
