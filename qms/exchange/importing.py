"""Import of a register workbook: everything or nothing, and every fault at once."""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from qms.clock import CIVIL_TIME
from qms.exchange.applying import store
from qms.exchange.checking import FinalState, check, warnings
from qms.exchange.comparing import Comparison, compare
from qms.exchange.faults import Fault
from qms.exchange.notes import FAULTS_SHEET, NOTES_SHEET
from qms.exchange.parsing import Parsed, parse
from qms.exchange.reading import RawSheet, read_workbook
from qms.exchange.registry import Registry
from qms.exchange.sheet import Sheet
from qms.exchange.standards import Standards, load_standards
from qms.language import Phrase, mark
from qms.text import fold_name
from qms.trail.entries import Actor
from qms.trail.models import TrailHead

Progress = Callable[[Phrase], None]
_WRITING = mark("Đang ghi {count} thay đổi …")


@dataclass
class ImportResult:
    """``created`` and so on count facts by sheet, for every sheet found in the file; all are 0 when there are faults.

    On a dry run they say what would be done, and ``stored`` is False. ``comparisons`` hold the facts themselves.
    """

    stored: bool = False
    created: dict[str, int] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)
    unchanged: dict[str, int] = field(default_factory=dict)
    withdrawn: dict[str, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)
    ignored_columns: list[tuple[str, str]] = field(default_factory=list)
    ignored_sheets: list[str] = field(default_factory=list)
    comparisons: list[Comparison] = field(default_factory=list, repr=False)


def import_workbook(
    session: Session,
    source: Path,
    *,
    actor: Actor,
    moment: datetime,
    sheets: Sequence[Sheet],
    reason: str | None = None,
    dry_run: bool = False,
    progress: Progress = lambda step: None,
) -> ImportResult:
    """Bring the facts of a workbook into the registry, in the session's transaction.

    ``sheets`` are all sheets there are, a sheet after those that it refers to; ``reason`` goes to the trail. With
    faults, or on a dry run, nothing is written. Raises UnreadableWorkbook when the file is no workbook within the limits.
    """
    with _uncollected():
        return _import(session, source, actor, moment, sheets, reason, dry_run, progress)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Millions of values and no cycle among them: to look for cycles again and again would take a third of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _import(
    session: Session,
    source: Path,
    actor: Actor,
    moment: datetime,
    sheets: Sequence[Sheet],
    reason: str | None,
    dry_run: bool,
    progress: Progress,
) -> ImportResult:
    progress(Phrase(mark("Đang đọc {name} …"), name=source.name))
    raw_sheets = read_workbook(source)
    if not dry_run:  # imports queue: each compares with what the one before it left
        session.execute(select(TrailHead.number).with_for_update())
    result = ImportResult()
    standards = load_standards(session)
    parsed = _parse(raw_sheets, sheets, standards, result, progress)
    progress(Phrase(mark("Đang đối chiếu với sổ đăng ký …")))
    registry = Registry(session, sheets)
    day = moment.astimezone(CIVIL_TIME).date()
    comparisons = [compare(one, registry.stored(one.sheet), day) for one in parsed]
    state = FinalState(registry, comparisons, standards)
    check(state)
    result.faults += [fault for one in parsed for fault in sorted(one.faults, key=lambda fault: fault.row or 0)]
    result.warnings = warnings(state)
    result.comparisons = comparisons
    _count(result, comparisons)
    if not result.faults and not dry_run:
        store(session, registry, comparisons, actor, moment, reason, lambda count: progress(Phrase(_WRITING, count=count)))
        result.stored = True
    return result


def _parse(
    raw_sheets: list[RawSheet], sheets: Sequence[Sheet], standards: Standards, result: ImportResult, progress: Progress
) -> list[Parsed]:
    """The sheets of the file that hold facts, in the order of ``sheets``."""
    named: dict[str, list[RawSheet]] = {}
    for raw in raw_sheets:
        named.setdefault(fold_name(raw.name), []).append(raw)
    parsed = []
    for sheet in sheets:
        if sheet.given:
            continue
        found = named.pop(fold_name(sheet.name), [])
        if len(found) > 1:
            message = Phrase(
                mark("Có {count} trang tính cùng tên “{sheet}”; hãy gộp thành một."), count=len(found), sheet=sheet.name
            )
            unread = Parsed(sheet, (), [], [], [()] * len(sheet.columns), lost=True)
            unread.faults.append(Fault(sheet.name, None, None, None, message))
            parsed.append(unread)
        elif found:
            progress(Phrase(mark("Đang đọc trang tính “{sheet}”, {rows} dòng …"), sheet=sheet.name, rows=len(found[0].rows)))
            one, ignored = parse(found[0], sheet, standards)
            parsed.append(one)
            result.ignored_columns += [(sheet.name, header) for header in ignored]
    for name in (NOTES_SHEET, FAULTS_SHEET):
        named.pop(fold_name(name), None)
    ignored_names = {id(raw) for unknown in named.values() for raw in unknown}
    result.ignored_sheets = [raw.name for raw in raw_sheets if id(raw) in ignored_names]
    return parsed


def _count(result: ImportResult, comparisons: list[Comparison]) -> None:
    refused = bool(result.faults)
    for comparison in comparisons:
        name = comparison.sheet.name
        result.created[name] = 0 if refused else len(comparison.created)
        result.changed[name] = 0 if refused else len(comparison.changed)
        result.unchanged[name] = 0 if refused else comparison.unchanged
        result.withdrawn[name] = 0 if refused else len(comparison.leaving)
