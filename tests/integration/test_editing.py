"""Facts written by hand: judged as the same row of a file would be, one batch, and nobody's change is overwritten unseen."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from qms.agencies.models import Agency, AgencyKind, AgencySlice, Obligation, Tier
from qms.app import sheets
from qms.catalogue.models import Authority
from qms.exchange.applying import StillNeeded
from qms.exchange.comparing import SEALED
from qms.exchange.editing import TAKEN, Edit, Edited, parse_typed, save_fact, withdraw_fact, write
from qms.exchange.excerpt import excerpt_for
from qms.exchange.standards import load_standards
from qms.exchange.written import Written, read_fact, read_key
from qms.people.kinds import PostKind
from qms.people.models import Post
from qms.storage.conflicts import Conflict
from qms.storage.database import Database
from qms.trail.models import TrailBatch
from tests.factories.registry_rows import authority, lineage, nonconformity, override, procedure, revision
from tests.factories.typing import sheet_named, typed_row
from tests.factories.workbook import ACTOR, MOMENT, import_rows
from tests.integration.test_import_faults import BASE, SENSE
from tests.web.statements import counted

AGENCIES, AUTHORITIES = sheet_named("Cơ quan"), sheet_named("Thẩm quyền")
TYPED_CASES = {name: case for name, case in SENSE.items() if name not in ("number in a code column", "mark other than x")}


@pytest.fixture
def base(database: Database) -> Database:
    assert import_rows(database, BASE).stored
    return database


def saved(database: Database, name: str, row: Mapping[str, Any], **options: Any) -> Edited:
    sheet = sheet_named(name)
    with database.writing() as session:
        return save_fact(session, sheets(), sheet, typed_row(sheet, row), actor=ACTOR, moment=MOMENT, **options)


def found(database: Database, name: str, *key: str) -> Written:
    sheet = sheet_named(name)
    with database.reading() as session:
        parts = read_key(session, sheet, key)
        assert parts is not None
        fact = read_fact(session, sheet, parts)
    assert fact is not None
    return fact


def batches(database: Database) -> list[tuple[str | None, list[str]]]:
    """The reason and the verbs of each batch but the first, which loads what is shipped."""
    with database.reading() as session:
        listed = session.scalars(select(TrailBatch).order_by(TrailBatch.first)).all()[1:]
        return [(batch.reason, [entry.verb for entry in batch.entries]) for batch in listed]


@pytest.mark.parametrize(("name", "row", "column"), TYPED_CASES.values(), ids=TYPED_CASES)
def test_same_faults_as_import(base: Database, name: str, row: dict[str, Any], column: str) -> None:
    whole = dict.fromkeys((one.header for one in sheet_named(name).columns), None) | row  # a form has every field
    imported = import_rows(base, {name: [whole]}, dry_run=True)
    by_hand = saved(base, name, row)
    fields = {one.field: one.header for one in sheet_named(name).columns}
    told = [(fields[fault.field or ""], str(fault.message)) for fault in by_hand.faults if fault.message != TAKEN]
    assert told == [(fault.column, str(fault.message)) for fault in imported.faults]
    assert column in {name for name, _message in told}
    assert not by_hand.stored
    assert len(batches(base)) == 1


def test_new_fact_is_one_batch_with_its_reason(base: Database) -> None:
    assert saved(base, "Thẩm quyền", authority(code="1.000051"), reason="Theo QĐ 12").stored
    assert batches(base)[1:] == [("Theo QĐ 12", ["authority:created"])]
    assert found(base, "Thẩm quyền", "SO-A", "1.000051", "1/1/2012").cells["valid_from"] == "2012-01-01"


def test_what_was_read_saves_back_without_a_change(base: Database) -> None:
    import_rows(base, {"Tài liệu": [revision(**{"Mã TTHC": "1.000051; 1.000050"})]})
    count = len(batches(base))
    for name, key in (
        ("Tài liệu", ("so-a", "QT-01", "1", "0")),
        ("Cơ quan", ("so-b", "2015-01-01")),
        ("Công bố", ("so-a", "01/CB", "10/01/2019")),
    ):
        sheet, seen = sheet_named(name), found(base, name, *key)
        with base.writing() as session:
            result = save_fact(
                session, sheets(), sheet, seen.cells, actor=ACTOR, moment=MOMENT, expected=seen.version, former=seen.cells
            )
        assert result.faults == []
        assert result.changes == []
    assert len(batches(base)) == count


def test_new_fact_under_a_key_that_is_taken(base: Database) -> None:
    result = saved(base, "TTHC", procedure("1.000050", Tên="Khác"))
    assert [(fault.field, fault.message) for fault in result.faults] == [("code", TAKEN)]


def test_second_editor_is_told_what_is_stored_now(base: Database) -> None:
    seen = found(base, "TTHC", "1.000050")
    assert saved(base, "TTHC", procedure(Tên="Tên thứ nhất"), expected=seen.version).stored
    with pytest.raises(Conflict) as conflict:
        saved(base, "TTHC", procedure(Tên="Tên thứ hai"), expected=seen.version)
    assert conflict.value.current is not None
    assert conflict.value.current["name"] == "Tên thứ nhất"
    assert found(base, "TTHC", "1.000050").cells["name"] == "Tên thứ nhất"
    assert saved(base, "TTHC", procedure(Tên="Tên thứ hai"), expected=conflict.value.version).stored


def test_fact_that_somebody_withdrew_meanwhile(base: Database) -> None:
    seen = found(base, "TTHC", "1.000051")
    import_rows(base, {"TTHC": [procedure("1.000051") | {"Xóa": "x"}]})
    with pytest.raises(Conflict) as conflict:
        saved(base, "TTHC", procedure("1.000051", Tên="Khác"), expected=seen.version)
    assert (conflict.value.current, conflict.value.version) == (None, None)


def test_key_is_corrected_in_one_batch(base: Database) -> None:
    seen = found(base, "Thẩm quyền", "so-a", "1.000050", "2012-01-01")
    row = authority(start="2013-05-01")
    assert saved(base, "Thẩm quyền", row, expected=seen.version, former=seen.cells, reason="Gõ nhầm ngày").stored
    assert batches(base)[1:] == [("Gõ nhầm ngày", ["authority:created", "authority:withdrawn"])]
    with base.reading() as session:
        assert session.scalars(select(Authority.valid_from)).all() == [date(2013, 5, 1)]


def test_rename_from_a_day_ends_the_former_slice(base: Database) -> None:
    seen = found(base, "Cơ quan", "so-a", "2011-01-01")
    edits = [
        Edit(AGENCIES, seen.cells | {"valid_to": "2026-07-01"}, seen.version),
        Edit(AGENCIES, seen.cells | {"valid_from": "2026-07-01", "name": "Sở A mới"}),
    ]
    with base.writing() as session:
        result = write(session, sheets(), edits, actor=ACTOR, moment=MOMENT, reason="Đổi tên")
    assert result.stored
    assert batches(base)[-1] == ("Đổi tên", ["agency_slice:created", "agency_slice:changed"])
    with base.reading() as session:
        slices = session.execute(
            select(AgencySlice.name, AgencySlice.valid_to)
            .join(Agency, AgencySlice.agency_id == Agency.id)
            .where(Agency.key == "so-a")
            .order_by(AgencySlice.valid_from)
        ).all()
    assert [tuple(row) for row in slices] == [("Cơ quan so-a", date(2026, 7, 1)), ("Sở A mới", None)]


def test_faults_of_a_batch_name_their_edit(base: Database) -> None:
    seen = found(base, "Cơ quan", "so-a", "2011-01-01")
    edits = [
        Edit(AGENCIES, seen.cells | {"valid_to": "2011-01-01"}, seen.version),
        Edit(AGENCIES, seen.cells | {"valid_from": "2011-13-01", "name": ""}),
        Edit(AUTHORITIES, typed_row(AUTHORITIES, authority("nix", "nix"))),
    ]
    with base.writing() as session:
        result = write(session, sheets(), edits, actor=ACTOR, moment=MOMENT)
    told = {(fault.edit, fault.field) for fault in result.faults}
    assert told == {(0, "valid_to"), (1, "valid_from"), (1, "name"), (2, "agency"), (2, "procedure")}


WITHDRAWALS = {
    "procedure that an agency answers for": ("TTHC", ("1.000050",), False),
    "procedure that only a document names": ("TTHC", ("1.000051",), False),
    "agency that others refer to": ("Cơ quan", ("so-a", "2011-01-01"), False),
    "agency that only an event names": ("Cơ quan", ("so-b", "2015-01-01"), False),
    "authority": ("Thẩm quyền", ("so-a", "1.000050", "2012-01-01"), True),
    "event": ("Biến động", ("2015-01-01", "thành lập", "", "so-b"), True),
}


@pytest.mark.parametrize(("name", "key", "free"), WITHDRAWALS.values(), ids=WITHDRAWALS)
def test_withdrawal_as_by_import(base: Database, name: str, key: tuple[str, ...], free: bool) -> None:
    event_row = {"Ngày": date(2015, 1, 1), "Loại": "thành lập", "Từ mã": None, "Đến mã": "so-b"}
    import_rows(base, {"Biến động": [event_row], "Tài liệu": [revision(**{"Mã TTHC": "1.000051"})]})
    sheet, seen = sheet_named(name), found(base, name, *key)
    row = {column.header: seen.cells[column.field] for column in sheet.columns if column.key}
    imported = import_rows(base, {name: [row | {"Xóa": "x"}]}, dry_run=True)
    with base.writing() as session:
        result = withdraw_fact(
            session, sheets(), sheet, seen.cells, actor=ACTOR, moment=MOMENT, reason="Nhầm", expected=seen.version
        )
    assert [(fault.field, str(fault.message)) for fault in result.faults] == [
        (None, str(fault.message)) for fault in imported.faults
    ]
    assert result.stored is free
    assert bool(imported.faults) is not free


def test_agency_that_a_post_needs_stays(base: Database) -> None:
    with base.writing() as session:
        lonely = Agency(key="so-c", key_folded="so-c")
        session.add_all(
            [
                AgencySlice(agency=lonely, valid_from=date(2020, 1, 1), name="C", tier=Tier.PROVINCE,
                            kind=AgencyKind.SUB_DEPARTMENT, obligation=Obligation.NONE),
                Post(agency=lonely, code="1", code_folded="1", kind=PostKind.HEAD, title="Trưởng", valid_from=date(2020, 1, 1)),
            ]
        )  # fmt: skip
    seen = found(base, "Cơ quan", "so-c", "2020-01-01")
    with pytest.raises(StillNeeded), base.writing() as session:
        withdraw_fact(session, sheets(), AGENCIES, seen.cells, actor=ACTOR, moment=MOMENT, reason="", expected=seen.version)
    assert found(base, "Cơ quan", "so-c", "2020-01-01") == seen
    assert len(batches(base)) == 1


def test_sealed_fact_is_neither_changed_nor_withdrawn(base: Database) -> None:
    import_rows(base, {"Quyết định riêng": [override()]})
    sheet = sheet_named("Quyết định riêng")
    with base.writing() as session:
        session.execute(sheet.table.update().values(sealed=True))
        key = next(iter(session.execute(sheet.query)))
    parts = [str(key[2 + position]) for position in sheet.key_positions]
    seen = found(base, sheet.name, *parts)
    assert seen.sealed
    with base.writing() as session:
        cells = seen.cells | {"reason": "Khác"}
        changed = save_fact(session, sheets(), sheet, cells, actor=ACTOR, moment=MOMENT, expected=seen.version)
        gone = withdraw_fact(session, sheets(), sheet, cells, actor=ACTOR, moment=MOMENT, reason="", expected=seen.version)
    assert [fault.message for fault in (*changed.faults, *gone.faults)] == [SEALED, SEALED]


def test_dry_run_tells_and_writes_nothing(base: Database) -> None:
    result = saved(base, "TTHC", procedure("x"), dry_run=True)
    assert [change.verb for change in result.changes] == ["procedure:created"]
    assert not result.stored
    assert len(batches(base)) == 1


READS = {
    "Không phù hợp": nonconformity("x", **{"Số đánh giá": "ĐG-1"}),
    "Biến động": lineage(before=None, after="so-a; so-b"),
    "Thẩm quyền": authority(code="1.000051"),
}


@pytest.mark.parametrize(("name", "row"), READS.items(), ids=READS)
def test_edit_reads_few_rows_whatever_the_registry_holds(sqlite_database: Database, name: str, row: dict[str, Any]) -> None:
    more = [procedure(f"2.{number}") for number in range(300)]
    assert import_rows(sqlite_database, BASE).stored
    assert import_rows(sqlite_database, {"TTHC": more, "Thẩm quyền": [authority(code=one["Mã TTHC"]) for one in more]}).stored
    sheet = sheet_named(name)
    with sqlite_database.reading() as session, counted(sqlite_database.engine) as sent:
        write(session, sheets(), [Edit(sheet, typed_row(sheet, row))], actor=ACTOR, moment=MOMENT, dry_run=True)
        parsed = parse_typed(sheet, [Edit(sheet, typed_row(sheet, row))], load_standards(session))
        excerpt = excerpt_for(session, sheets(), [parsed])
        assert sum(len(excerpt.stored(one)) for one in sheets()) <= 4
    assert saved(sqlite_database, name, row).stored
    assert len(sent) < 20
