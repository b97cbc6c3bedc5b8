"""The README's pictures, made from the running demonstration: ``make pictures`` while ``qms demo`` serves.

QMS_PICTURES_ACCOUNT and QMS_PICTURES_PASSWORD name the account to sign in with: one of a leader of the province, from the table
of accounts that the demonstration prints when it is made.
"""

import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

from tests.browser.conftest import FLAGS

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
PAGES = {
    "board": "/?ngay=2015-12-31",
    "agency": "/co-quan/so-y-te",
    "document": "/tai-lieu/so-noi-vu/QT-NV-27",
    "comparison": "/tai-lieu/so-noi-vu/QT-NV-27/ban/1.1/so-sanh",
}
ACCOUNT, PASSWORD = "QMS_PICTURES_ACCOUNT", "QMS_PICTURES_PASSWORD"


def sign_in(page: Page, address: str) -> None:
    """Through the form, as anybody would."""
    page.goto(f"{address}/dang-nhap")
    page.locator("#key").fill(os.environ[ACCOUNT])
    page.locator("#password").fill(os.environ[PASSWORD])
    page.locator("main button[type=submit]").click()
    expect(page.locator(".account-menu")).to_be_visible()


def main(address: str) -> None:
    missing = [name for name in (ACCOUNT, PASSWORD) if not os.environ.get(name)]
    if missing:
        sys.exit(f"set {' and '.join(missing)}: an account of the demonstration")
    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        page = browser.new_context(viewport={"width": 1366, "height": 900}, locale="vi-VN").new_page()
        sign_in(page, address)
        for name, path in PAGES.items():
            page.goto(address + path)
            page.screenshot(path=PICTURES / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8080")
