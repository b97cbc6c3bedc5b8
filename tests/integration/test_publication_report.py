"""The province's report on publication: one set of numbers on paper, in the workbook and on the screen."""

from datetime import date
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from openpyxl import load_workbook

from qms.installation import Installation
from qms.rendering.table import Mark, show_cell
from qms.storage.database import Database
from reports.publication.engine import Registry
from reports.publication.queries import load_registry
from reports.publication.totals import Measure
from reports.registers.publication import NAME, PublicationReport
from tests.conftest import NOW
from tests.integration.command_line import run
from tests.web.province import fill

DAY = date(2026, 11, 23)


def registry_of(database: Database) -> Registry:
    with database.writing() as session:
        fill(session, NOW)
    with database.reading() as session:
        return load_registry(session)


@pytest.fixture
def report(sqlite_database: Database) -> PublicationReport:
    return PublicationReport(registry_of(sqlite_database), DAY)


def words_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


def test_paper_workbook_and_totals_say_the_same(report):
    paper = words_of(report.pdf())
    book = load_workbook(BytesIO(report.xlsx()))
    sheet = book["Năm thước đo"]
    totals = [cell.value for cell in list(sheet.rows)[-1]]
    for place, measure in enumerate(Measure):
        ratio = report.whole.measure(measure)
        assert totals[3 + 2 * place] == ratio.part
        assert f"- {measure.label}: {ratio.part}/{ratio.whole} (" in paper
    assert totals[1] == len(report.standings)
    assert totals[2] == len(report.whole.counted)
    for table in report.overview():
        for row in table.totals:
            assert [shown for cell in row if (shown := " ".join(show_cell(cell).split())) not in paper] == []


def test_every_body_stands_in_the_list_with_its_status_and_reason(report):
    paper = words_of(report.pdf()).replace(" ", "")
    rows = [row for row in report.agencies(grouped=False).rows if not hasattr(row, "title")]
    assert [row[2] for row in rows] == [standing.name for group in report.groups for standing in group.bodies]
    for row, standing in zip(rows, [one for group in report.groups for one in group.bodies], strict=True):
        assert isinstance(row[3], Mark)
        assert row[3].code == standing.status.value
        assert standing.name.replace(" ", "") in paper
        assert row[5]


def test_left_out_and_counted_add_up(report):
    assert len(report.whole.left_out) + len(report.whole.counted) == len(report.standings)
    assert len(list(report.left_out().rows)) == len(report.whole.left_out) > 0
    assert all(row[3] for row in report.left_out().rows)


def test_groups_add_up_to_the_whole(report):
    for measure in Measure:
        assert sum(group.measure(measure).part for group in report.groups) == report.whole.measure(measure).part
    assert sum((group.statuses for group in report.groups), start=type(report.whole.statuses)()) == report.whole.statuses


def test_the_same_facts_give_the_same_bytes_on_both_databases(sqlite_database, postgres_database):
    one, other = (PublicationReport(registry_of(database), DAY) for database in (sqlite_database, postgres_database))
    assert one.pdf() == other.pdf()
    assert one.xlsx() == other.xlsx()


def test_an_empty_registry_has_a_report_too(sqlite_database):
    with sqlite_database.reading() as session:
        report = PublicationReport(load_registry(session), DAY)
    assert "Tổng cộng 0 0 – – – – –" in words_of(report.pdf())
    assert load_workbook(BytesIO(report.xlsx())).sheetnames[0] == "Năm thước đo"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["khong-co", "--out", "a.pdf"], "Không có báo cáo “khong-co”"),
        ([NAME, "--out", "a.docx"], "phải kết thúc bằng .pdf, .xlsx"),
        ([NAME], "Cần tên báo cáo và --out"),
        ([NAME, "--out", "khong/co/thu-muc/a.pdf"], "Không ghi được tệp"),
        ([NAME, "--out", "a.pdf", "--as-of", "31/02/2015"], "31/02/2015"),
    ],
)
def test_a_wrong_wish_gets_a_sentence_and_leaves_nothing(
    installation: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str
):
    folder = tmp_path / "empty"
    folder.mkdir()
    monkeypatch.chdir(folder)
    result = run(installation, "report", *arguments)
    assert result.code == 2
    assert said in result.err
    assert list(folder.iterdir()) == []


def test_the_command_writes_both_files(installation: Installation, tmp_path: Path):
    for ending, start in ((".pdf", b"%PDF"), (".xlsx", b"PK")):
        target = tmp_path / f"report{ending}"
        assert run(installation, "report", NAME, "--as-of", "2015-12-31", "--out", str(target)).code == 0
        assert target.read_bytes().startswith(start)
    assert NAME in run(installation, "report", "--list").out
