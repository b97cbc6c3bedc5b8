"""Who works in the small province: one person for each kind of post, and who comes to another agency than his own."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from qms.agencies.models import Agency
from qms.people.kinds import PostKind
from qms.people.models import Person, Post, PostHolding
from qms.signing_in.models import LoginSession
from qms.signing_in.sessions import hash_token
from qms.units.models import OrganisationUnit, UnitKind, UnitSlice

SINCE = date(2024, 1, 1)
DEPARTMENT, SUB_DEPARTMENT = "so-nnmt", "cc-kiem-lam"  # the second stands below the first
OTHER_DEPARTMENT, COMMUNE = "so-noi-vu", "xa-01"
LEAD_UNIT, PROVINCE = "so-khcn", "ubnd-tinh"
UNIT = "vp"  # of the department


@dataclass(frozen=True)
class Member:
    """A person with one post, which is held no longer from ``until`` on."""

    key: str
    name: str
    kind: PostKind
    title: str
    agency: str
    unit: str | None = None
    until: date | None = None

    @property
    def token(self) -> str:
        """What the cookie of this person's standing session holds."""
        return f"token-of-{self.key}"


LEADER = Member("lanh-dao", "Trần Hữu Phước", PostKind.PROVINCE_LEADER, "Phó Chủ tịch", PROVINCE)
HEAD = Member("giam-doc", "Lê Quang Vinh", PostKind.HEAD, "Giám đốc", DEPARTMENT)
DEPUTY = Member("pho-giam-doc", "Phạm Thu Hà", PostKind.DEPUTY_HEAD, "Phó Giám đốc", DEPARTMENT)
COORDINATOR = Member("thu-ky", "Nguyễn Thị Ánh", PostKind.COORDINATOR, "Thư ký ISO", DEPARTMENT)
UNIT_HEAD = Member("chanh-vp", "Hoàng Văn Đức", PostKind.UNIT_HEAD, "Chánh Văn phòng", DEPARTMENT, UNIT)
AUDITOR = Member("danh-gia", "Võ Minh Châu", PostKind.AUDITOR, "Đánh giá viên", DEPARTMENT)
OFFICER = Member("chuyen-vien", "Đỗ Thị Ngân", PostKind.OFFICER, "Chuyên viên", DEPARTMENT, UNIT)
LEAD_OFFICER = Member("chu-tri", "Bùi Xuân Ái", PostKind.LEAD_OFFICER, "Cán bộ theo dõi ISO", LEAD_UNIT)
ADMINISTRATOR = Member("quan-tri", "Ngô Gia Bảo", PostKind.ADMINISTRATOR, "Quản trị hệ thống", LEAD_UNIT)
BELOW = Member("thu-ky-kl", "Hồ Văn Lâm", PostKind.COORDINATOR, "Thư ký ISO", SUB_DEPARTMENT)
ELSEWHERE = Member("thu-ky-nv", "Trương Mỹ Dung", PostKind.COORDINATOR, "Thư ký ISO", OTHER_DEPARTMENT)
COMMUNE_OFFICER = Member("thu-ky-xa", "Cao Văn Ơn", PostKind.COORDINATOR, "Công chức Văn phòng", COMMUNE)
RETIRED = Member("da-nghi", "Lương Đình Ưng", PostKind.COORDINATOR, "Thư ký ISO", DEPARTMENT, until=SINCE.replace(month=7))

ROLES = (LEADER, HEAD, DEPUTY, LEAD_OFFICER, COORDINATOR, UNIT_HEAD, AUDITOR, OFFICER, ADMINISTRATOR)
CAST = (*ROLES, BELOW, ELSEWHERE, COMMUNE_OFFICER, RETIRED)


def employ(session: Session, moment: datetime) -> None:
    """Put the cast into a database that has the agencies, each with a session that was opened at ``moment``."""
    agencies = {agency.key: agency for agency in session.scalars(select(Agency))}
    unit = _unit(session, agencies[DEPARTMENT])
    for member in CAST:
        appoint(session, member, agencies[member.agency], moment, unit if member.unit else None)


def appoint(session: Session, member: Member, agency: Agency, moment: datetime, unit: OrganisationUnit | None = None) -> None:
    """Put one of the cast into a post of the agency, with a session that was opened at ``moment``."""
    person = Person(key=member.key, key_folded=member.key, name=member.name)
    post = Post(
        agency=agency,
        unit=unit,
        code=member.key,
        code_folded=member.key,
        kind=member.kind,
        title=member.title,
        valid_from=SINCE,
    )
    session.add(PostHolding(post=post, person=person, held_from=SINCE, held_to=member.until))
    session.add(_login(person, member.token, moment))


def begin(session: Session, moment: datetime) -> None:
    """Only the administrator, in a post of no agency: how every installation begins."""
    person = Person(key=ADMINISTRATOR.key, key_folded=ADMINISTRATOR.key, name=ADMINISTRATOR.name)
    post = Post(code="qt", code_folded="qt", kind=PostKind.ADMINISTRATOR, title=ADMINISTRATOR.title, valid_from=SINCE)
    session.add_all([PostHolding(post=post, person=person, held_from=SINCE), _login(person, ADMINISTRATOR.token, moment)])


def _unit(session: Session, agency: Agency) -> OrganisationUnit:
    unit = OrganisationUnit(agency=agency, code=UNIT, code_folded=UNIT)
    unit.slices.append(UnitSlice(valid_from=SINCE, name="Văn phòng", kind=UnitKind.OFFICE))
    session.add(unit)
    return unit


def _login(person: Person, token: str, moment: datetime) -> LoginSession:
    return LoginSession(
        token_hash=hash_token(token),
        person=person,
        opened_at=moment,
        seen_at=moment,
        confirmed_at=moment,
        method="password",
        address="127.0.0.1",
        device="",
    )
