"""Every page, in both languages, on a phone, a tablet and a screen: nothing for axe to find, nothing wider than the window."""

from collections.abc import Iterable, Sequence

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser

from tests.browser.conftest import WIDTHS, Visit, visiting
from tests.web.cast import LEADER, ROLES, Member
from tests.web.routes import PAGES as PAGES_OF_ALL
from tests.web.routes.rows import Page
from tests.web.walking import address as path_of
from tests.web.walking import as_member

pytestmark = pytest.mark.browser
Addresses = dict[Member, list[str]]

PAGES = (
    "/",
    "/?ngay=2025-06-30",
    "/?ngay=1999-12-31",
    "/co-quan/",
    "/co-quan/?nhom=specialised_agencies&sap-xep=-ten&mau-so=counted",
    "/co-quan/?tim=khong-co",
    "/co-quan/so-noi-vu",
    "/co-quan/so-nnmt",
    "/co-quan/ban-qlda",
    "/co-quan/ubnd-huyen",
    "/so-sanh/?tu=2024-01-01",
    "/tthc/?quy-trinh=no",
    "/tthc/1.000001",
    "/tieu-chuan/",
    "/tieu-chuan/2015",
    "/tham-so/",
    "/bao-cao/",
    "/bao-cao/tinh-hinh-cong-bo?ngay=2025-06-30",
    "/khong-co-trang-nay",
)


SHARES = 4  # of the table of routes, so that the machine's cores finish together
RUN_AXE = "axe.run({resultTypes: ['violations']}).then(results => results.violations)"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_page_is_accessible_and_fits(browser: Browser, address: str, site: Flask, language: str) -> None:
    with visiting(browser, address, WIDTHS[0]) as visit:
        found_on = faults(visit.sign_in(site, LEADER).spoken(language), PAGES, WIDTHS)
        assert visit.page.locator("html").get_attribute("lang") == language
    assert not found_on


@pytest.mark.parametrize("share", range(SHARES))
@pytest.mark.parametrize(("language", "widths"), [("vi", (390, 1366)), ("en", (820,))])
def test_every_page_of_everybody_is_accessible_and_fits(
    browser: Browser, address: str, site: Flask, addresses: Addresses, language: str, widths: tuple[int, ...], share: int
) -> None:
    """The pages of the table of routes, each as the first of the roles that may open it."""
    found_on: dict[str, object] = {}
    for member, paths in addresses.items():
        with visiting(browser, address, widths[0]) as visit:
            found_on |= faults(visit.sign_in(site, member).spoken(language), paths[share::SHARES], widths)
    assert not found_on


@pytest.fixture(scope="session")
def addresses(site: Flask) -> Addresses:
    """Where the pages of the table of routes are, by who looks at them."""
    found: Addresses = {}
    for name, row in PAGES_OF_ALL.items():
        if isinstance(row, Page):
            member = next(member for member in ROLES if member in row.opens)
            path = path_of(site, name, row.at)
            if as_member(site, member).quietly(path).mimetype == "text/html":
                found.setdefault(member, []).append(path)
    return found


def faults(visit: Visit, paths: Iterable[str], widths: Sequence[int] = ()) -> dict[str, object]:
    """By page what axe finds, how many pixels it is too wide, what the browser complains of; at each width, if any is named.

    A page is laid out anew when the window changes, as if it had been opened at that width: no page runs a script of its own.
    """
    found_on: dict[str, object] = {}
    for path in paths:
        page = visit.open(path)
        page.evaluate(f"{Axe().axe_script}; undefined")
        for width in widths or (visit.width,):
            visit.width = width
            found = page.evaluate(RUN_AXE)
            said = [(one["id"], node["target"], node.get("failureSummary")) for one in found for node in one["nodes"]]
            complaints = [complaint for complaint in visit.complaints if "404" not in complaint]
            visit.complaints.clear()
            if said or complaints or visit.overflow > 0:
                found_on[f"{path} at {width}"] = said[:3] or complaints or f"{visit.overflow} pixels too wide"
    return found_on


def test_a_page_prints_without_bars_and_buttons(desktop: Visit) -> None:
    page = desktop.open("/co-quan/so-noi-vu")
    page.emulate_media(media="print")
    for hidden in (".bar", ".as-of-form", ".foot"):
        assert not page.locator(hidden).is_visible()
    assert page.locator("h1").is_visible()
    assert page.locator(".status-line .tag").is_visible()
