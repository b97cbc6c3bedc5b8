"""``qms mail``: the outbox."""

import click

from qms.commandline import command, group
from qms.installation import Installation
from qms.language import Phrase, mark
from qms.mail.outbox import outbox_of
from qms.mail.sending import send_waiting


@group("mail", help=mark("Hộp thư đi của hệ thống."))
def mail() -> None:
    pass


@command("send", help=mark("Gửi thư điện tử đang chờ trong hộp thư đi, kể cả thư lần trước chưa gửi được."))
@click.pass_obj
def send(installation: Installation) -> None:
    outcome = send_waiting(installation.database, outbox_of(installation), installation.clock)
    click.echo(Phrase(mark("Đã gửi {sent} thư điện tử; {failed} thư chưa gửi được."), sent=outcome.sent, failed=outcome.failed))
    if outcome.failed:
        raise click.exceptions.Exit(1)


mail.add_command(send)
