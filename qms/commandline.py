"""Commands that speak the reader's language: click's classes with their texts resolved when they are shown.

Help texts are Vietnamese sources marked with :func:`qms.language.mark`; click's own words come from the catalogue
``translations/vi/LC_MESSAGES/messages.po``. Every command of the product is made with the decorators of this module.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from datetime import date
from gettext import bindtextdomain
from gettext import gettext as word_of_click
from importlib.resources import as_file, files
from itertools import pairwise
from typing import Any, TypeVar

import click

from qms.dates import DateError, read_date
from qms.language import LANGUAGES, UserError, gettext, mark, speaking

_CLICK_DOMAIN = "messages"  # click asks the standard library's default domain
F = TypeVar("F", bound=Callable[..., Any])


@contextmanager
def speaking_to_terminal(language: str) -> Iterator[None]:
    """Show the product's words and click's in ``language`` inside the block."""
    before = os.environ.get("LANGUAGE")
    with as_file(files("qms") / "translations") as folder, speaking(language):
        bindtextdomain(_CLICK_DOMAIN, str(folder))
        os.environ["LANGUAGE"] = language
        try:
            yield
        finally:
            if before is None:
                del os.environ["LANGUAGE"]
            else:
                os.environ["LANGUAGE"] = before


class Refusal(click.ClickException):
    """A UserError at the edge: its sentence goes to standard error, exit code 2."""

    exit_code = 2


class _Spoken:
    """A text attribute that is translated whenever it is read; None stays None."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.slot = f"_{name}_source"

    def __get__(self, instance: Any, owner: type) -> str | None:
        text = vars(instance).get(self.slot)
        return gettext(text) if text else text

    def __set__(self, instance: Any, text: str | None) -> None:
        vars(instance)[self.slot] = text


class _SpokenParameter(click.Parameter):
    """A parameter whose help, metavar and type name are translated when shown."""

    help = _Spoken()
    metavar = _Spoken()

    def __init__(self, *args: Any, **attributes: Any) -> None:
        super().__init__(*args, **attributes)
        self.type = copy(self.type)  # click shares one object per type; ours carries a name in the current language

    def make_metavar(self, ctx: click.Context) -> str:
        self.type.name = _type_name(self.type)
        return super().make_metavar(ctx)

    def type_cast_value(self, ctx: click.Context, value: Any) -> Any:
        self.type.name = _type_name(self.type)
        return super().type_cast_value(ctx, value)


def _type_name(kind: click.ParamType[Any]) -> str:
    """What messages and usage lines call a value of this type."""
    match kind:
        case click.Path(dir_okay=False):
            return gettext("tệp")
        case click.Path(file_okay=False):
            return gettext("thư mục")
        case click.Path():
            return gettext("đường dẫn")
        case click.types.IntParamType():
            return gettext("số nguyên")
        case click.types.StringParamType():
            return gettext("văn bản")
    return kind.name


class Option(_SpokenParameter, click.Option):
    """An option in the reader's language."""


class Argument(_SpokenParameter, click.Argument):
    """A positional argument in the reader's language."""


class Command(click.Command):
    """A command in the reader's language; it accepts ``--lang`` and turns a UserError into a refusal."""

    help = _Spoken()
    short_help = _Spoken()
    epilog = _Spoken()

    def __init__(self, name: str | None, **attributes: Any) -> None:
        super().__init__(name, **attributes)
        self.params = [*self.params, _language_option()]

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        self.options_metavar = gettext("[TÙY CHỌN]")
        return super().collect_usage_pieces(ctx)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Click words it once and keeps it; here it is worded whenever it is shown."""
        found = super().get_help_option(ctx)
        if found is not None:
            found.help = word_of_click("Show this message and exit.")
        return found

    def get_short_help_str(self, limit: int = 45) -> str:
        """The whole sentence: the list of commands wraps it."""
        return self.short_help or self.help or ""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except UserError as error:
            raise Refusal(str(error)) from error


class Group(Command, click.Group):
    """A command with commands below it."""

    command_class = Command

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order in which they were added."""
        return list(self.commands)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        optional = self.invoke_without_command
        self.subcommand_metavar = gettext("[LỆNH [THAM SỐ]...]") if optional else gettext("LỆNH [THAM SỐ]...")
        return super().collect_usage_pieces(ctx)


def _language_option() -> Option:
    """``--lang`` does nothing where it stands: the program has read it before anything was said."""
    return Option(
        ["--lang"],
        type=click.Choice(LANGUAGES),
        expose_value=False,
        is_eager=True,
        help=mark("Ngôn ngữ: vi (tiếng Việt) hoặc en (tiếng Anh)."),
    )


def command(name: str, *, help: str, **attributes: Any) -> Callable[[Callable[..., Any]], Command]:
    """Make the function a command; ``help`` is a marked Vietnamese text."""
    return click.command(name, cls=Command, help=help, **attributes)


def group(name: str, *, help: str, **attributes: Any) -> Callable[[Callable[..., Any]], Group]:
    """Make the function a group of commands; with ``invoke_without_command=True`` it does something by itself."""
    return click.group(name, cls=Group, help=help, **attributes)


def option(*declarations: str, help: str, **attributes: Any) -> Callable[[F], F]:
    """An option of a command; ``help`` and ``metavar`` are marked Vietnamese texts."""
    return click.option(*declarations, cls=Option, help=help, **attributes)


def argument(declaration: str, *, metavar: str, help: str, **attributes: Any) -> Callable[[F], F]:
    """A positional argument; ``metavar`` names it to the reader, both are marked Vietnamese texts."""
    return click.argument(declaration, cls=Argument, metavar=metavar, help=help, **attributes)


def format_option(*formats: str) -> Callable[[F], F]:
    """``--format``; the first of ``formats`` is the default. The command gets it as ``form``."""
    return option(
        "--format",
        "form",
        type=click.Choice(formats),
        default=formats[0],
        show_default=True,
        help=mark("Dạng kết quả: bảng cho người đọc, các dạng khác cho máy."),
    )


class DateType(click.ParamType[date]):
    """A calendar day typed as ``yyyy-mm-dd`` or ``d/m/yyyy``."""

    name = "date"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        return gettext("NGÀY")

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return read_date(str(value))
        except DateError as error:
            self.fail(str(error), param, ctx)


DATE = DateType()


def language_asked(arguments: Sequence[str]) -> str | None:
    """The last usable ``--lang`` among the arguments, wherever it stands before ``--``."""
    words = list(arguments[: list(arguments).index("--")] if "--" in arguments else arguments)
    asked = [after for word, after in pairwise(words) if word == "--lang"]
    asked += [word.removeprefix("--lang=") for word in words if word.startswith("--lang=")]
    known = [language for language in asked if language in LANGUAGES]
    return known[-1] if known else None
