"""A coordinator keeps the units of the department and hands over a post: with the keyboard's keys and the mouse, no script."""

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect

from tests.browser.conftest import visiting
from tests.web.cast import COORDINATOR, OFFICER, UNIT_HEAD

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [390, 1366])
def test_a_unit_is_added_after_a_mistake_and_a_post_is_handed_over(
    browser: Browser, work_address: str, workplace: Flask, width: int
) -> None:
    with visiting(browser, work_address, width, scripts=False) as visit:
        page = visit.sign_in(workplace, COORDINATOR).open("/quan-tri/")
        page.get_by_role("link", name="Phòng, ban, trung tâm").click()
        page.get_by_role("link", name="Thêm đơn vị").click()
        page.locator("#unit").fill("P-TCCB")
        page.locator("main form button[type=submit]").last.click()
        expect(page.locator(".error-summary")).to_be_visible()
        expect(page.locator("#unit")).to_have_value("P-TCCB")
        page.locator("#name").fill("Phòng Tổ chức cán bộ")
        page.locator("#kind").select_option("phòng")
        page.locator("#valid_from").fill("2024-01-01")
        page.locator("main form button[type=submit]").last.click()
        expect(page.locator(".notice")).to_be_visible()
        expect(page.locator("#noi-dung")).to_contain_text("Phòng Tổ chức cán bộ")

        page = visit.open(f"/quan-tri/vi-tri/so-nnmt/{OFFICER.key}")
        page.get_by_role("link", name="Bàn giao").first.click()
        page.locator("#person").select_option(UNIT_HEAD.key)
        page.locator("#valid_from").fill("2026-11-23")
        page.locator("#why").fill("Điều chuyển công tác")
        page.locator("main form button[type=submit]").last.click()
        expect(page.locator(".notice")).to_be_visible()
        expect(page.locator("#noi-dung")).to_contain_text(UNIT_HEAD.name)
        expect(page.locator("#noi-dung")).to_contain_text(OFFICER.name)
