"""The sheets hang together: columns, queries, references."""

import pytest

from qms.app import sheets
from qms.exchange.sheet import Sheet

EVERY = pytest.mark.parametrize("sheet", sheets(), ids=lambda sheet: sheet.noun)


def test_the_twelve_sheets_stand_in_the_order_of_their_references() -> None:
    assert [sheet.name for sheet in sheets()] == [
        "Cơ quan", "Biến động", "TTHC", "Thẩm quyền", "Tài liệu", "Đánh giá", "Không phù hợp", "Hành động", "Xem xét", "Công bố",
        "Phụ lục công bố", "Quyết định riêng",
    ]  # fmt: skip
    known: set[str] = set()
    for sheet in sheets():
        known |= {sheet.noun} | ({sheet.owner.noun} if sheet.owner else set())
        assert {reference.to for reference in sheet.references} <= known


@EVERY
def test_query_gives_id_sealed_and_every_column(sheet: Sheet) -> None:
    assert len(list(sheet.query.selected_columns)) == 2 + len(sheet.columns)


@EVERY
def test_fields_that_are_named_exist(sheet: Sheet) -> None:
    fields = set(sheet.positions)
    assert {field for reference in sheet.references for field in reference.fields} <= fields
    assert {field for order in sheet.orders for field in (order.later, order.earlier)} <= fields
    assert set(sheet.example) <= fields
    assert {*sheet.alone, *([sheet.life] if sheet.life else [])} <= fields


@EVERY
def test_example_fills_what_must_be_filled(sheet: Sheet) -> None:
    assert {column.field for column in sheet.columns if column.must_be_filled} <= set(sheet.example)
