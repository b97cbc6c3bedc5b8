"""A real headless browser against a served application; left out, loudly, where no Chromium is installed."""

import shutil
from collections.abc import Iterator
from threading import Thread

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from werkzeug.serving import make_server

from tests.availability import require
from tests.web.conftest import province_database, site

__all__ = ["province_database", "site"]

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def address(site: Flask) -> Iterator[str]:
    """Where the pages over the small province are served."""
    server = make_server("127.0.0.1", 0, site, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    require(chromium, "Chromium")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield found
        found.close()


class Visit:
    """One reader's window; whatever the browser complains about is kept, and so is every address it asked for."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.address = address
        self.page: Page = context.new_page()
        self.complaints: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))

    def open(self, path: str) -> Page:
        self.page.goto(self.address + path)
        return self.page

    def spoken(self, language: str) -> "Visit":
        self.page.context.add_cookies([{"name": "qms_language", "value": language, "url": self.address}])
        return self

    @property
    def overflow(self) -> int:
        """By how many pixels the page is wider than the window."""
        width: int = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        return width


@pytest.fixture(params=[390, 820, 1366])
def visit(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Visit]:
    """The same visit on a phone, a tablet and a desktop screen, by a reader in Việt Nam."""
    yield from _visit(browser, address, request.param)


@pytest.fixture
def desktop(browser: Browser, address: str) -> Iterator[Visit]:
    yield from _visit(browser, address, 1366)


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[Visit]:
    yield from _visit(browser, address, 390)


def _visit(browser: Browser, address: str, width: int) -> Iterator[Visit]:
    context = browser.new_context(viewport={"width": width, "height": 900}, locale="vi-VN")
    visit = Visit(context, address)
    yield visit
    context.close()
    elsewhere = [url for url in visit.asked if not url.startswith((address, "data:"))]
    assert not elsewhere, "a page reached for another host"
