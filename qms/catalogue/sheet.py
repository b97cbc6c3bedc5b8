"""The sheets of administrative procedures and of the authority over them."""

from datetime import date
from typing import Any

from sqlalchemy import false, select

from qms.agencies.models import Agency
from qms.catalogue.models import AdministrativeProcedure, Authority, OnlineLevel
from qms.exchange.columns import Choice, Day, Key, Reference, Text
from qms.exchange.sheet import Fact, Ids, Order, Sheet, begins, table_of
from qms.exchange.sheet import Reference as Refers
from qms.language import Phrase, mark
from qms.text import fold_key

ONLINE_LEVELS = {
    "1": OnlineLevel.LEVEL_1,
    "2": OnlineLevel.LEVEL_2,
    "3": OnlineLevel.LEVEL_3,
    "4": OnlineLevel.LEVEL_4,
    mark("một phần"): OnlineLevel.PARTIAL,
    mark("toàn trình"): OnlineLevel.FULL,
}
_END_AFTER_START = Phrase(mark("Đến ngày phải sau Từ ngày; để trống nếu còn hiệu lực."))


def _procedure_values(fact: Fact, ids: Ids) -> dict[str, Any]:
    return {
        "code": fact.code,
        "code_folded": fold_key(fact.code),
        "name": fact.name,
        "field": fact.area,
        "online_level": fact.online_level,
        "valid_from": fact.valid_from,
        "valid_to": fact.valid_to,
    }


PROCEDURES = Sheet(
    name=mark("TTHC"),
    noun="procedure",
    columns=(
        Key(
            header=mark("Mã TTHC"),
            field="code",
            key=True,
            width=26,
            note=mark("Mã thủ tục hành chính, định dạng Văn bản (Text)."),
        ),
        Text(header=mark("Tên"), field="name", required=True, width=60),
        Text(header=mark("Lĩnh vực"), field="area", width=28),
        Choice(
            header=mark("Mức độ DVC"), field="online_level", words=ONLINE_LEVELS, note=mark("Mức độ dịch vụ công trực tuyến.")
        ),
        Day(header=mark("Từ ngày"), field="valid_from", note=mark("Để trống nếu luôn có hiệu lực từ trước.")),
        Day(header=mark("Đến ngày"), field="valid_to", note=mark("Ngày đầu tiên không còn hiệu lực; để trống nếu còn hiệu lực.")),
    ),
    query=select(
        AdministrativeProcedure.id,
        false(),
        AdministrativeProcedure.code,
        AdministrativeProcedure.name,
        AdministrativeProcedure.field,
        AdministrativeProcedure.online_level,
        AdministrativeProcedure.valid_from,
        AdministrativeProcedure.valid_to,
    ).order_by(AdministrativeProcedure.code_folded),
    table=table_of(AdministrativeProcedure),
    values=_procedure_values,
    orders=(Order("valid_to", "valid_from", True, _END_AFTER_START),),
    first=lambda fact: ("valid_from", fact.valid_from or date.min),
    example={
        "code": "1.vi-du",
        "name": "(Ví dụ) Cấp giấy chứng nhận đăng ký hoạt động khoa học và công nghệ",
        "area": "Hoạt động khoa học và công nghệ",
        "online_level": "toàn trình",
        "valid_from": date(2012, 1, 1),
    },
)


def _authority_values(fact: Fact, ids: Ids) -> dict[str, Any]:
    return {
        "agency_id": ids["agency"][fact.agency,],
        "procedure_id": ids["procedure"][fact.procedure,],
        "valid_from": fact.valid_from,
        "valid_to": fact.valid_to,
    }


AUTHORITIES = Sheet(
    name=mark("Thẩm quyền"),
    noun="authority",
    columns=(
        Reference(header=mark("Mã cơ quan"), field="agency", key=True),
        Reference(header=mark("Mã TTHC"), field="procedure", key=True, width=26),
        Day(header=mark("Từ ngày"), field="valid_from", key=True),
        Day(header=mark("Đến ngày"), field="valid_to", note=mark("Ngày đầu tiên không còn hiệu lực; để trống nếu còn hiệu lực.")),
    ),
    query=select(Authority.id, false(), Agency.key, AdministrativeProcedure.code, Authority.valid_from, Authority.valid_to)
    .join(Agency, Authority.agency_id == Agency.id)
    .join(AdministrativeProcedure, Authority.procedure_id == AdministrativeProcedure.id)
    .order_by(Agency.key_folded, AdministrativeProcedure.code_folded, Authority.valid_from),
    table=table_of(Authority),
    values=_authority_values,
    references=(Refers("agency", ("agency",)), Refers("procedure", ("procedure",))),
    orders=(Order("valid_to", "valid_from", True, _END_AFTER_START),),
    alone=("agency", "procedure"),
    overlap=Phrase(mark("Các giai đoạn thẩm quyền của một cơ quan về một TTHC không được chồng lên nhau.")),
    first=begins("valid_from"),
    life="agency",
    example={"agency": "vi-du", "procedure": "1.vi-du", "valid_from": date(2012, 1, 1)},
)

SHEETS: tuple[Sheet, ...] = (PROCEDURES, AUTHORITIES)
