"""``qms daily``: everything that is to be done once a day, for a timer to call."""

from collections.abc import Sequence
from contextlib import ExitStack

import click

from qms.commandline import command
from qms.language import mark


def daily_command(parts: Sequence[click.Command]) -> click.Command:
    """The command that runs ``parts`` in their order, each whatever becomes of the others; a failure of any is its own."""

    @command(
        "daily",
        help=mark("Làm mọi việc hằng ngày: viết thư điện tử, dọn kho tệp, gửi thư đang chờ; để lịch của máy chủ (cron) gọi."),
    )
    @click.pass_context
    def daily(ctx: click.Context) -> None:
        with ExitStack() as stack:
            for part in reversed(parts):
                stack.callback(ctx.invoke, part)

    return daily
