"""``qms migrate``: bring the database to what this version of the program needs."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import click
from sqlalchemy.orm import Session

from qms.commandline import command
from qms.installation import Installation
from qms.language import gettext, mark
from qms.storage.database import Database
from qms.storage.readiness import migrate

_DONE = {
    "empty": mark("Đã tạo cơ sở dữ liệu."),
    "outdated": mark("Đã nâng cấp cơ sở dữ liệu."),
    "current": mark("Cơ sở dữ liệu đã ở phiên bản mới nhất."),
}


def migrate_command(afterwards: Sequence[Callable[[Installation, Session], object]]) -> click.Command:
    """The command; ``afterwards`` fills in what the schema cannot know, and does nothing where nothing is missing."""

    @command("migrate", help=mark("Tạo hoặc nâng cấp cơ sở dữ liệu cho phiên bản này và nạp dữ liệu kèm theo nếu chưa có."))
    @click.pass_obj
    def migrating(installation: Installation) -> None:
        """The same installation, but made ready by migrating where other commands would refuse."""
        database = replace(installation, prepare=_migrate_aloud).database
        with database.writing() as session:
            for step in afterwards:
                step(installation, session)
        database.close()

    return migrating


def _migrate_aloud(installation: Installation, database: Database) -> None:
    before, loaded = migrate(installation, database)
    click.echo(gettext(_DONE[before]))
    if loaded:
        click.echo(gettext("Đã nạp các phiên bản ISO 9001, mô hình khung và tham số kèm theo."))
