"""A real headless browser against a served application; left out, loudly, where no Chromium is installed."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from werkzeug.serving import make_server

from tests.availability import require
from tests.web.cast import LEADER, Member
from tests.web.client import SESSION_COOKIE, checking
from tests.web.conftest import province_database, site, workplace

__all__ = ["province_database", "site", "workplace"]

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The walks through the pages take longest and come first, so that no worker is left alone with one at the end."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is None)


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """The address of a server of the application."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="session")
def address(site: Flask) -> Iterator[str]:
    """Where the pages over the small province are served, for looking only."""
    with served(site) as found:
        yield found


@pytest.fixture
def work_address(workplace: Flask) -> Iterator[str]:
    """Where the pages over a small province of the test's own are served."""
    with served(workplace) as found:
        yield found


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

    def sign_in(self, app: Flask, member: Member) -> "Visit":
        """Take up the standing session of one of the cast."""
        cookie = checking(app).sign_in(member).get_cookie(SESSION_COOKIE)
        assert cookie is not None
        self.page.context.add_cookies([{"name": SESSION_COOKIE, "value": cookie.value, "url": self.address}])
        return self

    def spoken(self, language: str) -> "Visit":
        self.page.context.add_cookies([{"name": "qms_language", "value": language, "url": self.address}])
        return self

    @property
    def width(self) -> int:
        """Of the window, in pixels; setting it is to drag its edge."""
        size = self.page.viewport_size
        assert size is not None
        return size["width"]

    @width.setter
    def width(self, width: int) -> None:
        if width != self.width:
            self.page.set_viewport_size({"width": width, "height": 900})

    @property
    def overflow(self) -> int:
        """By how many pixels the page is wider than the window."""
        width: int = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        return width


WIDTHS = (390, 820, 1366)  # a phone, a tablet, a desktop screen


@pytest.fixture(params=WIDTHS)
def newcomer(request: pytest.FixtureRequest, browser: Browser, work_address: str) -> Iterator[Visit]:
    """Somebody at three widths who has not signed in, to a province of the test's own."""
    with visiting(browser, work_address, request.param) as found:
        yield found


@pytest.fixture
def desktop(browser: Browser, address: str, site: Flask) -> Iterator[Visit]:
    with visiting(browser, address, 1366) as found:
        yield found.sign_in(site, LEADER)


@pytest.fixture
def phone(browser: Browser, address: str, site: Flask) -> Iterator[Visit]:
    with visiting(browser, address, 390) as found:
        yield found.sign_in(site, LEADER)


@contextmanager
def visiting(browser: Browser, address: str, width: int, *, scripts: bool = True) -> Iterator[Visit]:
    """A window of that width on a machine in Việt Nam; ``scripts`` says whether the browser runs any."""
    context = browser.new_context(viewport={"width": width, "height": 900}, locale="vi-VN", java_script_enabled=scripts)
    visit = Visit(context, address)
    yield visit
    context.close()
    elsewhere = [url for url in visit.asked if not url.startswith((address, "data:"))]
    assert not elsewhere, "a page reached for another host"
