"""Keeping the registry and the parameters."""

from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import select
from sqlalchemy.orm import Session

from qms.agencies.sheet import AGENCIES
from qms.catalogue.sheet import PROCEDURES
from qms.exchange.editing import find_written
from qms.exchange.sheet import Sheet
from qms.keeping import policy
from qms.standards.models import Parameter, PolicyValue
from qms.trail.models import TrailHead
from tests.factories.registry_rows import procedure
from tests.factories.workbook import workbook
from tests.web.cast import COORDINATOR, LEAD_OFFICER, LEADER
from tests.web.client import CSRF, CheckingClient
from tests.web.routes.rows import KEEPERS, Page, Send

WAITING = "the file waits until it is confirmed; nothing is written before"
NO_FILE = "0" * 32
CODE = "1.000030"  # a procedure that nobody answers for
ROW = {"slug": "tthc", "khoa": CODE}
SLICE = {"slug": "co-quan", "khoa": ["so-tu-phap", "2015-01-01"]}
INTERVAL = Parameter.INTERNAL_AUDIT_INTERVAL_MONTHS


def version(sheet: Sheet, **key: str) -> Callable[[Session], str]:
    def find(session: Session) -> str:
        found = find_written(session, sheet, key)
        return found.version if found else ""

    return find


def value(session: Session) -> PolicyValue:
    return session.scalars(select(PolicyValue).where(PolicyValue.parameter == INTERVAL)).one()


def head(session: Session) -> int:
    return session.execute(select(TrailHead.number)).scalar_one()


def hand_in(client: CheckingClient) -> Mapping[str, str]:
    """Send a workbook with a new procedure; the token under which it waits."""
    with TemporaryDirectory() as folder:
        content = workbook(Path(folder) / "so.xlsx", {"TTHC": [procedure("9.000001")]}).read_bytes()
    data = {CSRF: client.csrf, "file": (BytesIO(content), "so.xlsx")}
    answer = client.quietly("/so-dang-ky/tep/nhap", method="POST", data=data, content_type="multipart/form-data")
    return {"token": answer.location.rsplit("/", 1)[1]}


_SEEN = {"version": version(PROCEDURES, code=CODE)}
_SEEN_SLICE = {"version": version(AGENCIES, agency="so-tu-phap", valid_from="2015-01-01")}
_SLICE = {"name": "Sở Tư pháp thành phố Huế", "tier": "tỉnh", "kind": "cơ quan chuyên môn", "obligation": "bắt buộc"}
_VALUE = {"value": "6", "source": "QĐ 7", "why": "Siết chặt"}
_KNOWN = {"version": lambda session: policy.version_of(value(session))}
_PARAMETER = {"code": INTERVAL.value, "tu-ngay": lambda session: value(session).valid_from.isoformat()}

PAGES = {
    "keeping.index": Page(KEEPERS),
    "keeping.book": Page(KEEPERS, {"slug": "co-quan"}),
    "keeping.book#procedures": Page(KEEPERS, {"slug": "tthc"}),
    "keeping.book#events": Page(KEEPERS, {"slug": "bien-dong"}),
    "keeping.book#authorities": Page(KEEPERS, {"slug": "tham-quyen"}),
    "keeping.thing": Page(KEEPERS, {"slug": "co-quan", "khoa": "so-tu-phap"}),
    "keeping.add": Page(KEEPERS, {"slug": "co-quan"}),
    "keeping.add#event": Page(KEEPERS, {"slug": "bien-dong"}),
    "keeping.correct": Page(KEEPERS, SLICE),
    "keeping.change": Page(KEEPERS, SLICE),
    "keeping.end": Page(KEEPERS, SLICE),
    "keeping.withdraw": Page(KEEPERS, SLICE),
    "keeping.parameters": Page(KEEPERS),
    "keeping.set_parameter": Page(KEEPERS, {"code": INTERVAL.value}),
    "keeping.correct_parameter": Page(KEEPERS, _PARAMETER),
    "keeping.withdraw_parameter": Page(KEEPERS, _PARAMETER),
    "keeping.template": Page(KEEPERS),
    "keeping.export": Page(KEEPERS),
    "keeping.upload": Page(KEEPERS),
    "keeping.show_preview": Page(KEEPERS, {"token": NO_FILE}, answer=404),
    "keeping.marked": Page(KEEPERS, {"token": NO_FILE}, answer=404),
}
SENDS = {
    "keeping.add": Send(LEAD_OFFICER, {"code": "9.000002", "name": "Mới"}, {"slug": "tthc"}, refused=COORDINATOR),
    "keeping.add#agency": Send(
        LEAD_OFFICER,
        {**_SLICE, "agency": "so-moi", "valid_from": "1/12/2026"},
        {"slug": "co-quan"},
        refused=LEADER,
    ),
    "keeping.correct": Send(LEAD_OFFICER, {"code": CODE, "name": "Tên đúng", "why": "Gõ sai", **_SEEN}, ROW, refused=COORDINATOR),
    "keeping.change": Send(
        LEAD_OFFICER, {**_SLICE, "valid_from": "1/12/2026", "why": "Đổi tên", **_SEEN_SLICE}, SLICE, refused=COORDINATOR
    ),
    "keeping.end": Send(LEAD_OFFICER, {"valid_to": "1/1/2027", "why": "Bãi bỏ", **_SEEN}, ROW, refused=COORDINATOR),
    "keeping.withdraw": Send(LEAD_OFFICER, {"why": "Ghi nhầm", **_SEEN}, ROW, refused=COORDINATOR),
    "keeping.set_parameter": Send(LEAD_OFFICER, {**_VALUE, "valid_from": "1/12/2026"}, {"code": INTERVAL.value}, refused=LEADER),
    "keeping.correct_parameter": Send(LEAD_OFFICER, {**_VALUE, **_KNOWN}, _PARAMETER, refused=LEADER),
    "keeping.withdraw_parameter": Send(LEAD_OFFICER, {"why": "Ghi nhầm", **_KNOWN}, _PARAMETER, refused=LEADER),
    "keeping.upload": Send(LEAD_OFFICER, refused=COORDINATOR, silent=WAITING, answer=400),
    "keeping.confirm_upload": Send(
        LEAD_OFFICER, {"head": head, "why": "Đợt rà soát"}, {"token": NO_FILE}, refused=COORDINATOR, then=hand_in
    ),
    "keeping.give_up": Send(LEAD_OFFICER, {}, {"token": NO_FILE}, refused=COORDINATOR, then=hand_in, silent=WAITING),
}
