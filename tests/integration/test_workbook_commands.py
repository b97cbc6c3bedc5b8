"""``qms import``, ``export`` and ``template``: what they print, and their exit codes."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from qms.app import sheets
from qms.exchange.commands import workbook_commands
from qms.installation import Installation
from tests.factories.registry_rows import agency, full_registry, procedure, review
from tests.factories.workbook import workbook


class Line:
    """The three commands on one installation."""

    def __init__(self, installation: Installation) -> None:
        self.installation = installation
        self.commands = {command.name: command for command in workbook_commands(sheets)}

    def __call__(self, name: str, *arguments: object) -> Result:
        return CliRunner().invoke(self.commands[name], list(map(str, arguments)), obj=self.installation)


@pytest.fixture
def line(installation: Installation) -> Line:
    return Line(installation)


@pytest.fixture
def full(tmp_path: Path) -> Path:
    return workbook(tmp_path / "full.xlsx", full_registry())


def test_import(line: Line, full: Path) -> None:
    dry = line("import", full, "--dry-run")
    assert dry.exit_code == 0
    assert "chưa ghi gì" in dry.output
    first = line("import", full)
    assert first.exit_code == 0
    assert "Đã ghi 22 thay đổi" in first.output
    assert "Không có gì thay đổi" in line("import", full).output


def test_json_has_exactly_the_stated_shape(line: Line, full: Path) -> None:
    told = json.loads(line("import", full, "--format", "json").stdout)
    assert list(told) == [
        "stored", "created", "changed", "unchanged", "withdrawn", "faults", "warnings", "ignored_columns", "ignored_sheets",
    ]  # fmt: skip
    assert told["stored"] is True
    assert told["created"]["Cơ quan"] == 3
    assert json.loads(line("import", full, "--format", "json", "--dry-run").stdout)["stored"] is False


def test_faults_in_json(line: Line, tmp_path: Path) -> None:
    rows = {"TTHC": [{"STT": 1, **procedure(1.00005)}, procedure("a", Tên=None)], "Lạ": [{"a": 1}]}
    answer = line("import", workbook(tmp_path / "f.xlsx", rows), "--format", "json")
    assert answer.exit_code == 1
    told = json.loads(answer.stdout)
    assert told["stored"] is False
    assert told["created"] == {"TTHC": 0}
    places = [(fault["sheet"], fault["row"], fault["column"], fault["value"]) for fault in told["faults"]]
    assert places == [("TTHC", 2, "Mã TTHC", "1.00005"), ("TTHC", 3, "Tên", None)]
    assert set(told["faults"][0]) == {"sheet", "row", "column", "value", "message"}
    assert told["ignored_columns"] == [{"sheet": "TTHC", "column": "STT"}]
    assert told["ignored_sheets"] == ["Lạ"]


def test_text_shows_the_first_fifty_faults(line: Line, tmp_path: Path) -> None:
    rows = [procedure(f"{number}", **{"Từ ngày": "hôm qua"}) for number in range(60)]
    answer = line("import", workbook(tmp_path / "f.xlsx", {"TTHC": rows}))
    assert answer.exit_code == 1
    assert answer.output.count("cột “Từ ngày”") == 50
    assert "10 dòng nữa" in answer.output
    assert "Có 60 lỗi" in answer.output


def test_warnings_are_shown(line: Line, tmp_path: Path) -> None:
    answer = line("import", workbook(tmp_path / "f.xlsx", {"Cơ quan": [agency()], "Xem xét": [review("1/1/2000")]}))
    assert answer.exit_code == 0
    assert "Cảnh báo" in answer.output
    assert "Ngày họp" in answer.output


def test_unreadable_file(line: Line, tmp_path: Path) -> None:
    (tmp_path / "f.xlsx").write_text("không phải Excel")
    for name in ("f.xlsx", "missing.xlsx", "."):
        answer = line("import", tmp_path / name)
        assert answer.exit_code == 2
        assert answer.exception is None or isinstance(answer.exception, SystemExit)


def test_export_and_import_again(line: Line, full: Path, tmp_path: Path) -> None:
    line("import", full)
    answer = line("export", tmp_path / "out.xlsx")
    assert answer.exit_code == 0
    assert "22 dòng" in answer.output
    assert "Không có gì thay đổi" in line("import", tmp_path / "out.xlsx").output
    assert "Đã ghi 4 dòng" in line("export", tmp_path / "out.xlsx", "--as-of", "1/1/2011").output
    assert line("export", tmp_path / "out.xlsx", "--as-of", "31/2/2011").exit_code == 2


def test_template(line: Line, tmp_path: Path) -> None:
    assert line("template", tmp_path / "mẫu.xlsx").exit_code == 0
    assert "Không có gì thay đổi" in line("import", tmp_path / "mẫu.xlsx").output


def test_progress_of_a_long_import_does_not_disturb_json(line: Line, full: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qms.exchange.commands.LONG", 0)
    answer = line("import", full, "--dry-run")
    assert "Đang đọc" in answer.stderr
    assert "Đang đọc" not in answer.stdout
    assert line("import", full, "--format", "json").stderr == ""
