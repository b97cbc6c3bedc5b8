"""The way in: at three widths, in both languages, without JavaScript, by keyboard alone; and the way out."""

import pytest
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
