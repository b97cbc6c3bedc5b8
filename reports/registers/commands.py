"""``qms report``: a named report as a file."""

from datetime import date
from pathlib import Path

import click

from qms.clock import today
from qms.commandline import DATE, argument, command, option
from qms.installation import Installation
from qms.language import Phrase, UserError, gettext, mark
from qms.terminal import print_table
from reports.publication.queries import load_registry
from reports.registers.named import REPORTS, write_report


@command("report", help=mark("Lập một báo cáo thành tệp PDF hoặc XLSX. Dùng --list để xem các báo cáo có sẵn."))
@argument("name", metavar=mark("TÊN"), help=mark("Tên báo cáo, ví dụ tinh-hinh-cong-bo."), required=False)
@option("--as-of", "day", type=DATE, help=mark("Ngày lấy số liệu (yyyy-mm-dd hoặc d/m/yyyy); mặc định là hôm nay."))
@option(
    "--out", "target", type=click.Path(dir_okay=False, path_type=Path), help=mark("Tệp sẽ ghi, kết thúc bằng .pdf hoặc .xlsx.")
)
@option("--list", "listing", is_flag=True, help=mark("Chỉ liệt kê các báo cáo."))
@click.pass_obj
def report_command(installation: Installation, name: str | None, day: date | None, target: Path | None, listing: bool) -> None:
    if listing:
        print_table([gettext("Tên"), gettext("Nội dung")], [(key, gettext(report.title)) for key, report in REPORTS.items()])
        return
    if name is None or target is None:
        raise UserError(Phrase(mark("Cần tên báo cáo và --out TỆP, ví dụ: qms report tinh-hinh-cong-bo --out bao-cao.pdf")))
    with installation.database.reading() as session:
        registry = load_registry(session)
    write_report(name, registry, day or today(installation.clock), target)
    click.echo(Phrase(mark("Đã ghi {path}."), path=str(target)))


COMMANDS = (report_command,)
