"""The list of records: as of a day, one line for a code at a time, and nobody's change overwritten unseen."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from documents.records.models import Medium
from documents.records.queries import record_list
from documents.records.use_cases import BASIS_WANTED, EMPTY_LIFE, OVERLAP, Series, change_series, enter_series
from qms.language import UserError
from qms.security.acting import NotAllowed, NotVisible
from qms.storage.conflicts import Conflict
from qms.storage.database import Database
from tests.factories.office import DAY, Office
from tests.factories.trail import batches, keys, verbs

START, END = date(2026, 1, 1), date(2027, 1, 1)
SERIES = Series("HS-01", "Hồ sơ đánh giá nội bộ", "Tủ 2", Medium.PAPER, 5, "TT 10/2022/TT-BNV", "Tiêu hủy", START)


@pytest.fixture
def office(database: Database) -> Database:
    with database.writing() as session:
        Office.of_two_bodies(session)
    return database


def enter(database: Database, series: Series = SERIES, who: str = "thu-ky", reason: str | None = None) -> int:
    with database.writing() as session:
        return enter_series(session, Office.found(session).acting(who), "so-a", series, reason).id


def change(database: Database, number: int, version: int, series: Series, who: str = "thu-ky") -> None:
    with database.writing() as session:
        change_series(session, Office.found(session).acting(who), number, version, series)


def listed(database: Database, day: date) -> list[tuple[str, str, str | None]]:
    with database.reading() as session:
        agency = Office.found(session).agencies["so-a"]
        return [(series.code, series.name, holder) for series, holder in record_list(session, agency.id, day)]


def test_a_line_is_on_the_list_within_its_days(office: Database) -> None:
    with office.reading() as session:
        keeper = Office.found(session).posts["can-bo"].id
    enter(office, replace(SERIES, valid_to=END, keeper_id=keeper, document="qt-01"), reason="Lập danh mục")
    line = ("HS-01", SERIES.name, "Người can-bo")
    for day, expected in ((START - timedelta(1), []), (START, [line]), (END - timedelta(1), [line]), (END, [])):
        assert listed(office, day) == expected
    assert keys(office) == [["so-a · HS-01 · 2026-01-01"]]
    assert batches(office)[0].reason == "Lập danh mục"


def test_the_same_code_again_only_after_the_former_line(office: Database) -> None:
    enter(office, replace(SERIES, valid_to=END))
    for series in (
        SERIES,
        replace(SERIES, code="hs-01", valid_from=END - timedelta(1)),
        replace(SERIES, valid_from=date(2020, 1, 1)),
    ):
        with pytest.raises(UserError) as refused:
            enter(office, series)
        assert refused.value.message == OVERLAP
    enter(office, replace(SERIES, valid_from=END, retention_years=None))
    enter(office, replace(SERIES, valid_from=date(2020, 1, 1), valid_to=START))
    assert verbs(office) == [["record_series:created"]] * 3


@pytest.mark.parametrize(
    ("series", "message"),
    [(replace(SERIES, valid_to=START), EMPTY_LIFE), (replace(SERIES, retention_basis=None), BASIS_WANTED)],
)
def test_what_is_no_line(office: Database, series: Series, message: object) -> None:
    with pytest.raises(UserError) as refused:
        enter(office, series)
    assert refused.value.message == message


def test_the_second_to_change_is_told(office: Database) -> None:
    number = enter(office)
    change(office, number, 1, replace(SERIES, place="Kho lưu trữ"))
    with pytest.raises(Conflict) as late:
        change(office, number, 1, replace(SERIES, name="Khác"))
    assert late.value.current is not None and late.value.current["place"] == "Kho lưu trữ"
    assert late.value.version == 2
    change(office, number, 2, replace(SERIES, name="Khác", valid_to=END))
    assert [entry.diff for entry in batches(office)[1].entries] == ['{"place":["Tủ 2","Kho lưu trữ"]}']
    assert listed(office, DAY)[0][1] == "Khác"


def test_each_body_keeps_its_own_list(office: Database) -> None:
    number = enter(office)
    for who, refusal in (("can-bo", NotAllowed), ("ke-ben", NotVisible)):
        with pytest.raises(refusal):
            enter(office, replace(SERIES, code="HS-02"), who)
        with pytest.raises(refusal):
            change(office, number, 1, SERIES, who)
    with office.reading() as session:
        foreign = Office.found(session).posts["ke-ben"].id
    with pytest.raises(NotVisible):
        enter(office, replace(SERIES, code="HS-02", keeper_id=foreign))
