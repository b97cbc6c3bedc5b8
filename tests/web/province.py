"""A small province for the pages: every group, every status, long names, more than one page of bodies.

As of 23/11/2026; ``fill`` puts facts straight into the tables of a database that has the shipped editions and policy,
the people of ``cast`` with a session for each, and the documents of ``drafts``.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from audits.corrective_actions.models import ActionKind, CorrectiveAction
from audits.nonconformities.models import Grade, Nonconformity
from audits.programme.models import Audit, AuditKind
from audits.reviews.models import ManagementReview
from documents.library.models import Document, DocumentKind, Profile, Revision
from qms.agencies.models import (
    Agency,
    AgencyKind,
    AgencySlice,
    LineageEvent,
    LineageKind,
    LineageParty,
    LineageSide,
    Obligation,
    Tier,
)
from qms.catalogue.models import AdministrativeProcedure, Authority, OnlineLevel
from qms.standards.models import FrameworkSlot
from reports.publication.models import Annex, Declaration, Override, OverrideKind
from tests.web.cast import employ
from tests.web.drafts import draft

BEGUN = date(2015, 1, 1)
WRITTEN = date(2019, 3, 4)
DECLARED = date(2024, 5, 6)
AUDITED = date(2026, 6, 15)
LONG_NAME = (
    "Ban Quản lý dự án đầu tư xây dựng các công trình giao thông, nông nghiệp và phát triển nông thôn "
    "khu vực đầm phá Tam Giang – Cầu Hai và vùng ven biển thành phố Huế"
)
LONG_PROCEDURE = (
    "Cấp giấy phép hoạt động xây dựng cho nhà thầu nước ngoài thuộc dự án nhóm A, nhóm B, nhóm C và công trình "
    "quốc phòng, an ninh có yêu cầu bảo mật; " * 7
).strip()


@dataclass(frozen=True)
class Life:
    """How far a body has come; a None date means never."""

    written: date | None = None
    audited: date | None = None
    declared: date | None = None
    edition: str = "2015"
    cancelled: date | None = None
    covered: bool = True


KEEPING = Life(WRITTEN, AUDITED, DECLARED)


def fill(session: Session, moment: datetime) -> None:
    """``moment``: when everybody signed in."""
    _Province(session).build()
    session.flush()
    employ(session, moment)
    session.flush()
    draft(session, moment)


class _Province:
    def __init__(self, session: Session) -> None:
        self.session = session
        self.slots = list(session.scalars(select(FrameworkSlot).order_by(FrameworkSlot.position)))
        self.procedures = [self._procedure(number) for number in range(1, 31)]

    def build(self) -> None:
        ubnd = self._agency("ubnd-tinh", "Ủy ban nhân dân thành phố Huế", AgencyKind.PEOPLES_COMMITTEE, Life())
        self.session.add(
            Override(
                agency=ubnd,
                number="12/QĐ-UBND",
                number_folded="12/qđ-ubnd",
                signed_on=BEGUN,
                kind=OverrideKind.EXEMPT,
                valid_from=BEGUN,
                reason="Làm việc thông qua Văn phòng Ủy ban nhân dân",
                signer="Chủ tịch Ủy ban nhân dân",
            )
        )
        self._agency("so-noi-vu", "Sở Nội vụ thành phố Huế", AgencyKind.SPECIALISED_AGENCY, KEEPING)
        self._agency("so-y-te", "Sở Y tế thành phố Huế", AgencyKind.SPECIALISED_AGENCY, Life(WRITTEN, date(2024, 3, 1), DECLARED))
        renamed = self._agency("so-nnmt", "Sở Nông nghiệp và Phát triển nông thôn", AgencyKind.SPECIALISED_AGENCY, KEEPING)
        self._rename(renamed, "Sở Nông nghiệp và Môi trường thành phố Huế", date(2026, 7, 1))
        self._agency(
            "so-tu-phap",
            "Sở Tư pháp",
            AgencyKind.SPECIALISED_AGENCY,
            Life(WRITTEN, AUDITED, DECLARED, cancelled=date(2026, 9, 1)),
        )
        self._agency("so-xay-dung", "Sở Xây dựng", AgencyKind.SPECIALISED_AGENCY, Life(WRITTEN, AUDITED))
        self._agency("so-khcn", "Sở Khoa học và Công nghệ thành phố Huế", AgencyKind.SPECIALISED_AGENCY, Life())
        self._agency("thanh-tra", "Thanh tra tỉnh", AgencyKind.SPECIALISED_AGENCY, Life(WRITTEN, covered=False))
        suspended = self._agency("so-cong-thuong", "Sở Công Thương", AgencyKind.SPECIALISED_AGENCY, KEEPING)
        self.session.add(
            Override(
                agency=suspended,
                number="7/QĐ-SKHCN",
                number_folded="7/qđ-skhcn",
                signed_on=date(2026, 10, 1),
                kind=OverrideKind.SUSPENDED,
                valid_from=date(2026, 10, 1),
                reason="Chờ kết luận kiểm tra",
                signer=None,
            )
        )
        self._agency("ban-qlda", LONG_NAME, AgencyKind.MANAGEMENT_BOARD, Life(WRITTEN, AUDITED))
        rangers = self._agency("cc-kiem-lam", "Chi cục Kiểm lâm", AgencyKind.SUB_DEPARTMENT, KEEPING, Obligation.PLAN)
        rangers.slices[0].parent = renamed
        self._agency("truong-cao-dang", "Trường Cao đẳng Y tế Huế", AgencyKind.PUBLIC_SERVICE_UNIT, Life(), Obligation.ENCOURAGED)
        self._agency("benh-vien", "Bệnh viện Mắt Huế", AgencyKind.PUBLIC_SERVICE_UNIT, Life(), Obligation.NONE)
        gone = self._agency(
            "ubnd-huyen",
            "Ủy ban nhân dân huyện Phú Vang",
            AgencyKind.PEOPLES_COMMITTEE,
            Life(WRITTEN, date(2024, 8, 1), DECLARED),
            tier=Tier.DISTRICT,
            ended=date(2025, 7, 1),
        )
        for number in range(1, 56):
            life = KEEPING if number == 1 else Life()
            self._agency(
                f"xa-{number:02}",
                f"Ủy ban nhân dân xã Vinh {number}",
                AgencyKind.PEOPLES_COMMITTEE,
                life,
                tier=Tier.COMMUNE,
                begun=date(2025, 7, 1) if number > 1 else BEGUN,
            )
        self._event(date(2025, 7, 1), LineageKind.ABOLISH, gone)
        self._share(renamed)

    def _share(self, agency: Agency) -> None:
        """The first procedure of a department is common to the bodies below it."""
        self.session.flush()
        first = self.session.scalars(select(Document).where(Document.agency_id == agency.id, Document.code == "QT-01")).one()
        self.session.add(Profile(document=first, common=True))

    def _procedure(self, number: int) -> AdministrativeProcedure:
        name = LONG_PROCEDURE if number == 1 else f"Thủ tục cấp, gia hạn giấy phép lĩnh vực {number}"
        procedure = AdministrativeProcedure(
            code=f"1.{number:06}",
            code_folded=f"1.{number:06}",
            name=name,
            field="Quản lý hoạt động xây dựng",
            online_level=OnlineLevel.PARTIAL,
            valid_from=None,
            valid_to=None,
        )
        self.session.add(procedure)
        return procedure

    def _agency(
        self,
        key: str,
        name: str,
        kind: AgencyKind,
        life: Life,
        obligation: Obligation = Obligation.MANDATORY,
        tier: Tier = Tier.PROVINCE,
        begun: date = BEGUN,
        ended: date | None = None,
    ) -> Agency:
        agency = Agency(key=key, key_folded=key)
        self.session.add(agency)
        agency.slices.append(
            AgencySlice(
                valid_from=begun,
                valid_to=ended,
                name=name,
                short_name=None,
                tier=tier,
                kind=kind,
                parent=None,
                symbol=None,
                obligation=obligation,
            )
        )
        held = self.procedures[:12] if life.written else []
        for procedure in held:
            self.session.add(Authority(agency=agency, procedure=procedure, valid_from=begun))
        self._write(agency, kind, life, held)
        self._check(agency, life)
        self._declare(agency, life, held)
        return agency

    def _write(self, agency: Agency, kind: AgencyKind, life: Life, held: list[AdministrativeProcedure]) -> None:
        if life.written is None:
            return
        expected = [
            slot
            for slot in self.slots
            if slot.edition == "2015" and (slot.agency_kinds == "*" or kind.value in slot.agency_kinds)
        ]
        for slot in expected if life.covered else expected[:2]:
            self._document(
                agency, f"HT-{slot.position:02}-{slot.slot}", slot.title_vi, DocumentKind.PROCEDURE, life.written, slot=slot.slot
            )
        for number, procedure in enumerate(held if life.covered else held[:2], 1):
            self._document(agency, f"QT-{number:02}", procedure.name, DocumentKind.PROCEDURE, life.written, procedure=procedure)

    def _document(
        self,
        agency: Agency,
        code: str,
        title: str,
        kind: DocumentKind,
        day: date,
        slot: str | None = None,
        procedure: AdministrativeProcedure | None = None,
    ) -> None:
        document = Document(agency=agency, code=code, code_folded=code.casefold())
        self.session.add(document)
        document.revisions.append(
            Revision(
                issue_no=1,
                revision_no=0,
                title=title,
                kind=kind,
                slot=slot,
                edition="2015",
                recorded_on=day,
                issued_on=day,
                effective_on=day,
                ended_on=None,
                procedures=[procedure] if procedure else [],
            )
        )

    def _check(self, agency: Agency, life: Life) -> None:
        if life.audited is None:
            return
        audit = Audit(
            agency=agency,
            number="01/ĐGNB",
            number_folded="01/đgnb",
            kind=AuditKind.INTERNAL,
            edition="2015",
            started_on=life.audited,
            ended_on=life.audited,
            lead_auditor="Nguyễn Thị Hồng",
            conclusion="Phù hợp, còn hai điểm lưu ý",
        )
        finding = Nonconformity(
            agency=agency,
            number="KPH-01",
            number_folded="kph-01",
            audit=audit,
            clause="7.5",
            grade=Grade.MINOR,
            description="Biểu mẫu cũ còn được dùng tại bộ phận một cửa",
            raised_on=life.audited,
            due_on=None,
            closed_on=None,
        )
        self.session.add_all([audit, finding])
        self.session.add(
            CorrectiveAction(
                nonconformity=finding,
                ordinal=1,
                kind=ActionKind.CORRECTIVE,
                description="Thu hồi biểu mẫu cũ",
                responsible="Văn thư",
                due_on=date(2026, 12, 1),
                done_on=None,
                verified_on=None,
            )
        )
        self.session.add(ManagementReview(agency=agency, held_on=life.audited, minutes_number="05/BB", chair="Giám đốc"))

    def _declare(self, agency: Agency, life: Life, held: list[AdministrativeProcedure]) -> None:
        if life.declared is None:
            return
        declaration = Declaration(
            agency=agency,
            number="15/QĐ",
            number_folded="15/qđ",
            signed_on=life.declared,
            effective_on=life.declared,
            edition=life.edition,
            covers_all=False,
            posted_on=life.declared,
            notified_on=life.declared,
            cancelled_on=life.cancelled,
            procedures=list(held),
        )
        self.session.add(declaration)
        self.session.add(Annex(declaration=declaration, number="PL-01", number_folded="pl-01", signed_on=date(2025, 2, 3)))

    def _rename(self, agency: Agency, name: str, day: date) -> None:
        before = agency.slices[-1]
        before.valid_to = day
        agency.slices.append(
            AgencySlice(valid_from=day, name=name, tier=before.tier, kind=before.kind, obligation=before.obligation)
        )
        self._event(day, LineageKind.RENAME, agency, agency)

    def _event(self, day: date, kind: LineageKind, source: Agency, target: Agency | None = None) -> None:
        event = LineageEvent(
            happened_on=day, kind=kind, basis="Nghị quyết của Quốc hội", fingerprint=f"{source.key}-{day}".ljust(64, "0")
        )
        event.parties.append(LineageParty(side=LineageSide.FROM, agency=source, position=0))
        if target:
            event.parties.append(LineageParty(side=LineageSide.TO, agency=target, position=0))
        self.session.add(event)
