"""``qms verify``: is the trail still what was written?"""

import click

from qms.commandline import command, option
from qms.installation import Installation
from qms.language import Phrase, gettext, mark
from qms.trail.reading import count_entries, read_head
from qms.trail.verification import verify


@command("verify", help=mark("Kiểm tra nhật ký: không mục nào bị sửa, xóa, chèn, thay thế hay đổi thứ tự."))
@option(
    "--head",
    "known_head",
    metavar=mark("SỐ:MÃ"),
    help=mark("Điểm cuối đã ghi lại từ lần kiểm tra trước; phát hiện cả khi nhật ký bị cắt bớt hoặc viết lại."),
)
@click.pass_context
def verify_command(ctx: click.Context, known_head: str | None) -> None:
    """Prints the head to note down; exit code 1 when there is any fault."""
    installation: Installation = ctx.obj
    with installation.database.reading() as session:
        faults = verify(session, known_head)
        entries, head = count_entries(session), read_head(session)
    click.echo(Phrase(mark("Nhật ký có {entries} mục."), entries=entries))
    if head is not None:
        click.echo(Phrase(mark("Điểm cuối, hãy ghi lại để đối chiếu lần sau: {head}"), head=head.noted))
    for fault in faults:
        click.echo(fault.message)
    if faults:
        ctx.exit(1)
    click.echo(gettext("Nhật ký nguyên vẹn."))
