"""What helps when the telephone is not at hand, or when the installation's secret key is another one."""

import re
from dataclasses import replace
from datetime import timedelta

import pyotp
from flask import Flask
from sqlalchemy import func, select

from qms.app import web_application
from qms.signing_in.models import RecoveryCode, SecondFactor, SecurityEvent, SecurityEventKind
from qms.trail.models import TrailEntry
from tests.web.cast import ADMINISTRATOR, COORDINATOR
from tests.web.client import CheckingClient, checking
from tests.web.signing import DOOR, GOOD, give_password, installation_of, is_inside, knock, newcomer, pass_time, signed_in_as

TWO_STEPS, STEP = "/tai-khoan/hai-buoc", f"{DOOR}/ma-khoi-phuc"
CODES = re.compile(r"<code[^>]*>([a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4})</code>")


def enrolled(app: Flask) -> tuple[CheckingClient, list[str], pyotp.TOTP]:
    """The coordinator's browser after turning the second factor on, the ten codes, and the telephone."""
    give_password(app, COORDINATOR)
    client = signed_in_as(app, COORDINATOR)
    client.send(TWO_STEPS, password=GOOD)
    secret = re.findall(r"<code[^>]*>([A-Z2-7]{32})</code>", client.get(f"{TWO_STEPS}/dien-thoai").text)[0]
    telephone = pyotp.TOTP(secret)
    shown = client.send(f"{TWO_STEPS}/dien-thoai", code=telephone.at(installation_of(app).clock.now())).text
    return client, CODES.findall(shown), telephone


def at_the_code(app: Flask) -> CheckingClient:
    """A browser whose user knows the password and has no telephone."""
    client = newcomer(app)
    assert knock(client, COORDINATOR.key, GOOD).location == f"{DOOR}/ma-xac-thuc"
    assert STEP in client.get(f"{DOOR}/ma-xac-thuc").text
    return client


def test_each_of_ten_codes_stands_in_for_the_telephone_once(workplace: Flask) -> None:
    inside, codes, _telephone = enrolled(workplace)
    assert len(set(codes)) == 10 and "còn 10 trong mười mã" in inside.get("/tai-khoan").text
    client = at_the_code(workplace)
    assert "chưa đúng" in client.send(STEP, code="aaaa-bbbb-cccc").text and not is_inside(client)
    assert client.send(STEP, code=f" {codes[6].upper().replace('-', ' ')} ").location == "/"
    assert "còn lại 9 mã" in client.get("/").text and "còn 9 trong mười mã" in client.get("/tai-khoan").text
    again = at_the_code(workplace)
    assert again.send(STEP, code=codes[6]).status_code == 400 and not is_inside(again), "used up"
    assert again.send(STEP, code=codes[0]).location == "/"
    with installation_of(workplace).database.reading() as session:
        used = select(SecurityEvent.detail).where(SecurityEvent.kind == SecurityEventKind.RECOVERY_CODE_USED)
        assert list(session.scalars(used.order_by(SecurityEvent.id))) == ["left 9", "left 8"]


def test_codes_are_kept_as_hashes_and_never_shown_again(workplace: Flask) -> None:
    inside, codes, _telephone = enrolled(workplace)
    with installation_of(workplace).database.reading() as session:
        assert all(hashed.startswith("$argon2id$") for hashed in session.scalars(select(RecoveryCode.hash)))
        diffs = session.scalars(select(TrailEntry.diff).where(TrailEntry.verb.startswith("second_factor:"))).all()
    assert diffs and not [code for code in codes if code in str(diffs)]
    pages = [inside.get(address).text for address in ("/tai-khoan", TWO_STEPS, f"{TWO_STEPS}/ma-khoi-phuc")]
    assert not [code for page in pages for code in codes if code in page]


def test_new_codes_need_the_password_and_make_the_old_ones_worthless(workplace: Flask) -> None:
    inside, old, _telephone = enrolled(workplace)
    address = f"{TWO_STEPS}/ma-khoi-phuc"
    refused = inside.send(address, password="sai bét rồi")
    assert refused.status_code == 400 and not CODES.findall(refused.text)
    new = CODES.findall(inside.send(address, password=GOOD).text)
    assert len(set(new)) == 10 and not set(new) & set(old)
    client = at_the_code(workplace)
    assert client.send(STEP, code=old[0]).status_code == 400
    assert client.send(STEP, code=new[0]).location == "/"
    with installation_of(workplace).database.reading() as session:
        verbs = select(TrailEntry.verb).where(TrailEntry.verb.startswith("second_factor:")).order_by(TrailEntry.number)
        assert list(session.scalars(verbs)) == ["second_factor:created", "second_factor:changed"]


def test_recovery_codes_are_not_guessed_and_count_with_the_codes_of_the_telephone(workplace: Flask) -> None:
    _inside, codes, _telephone = enrolled(workplace)
    client = at_the_code(workplace)
    for number in range(5):
        client.send(f"{DOOR}/ma-xac-thuc" if number % 2 else STEP, code="000000")
    waiting = client.send(STEP, code=codes[0])
    assert "Hãy thử lại từ" in waiting.text and not is_inside(client)
    pass_time(workplace, timedelta(minutes=1))
    assert client.send(STEP, code=codes[0]).location == "/", "what is tried while one waits uses nothing up"


def test_codes_go_with_the_second_factor_and_open_nothing_without_the_password(workplace: Flask) -> None:
    inside, _codes, _telephone = enrolled(workplace)
    assert newcomer(workplace).get(STEP).location == DOOR
    inside.send(TWO_STEPS, password=GOOD)
    assert inside.get(f"{TWO_STEPS}/ma-khoi-phuc").location == TWO_STEPS
    with installation_of(workplace).database.reading() as session:
        assert session.scalar(select(func.count()).select_from(RecoveryCode)) == 0


def test_with_another_secret_key_the_way_in_is_a_recovery_code_or_the_administrator(workplace: Flask) -> None:
    """As after a restore without the key file: the data opens, sessions are void, telephones have to be set up again."""
    inside, codes, telephone = enrolled(workplace)
    before = installation_of(workplace)
    with before.database.reading() as session:
        assert telephone.secret not in session.scalars(select(SecondFactor.secret)).one(), "the database alone tells nothing"
    moved = replace(before, settings=replace(before.settings, secret_key="another-key-for-a-restored-registry"))
    moved.database = before.database
    restored = web_application(moved)
    cookie = inside.get_cookie("qms_session")
    assert cookie is not None
    copied = newcomer(restored)
    copied.set_cookie("qms_session", cookie.value)
    assert not is_inside(copied)
    client = at_the_code(restored)
    pass_time(restored, timedelta(seconds=30))
    said = client.send(f"{DOOR}/ma-xac-thuc", code=telephone.at(moved.clock.now())).text
    assert "Khóa bí mật của hệ thống đã thay đổi" in said and not is_inside(client)
    assert client.send(STEP, code=codes[0]).location == "/"
    assert "Hãy tắt rồi bật lại xác thực hai bước" in client.get("/tai-khoan").text
    administrator = checking(restored).sign_in(ADMINISTRATOR)
    administrator.send(f"/quan-tri/dang-nhap/{COORDINATOR.key}/tat-hai-buoc", reason="Khôi phục trên máy chủ mới")
    assert knock(newcomer(restored), COORDINATOR.key, GOOD).location == "/"
