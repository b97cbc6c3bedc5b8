"""What rows do: create, change, keep, withdraw; on the trail; all or nothing."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from json import loads
from typing import Any

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from audits.nonconformities.models import Nonconformity
from documents.library.models import Document, Revision
from qms.agencies.models import Agency, AgencySlice, LineageEvent
from qms.catalogue.models import AdministrativeProcedure
from qms.exchange.importing import ImportResult
from qms.storage.base import Base
from qms.storage.database import Database
from qms.trail.models import TrailBatch, TrailEntry
from reports.publication.models import Declaration
from tests.factories.registry_rows import (
    agency,
    annex,
    audit,
    authority,
    declaration,
    full_registry,
    lineage,
    nonconformity,
    procedure,
    review,
    revision,
)  # fmt: skip
from tests.factories.workbook import import_rows


def counted(result: ImportResult) -> tuple[int, int, int, int]:
    """Created, changed, unchanged, withdrawn over all sheets."""
    assert not result.faults, result.faults
    created, changed, unchanged, withdrawn = (
        sum(counts.values()) for counts in (result.created, result.changed, result.unchanged, result.withdrawn)
    )
    return created, changed, unchanged, withdrawn


def count(database: Database, model: type[Base]) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def load(database: Database, sheets: Mapping[str, Any]) -> ImportResult:
    result = import_rows(database, sheets)
    assert result.stored, result.faults
    return result


@pytest.fixture
def filled(database: Database) -> Database:
    assert load(database, full_registry()).warnings == []
    return database


def test_everything_is_created_once(database: Database) -> None:
    rows = full_registry()
    number = sum(map(len, rows.values()))
    assert counted(import_rows(database, rows)) == (number, 0, 0, 0)
    entries = count(database, TrailEntry)
    batches = count(database, TrailBatch)
    assert counted(import_rows(database, rows)) == (0, 0, number, 0)
    assert (count(database, TrailEntry), count(database, TrailBatch)) == (entries, batches)


def test_each_created_fact_is_on_the_trail_in_one_batch(database: Database) -> None:
    before = count(database, TrailEntry)
    rows = full_registry()
    load(database, rows)
    with database.reading() as session:
        verbs = session.scalars(select(TrailEntry.verb).where(TrailEntry.number > before)).all()
    assert len(verbs) == sum(map(len, rows.values()))
    assert {verb.partition(":")[2] for verb in verbs} == {"created"}
    assert count(database, TrailBatch) == 2  # the shipped data, and the import


def last_entry(session: Session) -> TrailEntry:
    return session.scalars(select(TrailEntry).order_by(TrailEntry.number.desc()).limit(1)).one()


def test_change_is_told_with_old_and_new_value(filled: Database) -> None:
    result = import_rows(filled, {"TTHC": [procedure(Tên="Tên khác")]})
    assert counted(result) == (0, 1, 0, 0)
    with filled.reading() as session:
        entry = last_entry(session)
        assert (entry.verb, entry.object_key) == ("procedure:changed", "1.000050")
        assert loads(entry.diff) == {"name": ["Thủ tục 1.000050", "Tên khác"]}


def test_dry_run_tells_and_writes_nothing(filled: Database) -> None:
    before = count(filled, TrailEntry)
    result = import_rows(filled, {"TTHC": [procedure("9"), procedure(Tên="khác")]}, dry_run=True)
    assert counted(result) == (1, 1, 0, 0)
    assert not result.stored
    assert count(filled, TrailEntry) == before
    assert count(filled, AdministrativeProcedure) == 2


def test_empty_cell_clears_and_absent_column_keeps(database: Database) -> None:
    load(database, {"TTHC": [procedure(**{"Lĩnh vực": "Đất đai", "Mức độ DVC": "2"})]})
    assert counted(import_rows(database, {"TTHC": [procedure()]})) == (0, 0, 1, 0)
    assert counted(import_rows(database, {"TTHC": [procedure(**{"Lĩnh vực": None})]})) == (0, 1, 0, 0)
    with database.reading() as session:
        kept = session.scalars(select(AdministrativeProcedure)).one()
        assert (kept.field, kept.online_level) == (None, "2")


def test_what_is_not_in_the_file_stays(filled: Database) -> None:
    load(filled, {"TTHC": [procedure("2.1")]})
    assert count(filled, AdministrativeProcedure) == 3


def test_keys_are_compared_without_case_and_kept_as_first_typed(database: Database) -> None:
    load(database, {"Cơ quan": [agency("Sở-Đ")], "TTHC": [procedure("H57")]})
    result = import_rows(
        database,
        {"Cơ quan": [agency("SỞ-đ", Tên="Cơ quan Sở-Đ")], "TTHC": [procedure("h57", Tên="Thủ tục H57")],
         "Thẩm quyền": [authority("sở-Đ", "h57")]},
    )  # fmt: skip
    assert counted(result) == (1, 0, 2, 0)
    with database.reading() as session:
        assert session.scalars(select(Agency.key)).all() == ["Sở-Đ"]
        assert session.scalars(select(AdministrativeProcedure.code)).all() == ["H57"]


def test_keys_are_compared_without_unicode_form(database: Database) -> None:
    load(database, {"Cơ quan": [agency("sở")]})
    assert counted(import_rows(database, {"Cơ quan": [agency("so\u031b\u0309", Tên="Cơ quan sở")]})) == (0, 0, 1, 0)


def test_row_with_x_withdraws(filled: Database) -> None:
    result = import_rows(filled, {"Xem xét": [{"Mã cơ quan": "SO-A", "Ngày họp": "20/12/2018", "Xóa": "x"}]})
    assert counted(result) == (0, 0, 0, 1)
    with filled.reading() as session:
        entry = last_entry(session)
        assert entry.verb == "management_review:withdrawn"
        assert loads(entry.diff)["chair"] == ["Giám đốc", None]
    again = import_rows(filled, {"Xem xét": [{"Mã cơ quan": "so-a", "Ngày họp": "20/12/2018", "Xóa": "X"}]})
    assert counted(again) == (0, 0, 0, 0)


def test_mistyped_key_is_mended_in_one_file(filled: Database) -> None:
    rows = [review() | {"Xóa": "x"}, review("21/12/2018") | {"Xóa": None}]
    assert counted(import_rows(filled, {"Xem xét": rows})) == (1, 0, 0, 1)


def test_everything_can_be_withdrawn_at_once(filled: Database) -> None:
    rows = {name: [row | {"Xóa": "x"} for row in sheet] for name, sheet in full_registry().items()}
    assert counted(import_rows(filled, rows)) == (0, 0, 0, sum(map(len, rows.values())))
    for model in (Agency, AgencySlice, LineageEvent, AdministrativeProcedure, Document, Revision, Nonconformity, Declaration):
        assert count(filled, model) == 0


def test_withdrawal_needs_only_the_key(filled: Database) -> None:
    row = {"Mã cơ quan": "so-a", "Mã TTHC": "1.000051", "Từ ngày": date(2012, 1, 1), "Đến ngày": "vớ vẩn", "Xóa": "x"}
    assert counted(import_rows(filled, {"Thẩm quyền": [row]})) == (0, 0, 0, 1)


@pytest.mark.parametrize(
    ("sheet", "row"),
    [
        ("Cơ quan", {"Mã": "ubnd", "Từ ngày": date(2011, 1, 1)}),
        ("TTHC", {"Mã TTHC": "1.000051"}),
        ("Đánh giá", {"Mã cơ quan": "so-a", "Số": "đg-1"}),
        ("Không phù hợp", {"Mã cơ quan": "so-a", "Số": "KPH-2"}),
        ("Công bố", {"Mã cơ quan": "so-a", "Số": "01/CB", "Ngày ký": date(2019, 1, 10)}),
    ],
)
def test_withdrawal_is_refused_while_others_refer_to_it(filled: Database, sheet: str, row: dict[str, Any]) -> None:
    before = count(filled, TrailEntry)
    result = import_rows(filled, {sheet: [row | {"Xóa": "x"}]})
    assert [(fault.sheet, fault.row, fault.column, fault.value) for fault in result.faults] == [(sheet, 2, "Xóa", "x")]
    assert count(filled, TrailEntry) == before


def test_withdrawal_is_refused_while_a_row_of_the_file_refers_to_it(filled: Database) -> None:
    load(filled, {"TTHC": [procedure("7")]})
    result = import_rows(filled, {"TTHC": [{"Mã TTHC": "7", "Xóa": "x"}], "Thẩm quyền": [authority(code="7")]})
    assert [(fault.sheet, fault.column) for fault in result.faults] == [("TTHC", "Xóa")]


def test_one_of_several_slices_can_be_withdrawn(filled: Database) -> None:
    assert counted(import_rows(filled, {"Cơ quan": [agency("so-a", "2020-03-01", Xóa="x")]})) == (0, 0, 0, 1)
    assert count(filled, Agency) == 2


def test_document_goes_with_its_last_revision(filled: Database) -> None:
    first, second = revision() | {"Xóa": "x"}, revision(**{"Lần sửa đổi": 1}) | {"Xóa": "x"}
    load(filled, {"Tài liệu": [first]})
    assert count(filled, Document) == 1
    load(filled, {"Tài liệu": [second]})
    assert count(filled, Document) == 0


def test_lists_are_replaced(filled: Database) -> None:
    load(filled, {"Công bố": [declaration(**{"Phạm vi": "1.000051"})], "Phụ lục công bố": [annex(Thêm=None, Bớt="1.000051")]})
    with filled.reading() as session:
        signed = session.scalars(select(Declaration).where(Declaration.number == "01/CB")).one()
        assert [found.code for found in signed.procedures] == ["1.000051"]
        assert [(item.change, item.procedure.code) for item in signed.annexes[0].items] == [("removed", "1.000051")]
    load(filled, {"Công bố": [declaration(**{"Phạm vi": "*"})]})
    with filled.reading() as session:
        signed = session.scalars(select(Declaration).where(Declaration.number == "01/CB")).one()
        assert signed.covers_all
        assert signed.procedures == []


def test_day_of_record_is_that_of_the_import_that_creates_the_row(database: Database) -> None:
    rows = {"Cơ quan": [agency()], "Tài liệu": [revision()]}
    late_evening = datetime(2026, 11, 23, 18, tzinfo=UTC)  # already the 24th in Việt Nam
    assert import_rows(database, rows, moment=late_evening).stored
    assert counted(import_rows(database, rows, moment=datetime(2026, 12, 1, tzinfo=UTC))) == (0, 0, 2, 0)
    with database.reading() as session:
        assert session.scalars(select(Revision.recorded_on)).all() == [date(2026, 11, 24)]
    load(database, {"Tài liệu": [revision(**{"Ngày ghi nhận": "1/2/2018"})]})
    with database.reading() as session:
        assert session.scalars(select(Revision.recorded_on)).all() == [date(2018, 2, 1)]


def test_lineage_event_is_known_by_day_kind_and_the_sets_of_agencies(filled: Database) -> None:
    load(filled, {"Biến động": [lineage("2021-01-01", "sáp nhập", "ubnd; so-a", "so-a")]})
    again = lineage("2021-01-01", "sáp nhập", "SO-A;ubnd;so-a", "so-a", **{"Căn cứ": "QĐ 2"})
    assert counted(import_rows(filled, {"Biến động": [again]})) == (0, 1, 0, 0)
    other = lineage("2021-01-01", "sáp nhập", "ubnd", "so-a")
    assert counted(import_rows(filled, {"Biến động": [other]})) == (1, 0, 0, 0)


def test_same_row_twice_is_harmless(database: Database) -> None:
    result = import_rows(database, {"TTHC": [procedure("a"), procedure("A", Tên="Thủ tục a")]})
    assert counted(result) == (1, 0, 0, 0)


def test_sealed_fact_is_neither_changed_nor_withdrawn(filled: Database) -> None:
    with filled.writing() as session:
        session.execute(update(Declaration).values(sealed=True))
    assert counted(import_rows(filled, {"Công bố": [declaration()]})) == (0, 0, 1, 0)
    changed = import_rows(filled, {"Công bố": [declaration(**{"Ngày gửi": "1/2/2019"})]})
    assert [(fault.row, fault.column, fault.value) for fault in changed.faults] == [(2, "Ngày gửi", "1/2/2019")]
    gone = import_rows(filled, {"Công bố": [declaration("02/CB", **{"Ngày ký": "1/1/2026", "Xóa": "x"})]})
    assert [(fault.row, fault.column) for fault in gone.faults] == [(2, "Xóa")]


def test_one_bad_row_and_nothing_is_stored(database: Database) -> None:
    rows = [procedure(f"1.{number}") for number in range(500)] + [procedure("bad", **{"Từ ngày": "hôm qua"})]
    result = import_rows(database, {"TTHC": rows})
    assert [(fault.row, fault.column) for fault in result.faults] == [(502, "Từ ngày")]
    assert result.created == {"TTHC": 0}
    assert count(database, AdministrativeProcedure) == 0


def test_new_and_old_rows_are_told_apart_by_the_right_ids(database: Database) -> None:
    """Ids are reserved before rows are written: links of rows created in two imports stay with their rows."""
    load(
        database,
        {"Cơ quan": [agency()], "TTHC": [procedure("a"), procedure("b")], "Tài liệu": [revision("1", **{"Mã TTHC": "a"})]},
    )
    load(database, {"Tài liệu": [revision("2", **{"Mã TTHC": "b"}), revision("3"), revision("4", **{"Mã TTHC": "a;b"})]})
    with database.reading() as session:
        linked = {found.document.code: [one.code for one in found.procedures] for found in session.scalars(select(Revision))}
    assert linked == {"1": ["a"], "2": ["b"], "3": [], "4": ["a", "b"]}
    with database.writing() as session:  # other writers go on counting where the import stopped
        session.add(Agency(key="khac", key_folded="khac"))
    load(database, {"Cơ quan": [agency("sau")], "Đánh giá": [audit()], "Không phù hợp": [nonconformity()]})
