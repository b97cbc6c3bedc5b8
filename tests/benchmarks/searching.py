"""Searching 100,000 titles and texts, typed with and without diacritics, against the bare full-text query."""

from collections.abc import Iterator
from datetime import date
from random import Random

from sqlalchemy import insert, text
from sqlalchemy.orm import Session

from documents.library.models import Document, DocumentKind, Revision
from documents.search.models import FULL_TEXT, VECTOR, SearchText
from documents.search.queries import Found, search
from documents.search.words import folded_lines, padded
from qms.agencies.models import Agency
from qms.storage.database import Database
from tests.benchmarks.pairing import Figure, pair

TEXTS = 100_000
SOUGHT = {"with diacritics": "đánh giá nội bộ", "without": "danh gia noi bo"}
FOLDED = "danh gia noi bo".split()
EVERY = 200  # one text in so many holds the words that are sought, side by side
WORDS = """kiểm soát tài liệu hồ sơ quy trình tiếp nhận giải quyết thủ tục hành chính cấp giấy phép xây dựng đất đai môi trường
hộ tịch chứng thực lao động thương binh xã hội y tế giáo dục đào tạo khoa học công nghệ nông nghiệp phát triển thôn tư pháp
thông tin truyền kế hoạch đầu tư chính công thương văn hóa thể thao du lịch giao vận tải thanh tra ngoại vụ""".split()
BARE = {
    "sqlite": (
        f"SELECT count(*) FROM {FULL_TEXT} WHERE {FULL_TEXT} MATCH :sought",
        f"SELECT rowid FROM {FULL_TEXT} WHERE {FULL_TEXT} MATCH :sought ORDER BY rank LIMIT 20",
    ),
    "postgresql": (
        f"SELECT count(*) FROM search_text WHERE {VECTOR} @@ plainto_tsquery('simple', :sought)",
        f"""SELECT revision_id FROM search_text WHERE {VECTOR} @@ plainto_tsquery('simple', :sought)
            ORDER BY ts_rank({VECTOR}, plainto_tsquery('simple', :sought)) DESC LIMIT 20""",
    ),
}  # how many there are, and the best in the order of the engine


def figures(database: Database, where: str) -> Iterator[Figure]:
    with database.writing() as session:
        _fill(session)
    with database.engine.connect() as connection:
        connection.execute(text("ANALYZE"))
        connection.commit()
    with database.reading() as session:
        found = [_search(session, asked) for asked in SOUGHT.values()]
        assert found[0].total == TEXTS // EVERY
        assert [hit.revision_id for hit in found[0].hits] == [hit.revision_id for hit in found[1].hits]
        for how, asked in SOUGHT.items():
            what = f"search over {TEXTS:,} texts, {how}"
            yield pair(what, where, lambda asked=asked: _search(session, asked), lambda: _bare(session), 2, rounds=15)  # type: ignore[misc]


def _search(session: Session, asked: str) -> Found:
    found = search(session, asked, None, None)
    session.expunge_all()
    return found


def _bare(session: Session) -> None:
    dialect = session.get_bind().dialect.name
    sought = " AND ".join(FOLDED) if dialect == "sqlite" else " ".join(FOLDED)
    for statement in BARE[dialect]:
        session.execute(text(statement), {"sought": sought}).all()


def _fill(session: Session) -> None:
    """One body with as many documents; titles of eight words, texts of sixty."""
    draw, day = Random(9001), date(2020, 1, 1)
    session.execute(insert(Agency), [{"id": 1, "key": "so-khcn", "key_folded": "so-khcn"}])
    for start in range(1, TEXTS + 1, 10_000):
        numbers = range(start, start + 10_000)
        titles = {number: " ".join(draw.choices(WORDS, k=8)) for number in numbers}
        rows = [{"id": number, "agency_id": 1, "code": f"QT-{number}", "code_folded": f"qt-{number}"} for number in numbers]
        session.execute(insert(Document), rows)
        revision = {"issue_no": 1, "revision_no": 0, "kind": DocumentKind.PROCEDURE, "edition": "2015", "sealed": False}
        dated = {"recorded_on": day, "issued_on": day, "effective_on": day}
        session.execute(insert(Revision), [{"id": n, "document_id": n, "title": titles[n], **revision, **dated} for n in numbers])
        session.execute(insert(SearchText), [_said(number, titles[number], draw) for number in numbers])


def _said(number: int, title: str, draw: Random) -> dict[str, object]:
    words = draw.choices(WORDS, k=60)
    if number % EVERY == 0:
        words[30:30] = ["đánh", "giá", "nội", "bộ"]
    body = " ".join(words)
    return {
        "revision_id": number,
        "code": f"QT-{number}",
        "title": title,
        "body": body,
        "dossier_version": None,
        "code_folded": padded(f"QT-{number}"),
        "title_folded": padded(title),
        "body_folded": folded_lines(body),
    }
