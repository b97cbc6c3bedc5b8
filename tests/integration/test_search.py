"""Documents are found by what they say, without diacritics, the same on both databases, and only by who may see them."""

import hashlib
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import delete, event, func, select, text, update
from sqlalchemy.orm import Session

from documents.approval.models import Dossier, Stage
from documents.library.models import Document, DocumentKind, Revision
from documents.search.highlighting import Piece
from documents.search.models import SearchText
from documents.search.queries import search
from documents.search.use_cases import refresh
from documents.search.words import LONGEST_WORD, MOST_WORDS
from qms.agencies.models import Agency
from qms.app import load_models
from qms.files.models import StoredFile
from qms.installation import Installation
from qms.people.models import Person
from qms.storage.database import Database
from qms.text import fold_key
from tests.conftest import NOW
from tests.factories.registry_rows import agency
from tests.factories.registry_rows import revision as document_row
from tests.factories.workbook import import_rows
from tests.integration.command_line import run

load_models()
START, DAY = date(2018, 2, 1), date(2020, 5, 1)
Add = Callable[..., int]


@pytest.fixture
def add(database: Database) -> Add:
    """Adds a revision of a new document, with a file that says ``body``, and makes it findable; returns its number."""

    def add(code: str, title: str, body: str = "", agency: str = "so-a", effective: date | None = START) -> int:
        with database.writing() as session:
            owner = session.scalar(select(Agency).where(Agency.key == agency)) or Agency(key=agency, key_folded=fold_key(agency))
            document = Document(agency=owner, code=code, code_folded=fold_key(code))
            revision = _revision(document, title, effective)
            session.add_all([owner, document, revision, *_content(session, revision, body)])
            session.flush()
            assert refresh(session, document.id) == 1
            return revision.id

    return add


def _content(session: Session, revision: Revision, body: str) -> list[object]:
    if not body:
        return []
    person = session.scalar(select(Person)) or Person(key="an", key_folded="an", name="An", email="a@b", email_folded="a@b")
    digest = hashlib.sha256(body.encode()).hexdigest()
    file = StoredFile(digest=digest, size=len(body), media_type="application/pdf", text=body, stored_at=NOW)
    dossier = Dossier(
        revision=revision, author=person, file=session.get(StoredFile, digest) or file, file_name="a.pdf", stage=Stage.APPROVED,
        check_token=revision.document.code,
    )  # fmt: skip
    return [person, dossier]


def _revision(document: Document, title: str, effective: date | None, number: int = 0) -> Revision:
    return Revision(
        document=document, issue_no=1, revision_no=number, title=title, kind=DocumentKind.PROCEDURE, edition="2015",
        recorded_on=START, effective_on=effective,
    )  # fmt: skip


def shown(pieces: tuple[Piece, ...]) -> str:
    return "".join(f"[{piece.text}]" if piece.hit else piece.text for piece in pieces)


def codes(database: Database, asked: str, reach: frozenset[str] | None = None, day: date | None = DAY) -> list[str]:
    with database.reading() as session:
        found = search(session, asked, reach, day)
    assert found.total == len(found.hits)
    return [hit.plain_code for hit in found.hits]


def test_the_best_come_first_on_both_databases(database: Database, add: Add) -> None:
    add("HD-05", "Hướng dẫn", "Sau khi đánh giá thì họp nội bộ")
    add("QT-02", "Quy trình họp nội bộ và đánh giá")
    add("HD-04", "Hướng dẫn lưu trữ", "Căn cứ kết quả\nđánh giá nội bộ hằng năm")
    add("QT-01", "Quy trình đánh giá nội bộ", "Mục đích")
    add("DANH-GIA-NOI-BO-2", "Phiếu")
    add("QT-00", "Đánh giá nội bộ")
    add("XX-09", "Quy trình đánh giá rủi ro", "nội dung")
    expected = ["DANH-GIA-NOI-BO-2", "QT-00", "QT-01", "QT-02", "HD-04", "HD-05"]
    for asked in ("đánh giá nội bộ", "danh gia noi bo", " ĐÁNH  Giá, nội-bộ! "):
        assert codes(database, asked) == expected


def test_a_code_is_found_however_it_is_typed(database: Database, add: Add) -> None:
    add("QT-012", "Khác")
    add("QT-01.SKHCN", "Dài hơn")
    add("QT-01", "Đúng")
    add("A-9", "Nhắc đến", "xem QT-01")
    for asked in ("QT-01", "qt 01", "QT/01", "Qt.01"):
        assert codes(database, asked) == ["QT-01", "QT-01.SKHCN", "A-9"]


def test_signs_are_never_part_of_the_question(database: Database, add: Add) -> None:
    add("QT-01", "Quy trình 100%")
    signs = ["", " ", "!?*", '"', "%", "_", "\0"]
    questions = ["') OR 1=1 --", "quy* OR b", "NOT x", "title_folded:quy", "NEAR(quy trinh)", "a'b", "quy -trinh", "'"]
    for asked in (*signs, *questions):
        expected = ["QT-01"] if asked == "quy -trinh" else []
        assert codes(database, asked) == expected, asked


def test_words_of_the_question_language_are_words(database: Database, add: Add) -> None:
    add("QT-01", "Near and or not")
    assert codes(database, "or NOT and NEAR") == ["QT-01"]


def test_only_bodies_within_reach_are_found(database: Database, add: Add) -> None:
    add("QT-01", "Quy trình", agency="so-a")
    add("QT-02", "Quy trình", agency="so-b")
    assert codes(database, "quy trinh", frozenset({"so-b"})) == ["QT-02"]
    assert codes(database, "quy trinh", frozenset()) == []
    assert codes(database, "quy trinh", None) == ["QT-01", "QT-02"]


def test_a_day_finds_what_is_in_force_on_it(database: Database, add: Add) -> None:
    first = add("QT-01", "Quy trình cũ")
    add("QT-02", "Quy trình dự thảo", effective=None)
    with database.writing() as session:
        document = session.scalars(select(Document).where(Document.code == "QT-01")).one()
        following = _revision(document, "Quy trình mới", DAY, 1)
        session.add(following)
        assert refresh(session) == 1
    with database.reading() as session:
        before = search(session, "quy trinh", None, DAY - timedelta(days=1))
        after = search(session, "quy trinh", None, DAY)
        every = search(session, "quy trinh", None, None)
    assert [hit.revision_id for hit in before.hits] == [first]
    assert [hit.revision_id for hit in after.hits] == [following.id]
    assert [hit.revision_no for hit in every.hits] == [1, 0, 0]
    assert codes(database, "quy trinh", day=START - timedelta(days=1)) == []


def test_what_is_found_is_marked_in_the_text_as_it_was_written(database: Database, add: Add) -> None:
    body = "Mục đích\nViệc đánh giá thử\nThư ký ISO tổ chức ĐÁNH GIÁ Nội bộ mỗi năm một lần\nKết thúc"
    add("ĐG-01", "Đánh giá: nội  bộ", body)
    with database.reading() as session:
        [hit] = search(session, "danh gia noi bo", None, DAY).hits
    assert shown(hit.passage) == "Thư ký ISO tổ chức [ĐÁNH GIÁ Nội bộ] mỗi năm một lần"
    assert shown(hit.title) == "[Đánh giá]: [nội]  [bộ]"
    assert shown(hit.code) == "ĐG-01"


def test_a_long_line_is_cut_around_the_words_and_a_title_alone_shows_no_text(database: Database, add: Add) -> None:
    line = " ".join(["trước"] * 100 + ["khắc", "phục"] + ["sau"] * 100)
    add("QT-01", "Quy trình", line)
    with database.reading() as session:
        [by_text] = search(session, "khac phuc", None, DAY).hits
        [by_title] = search(session, "quy trình", None, DAY).hits
    said = shown(by_text.passage)
    assert said.startswith("… trước trước") and said.endswith("sau sau …")
    assert "[khắc phục]" in said
    assert len(said.split()) < 80
    assert by_title.passage == ()


def test_pages_of_hits_have_the_true_total(database: Database, add: Add) -> None:
    for number in range(5):
        add(f"QT-{number}", "Quy trình")
    with database.reading() as session:
        page = search(session, "quy trinh", None, DAY, limit=2, offset=2)
        beyond = search(session, "quy trinh", None, DAY, limit=2, offset=10)
    assert (page.total, [shown(hit.code) for hit in page.hits]) == (5, ["QT-2", "QT-3"])
    assert (beyond.total, beyond.hits) == (5, [])


def test_what_changes_or_goes_is_found_no_more(database: Database, add: Add) -> None:
    revision = add("QT-01", "Quy trình cũ", "nội dung cũ")
    with database.writing() as session:
        dossier = session.get_one(Dossier, revision)
        dossier.file = StoredFile(digest="0" * 64, size=1, media_type="application/pdf", text="nội dung mới", stored_at=NOW)
        session.flush()
        assert (refresh(session), refresh(session)) == (1, 0)
    assert codes(database, "dung cũ") == ["QT-01"]
    assert codes(database, "dung mới") == ["QT-01"]
    with database.writing() as session:
        session.execute(update(Revision).values(title="Quy trình mới"))
        assert (refresh(session), refresh(session)) == (1, 0)
    assert codes(database, "cũ") == []
    with database.writing() as session:
        session.execute(update(SearchText).values(body_folded="khac"))
    assert (codes(database, "dung mới"), codes(database, "khác")) == ([], ["QT-01"])
    with database.writing() as session:
        session.execute(delete(Revision))
        assert session.scalar(select(func.count()).select_from(SearchText)) == 0
        if session.get_bind().dialect.name == "sqlite":
            session.execute(text("INSERT INTO search_index (search_index) VALUES ('integrity-check')"))
    assert codes(database, "khác") == []


def test_what_an_import_brings_or_changes_is_found(database: Database) -> None:
    for title in ("Quy trình cũ", "Quy trình mới"):
        assert import_rows(database, {"Cơ quan": [agency()], "Tài liệu": [document_row("QT-01", Tên=title)]}).stored
        assert codes(database, title) == ["QT-01"]
    assert codes(database, "cũ") == []


def test_any_text_can_be_made_findable(database: Database, add: Add) -> None:
    """PostgreSQL holds only so much of one row."""
    bodies = {
        "many words": " ".join(f"từ{number}" for number in range(MOST_WORDS + 10)),
        "long words": " ".join("x" * LONGEST_WORD + str(number) for number in range(30_000)),
        "long numbers": " ".join(f"{number:040}" for number in range(30_000)),
        "much text": "đánh giá " * 200_000,
    }
    for code, body in bodies.items():
        add(code, "Quy trình", "mở đầu\n" + body)
    assert set(codes(database, "quy mở đầu")) == set(bodies)


def test_searching_takes_a_fixed_number_of_statements(database: Database, add: Add) -> None:
    for number in range(3):
        add(f"QT-{number}", "Quy trình", "nội dung")
    statements = list[str]()
    with database.reading() as session:
        event.listen(session.connection(), "before_cursor_execute", lambda *about: statements.append(about[2]))
        search(session, "quy trinh", None, DAY)
    assert len(statements) == 2


def test_migrating_makes_findable_what_an_older_program_has_stored(
    database: Database, installation: Installation, add: Add
) -> None:
    add("QT-01", "Quy trình cũ")
    with database.writing() as session:
        session.execute(delete(SearchText))
    assert codes(database, "quy trinh cu") == []
    assert run(installation, "migrate").code == 0
    assert codes(database, "quy trinh cu") == ["QT-01"]
