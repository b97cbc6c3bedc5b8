"""Pages under load and the province's report, over the demonstration; the floor is the least page on the same server."""

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import date
from functools import partial
from http.client import HTTPConnection, HTTPException
from io import BytesIO
from pathlib import Path
from socket import socket
from statistics import quantiles
from time import perf_counter

from reportlab.platypus import LongTable, SimpleDocTemplate
from sqlalchemy import select

from qms.agencies.models import Agency
from qms.app import sheets, web_application
from qms.clock import SystemClock
from qms.demo.workbook import write_workbook
from qms.exchange.importing import import_workbook
from qms.installation import Installation
from qms.rendering.official import Issuer, OfficialPage
from qms.rendering.pdf import official_document
from qms.rendering.table import Column, Table
from qms.settings import Settings
from qms.storage.readiness import prepare
from qms.trail.entries import Actor
from tests.benchmarks.pairing import Figure, pair
from tests.web.cast import LEADER, appoint
from tests.web.client import SESSION_COOKIE, checking

CLIENTS = 8
REQUESTS = 240
PAGES = {
    "board page": ("/", 1 / 0.6),
    "list of bodies": ("/co-quan/", 1 / 0.6),
    "list of procedures, deep page": ("/tthc/?trang=40", 1 / 0.6),
    "page of an agency": ("/co-quan/so-y-te", 1 / 0.3),
}


def figures(folder: Path) -> Iterator[Figure]:
    home = _demonstration(folder)
    cookie = _cookie(home)
    with ExitStack() as stack:
        floor = stack.enter_context(_served("tests.benchmarks.floor_page:app", home))
        mine = stack.enter_context(_served("qms.app:wsgi()", home))
        least = partial(_load, floor, "/", cookie)
        for what, (address, target) in PAGES.items():
            page = partial(_load, mine, address, cookie)
            yield pair(f"{what}, time for {REQUESTS} requests", "SQLite", page, least, target, rounds=3)
            slow, floor_slow = _slow(mine, address, cookie), _slow(floor, "/", cookie)
            ratio = slow / floor_slow
            yield Figure(f"{what}, 95th percentile", "SQLite", slow, floor_slow, ratio, 2 if target < 3 else 7)
    yield _report()


def _demonstration(folder: Path) -> Path:
    """The home of an installation that holds the demonstration."""
    settings = Settings.from_environment({"QMS_HOME": str(folder / "pages")})
    installation = Installation(settings, prepare, SystemClock())
    source = folder / "demonstration.xlsx"
    write_workbook(source)
    with installation.database.writing() as session:
        actor = Actor("bench", "cli:bench")
        result = import_workbook(session, source, actor=actor, moment=installation.clock.now(), sheets=sheets())
        assert result.stored
    installation.database.close()
    return settings.home


def _cookie(home: Path) -> str:
    """The cookie of a leader of the province who has signed in to the installation of ``home``."""
    installation = Installation(Settings.from_environment({"QMS_HOME": str(home)}), prepare, SystemClock())
    with installation.database.writing() as session:
        agency = session.scalars(select(Agency).order_by(Agency.id)).first()
        assert agency is not None
        appoint(session, LEADER, agency, installation.clock.now())
    client = checking(web_application(installation)).sign_in(LEADER)
    cookie = client.get_cookie(SESSION_COOKIE)
    assert cookie is not None
    installation.database.close()
    return f"{SESSION_COOKIE}={cookie.value}"


@contextmanager
def _served(application: str, home: Path) -> Iterator[int]:
    """The port of gunicorn with two synchronous workers."""
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "--workers",
        "2",
        "--bind",
        f"127.0.0.1:{port}",
        "--log-level",
        "error",
        application,
    ]
    server = subprocess.Popen(command, env={**os.environ, "QMS_HOME": str(home)})
    try:
        _wait(port, server)
        yield port
    finally:
        server.terminate()
        server.wait()


def _wait(port: int, server: "subprocess.Popen[bytes]") -> None:
    started = perf_counter()
    while server.poll() is None and perf_counter() - started < 60:
        try:
            _get(port, "/dang-nhap", "")
            return
        except (OSError, HTTPException):
            continue
    raise RuntimeError("gunicorn does not answer")


def _get(port: int, address: str, cookie: str) -> float:
    """Seconds that one request took."""
    start = perf_counter()
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", address, headers={"Cookie": cookie})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    assert answer.status == 200, (address, answer.status)
    return perf_counter() - start


def _load(port: int, address: str, cookie: str) -> list[float]:
    with ThreadPoolExecutor(CLIENTS) as clients:
        return list(clients.map(lambda _: _get(port, address, cookie), range(REQUESTS)))


def _slow(port: int, address: str, cookie: str) -> float:
    """The 95th percentile of the seconds of a request under load."""
    return quantiles(_load(port, address, cookie), n=20)[-1]


def _report() -> Figure:
    """A report of some fifty pages against a bare LongTable with the same cells."""
    cells = [[f"{number}", f"Sở số {number}", "Đã công bố – duy trì", "31/12/2015"] for number in range(2_000)]
    columns = [Column("TT"), Column("Cơ quan"), Column("Trạng thái"), Column("Ngày")]

    def report() -> None:
        table = Table(title="Danh sách", columns=columns, rows=cells)
        official_document(
            OfficialPage(
                Issuer("", "Sở"),
                symbol="BC",
                place="Huế",
                kind="Báo cáo",
                subject="Danh sách",
                body=[table],
                day=date(2015, 12, 31),
            )
        )

    def floor() -> None:
        SimpleDocTemplate(BytesIO()).build([LongTable([[column.title for column in columns], *cells], repeatRows=1)])

    return pair("report of 2,000 rows as PDF", "–", report, floor, 1.25, rounds=3)
