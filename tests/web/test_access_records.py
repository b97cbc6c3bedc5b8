"""Everybody signed in sees statuses, gates and declarations of all bodies; the records behind them only who may."""

import csv
from collections.abc import Callable
from io import StringIO

import pytest

from reports.publication.vocabulary import GateName
from tests.web.cast import (
    ADMINISTRATOR,
    AUDITOR,
    BELOW,
    COMMUNE,
    COORDINATOR,
    DEPARTMENT,
    ELSEWHERE,
    HEAD,
    LEAD_OFFICER,
    LEADER,
    OTHER_DEPARTMENT,
    SUB_DEPARTMENT,
    Member,
)
from tests.web.client import CheckingClient
from tests.web.markup import read

SignedIn = Callable[[Member], CheckingClient]

RECORDS = ("HT-01", "Biểu mẫu cũ còn được dùng", "Thu hồi biểu mẫu cũ", "05/BB", "Nguyễn Thị Hồng")
SEEN_BY = {
    (LEADER, COMMUNE): True,
    (LEAD_OFFICER, OTHER_DEPARTMENT): True,
    (HEAD, DEPARTMENT): True,
    (HEAD, SUB_DEPARTMENT): True,
    (COORDINATOR, SUB_DEPARTMENT): True,
    (COORDINATOR, OTHER_DEPARTMENT): False,
    (AUDITOR, DEPARTMENT): True,
    (AUDITOR, SUB_DEPARTMENT): False,
    (BELOW, DEPARTMENT): False,
    (BELOW, SUB_DEPARTMENT): True,
    (ELSEWHERE, DEPARTMENT): False,
    (ADMINISTRATOR, DEPARTMENT): False,
}


@pytest.mark.parametrize(("member", "agency"), SEEN_BY, ids=lambda one: one.key if isinstance(one, Member) else one)
def test_records_are_shown_to_who_may_see_them(signed_in: SignedIn, member: Member, agency: str) -> None:
    page = signed_in(member).get(f"/co-quan/{agency}").text
    shown = [text for text in RECORDS if text in page]
    assert shown == (list(RECORDS) if SEEN_BY[member, agency] else [])
    assert ('id="ho-so"' in page) is not SEEN_BY[member, agency]
    assert all(f'id="dk-{gate.value}"' in page for gate in GateName), "gates are for everybody"
    assert "15/QĐ" in page, "declarations are for everybody"


def test_evidence_is_shown_with_the_records_only(signed_in: SignedIn) -> None:
    mine, theirs = (signed_in(COORDINATOR).get(f"/co-quan/{key}").text for key in (DEPARTMENT, OTHER_DEPARTMENT))
    for place in ("#tai-lieu", "#danh-gia", "#xem-xet"):
        assert f'href="{place}"' in mine and f'href="{place}"' not in theirs


def test_the_list_of_procedures_names_documents_of_seen_bodies_only(signed_in: SignedIn) -> None:
    client = signed_in(COORDINATOR)
    for key, named in ((DEPARTMENT, True), (SUB_DEPARTMENT, True), (OTHER_DEPARTMENT, False)):
        page = client.get(f"/tthc/?co-quan={key}").text
        assert ("QT-01" in page, "đã có" in read(page).text.split("Quy trình bao phủ")[-1]) == (named, not named)
        rows = csv.DictReader(StringIO(client.get(f"/tthc/danh-sach.csv?co-quan={key}").data.decode("utf-8-sig")))
        assert {row["Quy trình"][:3] for row in rows} == ({"QT-"} if named else {"có"})
    shared = client.get("/tthc/1.000002").text
    assert shared.count("QT-02") == 2, "once for the department, once for the body below it"


def test_nobody_reads_a_report_or_an_export_without_signing_in(stranger: CheckingClient) -> None:
    for address in ("/co-quan/danh-sach.csv", "/tthc/danh-sach.xlsx", "/bao-cao/tinh-hinh-cong-bo.pdf"):
        answer = stranger.get(address)
        assert answer.status_code == 303 and not answer.data.startswith((b"PK", b"%PDF"))
