"""What an import found and did, for people and for machines."""

from typing import Any

import click

from qms.exchange.faults import Fault
from qms.exchange.importing import ImportResult
from qms.language import Phrase, gettext, mark, pgettext
from qms.terminal import print_table

FAULTS_SHOWN = 50


def result_json(result: ImportResult) -> dict[str, Any]:
    return {
        "stored": result.stored,
        "created": result.created,
        "changed": result.changed,
        "unchanged": result.unchanged,
        "withdrawn": result.withdrawn,
        "faults": [_fault_json(fault) for fault in result.faults],
        "warnings": [_fault_json(warning) for warning in result.warnings],
        "ignored_columns": [{"sheet": sheet, "column": column} for sheet, column in result.ignored_columns],
        "ignored_sheets": result.ignored_sheets,
    }


def _fault_json(fault: Fault) -> dict[str, Any]:
    return {"sheet": fault.sheet, "row": fault.row, "column": fault.column, "value": fault.value, "message": str(fault.message)}


def print_result(result: ImportResult, dry_run: bool) -> None:
    """Counts by sheet or the faults, then warnings, then what was ignored, then the outcome in one sentence."""
    if result.faults:
        _print_some(result.faults)
    elif result.created:
        done = gettext("Ghi mới"), pgettext("done", "Sửa"), gettext("Giữ nguyên"), pgettext("done", "Rút")
        counts = (result.created, result.changed, result.unchanged, result.withdrawn)
        print_table([gettext("Trang tính"), *done], [[name, *(count[name] for count in counts)] for name in result.created])
    if result.warnings:
        click.echo(gettext("\nCảnh báo (vẫn được ghi nhận):"))
        _print_some(result.warnings)
    for sheet, column in result.ignored_columns:
        click.echo(str(Phrase(mark("Bỏ qua cột không dùng: trang tính “{sheet}”, cột “{column}”."), sheet=sheet, column=column)))
    for name in result.ignored_sheets:
        click.echo(str(Phrase(mark("Bỏ qua trang tính không dùng: “{sheet}”."), sheet=name)))
    click.echo(str(_outcome(result, dry_run)))


def _outcome(result: ImportResult, dry_run: bool) -> Phrase:
    done = sum(sum(counts.values()) for counts in (result.created, result.changed, result.withdrawn))
    if result.faults:
        return Phrase(mark("Có {count} lỗi, chưa ghi gì. Hãy sửa tệp rồi nhập lại."), count=len(result.faults))
    if not result.created:
        return Phrase(mark("Tệp không có trang tính nào của sổ đăng ký; xem tên các trang tính trong mẫu của lệnh qms template."))
    if not done:
        return Phrase(mark("Không có gì thay đổi."))
    if dry_run:
        return Phrase(mark("Chạy thử: sẽ có {count} thay đổi, chưa ghi gì."), count=done)
    return Phrase(mark("Đã ghi {count} thay đổi."), count=done)


def _print_some(faults: list[Fault]) -> None:
    for fault in faults[:FAULTS_SHOWN]:
        click.echo(str(place(fault)))
    if len(faults) > FAULTS_SHOWN:
        click.echo(str(Phrase(mark("… và {count} dòng nữa; --format json liệt kê tất cả."), count=len(faults) - FAULTS_SHOWN)))


def place(fault: Fault) -> Phrase:
    """The fault with its place and the cell's value, in one line."""
    if fault.row is None:
        return Phrase(mark("Trang tính “{sheet}”: {message}"), sheet=fault.sheet, message=fault.message)
    if fault.column is None:
        sentence = mark("Trang tính “{sheet}”, dòng {row}: {message}")
        return Phrase(sentence, sheet=fault.sheet, row=fault.row, message=fault.message)
    if fault.value is None:
        sentence = mark("Trang tính “{sheet}”, dòng {row}, cột “{column}”: {message}")
    else:
        sentence = mark("Trang tính “{sheet}”, dòng {row}, cột “{column}”, giá trị “{value}”: {message}")
    return Phrase(sentence, sheet=fault.sheet, row=fault.row, column=fault.column, value=fault.value, message=fault.message)
