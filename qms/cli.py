"""The ``qms`` command: speaks the asked language, and turns whatever goes wrong into a sentence and an exit code.

Exit codes: 0 done; 1 what was asked is not so, or the input has faults; 2 wrong usage, or something outside that must be put
right first; 3 a fault of the program itself, with its details in a log file; 130 interrupted.
"""

import errno
import os
import sys
import tempfile
import traceback
from collections.abc import Mapping, Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import Any

import click

from qms import __version__
from qms.app import commands, prepare
from qms.clock import Clock, SystemClock
from qms.commandline import Group, Option, Refusal, language_asked, speaking_to_terminal
from qms.failures import explain
from qms.installation import Installation
from qms.language import Phrase, gettext, mark
from qms.settings import Settings

LOG_NAME = "qms-errors.log"


class ProgramFault(click.ClickException):
    """The program itself is wrong; the user is told where the details are."""

    exit_code = 3


class Program(Group):
    """The whole command line."""

    def main(self, args: Sequence[str] | None = None, *rest: Any, **extra: Any) -> Any:
        arguments = list(sys.argv[1:] if args is None else args)
        with speaking_to_terminal(language_asked(arguments) or language_of(os.environ)):
            return super().main(arguments, *rest, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except KeyboardInterrupt:
            click.echo(gettext("\nĐã dừng theo yêu cầu."), err=True)
            ctx.exit(130)
        except Exception as error:
            if isinstance(error, OSError) and error.errno == errno.EPIPE:  # whoever read our output has gone; click ends quietly
                raise
            if sentence := explain(error):
                raise Refusal(str(sentence)) from error
            raise ProgramFault(str(_confess(error, ctx.obj))) from error


def language_of(environment: Mapping[str, str]) -> str:
    """English when the environment asks for it, as POSIX orders its variables; otherwise Vietnamese."""
    asked = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    return "en" if asked.lower().startswith("en") else "vi"


def _confess(error: Exception, installation: Installation | None) -> Phrase:
    """Write the traceback where the administrator finds it; say where that is."""
    clock: Clock = installation.clock if installation else SystemClock()
    home = installation.settings.home if installation else Path(tempfile.gettempdir())
    entry = f"{clock.now():%Y-%m-%dT%H:%M:%SZ} qms {__version__}\n{''.join(traceback.format_exception(error))}\n"
    for folder in (home, Path(tempfile.gettempdir())):
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            with (folder / LOG_NAME).open("a", encoding="utf-8", errors="backslashreplace") as log:
                log.write(entry)
        except OSError:
            continue
        path = str(folder / LOG_NAME)
        return Phrase(
            mark("Chương trình gặp lỗi ngoài dự kiến. Chi tiết được ghi ở {path}; hãy gửi tệp này cho người quản trị."), path=path
        )
    return Phrase(mark("Chương trình gặp lỗi ngoài dự kiến và không ghi được chi tiết ({kind})."), kind=type(error).__name__)


def _show_version(ctx: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        click.echo(f"qms {__version__}")
        ctx.exit()


@click.pass_context
def _open_installation(ctx: click.Context) -> None:
    """Settings are checked before anything else; a caller that brings its own installation keeps it."""
    ctx.obj = ctx.obj or Installation(Settings.from_environment(), prepare)


def build_program() -> Program:
    """The command with everything that the packages offer below it."""
    version = Option(
        ["--version"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_show_version,
        help=mark("Hiện phiên bản rồi thoát."),
    )
    whole = Program(
        "qms",
        callback=_open_installation,
        params=[version],
        help=mark("Quản lý hệ thống quản lý chất lượng theo ISO 9001 và trạng thái công bố của các cơ quan trong tỉnh."),
    )
    for each in commands():
        whole.add_command(each)
    return whole


program = build_program()


def main() -> None:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    program(prog_name="qms")
