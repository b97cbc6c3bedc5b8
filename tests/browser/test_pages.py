"""Every page, in both languages, on a phone, a tablet and a screen: nothing for axe to find, nothing wider than the window."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

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


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_page_is_accessible_and_fits(visit: Visit, language: str) -> None:
    visit.spoken(language)
    axe = Axe()
    found_on: dict[str, object] = {}
    for path in PAGES:
        page = visit.open(path)
        assert page.locator("html").get_attribute("lang") == language
        found = axe.run(page, options={"resultTypes": ["violations"]}).response["violations"]
        said = [(one["id"], node["target"], node.get("failureSummary")) for one in found for node in one["nodes"]]
        if said or visit.overflow > 0:
            found_on[path] = said[:3] or f"{visit.overflow} pixels too wide"
    assert not found_on
    complaints = [complaint for complaint in visit.complaints if "404" not in complaint]
    assert not complaints


def test_a_page_prints_without_bars_and_buttons(desktop: Visit) -> None:
    page = desktop.open("/co-quan/so-noi-vu")
    page.emulate_media(media="print")
    for hidden in (".bar", ".as-of-form", ".foot"):
        assert not page.locator(hidden).is_visible()
    assert page.locator("h1").is_visible()
    assert page.locator(".status-line .tag").is_visible()
