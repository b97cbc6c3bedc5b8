"""Running the command line as a person would, within the test's own installation."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from click.testing import CliRunner

from qms.cli import Program, program
from qms.installation import Installation


@dataclass(frozen=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


def run(
    installation: Installation | None, *arguments: object, env: Mapping[str, str | None] | None = None, whole: Program = program
) -> Said:
    """Run ``qms ARGUMENTS``; an exception that the command line should have caught fails the test."""
    silence = {"LANG": None, "LC_ALL": None, "LC_MESSAGES": None, "LANGUAGE": None, "COLUMNS": "100"}
    result = CliRunner(env=silence | dict(env or {})).invoke(
        whole, [str(each) for each in arguments], obj=installation, prog_name="qms"
    )
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        pytest.fail(f"{result.exception!r} reached the user")
    return Said(result.exit_code, result.stdout, result.stderr)
