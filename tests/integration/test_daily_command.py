"""``qms daily``: every part is done, whatever becomes of the others."""

import io
import os

import click
import pytest
from click.testing import CliRunner

from qms.commandline import command
from qms.daily import daily_command
from qms.installation import Installation
from qms.mail.use_cases import write_letter
from tests.integration.command_line import run
from tests.integration.test_files_command import keep


def test_letters_leave_and_what_nobody_needs_goes(installation: Installation) -> None:
    digest = keep(installation, b"nobody's")
    with installation.database.writing() as session:
        write_letter(session, "an@example.vn", "Việc mới", "Có việc mới.", installation.clock.now())
    with installation.files.receive(io.BytesIO(b"without a row"), 1000) as incoming:
        incoming.keep()
        orphan = incoming.digest
    os.utime(installation.settings.home / "files" / orphan[:2] / orphan[2:4] / orphan, (0, 0))
    said = run(installation, "daily")
    assert said.code == 0
    told, swept, sent = said.lines
    assert told.startswith("Đã viết 0") and "xóa 1 tệp" in swept and sent.startswith("Đã gửi 1")
    assert installation.files.exists(digest) and not installation.files.exists(orphan)


@pytest.mark.parametrize("failure", [click.exceptions.Exit(3), OSError("full")])
def test_a_part_that_fails_does_not_keep_the_others_from_being_done(failure: Exception) -> None:
    done = []

    @command("fails", help="")
    def fails() -> None:
        raise failure

    @command("works", help="")
    def works() -> None:
        done.append("works")

    assert CliRunner().invoke(daily_command([fails, works])).exit_code != 0
    assert done == ["works"]
