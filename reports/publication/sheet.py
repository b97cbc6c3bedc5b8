"""The sheets of declarations of conformity, their annexes, and the lead unit's decisions about a publication."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, case, func, select

from qms.agencies.models import Agency
from qms.catalogue.models import AdministrativeProcedure
from qms.exchange.columns import ALL, Choice, Day, EditionColumn, Key, Reference, References, Scope, Text
from qms.exchange.sheet import Fact, Ids, Links, Order, Sheet, begins, table_of
from qms.exchange.sheet import Reference as Refers
from qms.language import Phrase, mark
from qms.text import fold_key
from reports.publication.models import (
    Annex,
    AnnexItem,
    Declaration,
    Override,
    OverrideKind,
    ScopeChange,
    declaration_procedure,
)

OVERRIDE_KINDS = {mark("đình chỉ"): OverrideKind.SUSPENDED, mark("miễn"): OverrideKind.EXEMPT}
_scope = case(
    (Declaration.covers_all, ALL),
    else_=select(func.aggregate_strings(AdministrativeProcedure.code, "\n"))
    .join(declaration_procedure, declaration_procedure.c.procedure_id == AdministrativeProcedure.id)
    .where(declaration_procedure.c.declaration_id == Declaration.id)
    .scalar_subquery(),
)


def _declaration_values(fact: Fact, ids: Ids) -> dict[str, Any]:
    return {
        "agency_id": ids["agency"][fact.agency,],
        "number": fact.number,
        "number_folded": fold_key(fact.number),
        "signed_on": fact.signed_on,
        "effective_on": fact.effective_on,
        "edition": fact.edition,
        "covers_all": fact.scope == ALL,
        "posted_on": fact.posted_on,
        "notified_on": fact.notified_on,
        "cancelled_on": fact.cancelled_on,
        "cancellation_basis": fact.cancellation_basis,
    }


def _not_before_signed(field: str, header: str) -> Order:
    return Order(field, "signed_on", False, Phrase(mark("{column} không được trước Ngày ký."), column=header))


DECLARATIONS = Sheet(
    name=mark("Công bố"),
    noun="declaration",
    columns=(
        Reference(header=mark("Mã cơ quan"), field="agency", key=True),
        Key(header=mark("Số"), field="number", key=True, note=mark("Số của bản công bố, định dạng Văn bản (Text).")),
        Day(header=mark("Ngày ký"), field="signed_on", key=True),
        Day(header=mark("Ngày hiệu lực"), field="effective_on", required=True),
        EditionColumn(
            header=mark("Phiên bản ISO"), field="edition", required=True, note=mark("Năm của phiên bản ISO 9001, ví dụ 2015.")
        ),
        Scope(
            header=mark("Phạm vi"),
            field="scope",
            required=True,
            width=36,
            note=mark("Các mã TTHC cách nhau bằng dấu ; hoặc một mình dấu * là tất cả."),
        ),
        Day(header=mark("Ngày niêm yết"), field="posted_on"),
        Day(header=mark("Ngày gửi"), field="notified_on"),
        Day(header=mark("Ngày hủy"), field="cancelled_on"),
        Text(header=mark("Căn cứ hủy"), field="cancellation_basis", width=36),
    ),
    query=select(
        Declaration.id,
        Declaration.sealed,
        Agency.key,
        Declaration.number,
        Declaration.signed_on,
        Declaration.effective_on,
        Declaration.edition,
        _scope,
        Declaration.posted_on,
        Declaration.notified_on,
        Declaration.cancelled_on,
        Declaration.cancellation_basis,
    )
    .join(Agency, Declaration.agency_id == Agency.id)
    .order_by(Agency.key_folded, Declaration.signed_on, Declaration.number_folded),
    table=table_of(Declaration),
    values=_declaration_values,
    links=Links(
        declaration_procedure,
        "declaration_id",
        lambda fact, ids: () if fact.scope == ALL else ({"procedure_id": ids["procedure"][code,]} for code in fact.scope),
    ),
    references=(Refers("agency", ("agency",)), Refers("procedure", ("scope",), many=True)),
    orders=(
        _not_before_signed("effective_on", "Ngày hiệu lực"),
        _not_before_signed("posted_on", "Ngày niêm yết"),
        _not_before_signed("notified_on", "Ngày gửi"),
        _not_before_signed("cancelled_on", "Ngày hủy"),
    ),
    first=begins("signed_on"),
    life="agency",
    example={
        "agency": "vi-du",
        "number": "01/CB-SKHCN",
        "signed_on": date(2019, 1, 10),
        "effective_on": date(2019, 1, 15),
        "edition": "2015",
        "scope": "1.vi-du",
        "posted_on": date(2019, 1, 16),
        "notified_on": date(2019, 1, 16),
    },
)


def _items(change: ScopeChange) -> ColumnElement[Any]:
    return (
        select(func.aggregate_strings(AdministrativeProcedure.code, "\n"))
        .join(AnnexItem, AnnexItem.procedure_id == AdministrativeProcedure.id)
        .where(AnnexItem.annex_id == Annex.id, AnnexItem.change == change)
        .scalar_subquery()
    )


def _item_rows(fact: Fact, ids: Ids) -> Iterator[dict[str, Any]]:
    for change, codes in ((ScopeChange.ADDED, fact.added), (ScopeChange.REMOVED, fact.removed)):
        for code in codes:
            yield {"change": change, "procedure_id": ids["procedure"][code,]}


ANNEXES = Sheet(
    name=mark("Phụ lục công bố"),
    noun="annex",
    columns=(
        Reference(header=mark("Mã cơ quan"), field="agency", key=True),
        Reference(header=mark("Số công bố"), field="declaration", key=True),
        Day(header=mark("Ngày ký công bố"), field="declared_on", key=True),
        Key(header=mark("Số"), field="number", key=True, note=mark("Số của phụ lục, định dạng Văn bản (Text).")),
        Day(header=mark("Ngày ký"), field="signed_on", required=True),
        References(header=mark("Thêm"), field="added", width=30, note=mark("Các mã TTHC thêm vào phạm vi, cách nhau bằng dấu ;")),
        References(
            header=mark("Bớt"), field="removed", width=30, note=mark("Các mã TTHC rút khỏi phạm vi, cách nhau bằng dấu ;")
        ),
    ),
    query=select(
        Annex.id,
        Annex.sealed,
        Agency.key,
        Declaration.number,
        Declaration.signed_on,
        Annex.number,
        Annex.signed_on,
        _items(ScopeChange.ADDED),
        _items(ScopeChange.REMOVED),
    )
    .join(Declaration, Annex.declaration_id == Declaration.id)
    .join(Agency, Declaration.agency_id == Agency.id)
    .order_by(Agency.key_folded, Declaration.signed_on, Declaration.number_folded, Annex.number_folded),
    table=table_of(Annex),
    values=lambda fact, ids: {
        "declaration_id": ids["declaration"][fact.agency, fact.declaration, fact.declared_on],
        "number": fact.number,
        "number_folded": fold_key(fact.number),
        "signed_on": fact.signed_on,
    },
    links=Links(table_of(AnnexItem), "annex_id", _item_rows),
    references=(
        Refers("declaration", ("agency", "declaration", "declared_on")),
        Refers("procedure", ("added",), many=True),
        Refers("procedure", ("removed",), many=True),
    ),
    orders=(Order("signed_on", "declared_on", False, Phrase(mark("Ngày ký phụ lục không được trước Ngày ký công bố."))),),
    first=begins("signed_on"),
    life="agency",
    example={
        "agency": "vi-du",
        "declaration": "01/CB-SKHCN",
        "declared_on": date(2019, 1, 10),
        "number": "PL-01",
        "signed_on": date(2019, 6, 1),
        "removed": "1.vi-du",
    },
)


def _override_values(fact: Fact, ids: Ids) -> dict[str, Any]:
    return {
        "agency_id": ids["agency"][fact.agency,],
        "number": fact.number,
        "number_folded": fold_key(fact.number),
        "signed_on": fact.signed_on,
        "kind": fact.kind,
        "valid_from": fact.valid_from,
        "valid_to": fact.valid_to,
        "reason": fact.reason,
        "signer": fact.signer,
    }


OVERRIDES = Sheet(
    name=mark("Quyết định riêng"),
    noun="override",
    columns=(
        Reference(header=mark("Mã cơ quan"), field="agency", key=True),
        Key(header=mark("Số"), field="number", key=True, note=mark("Số của quyết định, định dạng Văn bản (Text).")),
        Day(header=mark("Ngày ký"), field="signed_on", key=True),
        Choice(header=mark("Loại"), field="kind", required=True, words=OVERRIDE_KINDS),
        Day(header=mark("Từ ngày"), field="valid_from", required=True),
        Day(header=mark("Đến ngày"), field="valid_to", note=mark("Ngày đầu tiên không còn hiệu lực; để trống nếu còn hiệu lực.")),
        Text(header=mark("Lý do"), field="reason", required=True, width=48),
        Text(header=mark("Người ký"), field="signer", width=28),
    ),
    query=select(
        Override.id,
        Override.sealed,
        Agency.key,
        Override.number,
        Override.signed_on,
        Override.kind,
        Override.valid_from,
        Override.valid_to,
        Override.reason,
        Override.signer,
    )
    .join(Agency, Override.agency_id == Agency.id)
    .order_by(Agency.key_folded, Override.signed_on, Override.number_folded),
    table=table_of(Override),
    values=_override_values,
    references=(Refers("agency", ("agency",)),),
    orders=(Order("valid_to", "valid_from", True, Phrase(mark("Đến ngày phải sau Từ ngày; để trống nếu còn hiệu lực."))),),
    first=begins("valid_from"),
    life="agency",
    example={
        "agency": "vi-du",
        "number": "05/QĐ-UBND",
        "signed_on": date(2020, 3, 1),
        "kind": "đình chỉ",
        "valid_from": date(2020, 3, 5),
        "valid_to": date(2020, 9, 5),
        "reason": "Chưa khắc phục xong sự không phù hợp nặng.",
        "signer": "Chủ tịch UBND tỉnh",
    },
)

SHEETS: tuple[Sheet, ...] = (DECLARATIONS, ANNEXES, OVERRIDES)
