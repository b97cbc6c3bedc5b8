"""The README's pictures, made from the running demonstration: ``make pictures`` while ``make demo`` serves."""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from qms.demo.accounts import ACCOUNTS
from tests.browser.conftest import FLAGS

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "docs" / "pictures"
DEMONSTRATION = ROOT / ".demo" / "demo"
PAGES = {  # by name: who looks at what
    "board": ("lanh-dao", "/?ngay=2015-12-31"),
    "agency": ("thu-ky-y-te", "/co-quan/so-y-te"),
    "documents": ("thu-ky", "/tai-lieu/"),
}


def main(address: str, folder: Path) -> None:
    lines = (folder / ACCOUNTS).read_text(encoding="utf-8").splitlines()
    passwords = {words[0]: words[1] for words in map(str.split, lines) if len(words) > 1}
    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for name, (who, path) in PAGES.items():
            page = signed_in(browser, address, who, passwords[who])
            page.goto(address + path)
            page.screenshot(path=PICTURES / f"{name}.png")
        browser.close()


def signed_in(browser: Browser, address: str, who: str, password: str) -> Page:
    page = browser.new_context(viewport={"width": 1366, "height": 900}, locale="vi-VN").new_page()
    page.goto(f"{address}/dang-nhap")
    page.get_by_label("Tên đăng nhập hoặc thư điện tử").fill(who)
    page.get_by_label("Mật khẩu").fill(password)
    page.get_by_role("button", name="Đăng nhập").click()
    return page


if __name__ == "__main__":
    given = sys.argv[1:]
    main(given[0] if given else "http://127.0.0.1:8080", Path(given[1]) if len(given) > 1 else DEMONSTRATION)
