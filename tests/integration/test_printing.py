"""What leaves on paper says what it is worth on the day it leaves, and the lists of a past day stay those of that day."""

from datetime import date, timedelta
from hashlib import sha256
from io import BytesIO

import pypdfium2
import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from documents.approval.drafting import attach_file
from documents.approval.models import Dossier
from documents.copies.models import ControlledCopy
from documents.library.models import Revision
from documents.library.use_cases import NewRevision, new_revision
from documents.lists.paper import list_pdf
from documents.lists.tables import LISTS, table_of
from documents.printing.composing import band_of, printed
from documents.printing.queries import find_sheet
from qms.files.store import LocalStore
from qms.files.use_cases import accept
from qms.language import speaking
from qms.rendering import xlsx
from qms.rendering.controlled import Band
from qms.storage.database import Database
from tests.conftest import NOW
from tests.factories import approvals, uploads
from tests.factories.approvals import AUTHOR, acting
from tests.factories.uploads import SENTENCE, docx, odt, paragraph, picture

IN_FORCE, REPLACED = date(2026, 12, 1), date(2027, 1, 1)
LATER = NOW + timedelta(days=30)
ONE_DAY = timedelta(days=1)


@pytest.fixture
def office(database: Database, store: LocalStore) -> Database:
    """One document: a first revision from 01/12/2026, a second one from 01/01/2027, of which a third is drafted."""
    with database.writing() as session:
        approvals.open_office(session)
        first = approvals.draft(session, NOW, "QT-01")
        approvals.approved(session, NOW, store, first, IN_FORCE)
    with database.writing() as session:
        _revise(session, store, REPLACED)
    with database.writing() as session:
        _revise(session, store, None)
    return database


def _revise(session: Session, store: LocalStore, effective_on: date | None) -> None:
    document = session.scalars(select(Revision)).first().document  # type: ignore[union-attr]
    made = new_revision(session, acting(session, AUTHOR, LATER), document, NewRevision(False, "Bổ sung mục 5"))
    if effective_on is not None:
        approvals.approved(session, LATER, store, made, effective_on)


def revision_id(session: Session, revision_no: int) -> int:
    return session.scalars(select(Revision.id).where(Revision.revision_no == revision_no)).one()


def text_of(content: bytes) -> str:
    return " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in pypdfium2.PdfDocument(content))


@pytest.mark.parametrize(
    ("revision_no", "day", "band", "said"),
    [
        (0, IN_FORCE - ONE_DAY, Band.UNCONTROLLED, "Có hiệu lực từ ngày 01/12/2026."),
        (0, IN_FORCE, Band.UNCONTROLLED, "In ngày 01/12/2026"),
        (0, REPLACED - ONE_DAY, Band.UNCONTROLLED, "In ngày 31/12/2026"),
        (0, REPLACED, Band.OBSOLETE, "Hết hiệu lực từ ngày 01/01/2027."),
        (1, REPLACED, Band.UNCONTROLLED, "Bổ sung mục 5"),
        (2, REPLACED, Band.DRAFT, "Chưa được phê duyệt"),
    ],
)
def test_a_print_says_what_it_is_worth(
    office: Database, store: LocalStore, revision_no: int, day: date, band: Band, said: str
) -> None:
    with office.reading() as session:
        sheet = find_sheet(session, revision_id(session, revision_no), day)
        assert band_of(sheet, day) is band
        content = printed(sheet, store, day, lambda token: f"https://qms.example.vn/kiem-tra/{token}")
        with speaking("en"):  # the paper speaks Vietnamese, whoever prints it
            assert content == printed(sheet, store, day, lambda token: f"https://qms.example.vn/kiem-tra/{token}")
    for part in (str(band.label), said, "QT-01", f"Lần sửa đổi: {revision_no:02}", "Người soan", "Chức danh soan"):
        assert part in text_of(content), part


def test_an_approved_print_names_who_signed_and_what(office: Database, store: LocalStore) -> None:
    with office.reading() as session:
        sheet = find_sheet(session, revision_id(session, 0), IN_FORCE)
        said = text_of(printed(sheet, store, IN_FORCE, str))
    assert "Người ky" in said
    assert "Đã ký ngày 23/11/2026 lúc 11:00" in said
    assert sheet.signatures[0].content_hash[:12] in said
    assert "Chức danh xet" in said and "Đạt ngày 23/11/2026" in said


def test_a_controlled_copy_is_controlled_until_it_is_given_back_or_its_revision_ends(office: Database, store: LocalStore) -> None:
    back = date(2026, 12, 20)
    with office.writing() as session:
        copy = ControlledCopy(
            revision_id=revision_id(session, 0), number=3, holder="Trưởng phòng", check_token="t" * 22, issued_on=IN_FORCE
        )
        session.add(copy)
        session.flush()
        bands = {}
        for day, returned in ((IN_FORCE, None), (back - ONE_DAY, back), (back, back), (REPLACED, None)):
            copy.returned_on = returned
            sheet = find_sheet(session, copy.revision_id, day, copy)
            bands[day, returned] = band_of(sheet, day)
        copy.returned_on = None
        sheet = find_sheet(session, copy.revision_id, IN_FORCE, copy)
        said = text_of(printed(sheet, store, IN_FORCE, str))
    assert list(bands.values()) == [Band.CONTROLLED, Band.CONTROLLED, Band.UNCONTROLLED, Band.OBSOLETE]
    assert "Bản số 03, người giữ: Trưởng phòng." in said


def print_of(database: Database, store: LocalStore, name: str, content: bytes) -> str:
    """What the print of a draft says whose content is a file."""
    with database.writing() as session:
        approvals.open_office(session)
        made = approvals.draft(session, NOW, "QT-05")
        accepted = accept(store, BytesIO(content), name)
        attach_file(session, acting(session, AUTHOR, NOW), made.revision_id, accepted, made.version)
        return text_of(printed(find_sheet(session, made.revision_id, date(2026, 11, 23)), store, date(2026, 11, 23), str))


@pytest.mark.parametrize(("name", "content"), [("quy trình.docx", docx()), ("quy trình.odt", odt())])
def test_the_words_of_an_office_file_are_printed_under_its_name_and_hash(
    sqlite_database: Database, store: LocalStore, name: str, content: bytes
) -> None:
    said = print_of(sqlite_database, store, name, content)
    digest = sha256(content).hexdigest()
    assert name in said and digest in said.replace(" ", "") and SENTENCE in said and "Trích tự động" in said
    assert "còn lại" not in said


def test_of_a_very_long_file_the_beginning_is_printed(
    sqlite_database: Database, store: LocalStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("documents.printing.content.LONGEST", len(SENTENCE))
    said = print_of(sqlite_database, store, "dài.docx", docx(paragraph(SENTENCE) + paragraph("Hết")))
    assert SENTENCE in said and "Hết" not in said and "Phần còn lại xem ở tệp gốc." in said


@pytest.mark.parametrize(("name", "content"), [("ảnh.png", picture()), ("bảng.xlsx", uploads.xlsx())])
def test_of_other_files_no_words_are_made_up(sqlite_database: Database, store: LocalStore, name: str, content: bytes) -> None:
    said = print_of(sqlite_database, store, name, content)
    assert name in said and "Trích tự động" not in said


def test_of_a_revision_from_the_workbook_a_sheet_goes_with_the_controlled_copy(office: Database, store: LocalStore) -> None:
    with office.writing() as session:
        found = revision_id(session, 0)
        session.execute(delete(Dossier).where(Dossier.revision_id == found))
        copy = ControlledCopy(revision_id=found, number=1, holder="Một cửa", check_token="t" * 22, issued_on=IN_FORCE)
        session.add(copy)
        session.flush()
        said = text_of(printed(find_sheet(session, found, IN_FORCE, copy), store, IN_FORCE, str))
        assert "TÀI LIỆU KIỂM SOÁT" in said and "đi kèm bản giấy" in said and "QT-01" in said
        with pytest.raises(LookupError):
            printed(find_sheet(session, found, IN_FORCE), store, IN_FORCE, str)


def files_of(session: Session, name: str, day: date) -> list[bytes]:
    """The list of a day as it is handed out, as a workbook and on paper."""
    agency = approvals.agency(session)
    one = LISTS[name]

    def made() -> object:
        return table_of(one, one.rows(session, agency.id, day), "Cơ quan A", day)

    return [
        xlsx.workbook([made()], xlsx.Properties("Danh mục", "Cơ quan A", day)),  # type: ignore[list-item]
        list_pdf(one.title, made(), "UBND tỉnh", "Cơ quan A", day),  # type: ignore[arg-type]
    ]


def test_the_master_list_of_a_past_day_is_the_one_of_that_day(database: Database, store: LocalStore) -> None:
    """What happens later, new revisions and withdrawals, leaves the bytes of the earlier day's lists alone."""
    day = date(2026, 12, 15)
    with database.writing() as session:
        approvals.open_office(session)
        approvals.approved(session, NOW, store, approvals.draft(session, NOW, "QT-01"), IN_FORCE)
        approvals.approved(session, NOW, store, approvals.draft(session, NOW, "QT-02"), IN_FORCE)
    with database.reading() as session:
        before = {name: files_of(session, name, day) for name in LISTS}
    with database.writing() as session:
        _revise(session, store, REPLACED)
    with database.reading() as session:
        assert {name: files_of(session, name, day) for name in LISTS} == before
        assert files_of(session, "noi-bo", REPLACED) != files_of(session, "noi-bo", day)


def test_lists_hold_each_revision_on_its_days(office: Database) -> None:
    with office.reading() as session:
        agency = approvals.agency(session).id

        def listed(name: str, day: date) -> list[tuple[int, date | None]]:
            return [(row.revision_no, row.until) for row in LISTS[name].rows(session, agency, day)]

        assert listed("noi-bo", IN_FORCE - ONE_DAY) == []
        assert listed("noi-bo", IN_FORCE) == listed("noi-bo", REPLACED - ONE_DAY) == [(0, None)]
        assert listed("noi-bo", REPLACED) == [(1, None)]
        assert listed("het-hieu-luc", REPLACED - ONE_DAY) == []
        assert listed("het-hieu-luc", REPLACED) == [(0, REPLACED)]
        assert listed("ben-ngoai", REPLACED) == []
