"""The sheet of documents, one row per revision."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import func, select

from documents.library.models import Document, DocumentKind, Revision, revision_procedure
from documents.library.overtaking import check_overtaking
from documents.search.use_cases import refresh
from qms.agencies.models import Agency
from qms.catalogue.models import AdministrativeProcedure
from qms.exchange.columns import Choice, Day, EditionColumn, Integer, Key, Reference, References, SlotColumn, Text
from qms.exchange.sheet import Fact, Ids, Links, Misfit, Order, Owner, Sheet, Surroundings, table_of
from qms.exchange.sheet import Reference as Refers
from qms.language import Phrase, mark
from qms.text import fold_key

KINDS = {
    mark("chính sách"): DocumentKind.POLICY,
    mark("mục tiêu"): DocumentKind.OBJECTIVES,
    mark("sổ tay"): DocumentKind.MANUAL,
    mark("quy trình"): DocumentKind.PROCEDURE,
    mark("hướng dẫn"): DocumentKind.WORK_INSTRUCTION,
    mark("biểu mẫu"): DocumentKind.FORM,
    mark("bên ngoài"): DocumentKind.EXTERNAL,
}
_procedures = (
    select(func.aggregate_strings(AdministrativeProcedure.code, "\n"))
    .join(revision_procedure, revision_procedure.c.procedure_id == AdministrativeProcedure.id)
    .where(revision_procedure.c.revision_id == Revision.id)
    .scalar_subquery()
)


def _values(fact: Fact, ids: Ids) -> dict[str, Any]:
    return {
        "document_id": ids["document"][fact.agency, fold_key(fact.code)],
        "issue_no": fact.issue_no,
        "revision_no": fact.revision_no,
        "title": fact.title,
        "kind": fact.kind,
        "slot": fact.slot,
        "edition": fact.edition,
        "recorded_on": fact.recorded_on,
        "issued_on": fact.issued_on,
        "effective_on": fact.effective_on,
        "ended_on": fact.ended_on,
    }


def _first(fact: Fact) -> tuple[str, date]:
    """The earlier of issue and effective date; without either, the day it was recorded."""
    dated = [(day, name) for name in ("issued_on", "effective_on") if (day := getattr(fact, name)) is not None]
    day, name = min(dated, default=(fact.recorded_on, "recorded_on"))
    return name, day


def _check(fact: Fact, around: Surroundings) -> Iterator[Misfit]:
    slot, edition = fact.slot, fact.edition
    if slot is not None and isinstance(slot, str) and isinstance(edition, str) and not around.standards.knows_slot(edition, slot):
        yield Misfit(
            "slot",
            Phrase(
                mark("Mô hình khung của phiên bản {edition} không có mục này. Các mục: {slots}."),
                edition=edition,
                slots=around.standards.slots.get(edition, ()) or "–",
            ),
        )
    if (
        fact.effective_on is None
        and isinstance(fact.ended_on, date)
        and isinstance(fact.issued_on, date)
        and fact.ended_on <= fact.issued_on
    ):
        yield Misfit("ended_on", Phrase(mark("Ngày hết hiệu lực phải sau Ngày ban hành.")))


DOCUMENTS = Sheet(
    name=mark("Tài liệu"),
    noun="revision",
    columns=(
        Reference(header=mark("Mã cơ quan"), field="agency", key=True),
        Key(header=mark("Mã tài liệu"), field="code", key=True),
        Text(header=mark("Tên"), field="title", required=True, width=48),
        Choice(header=mark("Loại"), field="kind", required=True, words=KINDS),
        SlotColumn(
            header=mark("Mục khung"), field="slot", width=22, note=mark("Mã mục của mô hình khung mà tài liệu này đáp ứng.")
        ),
        EditionColumn(
            header=mark("Phiên bản ISO"), field="edition", required=True, note=mark("Năm của phiên bản ISO 9001, ví dụ 2015.")
        ),
        Integer(header=mark("Lần ban hành"), field="issue_no", key=True),
        Integer(header=mark("Lần sửa đổi"), field="revision_no", key=True),
        Day(header=mark("Ngày ghi nhận"), field="recorded_on", initial=True, note=mark("Để trống: ngày nhập dòng này lần đầu.")),
        Day(header=mark("Ngày ban hành"), field="issued_on"),
        Day(header=mark("Ngày hiệu lực"), field="effective_on"),
        Day(
            header=mark("Ngày hết hiệu lực"),
            field="ended_on",
            note=mark("Ngày đầu tiên không còn hiệu lực; để trống nếu còn hiệu lực."),
        ),
        References(
            header=mark("Mã TTHC"),
            field="procedures",
            width=30,
            note=mark("Các TTHC mà tài liệu này quy định, cách nhau bằng dấu ;"),
        ),
    ),
    query=select(
        Revision.id,
        Revision.sealed,
        Agency.key,
        Document.code,
        Revision.title,
        Revision.kind,
        Revision.slot,
        Revision.edition,
        Revision.issue_no,
        Revision.revision_no,
        Revision.recorded_on,
        Revision.issued_on,
        Revision.effective_on,
        Revision.ended_on,
        _procedures,
    )
    .join(Document, Revision.document_id == Document.id)
    .join(Agency, Document.agency_id == Agency.id)
    .order_by(Agency.key_folded, Document.code_folded, Revision.issue_no, Revision.revision_no),
    table=table_of(Revision),
    values=_values,
    owner=Owner(
        noun="document",
        table=table_of(Document),
        key_length=2,
        query=select(Document.id, Agency.key_folded, Document.code_folded).join(Agency, Document.agency_id == Agency.id),
        values=lambda fact, ids: {
            "agency_id": ids["agency"][fact.agency,],
            "code": fact.code,
            "code_folded": fold_key(fact.code),
        },
    ),
    links=Links(
        revision_procedure,
        "revision_id",
        lambda fact, ids: ({"procedure_id": ids["procedure"][code,]} for code in fact.procedures),
    ),
    references=(Refers("agency", ("agency",)), Refers("procedure", ("procedures",), many=True)),
    orders=(Order("ended_on", "effective_on", True, Phrase(mark("Ngày hết hiệu lực phải sau Ngày hiệu lực."))),),
    check=_check,
    check_whole=check_overtaking,
    after=refresh,
    first=_first,
    life="agency",
    example={
        "agency": "vi-du",
        "code": "QT-HT-01",
        "title": "(Ví dụ) Quy trình kiểm soát thông tin dạng văn bản",
        "kind": "quy trình",
        "slot": "documented-information",
        "edition": "2015",
        "issue_no": 1,
        "revision_no": 0,
        "issued_on": date(2018, 1, 15),
        "effective_on": date(2018, 2, 1),
    },
)

SHEETS: tuple[Sheet, ...] = (DOCUMENTS,)
