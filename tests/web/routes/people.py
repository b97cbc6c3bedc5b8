"""People, posts and units."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import select
from sqlalchemy.orm import Session

from documents.requests.models import ChangeRequest, RequestKind
from qms.agencies.models import Agency
from qms.exchange.editing import find_written
from qms.people.kinds import PostKind
from qms.people.models import Person, Post, PostHolding
from qms.people.sheet import SHEETS
from qms.units.models import OrganisationUnit, UnitKind, UnitSlice
from tests.factories.people_rows import person
from tests.factories.workbook import workbook
from tests.web.cast import (
    ADMINISTRATOR,
    BELOW,
    COORDINATOR,
    DEPARTMENT,
    DEPUTY,
    HEAD,
    LEAD_OFFICER,
    OFFICER,
    OTHER_DEPARTMENT,
    RETIRED,
    UNIT,
    UNIT_HEAD,
)
from tests.web.client import CSRF, CheckingClient
from tests.web.routes.keeping import NO_FILE, WAITING, head
from tests.web.routes.rows import ADMINISTRATORS, ALL, Page, Send

MANAGERS = frozenset({HEAD, DEPUTY, COORDINATOR})
UNIT_KEEPERS = frozenset({COORDINATOR, ADMINISTRATOR})
POST = {"agency": DEPARTMENT, "post": OFFICER.key}
FOREIGN = {"agency": OTHER_DEPARTMENT, "post": "thu-ky-nv"}
OF_RETIRED = {"agency": DEPARTMENT, "post": RETIRED.key}
SLICE = {"agency": DEPARTMENT, "unit": UNIT, "tu-ngay": "2024-01-01"}
FOREIGN_SLICE = {**SLICE, "agency": OTHER_DEPARTMENT}


def version_of(noun: str, **key: str) -> object:
    """Looks up what a form of the fact holds as its version."""
    sheet = next(sheet for sheet in SHEETS if sheet.noun == noun)

    def find(session: Session) -> str:
        found = find_written(session, sheet, key)
        return found.version if found else ""

    return find


def newcomer(session: Session) -> None:
    session.add(Person(key="moi", key_folded="moi", name="Người mới"))


def asking(session: Session) -> None:
    """Somebody without a post, whose request nobody has answered."""
    agency = session.scalars(select(Agency).where(Agency.key == DEPARTMENT)).one()
    person = Person(key="moi", key_folded="moi", name="Người mới")
    number = {"number": "YC-91", "number_folded": "yc-91"}
    said = {"title": "Quy trình mới", "reason": "Chưa có", "asked_at": datetime(2026, 11, 1, tzinfo=UTC)}
    session.add(ChangeRequest(agency=agency, kind=RequestKind.ISSUE, asked_by=person, **number, **said))


def administering(session: Session) -> None:
    """Somebody who administers the whole installation."""
    post = Post(code="moi", code_folded="moi", kind=PostKind.ADMINISTRATOR, title="Quản trị", valid_from=date(2026, 1, 1))
    person = Person(key="moi", key_folded="moi", name="Người mới")
    session.add(PostHolding(post=post, person=person, held_from=date(2026, 1, 1)))


def engaged(session: Session) -> None:
    """Somebody who is to hold a post that is vacant today."""
    post = session.scalars(select(Post).join(Agency).where(Agency.key == DEPARTMENT, Post.code == RETIRED.key)).one()
    person = Person(key="moi", key_folded="moi", name="Người mới")
    session.add(PostHolding(post=post, person=person, held_from=date(2026, 12, 1)))


def stopped(session: Session) -> None:
    session.add(Person(key="moi", key_folded="moi", name="Người mới", active=False))


def spare_unit(session: Session) -> None:
    agency = session.scalars(select(Agency).where(Agency.key == DEPARTMENT)).one()
    unit = OrganisationUnit(agency=agency, code="p9", code_folded="p9")
    unit.slices.append(UnitSlice(valid_from=date(2024, 1, 1), name="Phòng 9", kind=UnitKind.DIVISION))
    session.add(unit)


def hand_in(client: CheckingClient) -> Mapping[str, str]:
    """Send a workbook with a new person; the token under which it waits."""
    with TemporaryDirectory() as folder:
        content = workbook(Path(folder) / "người.xlsx", {"Người dùng": [person("moi")]}).read_bytes()
    data = {CSRF: client.csrf, "file": (BytesIO(content), "người.xlsx")}
    answer = client.quietly("/quan-tri/nhap-nguoi-dung", method="POST", data=data, content_type="multipart/form-data")
    return {"token": answer.location.rsplit("/", 1)[1]}


PAGES = {
    "people.index": Page(MANAGERS | ADMINISTRATORS),
    "people.first_agency": Page(ADMINISTRATORS, answer=404),  # there are agencies
    "people.permissions": Page(ALL),
    "people.persons": Page(ADMINISTRATORS),
    "people.add_person": Page(ADMINISTRATORS),
    "people.person": Page(ADMINISTRATORS, {"key": COORDINATOR.key}),
    "people.change_person": Page(ADMINISTRATORS, {"key": COORDINATOR.key}),
    "people.deactivate": Page(ADMINISTRATORS, {"key": COORDINATOR.key}),
    "people.reactivate": Page(ADMINISTRATORS, {"key": COORDINATOR.key}),
    "people.end_administration": Page(ADMINISTRATORS, {"key": COORDINATOR.key}),
    "people.move_items": Page(ADMINISTRATORS, {"key": COORDINATOR.key}),
    "people.temporary_password": Page(ADMINISTRATORS, {"key": COORDINATOR.key}),
    "people.bodies": Page(ADMINISTRATORS),
    "people.template": Page(ADMINISTRATORS),
    "people.export": Page(ADMINISTRATORS),
    "people.upload": Page(ADMINISTRATORS),
    "people.show_preview": Page(ADMINISTRATORS, {"token": NO_FILE}, answer=404),
    "people.marked": Page(ADMINISTRATORS, {"token": NO_FILE}, answer=404),
    "people.posts": Page(ALL, {"agency": DEPARTMENT}, outside={"agency": OTHER_DEPARTMENT}),
    "people.post": Page(ALL, POST, outside=FOREIGN),
    "people.add_post": Page(ADMINISTRATORS, {"agency": DEPARTMENT}),
    "people.change_post": Page(ADMINISTRATORS, POST),
    "people.assign": Page(ADMINISTRATORS, OF_RETIRED),
    "people.end_holding": Page(ADMINISTRATORS, POST),
    "people.withdraw_holding": Page(ADMINISTRATORS, {**OF_RETIRED, "tu-ngay": "2024-01-01"}),
    "people.hand_over": Page(MANAGERS | ADMINISTRATORS, POST, outside=FOREIGN),
    "units.index": Page(ALL, {"agency": DEPARTMENT}),
    "units.add": Page(UNIT_KEEPERS, {"agency": DEPARTMENT}, outside={"agency": OTHER_DEPARTMENT}),
    "units.correct": Page(UNIT_KEEPERS, SLICE, outside=FOREIGN_SLICE),
    "units.change": Page(UNIT_KEEPERS, SLICE, outside=FOREIGN_SLICE),
    "units.withdraw": Page(UNIT_KEEPERS, SLICE, outside=FOREIGN_SLICE),
}

_UNIT = {
    "name": "Văn phòng",
    "kind": "văn phòng",
    "version": version_of("unit_slice", agency=DEPARTMENT, unit=UNIT, valid_from="2024-01-01"),
}
_NAMED = {"version": version_of("person", person=COORDINATOR.key)}
_NEW = {"version": version_of("person", person="moi")}

_FIRST = {
    "agency": "so-moi",
    "valid_from": "1/3/2025",
    "name": "Sở Mới",
    "tier": "tỉnh",
    "kind": "cơ quan chuyên môn",
    "obligation": "bắt buộc",
}

SENDS = {
    "people.first_agency": Send(ADMINISTRATOR, _FIRST, refused=LEAD_OFFICER, silent="there are agencies", answer=404),
    "people.add_person": Send(ADMINISTRATOR, {"person": "moi", "name": "Người mới"}, refused=COORDINATOR),
    "people.change_person": Send(ADMINISTRATOR, {"name": "Tên mới", **_NAMED}, {"key": COORDINATOR.key}, refused=HEAD),
    "people.deactivate": Send(ADMINISTRATOR, {"why": "Nghỉ", **_NEW}, {"key": "moi"}, refused=HEAD, first=newcomer),
    "people.reactivate": Send(ADMINISTRATOR, {"why": "Trở lại", **_NEW}, {"key": "moi"}, refused=HEAD, first=stopped),
    "people.end_administration": Send(
        ADMINISTRATOR, {"day": "1/6/2026", "why": "Thôi việc"}, {"key": "moi"}, refused=COORDINATOR, first=administering
    ),
    "people.move_items": Send(
        ADMINISTRATOR, {"person": OFFICER.key, "why": "Đã nghỉ"}, {"key": "moi"}, refused=COORDINATOR, first=asking
    ),
    "people.temporary_password": Send(ADMINISTRATOR, {}, {"key": COORDINATOR.key}, refused=COORDINATOR, answer=200),
    "people.add_post": Send(
        ADMINISTRATOR,
        {"post": "moi", "kind": "công chức", "title": "Chuyên viên", "valid_from": "1/1/2024"},
        {"agency": DEPARTMENT},
        refused=COORDINATOR,
    ),
    "people.change_post": Send(
        ADMINISTRATOR,
        {
            "kind": "công chức",
            "title": "Chuyên viên chính",
            "valid_from": "1/1/2024",
            "version": version_of("post", **POST),
        },
        POST,
        refused=COORDINATOR,
    ),
    "people.assign": Send(ADMINISTRATOR, {"person": OFFICER.key, "valid_from": "1/8/2024"}, OF_RETIRED, refused=COORDINATOR),
    "people.end_holding": Send(ADMINISTRATOR, {"valid_to": "1/6/2026", "why": "Nghỉ"}, POST, refused=HEAD),
    "people.withdraw_holding": Send(
        ADMINISTRATOR,
        {"version": version_of("post_holding", **OF_RETIRED, valid_from="2026-12-01"), "why": "Giao nhầm"},
        {**OF_RETIRED, "tu-ngay": "2026-12-01"},
        refused=COORDINATOR,
        first=engaged,
    ),
    "people.hand_over": Send(
        COORDINATOR,
        {"person": UNIT_HEAD.key, "valid_from": "23/11/2026", "why": "Điều chuyển"},
        POST,
        refused=UNIT_HEAD,
        outside=FOREIGN,
    ),
    "people.hand_over#of_the_head": Send(
        HEAD,
        {"person": DEPUTY.key, "valid_from": "23/11/2026", "why": "Nghỉ hưu"},
        {"agency": DEPARTMENT, "post": HEAD.key},
        refused=COORDINATOR,
    ),
    "people.hand_over#by_the_administrator": Send(
        ADMINISTRATOR,
        {"person": LEAD_OFFICER.key, "valid_from": "23/11/2026", "why": "Điều chuyển"},
        {"agency": "so-khcn", "post": ADMINISTRATOR.key},
        refused=COORDINATOR,
    ),
    "people.upload": Send(ADMINISTRATOR, refused=COORDINATOR, silent=WAITING, answer=400),
    "people.confirm_upload": Send(
        ADMINISTRATOR, {"head": head, "why": "Đợt bổ nhiệm"}, {"token": NO_FILE}, refused=LEAD_OFFICER, then=hand_in
    ),
    "people.give_up": Send(ADMINISTRATOR, {}, {"token": NO_FILE}, refused=LEAD_OFFICER, then=hand_in, silent=WAITING),
    "units.add": Send(
        COORDINATOR,
        {"unit": "P1", "name": "Phòng 1", "kind": "phòng", "parent": UNIT, "valid_from": "1/1/2024"},
        {"agency": DEPARTMENT},
        refused=HEAD,
        outside={"agency": OTHER_DEPARTMENT},
    ),
    "units.correct": Send(COORDINATOR, {**_UNIT, "name": "Văn phòng Sở"}, SLICE, refused=BELOW, outside=FOREIGN_SLICE),
    "units.change": Send(COORDINATOR, {**_UNIT, "name": "Văn phòng Sở", "valid_from": "1/1/2026"}, SLICE, refused=BELOW),
    "units.withdraw": Send(
        COORDINATOR,
        {"version": version_of("unit_slice", agency=DEPARTMENT, unit="p9", valid_from="2024-01-01"), "why": "Ghi nhầm"},
        {**SLICE, "unit": "p9"},
        refused=BELOW,
        first=spare_unit,
    ),
}
