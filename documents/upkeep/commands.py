"""``qms notify``: letters about what has come up, to be called once a day."""

import click

from documents.upkeep.notices import tell_owners
from qms.commandline import command
from qms.installation import Installation
from qms.language import Phrase, mark


@command(
    "notify",
    help=mark(
        "Viết thư điện tử về TTHC đã thay đổi, hạn xem xét đã quá cho người giữ vị trí chủ quản, và nhắc người quá hạn đọc; "
        "mỗi việc một lần."
    ),
)
@click.pass_obj
def notify_command(installation: Installation) -> None:
    with installation.database.writing() as session:
        outcome = tell_owners(session, installation.actor, installation.clock.now())
    click.echo(Phrase(mark("Đã viết {letters} thư điện tử về {matters} việc."), letters=outcome.letters, matters=outcome.matters))
    if outcome.unreached:
        click.echo(
            Phrase(
                mark("{count} việc chưa báo được: không ai giữ vị trí chủ quản có địa chỉ thư điện tử."), count=outcome.unreached
            ),
            err=True,
        )
