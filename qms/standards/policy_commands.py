"""``qms policy``: the parameters that the province decides."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from qms.clock import today
from qms.commandline import DATE, argument, format_option, group, option
from qms.installation import Installation
from qms.language import Phrase, gettext, mark
from qms.standards import queries
from qms.standards.models import PolicyValue
from qms.standards.parameters import label, read_parameter
from qms.standards.printing import print_faults, print_outcome
from qms.standards.tables import FaultyFiles, UnreadableFile, read_text
from qms.standards.use_cases import SetPolicyValue, import_policy, kind_of, recognise, set_policy_value
from qms.terminal import print_csv, print_json, print_table

_POLICY_COLUMNS = ("parameter", "value", "valid_from", "valid_to", "source", "verified", "note")


@group(
    "policy",
    invoke_without_command=True,
    help=mark("Xem và đặt các tham số do tỉnh quy định, có hiệu lực theo ngày, kèm căn cứ."),
)
@click.pass_context
def policy(ctx: click.Context) -> None:
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_policy)


@policy.command("list", help=mark("Liệt kê các tham số với giá trị, thời gian hiệu lực và căn cứ."))
@option("--as-of", type=DATE, help=mark("Chỉ những giá trị được áp dụng vào ngày này; không nêu thì liệt kê mọi giá trị."))
@format_option("table", "json", "csv")
@click.pass_obj
def list_policy(installation: Installation, as_of: date | None = None, form: str = "table") -> None:
    with installation.database.reading() as session:
        values = queries.policy_values(session)
    counting = queries.in_force(values, as_of or today(installation.clock))
    listed = counting if as_of else values
    if form == "csv":
        print_csv(_POLICY_COLUMNS, [[_csv_cell(row, column) for column in _POLICY_COLUMNS] for row in listed])
    elif form == "json":
        print_json({"as_of": as_of, "values": [_policy_data(row, row in counting) for row in listed]})
    else:
        headers = [
            gettext("Mã"),
            gettext("Tham số"),
            gettext("Giá trị"),
            gettext("Từ ngày"),
            gettext("Đến trước ngày"),
            gettext("Căn cứ"),
        ]
        print_table(headers, [_policy_row(row) for row in listed])


@policy.command("set", help=mark("Đặt một giá trị cho tham số từ một ngày; giá trị cùng tham số và cùng ngày bắt đầu được thay."))
@argument("parameter", metavar=mark("THAM_SỐ"), help=mark("Mã của tham số, như trong “qms policy list”."))
@argument(
    "value", metavar=mark("GIÁ_TRỊ"), help=mark("Số nguyên; tháng-ngày cho annual_report_due; phiên bản cho accepted_edition.")
)
@option("--from", "valid_from", type=DATE, required=True, help=mark("Ngày đầu tiên có hiệu lực."))
@option("--to", "valid_to", type=DATE, help=mark("Ngày đầu tiên không còn hiệu lực; không nêu thì không thời hạn."))
@option("--source", required=True, metavar=mark("CĂN_CỨ"), help=mark("Văn bản hoặc thông lệ làm căn cứ."))
@option("--note", metavar=mark("GHI_CHÚ"), help=mark("Ghi chú; có chữ “cần kiểm chứng” nghĩa là căn cứ chưa được kiểm chứng."))
@click.pass_obj
def set_policy(
    installation: Installation, parameter: str, value: str, valid_from: date, valid_to: date | None, source: str, note: str | None
) -> None:
    wanted = SetPolicyValue(read_parameter(parameter), value, valid_from, valid_to, source, note)
    with installation.database.writing() as session:
        outcome = set_policy_value(session, installation.actor, installation.clock.now(), wanted)
    print_outcome(outcome)


@policy.command(
    "import", help=mark("Nhập các tham số từ tệp CSV (các cột: parameter, value, valid_from, valid_to, source, note).")
)
@argument(
    "file",
    type=click.Path(path_type=Path),
    metavar=mark("TỆP.csv"),
    help=mark("Tệp CSV, phân cách bằng dấu phẩy hoặc chấm phẩy."),
)
@click.pass_context
def import_policy_file(ctx: click.Context, file: Path) -> None:
    installation: Installation = ctx.obj
    table = recognise(file.name, read_text(file))
    if table is None or kind_of(table.columns) != "policy":
        raise UnreadableFile(
            Phrase(
                mark("Tệp {file} không có dòng tiêu đề gồm các cột: {columns}."),
                file=file.name,
                columns="parameter, value, valid_from, source",
            )
        )
    try:
        with installation.database.writing() as session:
            outcome = import_policy(session, installation.actor, installation.clock.now(), table)
    except FaultyFiles as error:
        print_faults(error)
        ctx.exit(1)
    print_outcome(outcome)


def _csv_cell(row: PolicyValue, column: str) -> object:
    """What ``qms policy import`` reads back: flags are 1 and 0."""
    value = getattr(row, column)
    return int(value) if isinstance(value, bool) else value


def _policy_data(row: PolicyValue, counting: bool) -> dict[str, Any]:
    shown = {column: getattr(row, column) for column in _POLICY_COLUMNS}
    return shown | {"label": label(row.parameter), "in_force": counting}


def _policy_row(row: PolicyValue) -> list[object]:
    source = (
        queries.shown(row.source)
        if row.verified
        else Phrase(mark("{source} (chưa kiểm chứng)"), source=queries.shown(row.source))
    )
    return [row.parameter, label(row.parameter), row.value, row.valid_from, row.valid_to, source]
