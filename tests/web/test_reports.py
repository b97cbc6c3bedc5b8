"""The reports on the screen, and their files."""

from datetime import date

import pytest

from qms.installation import Installation
from qms.rendering.table import show_cell
from reports.publication.queries import load_registry
from reports.registers.publication import NAME, PublicationReport
from tests.web.client import CheckingClient

DAY = date(2025, 6, 30)


def test_the_list_of_reports_leads_to_each(reader: CheckingClient) -> None:
    page = reader.get("/bao-cao/").text
    assert f"/bao-cao/{NAME}" in page
    assert f"/bao-cao/{NAME}.pdf" in page


def test_the_page_shows_the_numbers_of_the_files(reader: CheckingClient, province_installation: Installation) -> None:
    with province_installation.database.reading() as session:
        report = PublicationReport(load_registry(session), DAY)
    page = " ".join(reader.get(f"/bao-cao/{NAME}?ngay={DAY.isoformat()}").text.split())
    for table in report.overview():
        assert table.title in page
        for row in (*table.rows, *table.totals):
            for cell in row[1:]:
                assert f">{' '.join(show_cell(cell).split())}</td>" in page


@pytest.mark.parametrize(("form", "start"), [("pdf", b"%PDF"), ("xlsx", b"PK")])
def test_the_files_are_taken_away_under_a_name_with_the_day(reader: CheckingClient, form: str, start: bytes) -> None:
    answer = reader.get(f"/bao-cao/{NAME}.{form}?ngay={DAY.isoformat()}")
    assert answer.data.startswith(start)
    assert f"{NAME}-2025-06-30.{form}" in answer.headers["Content-Disposition"]
    assert answer.headers["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("address", ["/bao-cao/khong-co", "/bao-cao/khong-co.pdf", f"/bao-cao/{NAME}.docx"])
def test_a_report_that_there_is_not_is_a_friendly_404(reader: CheckingClient, address: str) -> None:
    assert reader.get(address).status_code == 404
