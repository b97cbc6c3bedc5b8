"""What a leader does: from a number to its list, to a body, to the reason; to another day and back; without JavaScript."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser


def test_from_a_number_to_the_reason(desktop: Visit) -> None:
    page = desktop.open("/")
    row = page.locator("#trang-thai ~ .table-panel tbody tr", has_text="Cơ quan chuyên môn")
    number = row.locator("td a").first
    counted = number.inner_text()
    number.click()
    expect(page.locator(".list-head")).to_contain_text(f"{counted} cơ quan")
    page.locator("tbody th a").first.click()
    expect(page.locator("h1")).to_have_text("Sở Nông nghiệp và Môi trường thành phố Huế")
    expect(page.locator(".status-line")).to_contain_text("Phải công bố lại")
    expect(page.locator("#dk-identity")).to_contain_text("Không đạt")


def test_another_day_is_kept_while_one_walks_around(desktop: Visit) -> None:
    page = desktop.open("/")
    page.locator("#ngay").fill("2025-06-30")
    page.get_by_role("button", name="Xem", exact=True).click()
    expect(page.locator(".as-of-banner")).to_contain_text("Số liệu tại ngày 30/06/2025")
    page.locator(".bar-wide").get_by_role("link", name="Cơ quan", exact=True).click()
    expect(page.locator(".as-of-banner")).to_contain_text("30/06/2025")
    page.get_by_role("link", name="Ủy ban nhân dân huyện Phú Vang").click()
    expect(page.locator(".as-of-banner")).to_contain_text("30/06/2025")
    page.get_by_role("link", name="Về hôm nay").click()
    expect(page.locator("#khong-ton-tai")).to_be_visible()
    expect(page.locator(".as-of-banner")).to_have_count(0)


def test_the_language_is_kept_and_never_mixed(desktop: Visit) -> None:
    page = desktop.open("/co-quan/so-noi-vu")
    page.locator(".bar-end").get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.locator(".bar-links .bar-menu summary").click()
    page.get_by_role("link", name="Compare").first.click()
    expect(page.locator("h1")).to_have_text("Two days compared")
    page.locator(".bar-end").get_by_role("link", name="Tiếng Việt").click()
    expect(page.locator("h1")).to_have_text("So sánh hai ngày")


def test_search_from_the_bar_needs_no_diacritics(desktop: Visit) -> None:
    page = desktop.open("/tham-so/")
    page.locator("#bar-search").fill("noi vu")
    page.keyboard.press("Enter")
    expect(page.locator("tbody th")).to_have_text(["Sở Nội vụ thành phố Huế"])


def test_the_menu_folds_on_a_phone(phone: Visit) -> None:
    page = phone.open("/")
    parameters = page.locator(".bar-folded").get_by_role("link", name="Tham số")
    expect(parameters).not_to_be_visible()
    page.get_by_text("Trình đơn").click()
    parameters.click()
    expect(page.locator("h1")).to_have_text("Tham số của tỉnh")


def test_rows_become_cards_on_a_phone(phone: Visit) -> None:
    page = phone.open("/co-quan/?nhom=specialised_agencies")
    expect(page.locator("thead th").first).not_to_be_in_viewport()
    cell = page.locator("tbody td[data-label]").first
    assert "Nhóm" in page.evaluate("cell => getComputedStyle(cell, '::before').content", cell.element_handle())


def test_the_keyboard_reaches_the_content_at_once(desktop: Visit) -> None:
    page = desktop.open("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Đến nội dung chính")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#noi-dung")).to_be_focused()
