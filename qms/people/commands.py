"""``qms user`` keeps accounts on the machine itself, the first administrator's, too; ``qms people`` reads their workbook."""

from collections.abc import Callable, Sequence
from datetime import date

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from qms.clock import today
from qms.commandline import DATE, argument, format_option, group, option
from qms.exchange.commands import Words, workbook_commands
from qms.exchange.importing import ImportResult
from qms.installation import Installation
from qms.language import Phrase, UserError, gettext, mark
from qms.people import queries
from qms.people.appointing import Appointment, appoint
from qms.people.importing import settle
from qms.people.kinds import PostKind
from qms.people.models import Person
from qms.people.open_items import Provider
from qms.people.sheet import SHEETS
from qms.security.acting import Operator
from qms.signing_in.credentials import set_temporary_password
from qms.terminal import print_csv, print_json, print_table
from qms.text import fold_key

KEY = mark("MÃ")


@group("user", invoke_without_command=True, help=mark("Tài khoản người dùng: thêm, liệt kê, đặt lại mật khẩu."))
@click.pass_context
def user(ctx: click.Context) -> None:
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_users)


@user.command("add", help=mark("Thêm một người dùng và in mật khẩu tạm một lần; có thể kèm một vị trí."))
@argument("key", metavar=KEY, help=mark("Mã người dùng, cũng là tên đăng nhập, ví dụ an.nguyen."))
@option("--name", required=True, metavar=mark("HỌ_TÊN"), help=mark("Họ và tên."))
@option("--email", metavar=mark("ĐỊA_CHỈ"), help=mark("Địa chỉ thư điện tử."))
@option("--administrator", is_flag=True, help=mark("Giữ vị trí quản trị hệ thống, của cả tỉnh nếu không nêu cơ quan."))
@option("--agency", metavar=mark("MÃ_CƠ_QUAN"), help=mark("Cơ quan có vị trí mà người này sẽ giữ."))
@option("--post-kind", type=click.Choice([kind.value for kind in PostKind]), help=mark("Loại vị trí; quyền đi theo loại."))
@option("--title", metavar=mark("CHỨC_DANH"), help=mark("Chức danh của vị trí; mặc định là tên của loại vị trí."))
@option("--from", "since", type=DATE, help=mark("Ngày đầu tiên giữ vị trí; mặc định là hôm nay."))
@click.pass_obj
def add_user(
    installation: Installation,
    key: str,
    name: str,
    email: str | None,
    administrator: bool,
    agency: str | None,
    post_kind: str | None,
    title: str | None,
    since: date | None,
) -> None:
    kind = _kind(administrator, agency, post_kind)
    first_day = since or today(installation.clock)
    with installation.database.writing() as session:
        appointment = None if kind is None else Appointment(kind, title or gettext(kind.label.template), agency, first_day)
        appoint(session, _operator(installation), {"person": key, "name": name, "email": email or ""}, appointment)
        password = set_temporary_password(session, _operator(installation), _person(session, key))
    _print_password(key, password)


@user.command("list", help=mark("Liệt kê người dùng với các vị trí đang giữ."))
@format_option("table", "json", "csv")
@click.pass_obj
def list_users(installation: Installation, form: str = "table") -> None:
    with installation.database.reading() as session:
        listed = queries.people(session, today(installation.clock))
    columns = ("key", "name", "email", "active", "posts")
    rows = [(one.key, one.name, one.email, one.active, "; ".join(_post(post) for post in one.posts)) for one in listed]
    if form == "json":
        print_json({"people": [dict(zip(columns, row, strict=True)) for row in rows]})
    elif form == "csv":
        print_csv(columns, [[int(cell) if isinstance(cell, bool) else cell for cell in row] for row in rows])
    else:
        heads = [gettext("Mã"), gettext("Họ và tên"), gettext("Thư điện tử"), gettext("Tình trạng"), gettext("Vị trí đang giữ")]
        states = {True: gettext("Đang dùng"), False: gettext("Ngừng dùng")}
        print_table(heads, [[key, name, email, states[active], posts] for key, name, email, active, posts in rows])


@user.command("password", help=mark("Đặt lại mật khẩu: in một mật khẩu tạm một lần, phải đổi khi đăng nhập."))
@argument("key", metavar=KEY, help=mark("Mã người dùng."))
@click.pass_obj
def reset_password(installation: Installation, key: str) -> None:
    with installation.database.writing() as session:
        password = set_temporary_password(session, _operator(installation), _person(session, key))
    _print_password(key, password)


_WORDS = Words(
    importing=mark("Nhập người dùng, đơn vị, vị trí từ tệp Excel: tất cả hoặc không gì cả, và nêu mọi lỗi cùng lúc."),
    exporting=mark("Xuất người dùng, đơn vị, vị trí ra tệp Excel; nhập lại tệp ấy không thay đổi gì."),
    templating=mark("Ghi một tệp Excel trống để điền người dùng, đơn vị và vị trí."),
    command="qms people",
)


def people_command(providers: Callable[[], Sequence[Provider]]) -> click.Group:
    """``qms people``; ``providers`` gives the providers of open items of all packages."""

    @group("people", help=mark("Người, đơn vị và vị trí trong một tệp Excel: nhập, xuất, tải mẫu."))
    def people() -> None:
        pass

    def settle_people(session: Session, installation: Installation, result: ImportResult) -> None:
        settle(session, _operator(installation), providers(), result)

    for each in workbook_commands(lambda: SHEETS, _WORDS, settle_people):
        people.add_command(each)
    return people


def _kind(administrator: bool, agency: str | None, post_kind: str | None) -> PostKind | None:
    """The kind of post that the options ask for; raise UserError when they do not fit together."""
    if administrator and post_kind not in (None, PostKind.ADMINISTRATOR):
        raise UserError(Phrase(mark("Chỉ dùng một trong hai: --administrator hoặc --post-kind.")))
    if administrator:
        return PostKind.ADMINISTRATOR
    if (agency is None) != (post_kind is None):
        raise UserError(Phrase(mark("Vị trí thuộc về một cơ quan: hãy nêu cả --agency và --post-kind, hoặc không nêu cả hai.")))
    return None if post_kind is None else PostKind(post_kind)


def _operator(installation: Installation) -> Operator:
    return Operator(installation.actor, installation.clock.now())


def _person(session: Session, key: str) -> Person:
    found = session.scalar(select(Person).where(Person.key_folded == fold_key(key)))
    if found is None:
        raise UserError(Phrase(mark("Không có người dùng nào mang mã {key}; xem các mã bằng lệnh: qms user list"), key=key))
    return found


def _post(post: queries.HeldBy) -> str:
    return ", ".join(part for part in (post.title, post.agency_name) if part)


def _print_password(key: str, password: str) -> None:
    click.echo(Phrase(mark("Mật khẩu tạm của {key}: {password}"), key=key, password=password))
    click.echo(gettext("Mật khẩu chỉ hiện lần này và phải đổi khi đăng nhập lần đầu."))
