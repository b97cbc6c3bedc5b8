"""The command line as a whole: languages, refusals, exit codes, what happens when something breaks."""

import errno
import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date
from functools import partial

import click
import pytest
from click.testing import CliRunner
from sqlalchemy.exc import OperationalError

from qms.cli import LOG_NAME, build_program, language_of, program
from qms.commandline import DATE, argument, command, language_asked, option, speaking_to_terminal
from qms.failures import explain
from qms.language import Phrase, UserError, gettext
from qms.storage import schema
from qms.storage.readiness import prepare
from tests.integration.command_line import run

revisions = schema.revisions()
VIETNAMESE = re.compile("[ăâđêôơưĂÂĐÊÔƠƯà-ãè-éì-íò-õù-úý\u1ea0-\u1ef9]")

ENGLISH = re.compile(
    r"\b(error|usage|try|help|for|invalid|value|missing|argument|option|parameter|such|no|command|did|you|mean|one|of|could|not|open|file"
    r"|unknown|choose|from|aborted|is|a|the)\b",
    re.IGNORECASE,
)


def every_command(parent=program, path=()):
    yield path, parent
    for name in getattr(parent, "commands", {}):
        yield from every_command(parent.commands[name], (*path, name))


COMMANDS = list(every_command())


@pytest.fixture
def breaking(monkeypatch):
    """A program with one more command, ``hong``, that raises what the test gives it."""
    whole = build_program()

    def build(error):
        @command("hong", help="hỏng")
        def hong():
            raise error

        whole.add_command(hong)
        return whole

    return build


# Languages


@pytest.mark.parametrize("path", [path for path, _ in COMMANDS], ids=lambda path: " ".join(path) or "qms")
def test_help_is_in_one_language(path):
    vietnamese = run(None, *path, "--help")
    english = run(None, *path, "--help", "--lang", "en")
    assert (vietnamese.code, english.code) == (0, 0)
    assert "Cách dùng: qms" in vietnamese.out
    assert "Usage: qms" in english.out
    assert not VIETNAMESE.search(english.out)
    assert not re.search(
        r"\b(Usage|Options|Commands|Show|exit|default|required|the|and|of|arguments|TEXT|FILE|INTEGER)\b",
        vietnamese.out.replace("--as-of", ""),
    )


@pytest.mark.parametrize(("path", "each"), COMMANDS, ids=lambda value: " ".join(value) if isinstance(value, tuple) else "")
def test_every_command_and_parameter_is_explained(path, each):
    assert each.help
    for parameter in each.params:
        assert parameter.help, f"{path}: {parameter.name}"


def test_the_commands_stand_in_the_order_of_use():
    names = list(program.commands)
    assert names.index("status") < names.index("policy") < names.index("migrate")


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "vi"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "EN"}, "en"),
        ({"LANG": "vi_VN.UTF-8"}, "vi"),
        ({"LANG": "C.UTF-8"}, "vi"),
        ({"LANG": "fr_FR"}, "vi"),
        ({"LC_MESSAGES": "en_GB", "LANG": "vi_VN"}, "en"),
        ({"LC_ALL": "vi_VN", "LANG": "en_US"}, "vi"),
        ({"LC_ALL": "", "LANG": "en_US"}, "en"),
    ],
)
def test_the_environment_chooses_the_language(environment, language):
    assert language_of(environment) == language
    said = run(None, "--help", env=environment)
    assert ("Usage:" in said.out) == (language == "en")


@pytest.mark.parametrize(
    ("arguments", "language"),
    [
        (["--lang", "en", "policy"], "en"),
        (["policy", "--lang=en", "list"], "en"),
        (["policy", "list", "--lang", "en"], "en"),
        (["--lang", "en", "policy", "--lang", "vi"], "vi"),
        (["policy", "--", "--lang", "en"], None),
        (["--lang"], None),
        (["--lang", "fr"], None),
        ([], None),
    ],
)
def test_the_option_is_found_wherever_it_stands(arguments, language):
    assert language_asked(arguments) == language


def test_the_option_wins_over_the_environment(installation):
    assert "Tham số" in run(installation, "policy", "--lang", "vi", env={"LANG": "en_US.UTF-8"}).out
    assert "Parameter" in run(installation, "policy", "--lang", "en", env={"LANG": "vi_VN.UTF-8"}).out


def test_an_unknown_language_is_refused():
    said = run(None, "--lang", "fr", "policy")
    assert said.code == 2
    assert "Giá trị không hợp lệ cho '--lang': 'fr' không thuộc các giá trị 'vi', 'en'." in said.err


def test_the_environment_is_left_as_it_was(monkeypatch):
    monkeypatch.setenv("LANGUAGE", "de")
    with speaking_to_terminal("en"):
        assert os.environ["LANGUAGE"] == "en"
    assert os.environ["LANGUAGE"] == "de"
    monkeypatch.delenv("LANGUAGE")
    with pytest.raises(ZeroDivisionError), speaking_to_terminal("vi"):
        raise ZeroDivisionError
    assert "LANGUAGE" not in os.environ


# Click's own words


@command("thu", help="Thử")
@argument("place", metavar="NƠI", help="Nơi")
@option("--day", type=DATE, required=True, help="Ngày")
@option("--count", type=int, help="Số")
@option("--port", type=click.IntRange(1, 99), help="Cổng")
@option("--file", type=click.Path(exists=True, dir_okay=False), help="Tệp")
@option("--folder", type=click.Path(exists=True, file_okay=False), help="Thư mục")
@option("--pair", nargs=2, type=str, help="Cặp")
@option("--kind", type=click.Choice(["một", "hai"]), help="Loại")
@option("--flag", is_flag=True, help="Cờ")
def trial(**_values):
    raise AssertionError("nothing that is refused may run")


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["x"],
        ["x", "--day"],
        ["x", "--day", "mai"],
        ["x", "--day", "2015-01-01", "--count", "một"],
        ["x", "--day", "2015-01-01", "--port", "100"],
        ["x", "--day", "2015-01-01", "--file", "/khong/co"],
        ["x", "--day", "2015-01-01", "--file", "/"],
        ["x", "--day", "2015-01-01", "--folder", "/khong/co"],
        ["x", "--day", "2015-01-01", "--pair", "một"],
        ["x", "--day", "2015-01-01", "--kind", "ba"],
        ["x", "--day", "2015-01-01", "--flag=1"],
        ["x", "--day", "2015-01-01", "--dai"],
        ["x", "y", "--day", "2015-01-01"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_said_in_one_language(arguments):
    whole = build_program()
    whole.add_command(trial)
    said = run(None, "thu", *arguments, whole=whole)
    assert said.code == 2
    without_names = re.sub(r"--[\w-]+|'[^']*'|/khong/co|qms thu", "", said.err)
    assert not ENGLISH.search(without_names), said.err
    assert "Lỗi:" in said.err
    english = run(None, "--lang", "en", "thu", *arguments, whole=whole)
    assert english.code == 2
    assert english.err.splitlines()[-1].startswith("Error: ")


EXCEPTIONS = [
    partial(click.ClickException, "…"),
    partial(click.UsageError, "…"),
    partial(click.BadParameter, "…"),
    partial(click.BadParameter, "…", param_hint="--x"),
    partial(click.BadParameter, "…", param=click.Option(["--x"])),
    partial(click.MissingParameter, param_type="argument"),
    partial(click.MissingParameter, param_type="option", param_hint="--x"),
    partial(click.MissingParameter, param_type="parameter"),
    partial(click.MissingParameter, param=click.Option(["--x"], type=click.Choice(["một", "hai"]))),
    partial(click.NoSuchOption, "--ngya"),
    partial(click.NoSuchOption, "--ngya", possibilities=["--ngay", "--ngaz"]),
    partial(click.NoSuchCommand, "polic", possibilities=["policy"]),
    partial(click.BadOptionUsage, "--x", "…"),
    partial(click.BadArgumentUsage, "…"),
    partial(click.FileError, "tệp"),
]


@pytest.mark.parametrize("make", EXCEPTIONS, ids=lambda make: make.func.__name__)
def test_every_exception_of_click_speaks_vietnamese(make, capsys):
    with speaking_to_terminal("vi"):
        make().show()
    said = capsys.readouterr().err
    assert said.startswith("Lỗi: ")
    assert not ENGLISH.search(re.sub(r"'[^']*'|--[\w-]+", "", said)), said


def test_no_exception_of_click_is_forgotten():
    def below(kind):
        return {kind} | {each for child in kind.__subclasses__() for each in below(child)}

    known = {make.func for make in EXCEPTIONS}
    of_click = {kind for kind in below(click.ClickException) if kind.__module__.startswith("click")}
    assert of_click - known == {click.exceptions.NoArgsIsHelpError}  # it shows the help text, which has a test of its own


# Refusals and exit codes


def test_a_user_error_is_a_sentence_on_standard_error(installation, breaking):
    said = run(installation, "hong", whole=breaking(UserError(Phrase("Không có gì thay đổi."))))
    assert (said.code, said.out, said.err) == (2, "", "Lỗi: Không có gì thay đổi.\n")


def test_a_fault_of_the_program_is_confessed_and_written_down(installation, breaking):
    said = run(installation, "hong", whole=breaking(ZeroDivisionError("bí mật")))
    log = installation.settings.home / LOG_NAME
    assert said.code == 3
    assert str(log) in said.err
    assert "Traceback" not in said.err
    assert "ZeroDivisionError" not in said.err
    written = log.read_text(encoding="utf-8")
    assert written.startswith("2026-11-23T04:00:00Z qms ")
    assert "ZeroDivisionError: bí mật" in written
    run(installation, "hong", whole=breaking(KeyError("lần hai")))
    assert log.read_text(encoding="utf-8").startswith(written)


def test_an_interruption_ends_with_130(installation, breaking):
    said = run(installation, "hong", whole=breaking(KeyboardInterrupt()))
    assert (said.code, said.err) == (130, "\nĐã dừng theo yêu cầu.\n")


def test_a_reader_that_has_gone_is_no_fault(installation, breaking):
    said = run(installation, "hong", whole=breaking(BrokenPipeError(errno.EPIPE, "x")))
    assert (said.code, said.err) == (1, "")
    assert not (installation.settings.home / LOG_NAME).exists()


def database_error(code):
    original = sqlite3.OperationalError("english words of the driver")
    original.sqlite_errorcode = code
    return OperationalError("UPDATE x", {}, original)


class ServerError(Exception):
    def __init__(self, sqlstate):
        super().__init__("english words of the server")
        self.sqlstate = sqlstate


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (database_error(5), "chương trình khác ghi"),
        (database_error(5 | 2 << 8), "chương trình khác ghi"),
        (database_error(8), "chỉ cho phép đọc"),
        (database_error(13), "Ổ đĩa đã đầy"),
        (database_error(14), "Không mở được tệp cơ sở dữ liệu"),
        (database_error(11), "đã hỏng"),
        (OperationalError("SELECT", {}, ServerError("53100")), "đã đầy"),
        (OperationalError("SELECT", {}, ServerError("25006")), "chỉ cho phép đọc"),
        (OperationalError("SELECT", {}, ServerError("28P01")), "từ chối tên hoặc mật khẩu"),
        (OperationalError("SELECT", {}, ServerError("57P01")), "Không kết nối được"),
        (OperationalError(None, None, ServerError(None)), "Không kết nối được"),
        (OSError(errno.ENOSPC, "No space left"), "Ổ đĩa đã đầy"),
        (PermissionError(errno.EACCES, "Permission denied", "/x/y"), "Không có quyền với /x/y"),
        (ModuleNotFoundError("No module named 'psycopg'", name="psycopg"), 'pip install "qms[postgres]"'),
    ],
)
def test_what_breaks_outside_the_program_is_a_sentence(installation, breaking, error, said):
    refused = run(installation, "hong", whole=breaking(error))
    assert refused.code == 2
    assert said in refused.err
    assert "english" not in refused.err
    assert not (installation.settings.home / LOG_NAME).exists()


@pytest.mark.parametrize(
    "error", [database_error(1), OperationalError("SELECT", {}, ServerError("42601")), OSError(errno.EIO, "x"), ImportError("x")]
)
def test_what_nobody_outside_can_mend_is_a_fault_of_the_program(error):
    assert explain(error) is None


# Starting


def qms(*arguments, **environment):
    """The real command in a process of its own."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "QMS_", "PYTHON"))}
    return subprocess.run(
        [sys.executable, "-c", "from qms.cli import main; main()", *arguments],
        env=clean | environment,
        capture_output=True,
        timeout=60,
        check=False,
    )


def test_a_first_command_creates_the_database_in_a_home_of_ones_own(tmp_path):
    home = tmp_path / "nhà"
    done = qms("policy", "list", "--format", "csv", QMS_HOME=str(home), LC_ALL="C", PYTHONCOERCECLOCALE="0", PYTHONUTF8="0")
    assert (done.returncode, done.stderr) == (0, b"")
    assert "thông lệ của tỉnh" in done.stdout.decode("utf-8")
    assert (home / "qms.sqlite3").is_file()
    assert home.stat().st_mode & 0o077 == 0
    again = qms("migrate", QMS_HOME=str(home))
    assert again.stdout.decode() == "Cơ sở dữ liệu đã ở phiên bản mới nhất.\n"


def test_migrating_tells_what_it_did(tmp_path):
    done = qms("migrate", "--lang", "en", QMS_HOME=str(tmp_path / "home"))
    assert done.stdout.decode().splitlines() == [
        "The database was created.",
        "The shipped editions of ISO 9001, framework model and parameters were loaded.",
    ]


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"QMS_DATABASE_URL": "mysql://x"}, "không nhận “mysql”"),
        ({"QMS_DATABASE_URL": "postgresql://an:secret@127.0.0.1:1/qms"}, "Không kết nối được tới máy chủ cơ sở dữ liệu"),
        ({"QMS_DATABASE_URL": f"sqlite:///{os.devnull}/x/qms.sqlite3"}, "Không mở được tệp cơ sở dữ liệu"),
        ({"QMS_DATABASE_URL": f"sqlite:///{__file__}"}, "không phải là cơ sở dữ liệu SQLite"),
    ],
)
def test_a_database_that_cannot_be_used_is_said_in_a_sentence(tmp_path, environment, said):
    done = qms("policy", QMS_HOME=str(tmp_path), **environment)
    assert done.returncode == 2
    assert done.stdout == b""
    assert said in done.stderr.decode()
    assert b"secret" not in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_database_of_a_newer_program_is_not_touched(tmp_path):
    assert qms("migrate", QMS_HOME=str(tmp_path)).returncode == 0
    with closing(sqlite3.connect(tmp_path / "qms.sqlite3")) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    for asked in ("policy", "migrate"):
        done = qms(asked, QMS_HOME=str(tmp_path))
        assert done.returncode == 2
        assert "phiên bản mới hơn" in done.stderr.decode()


def test_a_database_of_an_older_program_waits_for_migrate(installation, monkeypatch):
    monkeypatch.setattr(schema, "revisions", lambda: (*revisions, "9999"))
    with pytest.raises(UserError, match="qms migrate"):
        prepare(installation, installation.database)


def test_the_version_is_told():
    assert re.fullmatch(r"qms \d+\.\d+\.\d+\n", run(None, "--version").out)


def test_dates_may_be_given_by_the_program_itself():
    assert DATE.convert(date(2015, 1, 1), None, None) == date(2015, 1, 1)


def test_a_single_command_refuses_in_a_sentence_too():
    @command("thu", help="Thử")
    def refuse():
        raise UserError(Phrase(gettext("Không có gì thay đổi.")))

    result = CliRunner().invoke(refuse, [])
    assert (result.exit_code, "Không có gì thay đổi." in result.stderr) == (2, True)
