"""The way in: at three widths, in both languages, without JavaScript, by keyboard alone; and the way out."""

import pyotp
import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Visit, visiting
from tests.browser.test_pages import faults
from tests.web.cast import COORDINATOR
from tests.web.routes.doors import PASSWORD, with_password
from tests.web.walking import installation_of

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def known(workplace: Flask) -> None:
    """The coordinator has a password."""
    with installation_of(workplace).database.writing() as session:
        with_password()(session)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_door_is_accessible_and_leads_on(newcomer: Visit, language: str) -> None:
    newcomer.spoken(language)
    assert not faults(newcomer, ["/dang-nhap", "/tthc/?quy-trinh=no"])
    page = newcomer.page
    page.locator("#key").fill(COORDINATOR.key)
    page.locator("#password").fill("không phải mật khẩu này")
    page.locator("main button[type=submit]").click()
    expect(page.locator(".error-summary")).to_be_visible()
    assert page.locator("#key").input_value() == COORDINATOR.key and page.locator("#password").input_value() == ""
    newcomer.complaints.clear()  # the browser notes the refusal
    page.locator("#password").fill(PASSWORD)
    page.locator("main button[type=submit]").click()
    expect(page.locator("#noi-dung h1")).to_be_visible()
    assert page.url.endswith("/tthc/?quy-trinh=no"), "back to where one wanted to go"
    assert not faults(newcomer, ["/"])


def test_two_steps_and_recovery_codes_are_accessible_and_fit(newcomer: Visit, workplace: Flask) -> None:
    def go_on(field: str, text: str) -> None:
        page.locator(field).fill(text)
        with page.expect_navigation():
            page.locator("main button[type=submit]").click()

    page = newcomer.open("/dang-nhap?next=/tai-khoan/hai-buoc")
    page.locator("#key").fill(COORDINATOR.key)
    go_on("#password", PASSWORD)
    go_on("#password", PASSWORD)
    now = installation_of(workplace).clock.now()
    go_on("#code", pyotp.TOTP(page.locator("main code").inner_text()).at(now))
    expect(page.locator(".recovery-codes li")).to_have_count(10)
    assert newcomer.overflow == 0
    assert Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"] == []
    code = page.locator(".recovery-codes code").first.inner_text()
    assert not faults(newcomer, ["/tai-khoan", "/tai-khoan/hai-buoc/ma-khoi-phuc"])
    page.context.clear_cookies()
    page = newcomer.open("/dang-nhap?next=/tai-khoan")
    page.locator("#key").fill(COORDINATOR.key)
    go_on("#password", PASSWORD)
    assert not faults(newcomer, ["/dang-nhap/ma-xac-thuc?next=/tai-khoan"])
    with page.expect_navigation():
        page.locator("main .doorway-help a").click()
    assert not faults(newcomer, [page.url.removeprefix(newcomer.address)])
    go_on("#code", code)
    expect(page.locator("h1")).to_have_text(COORDINATOR.name)


def test_the_keyboard_is_enough_and_no_script_is_needed(browser: Browser, work_address: str) -> None:
    with visiting(browser, work_address, 1366, scripts=False) as visit:
        page = visit.open("/")
        expect(page.locator("#key")).to_be_focused()
        page.keyboard.type(COORDINATOR.key)
        page.keyboard.press("Tab")
        page.keyboard.type(PASSWORD)
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_have_text("Tổng quan tình hình công bố ISO 9001")
        menu = page.locator(".account-menu summary")
        menu.focus()
        page.keyboard.press("Enter")
        expect(page.locator(".account-menu .account-name")).to_contain_text("Thư ký ISO")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        expect(page.locator(".account-menu .sign-out button")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_have_text("Đăng nhập")
        page.go_back()
        expect(page.locator("h1")).to_have_text("Đăng nhập")
