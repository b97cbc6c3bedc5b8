"""Pages under load, signed in, over a registry of 1,000 bodies with 20,000 documents, and the province's report.

The floor is the least page on the same server.
"""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from http.client import HTTPConnection, HTTPException
from io import BytesIO
from os import sysconf
from pathlib import Path
from socket import socket
from statistics import median, quantiles
from time import perf_counter

from reportlab.platypus import LongTable, SimpleDocTemplate
from sqlalchemy import select

from qms.agencies.models import Agency
from qms.app import web_application
from qms.clock import SystemClock
from qms.installation import Installation
from qms.rendering.official import Issuer, OfficialPage
from qms.rendering.pdf import official_document
from qms.rendering.table import Column, Table
from qms.settings import Settings
from qms.storage.readiness import prepare
from tests.benchmarks.engine import fill_database
from tests.benchmarks.pairing import Figure, pair
from tests.web.cast import LEADER, appoint
from tests.web.client import SESSION_COOKIE, checking

CLIENTS = 8
REQUESTS = 160
ROUNDS = 5
BODIES = 1_000
LIST, DETAIL = 1 / 0.6, 1 / 0.3  # times the least page's
PAGES = {
    "board page": (["/"], LIST),
    "list of bodies": (["/co-quan/"], LIST),
    "list of documents, first page": (["/tai-lieu/"], LIST),
    "list of documents, deep page": (["/tai-lieu/?trang=300"], LIST),
    "list of documents, filtered, deep page": (["/tai-lieu/?loai=procedure&tim=quy+trinh+nv&trang=100"], LIST),
    "list of procedures, deep page": (["/tthc/?trang=150"], LIST),
    "list of procedures, filtered, deep page": (["/tthc/?quy-trinh=yes&tim=giay+phep&trang=100"], LIST),
    "page of an agency, opened again": (["/co-quan/co-quan-000007"], DETAIL),
    "pages of agencies, each opened for the first time": ([f"/co-quan/co-quan-{n:06d}" for n in range(BODIES)], DETAIL),
}


@dataclass(frozen=True)
class Server:
    port: int
    process: int

    def worked(self) -> float:
        """The seconds of processor time that its workers have used so far."""
        workers = Path(f"/proc/{self.process}/task/{self.process}/children").read_text(encoding="ascii").split()
        fields = (Path(f"/proc/{worker}/stat").read_text(encoding="utf-8").rpartition(")")[2].split() for worker in workers)
        return sum(int(each[11]) + int(each[12]) for each in fields) / sysconf("SC_CLK_TCK")


def figures(folder: Path) -> Iterator[Figure]:
    home = _province(folder)
    cookie = _cookie(home)
    with ExitStack() as stack:
        floor = stack.enter_context(_served("tests.benchmarks.floor_page:app", home))
        mine = stack.enter_context(_served("qms.app:wsgi()", home))
        for what, (addresses, target) in PAGES.items():
            yield from _measured(what, Load(mine, addresses, cookie), Load(floor, ["/"], cookie), target)
    yield _report()


@dataclass(frozen=True)
class Load:
    """REQUESTS requests of a server, sent by CLIENTS at a time, to each of the addresses in turn."""

    server: Server
    addresses: Sequence[str]
    cookie: str

    def put(self, round_: int) -> tuple[float, float]:
        """The seconds of processor time that it cost the server, and the 95th percentile of the seconds that an answer took."""
        start = round_ * REQUESTS
        asked = [self.addresses[(start + number) % len(self.addresses)] for number in range(REQUESTS)]
        before = self.server.worked()
        with ThreadPoolExecutor(CLIENTS) as clients:
            seconds = list(clients.map(lambda address: _get(self.server.port, address, self.cookie), asked))
        return self.server.worked() - before, quantiles(seconds, n=20)[-1]


def _measured(what: str, page: Load, floor: Load, target: float) -> Iterator[Figure]:
    """In pairs, after one round to warm up. Where nothing else runs the server is what is waited for, so that processor time
    says how many requests it answers in a second, and says it on a shared machine, too."""
    page.put(0)
    floor.put(0)
    rounds = [(page.put(number), floor.put(number)) for number in range(1, ROUNDS + 1)]
    for place, (kind, most) in enumerate((("processor time", target), ("95th percentile", 2 if target == LIST else 7))):
        mine, least = [one[place] for one, _ in rounds], [other[place] for _, other in rounds]
        ratio = median(one / other for one, other in zip(mine, least, strict=True))
        yield Figure(f"{what}, {kind}", "SQLite", median(mine), median(least), ratio, most)


def _province(folder: Path) -> Path:
    """The home of an installation that holds the registry."""
    settings = Settings.from_environment({"QMS_HOME": str(folder / "pages")})
    installation = Installation(settings, prepare, SystemClock())
    fill_database(installation.database, BODIES)
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
def _served(application: str, home: Path) -> Iterator[Server]:
    """Gunicorn with two synchronous workers."""
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
        yield Server(port, server.pid)
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
