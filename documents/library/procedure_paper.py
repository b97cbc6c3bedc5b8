"""A written procedure as blocks of a printed document, its sections numbered in their order."""

from collections.abc import Iterator

from documents.library.procedure_text import KeptRecord, ProcedureText, Step
from qms.language import gettext
from qms.rendering.official import Block, Heading, Text
from qms.rendering.table import NOTHING, Cell, Column, Kind, Table


def blocks(procedure: ProcedureText) -> list[Block]:
    """Every section that says something, with its number; sections without words are left out."""
    filled = enumerate(procedure.filled(), 1)
    return [block for number, (name, title) in filled for block in _section(procedure, number, name, title)]


def _section(procedure: ProcedureText, number: int, name: str, title: str) -> Iterator[Block]:
    said = gettext(title)
    yield Heading(f"{number}. {said}")
    section = getattr(procedure, name)
    if isinstance(section, str):
        yield from (Text(line) for line in section.split("\n") if line)
    elif name == "steps":
        yield _steps(procedure.steps)
    elif name == "records":
        yield _records(procedure.records)
    else:
        yield from (Text(f"- {line}") for line in section)


def _steps(steps: tuple[Step, ...]) -> Table:
    columns = [
        Column(gettext("Bước"), Kind.NUMBER),
        Column(gettext("Nội dung công việc"), weight=4),
        Column(gettext("Trách nhiệm"), weight=1.5),
        Column(gettext("Thời gian"), weight=1),
        Column(gettext("Biểu mẫu, kết quả"), weight=1.5),
    ]
    rows: list[list[Cell]] = [
        [number, step.what, step.who or NOTHING, step.time or NOTHING, step.result or NOTHING]
        for number, step in enumerate(steps, 1)
    ]
    return Table("", columns, rows)


def _records(records: tuple[KeptRecord, ...]) -> Table:
    columns = [
        Column(gettext("TT"), Kind.NUMBER),
        Column(gettext("Tên hồ sơ"), weight=3),
        Column(gettext("Trách nhiệm lưu"), weight=1.5),
        Column(gettext("Thời hạn lưu"), weight=1),
    ]
    rows: list[list[Cell]] = [
        [number, record.name, record.keeper or NOTHING, record.retention or NOTHING] for number, record in enumerate(records, 1)
    ]
    return Table("", columns, rows)
