"""``qms import``, ``qms export`` and ``qms template``: the register workbook at the command line."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click
from sqlalchemy.orm import Session

from qms.commandline import DATE, argument, command, format_option, option
from qms.exchange.exporting import export_workbook
from qms.exchange.importing import ImportResult, import_workbook
from qms.exchange.limits import MEGABYTE
from qms.exchange.printing import print_result, result_json
from qms.exchange.sheet import Sheet
from qms.exchange.templating import write_template
from qms.installation import Installation
from qms.language import Phrase, mark
from qms.terminal import print_json

LONG = MEGABYTE  # an import of a larger file says what it is doing, also where nobody watches
FILE = mark("TỆP.xlsx")


@dataclass(frozen=True)
class Words:
    """What the commands say of their workbook; ``command`` is the group that they stand in, as typed."""

    importing: str = mark("Nhập sổ đăng ký từ tệp Excel: tất cả hoặc không gì cả, và nêu mọi lỗi cùng lúc.")
    exporting: str = mark("Xuất sổ đăng ký ra tệp Excel; nhập lại tệp ấy không thay đổi gì.")
    templating: str = mark("Ghi một tệp Excel trống để điền: có danh sách chọn, ghi chú và dòng ví dụ.")
    command: str = "qms"


Settle = Callable[[Session, Installation, ImportResult], None]


def _nothing_else(_session: Session, _installation: Installation, _result: ImportResult) -> None:
    """Most workbooks hold nothing but facts."""


REGISTER = Words()


def workbook_commands(
    sheets: Callable[[], Sequence[Sheet]], words: Words = REGISTER, settle: Settle = _nothing_else
) -> list[click.Command]:
    """The three commands; ``sheets`` gives all sheets of the workbook, a sheet after those that it refers to.

    ``settle`` does, in the transaction of an import, what goes beyond the facts.
    """

    @command("import", help=words.importing)
    @argument("source", type=click.Path(path_type=Path), metavar=FILE, help=mark("Tệp cần nhập; mẫu có từ lệnh template."))
    @option("--dry-run", is_flag=True, help=mark("Chỉ cho biết sẽ tạo, thay đổi và rút gì; không ghi."))
    @format_option("text", "json")
    @click.pass_context
    def import_command(ctx: click.Context, source: Path, dry_run: bool, form: str) -> None:
        watched = form == "text" and _is_watched(source)
        opened = ctx.obj.database.reading if dry_run else ctx.obj.database.writing
        with opened() as session:
            result = _import(session, ctx.obj, source, sheets(), dry_run, watched)
            settle(session, ctx.obj, result)
        if form == "json":
            print_json(result_json(result))
        else:
            print_result(result, dry_run)
        ctx.exit(1 if result.faults else 0)

    @command("export", help=words.exporting)
    @argument("target", type=click.Path(path_type=Path), metavar=FILE, help=mark("Tệp sẽ ghi; tệp cũ cùng tên bị thay."))
    @option("--as-of", "day", type=DATE, help=mark("Chỉ các dữ kiện bắt đầu từ ngày này trở về trước; mặc định là tất cả."))
    @click.pass_obj
    def export_command(installation: Installation, target: Path, day: date | None) -> None:
        with installation.database.reading() as session:
            counts = export_workbook(session, target, sheets(), day, _say if sys.stderr.isatty() else _say_nothing)
        click.echo(str(Phrase(mark("Đã ghi {count} dòng vào {path}."), count=sum(counts.values()), path=str(target))))

    @command("template", help=words.templating)
    @argument("target", type=click.Path(path_type=Path), metavar=FILE, help=mark("Tệp sẽ ghi; tệp cũ cùng tên bị thay."))
    @click.pass_obj
    def template_command(installation: Installation, target: Path) -> None:
        with installation.database.reading() as session:
            write_template(session, target, sheets())
        filled = Phrase(
            mark("Đã ghi mẫu vào {path}. Điền xong, nhập bằng lệnh: {command} import {path}"),
            path=str(target),
            command=words.command,
        )
        click.echo(str(filled))

    return [import_command, export_command, template_command]


def _import(
    session: Session, installation: Installation, source: Path, sheets: Sequence[Sheet], dry_run: bool, watched: bool
) -> ImportResult:
    return import_workbook(
        session,
        source,
        actor=installation.actor,
        moment=installation.clock.now(),
        sheets=sheets,
        dry_run=dry_run,
        progress=_say if watched else _say_nothing,
    )


def _is_watched(source: Path) -> bool:
    return sys.stderr.isatty() or (source.is_file() and source.stat().st_size > LONG)


def _say(step: Phrase) -> None:
    click.echo(str(step), err=True)


def _say_nothing(_step: Phrase) -> None:
    """Whoever reads JSON, or asked for something short, wants no progress."""
