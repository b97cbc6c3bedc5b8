"""``qms files``: is every file still there, and away with what nobody refers to."""

import click

from qms.commandline import command, group
from qms.files.use_cases import GRACE, sweep_orphans
from qms.files.verification import count_files, verify_files
from qms.installation import Installation
from qms.language import Phrase, gettext, mark


@group("files", help=mark("Kho tệp của hệ thống."))
def files() -> None:
    pass


@command("verify", help=mark("Kiểm tra kho tệp: tệp nào cũng còn và không bị thay đổi."))
@click.pass_context
def verify(ctx: click.Context) -> None:
    """Exit code 1 when there is any fault."""
    installation: Installation = ctx.obj
    with installation.database.reading() as session:
        faults = list(verify_files(session, installation.files))
        count = count_files(session)
    click.echo(Phrase(mark("Kho có {count} tệp."), count=count))
    for fault in faults:
        click.echo(fault.message)
    if faults:
        ctx.exit(1)
    click.echo(gettext("Kho tệp nguyên vẹn."))


@command("sweep", help=mark("Dọn tệp không còn hồ sơ nào dùng đến và tệp tải lên dở dang, sau thời gian chờ một ngày."))
@click.pass_obj
def sweep(installation: Installation) -> None:
    with installation.database.writing() as session:
        swept = sweep_orphans(session, installation.files, installation.clock.now(), GRACE)
    click.echo(
        Phrase(
            mark("Đã bỏ {rows} tệp khỏi danh sách, xóa {files} tệp và {leftovers} tệp tải lên dở dang."),
            rows=swept.rows,
            files=swept.files,
            leftovers=swept.leftovers,
        )
    )


files.add_command(verify)
files.add_command(sweep)
