"""The sheets of people: accounts, posts, and who holds which post from one day to another."""

from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import case, false, select

from qms.agencies.models import Agency
from qms.agencies.sheet import AGENCIES
from qms.exchange.columns import Choice, Day, Key, Reference, Text
from qms.exchange.sheet import Fact, Glance, Ids, Order, Sheet, begins, table_of
from qms.exchange.sheet import Reference as Refers
from qms.language import Phrase, mark
from qms.people import checks
from qms.people.kinds import PostKind
from qms.people.models import Person, Post, PostHolding
from qms.text import fold_key
from qms.units.models import OrganisationUnit
from qms.units.sheet import UNITS


class Account(StrEnum):
    """Whether an account may be used."""

    ACTIVE = "active"
    STOPPED = "stopped"


ACCOUNTS = {mark("đang dùng"): Account.ACTIVE, mark("ngừng dùng"): Account.STOPPED}
KINDS = {
    mark("lãnh đạo tỉnh"): PostKind.PROVINCE_LEADER,
    mark("người đứng đầu"): PostKind.HEAD,
    mark("cấp phó"): PostKind.DEPUTY_HEAD,
    mark("cán bộ đơn vị chủ trì"): PostKind.LEAD_OFFICER,
    mark("thư ký ISO"): PostKind.COORDINATOR,
    mark("trưởng phòng"): PostKind.UNIT_HEAD,
    mark("đánh giá viên"): PostKind.AUDITOR,
    mark("công chức"): PostKind.OFFICER,
    mark("quản trị hệ thống"): PostKind.ADMINISTRATOR,
}


def _person_values(fact: Fact, ids: Ids) -> dict[str, Any]:
    return {
        "key": fact.person,
        "key_folded": fold_key(fact.person),
        "name": fact.name,
        "email": fact.email,
        "email_folded": fact.email and fold_key(fact.email),
        "active": fact.active == Account.ACTIVE,
    }


def _post_values(fact: Fact, ids: Ids) -> dict[str, Any]:
    return {
        "agency_id": ids["agency"][fact.agency,],
        "unit_id": ids["organisation_unit"][fact.agency, fact.unit] if fact.unit else None,
        "code": fact.post,
        "code_folded": fold_key(fact.post),
        "kind": fact.kind,
        "title": fact.title,
        "valid_from": fact.valid_from,
        "valid_to": fact.valid_to,
    }


def _holding_values(fact: Fact, ids: Ids) -> dict[str, Any]:
    return {
        "post_id": ids["post"][fact.agency, fact.post],
        "person_id": ids["person"][fact.person,],
        "held_from": fact.valid_from,
        "held_to": fact.valid_to,
    }


PEOPLE = Sheet(
    name=mark("Người dùng"),
    noun="person",
    columns=(
        Key(header=mark("Mã người dùng"), field="person", key=True, note=mark("Tên đăng nhập, ví dụ an.nguyen; không đổi.")),
        Text(header=mark("Họ và tên"), field="name", required=True, width=36),
        Text(header=mark("Thư điện tử"), field="email", width=32, note=mark("Mỗi địa chỉ thuộc về một người.")),
        Choice(header=mark("Tình trạng"), field="active", required=True, words=ACCOUNTS),
    ),
    query=select(
        Person.id,
        false(),
        Person.key,
        Person.name,
        Person.email,
        case((Person.active, Account.ACTIVE.value), else_=Account.STOPPED.value),
    ).order_by(Person.key_folded),
    table=table_of(Person),
    values=_person_values,
    check=checks.check_person,
    check_whole=checks.check_people,
    first=lambda fact: ("person", date.min),
    example={"person": "vi-du.nguyen", "name": "(Ví dụ) Nguyễn Văn A", "email": "a@vi-du.example", "active": "đang dùng"},
)

_POST = Refers("post", ("agency", "post"))

POSTS = Sheet(
    name=mark("Vị trí"),
    noun="post",
    columns=(
        Reference(header=mark("Mã cơ quan"), field="agency", key=True),
        Key(header=mark("Mã vị trí"), field="post", key=True, note=mark("Mã của vị trí trong cơ quan, ví dụ thu-ky-iso.")),
        Choice(header=mark("Loại"), field="kind", required=True, words=KINDS, width=24, note=mark("Quyền đi theo loại vị trí.")),
        Text(header=mark("Chức danh"), field="title", required=True, width=40),
        Reference(header=mark("Mã đơn vị"), field="unit", note=mark("Để trống nếu vị trí thuộc thẳng cơ quan.")),
        Day(header=mark("Từ ngày"), field="valid_from", required=True),
        Day(header=mark("Đến ngày"), field="valid_to", note=mark("Ngày đầu tiên không còn vị trí; để trống nếu còn.")),
    ),
    query=select(
        Post.id,
        false(),
        Agency.key,
        Post.code,
        Post.kind,
        Post.title,
        OrganisationUnit.code,
        Post.valid_from,
        Post.valid_to,
    )
    .join(Agency, Post.agency_id == Agency.id)
    .outerjoin(OrganisationUnit, Post.unit_id == OrganisationUnit.id)
    .order_by(Agency.key_folded, Post.code_folded),
    table=table_of(Post),
    values=_post_values,
    references=(Refers("agency", ("agency",)), Refers("organisation_unit", ("agency", "unit"))),
    orders=(Order("valid_to", "valid_from", True, Phrase(mark("Đến ngày phải sau Từ ngày; để trống nếu còn vị trí."))),),
    check=checks.check_post,
    check_whole=checks.check_posts,
    life="agency",
    first=begins("valid_from"),
    example={
        "agency": "vi-du",
        "post": "thu-ky-iso",
        "kind": "thư ký ISO",
        "title": "(Ví dụ) Thư ký ISO",
        "unit": "VP",
        "valid_from": date(2011, 1, 1),
    },
)

HOLDINGS = Sheet(
    name=mark("Người giữ"),
    noun="post_holding",
    columns=(
        Reference(header=mark("Mã cơ quan"), field="agency", key=True),
        Reference(header=mark("Mã vị trí"), field="post", key=True),
        Day(header=mark("Từ ngày"), field="valid_from", key=True, note=mark("Ngày đầu tiên giữ vị trí.")),
        Day(header=mark("Đến ngày"), field="valid_to", note=mark("Ngày đầu tiên thôi giữ; để trống nếu còn giữ.")),
        Reference(header=mark("Mã người dùng"), field="person", required=True),
    ),
    query=select(PostHolding.id, false(), Agency.key, Post.code, PostHolding.held_from, PostHolding.held_to, Person.key)
    .join(Post, PostHolding.post_id == Post.id)
    .join(Agency, Post.agency_id == Agency.id)
    .join(Person, PostHolding.person_id == Person.id)
    .order_by(Agency.key_folded, Post.code_folded, PostHolding.held_from),
    table=table_of(PostHolding),
    values=_holding_values,
    references=(_POST, Refers("person", ("person",))),
    orders=(Order("valid_to", "valid_from", True, Phrase(mark("Đến ngày phải sau Từ ngày; để trống nếu còn giữ."))),),
    check=checks.check_holding,
    glance=Glance(_POST, "valid_to"),
    alone=("agency", "post"),
    overlap=Phrase(mark("Mỗi vị trí có một người giữ tại một thời điểm.")),
    first=begins("valid_from"),
    example={"agency": "vi-du", "post": "thu-ky-iso", "valid_from": date(2011, 1, 1), "person": "vi-du.nguyen"},
)

SHEETS: tuple[Sheet, ...] = (replace(AGENCIES, given=True), UNITS, PEOPLE, POSTS, HOLDINGS)
"""The people workbook: it may name the agencies of the registry, but does not hold them."""
