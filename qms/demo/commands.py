"""``qms demo``: the demonstration registry, made, shown and served by the same commands that a person would type."""

from collections.abc import Sequence
from pathlib import Path

import click

from qms.commandline import command, option
from qms.demo.accounts import ACCOUNTS, keep, open_accounts
from qms.demo.home import PEOPLE_WORKBOOK, WORKBOOK, begin, demonstration_in, finish, is_up_to_date
from qms.demo.people import people_rows
from qms.demo.tellers import Teller
from qms.demo.workbook import write_workbook
from qms.installation import Installation
from qms.language import Phrase, gettext, mark

_REPORT = "tinh-hinh-cong-bo"


def demo_command(tellers: Sequence[Teller] = ()) -> click.Command:
    """``tellers`` act in a new demonstration once its people have their accounts, in their order."""

    @command("demo", help=mark("Tạo và mở sổ đăng ký minh họa của Thừa Thiên Huế (số liệu minh họa, không phải số liệu thật)."))
    @option(
        "--dir",
        "folder",
        type=click.Path(file_okay=False, path_type=Path),
        help=mark("Thư mục chứa bản minh họa; mặc định là thư mục demo trong QMS_HOME."),
    )
    @option("--port", type=click.IntRange(0, 65535), default=8080, show_default=True, help=mark("Cổng của trang web."))
    @option("--no-serve", is_flag=True, help=mark("Chỉ tạo và in bảng trạng thái, không mở trang web."))
    @click.pass_context
    def demo(ctx: click.Context, folder: Path | None, port: int, no_serve: bool) -> None:
        """A second run in the same folder uses what the first one made, unless another version of the program made it."""
        installation: Installation = ctx.obj
        folder = (folder or installation.settings.home / "demo").absolute()
        demonstration = demonstration_in(folder, installation)
        packages = [teller.package for teller in tellers]
        accounts = None if is_up_to_date(folder, packages) else _make(ctx, demonstration, folder, tellers)
        _run(ctx, demonstration, "status")
        for ending in ("pdf", "xlsx"):
            _run(ctx, demonstration, "report", _REPORT, "--out", str(folder / f"{_REPORT}.{ending}"))
        click.echo(gettext("Số liệu minh họa: chỉ tên cơ quan và các lần sắp xếp tổ chức là thật, mọi dữ kiện khác là giả định."))
        click.echo(Phrase(mark("Muốn dùng các lệnh khác với bản minh họa, hãy đặt QMS_HOME={folder}"), folder=str(folder)))
        _tell_accounts(folder, accounts)
        if not no_serve:
            _run(ctx, demonstration, "serve", "--port", str(port))

    return demo


def _make(ctx: click.Context, demonstration: Installation, folder: Path, tellers: Sequence[Teller]) -> str:
    """Write the workbooks and import them like any other, then let the people act; return the table of accounts."""
    begin(folder)
    click.echo(Phrase(mark("Đang tạo sổ đăng ký minh họa trong {folder} …"), folder=str(folder)))
    write_workbook(folder / WORKBOOK)
    _run(ctx, demonstration, "import", str(folder / WORKBOOK))
    write_workbook(folder / PEOPLE_WORKBOOK, people_rows())
    _run(ctx, demonstration, "people", "import", str(folder / PEOPLE_WORKBOOK))
    passwords = open_accounts(demonstration)
    for teller in tellers:
        teller.tell(demonstration, passwords)
    accounts = keep(folder, passwords)
    finish(folder, [teller.package for teller in tellers])
    return accounts


def _tell_accounts(folder: Path, accounts: str | None) -> None:
    """Passwords are printed once; later starts say where they are."""
    if accounts is not None:
        click.echo(gettext("Tài khoản minh họa, mỗi loại vị trí có ít nhất một; mật khẩu chỉ in lần này:"))
        click.echo(accounts)
    click.echo(Phrase(mark("Tài khoản minh họa được giữ trong tệp {path}"), path=str(folder / ACCOUNTS)))


def _run(ctx: click.Context, demonstration: Installation, name: str, *arguments: str) -> None:
    """Run another command of the program for the demonstration; whoever does not end well ends the whole."""
    chosen = _program(ctx).commands[name]
    with chosen.make_context(name, list(arguments), parent=ctx, obj=demonstration) as context:
        try:
            chosen.invoke(context)
        except click.exceptions.Exit as ended:
            if ended.exit_code:
                raise


def _program(ctx: click.Context) -> click.Group:
    program = ctx.find_root().command
    assert isinstance(program, click.Group)
    return program
