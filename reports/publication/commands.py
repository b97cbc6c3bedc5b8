"""``qms status``, ``qms timeline`` and ``qms compare``: the engine at the command line."""

from collections.abc import Sequence
from datetime import date

import click

from qms.clock import today
from qms.commandline import DATE, argument, command, format_option, option
from qms.installation import Installation
from qms.language import Phrase, UserError, gettext, mark
from qms.terminal import print_csv, print_json, print_table
from qms.text import fold_key
from reports.publication.engine import Registry
from reports.publication.moves import Move, compare
from reports.publication.queries import load_registry
from reports.publication.serial import board_json, moves_json, timeline_json
from reports.publication.standing import Standing
from reports.publication.totals import Measure, Ratio, Total, total, totals_by_group
from reports.publication.vocabulary import Status

NOWHERE = "–"
CSV_COLUMNS = (
    "key", "name", "tier", "kind", "obligation", "status", "edition", "built", "applied", "declared", "maintained",
    "procedures_covered", "procedures", "override", "changes_on", "changes_to", "next_action",
)  # fmt: skip


@command("status", help=mark("Trạng thái công bố ISO của các cơ quan tại một ngày, kèm việc cần làm tiếp."))
@option("--as-of", "day", type=DATE, help=mark("Ngày xem số liệu (yyyy-mm-dd hoặc d/m/yyyy); mặc định là hôm nay."))
@option("--agency", "key", metavar=mark("MÃ"), help=mark("Chỉ xem cơ quan có mã này."))
@option("--explain", is_flag=True, help=mark("Nêu từng điều kiện, kết quả và lý do."))
@format_option("table", "csv", "json")
@click.pass_obj
def status_command(installation: Installation, day: date | None, key: str | None, explain: bool, form: str) -> None:
    day = day or today(installation.clock)
    registry = _load(installation, key)
    standings = registry.board(day)
    if form == "json":
        print_json(board_json(day, standings, explain))
    elif form == "csv":
        print_csv(CSV_COLUMNS, (_csv_row(standing) for standing in standings))
    else:
        print_board(day, standings, explain)


@command("timeline", help=mark("Các khoảng thời gian trạng thái của một cơ quan không đổi."))
@argument("key", metavar=mark("MÃ"), help=mark("Mã cơ quan."))
@option("--from", "start", type=DATE, help=mark("Từ ngày này; mặc định là ngày cơ quan bắt đầu."))
@option("--to", "end", type=DATE, help=mark("Đến trước ngày này; mặc định là đến thay đổi cuối cùng thấy được."))
@format_option("table", "json")
@click.pass_obj
def timeline_command(installation: Installation, key: str, start: date | None, end: date | None, form: str) -> None:
    registry = _load(installation, key)
    known = next(iter(registry.agencies))
    if end is not None and (start or _first_day(registry, known)) >= end:
        raise UserError(
            Phrase(
                mark("Ngày --to phải sau ngày --from: {end} không sau {start}."),
                end=end,
                start=start or _first_day(registry, known),
            )
        )
    intervals = registry.timeline(known, start, end)
    if form == "json":
        print_json(timeline_json(known, intervals))
        return
    headers = [gettext("Từ ngày"), gettext("Đến trước ngày"), gettext("Trạng thái")]
    print_table(headers, [(begins, ends or NOWHERE, _label(status)) for begins, ends, status in intervals])


@command("compare", help=mark("Cơ quan nào đổi trạng thái giữa hai ngày, và do sự việc nào."))
@argument("first", metavar=mark("NGÀY_ĐẦU"), help=mark("Ngày thứ nhất."), type=DATE)
@argument("second", metavar=mark("NGÀY_SAU"), help=mark("Ngày thứ hai."), type=DATE)
@format_option("table", "json")
@click.pass_obj
def compare_command(installation: Installation, first: date, second: date, form: str) -> None:
    moves = compare(_load(installation, None), first, second)
    if form == "json":
        print_json(moves_json(first, second, moves))
        return
    if not moves:
        click.echo(Phrase(mark("Không cơ quan nào đổi trạng thái từ {first} đến {second}."), first=first, second=second))
        return
    headers = [gettext("Cơ quan"), gettext("Trước"), gettext("Sau"), gettext("Từ ngày"), gettext("Do sự việc")]
    print_table(headers, [(move.name, _label(move.before), _label(move.after), move.on, _facts(move)) for move in moves])


COMMANDS = (status_command, timeline_command, compare_command)


def print_board(day: date, standings: Sequence[Standing], explain: bool = False) -> None:
    """Print the board of a day: every agency with its status, then the totals by status and by group."""
    click.echo(Phrase(mark("Trạng thái công bố ISO tại ngày {day}"), day=day))
    click.echo()
    if not standings:
        click.echo(gettext("Không có cơ quan nào tại ngày này."))
        return
    headers = [
        gettext("Mã"),
        gettext("Cơ quan"),
        gettext("Trạng thái"),
        gettext("Ngày đổi trạng thái"),
        gettext("Việc cần làm tiếp"),
    ]
    print_table(headers, [_board_row(standing) for standing in standings])
    if explain:
        for standing in standings:
            _print_explanation(standing)
    click.echo()
    _print_totals(standings)


def _load(installation: Installation, key: str | None) -> Registry:
    """All agencies, or the one with the key; an unknown key ends the command with exit code 1."""
    with installation.database.reading() as session:
        registry = load_registry(session, None if key is None else [key])
    if key is not None and not registry.agencies:
        click.echo(
            Phrase(mark("Không có cơ quan nào mang mã “{key}”. Lệnh qms status liệt kê các mã."), key=fold_key(key)), err=True
        )
        raise SystemExit(1)
    return registry


def _first_day(registry: Registry, key: str) -> date:
    return min(part.valid_from for part in registry.agencies[key].slices)


def _label(status: Status | None) -> str:
    return status.label if status else gettext("(không tồn tại)")


def _facts(move: Move) -> str:
    return "; ".join(str(fact).removesuffix(".") for fact in move.facts)


def _board_row(standing: Standing) -> tuple[object, ...]:
    return standing.key, standing.name, standing.status_words, standing.changes_on or NOWHERE, standing.next_action or NOWHERE


def _print_explanation(standing: Standing) -> None:
    click.echo(f"\n{standing.name} ({standing.key}) – {standing.status.label}")
    headers = [gettext("Điều kiện"), gettext("Kết quả"), gettext("Lý do"), gettext("Ngày đổi kết quả"), gettext("Căn cứ")]
    rows = []
    for gate in standing.gates():
        source = gate.source if gate.source_verified else Phrase(mark("{source} (chưa kiểm chứng)"), source=gate.source)
        rows.append((gate.name.label, gate.outcome.label, " ".join(map(str, gate.reasons)), gate.turns_on or NOWHERE, source))
    print_table(headers, rows)


def _print_totals(standings: Sequence[Standing]) -> None:
    whole = total(standings)
    counts = whole.statuses
    print_table([gettext("Trạng thái"), gettext("Số cơ quan")], [(status.label, counts[status]) for status in Status])
    click.echo()
    headers = [
        gettext("Nhóm"),
        gettext("Số cơ quan"),
        gettext("Mẫu số"),
        *(measure.label for measure in Measure),
        gettext("TTHC có quy trình"),
    ]
    groups = [*totals_by_group(standings), whole]
    print_table(headers, [_total_row(one) for one in groups])
    if whole.left_out:
        click.echo("\n" + gettext("Không tính vào mẫu số:"))
        for left in whole.left_out:
            click.echo(f"  {left.standing.name}: {left.reason}")


def _total_row(one: Total) -> tuple[object, ...]:
    label = one.group.label if one.group else gettext("Tổng cộng")
    return label, len(one.bodies), len(one.counted), *(_share(one.measure(measure)) for measure in Measure), _share(one.coverage)


def _share(ratio: Ratio) -> str:
    return NOWHERE if ratio.percent is None else f"{ratio.part}/{ratio.whole}"


def _csv_row(standing: Standing) -> tuple[object, ...]:
    part, measures = standing.slice, standing.measures
    flags = (int(flag) for flag in (measures.built, measures.applied, measures.declared, measures.maintained))
    return (
        standing.key, part.name, part.tier, part.kind, part.obligation, standing.status, standing.edition, *flags,
        measures.procedures_covered, measures.procedures, standing.override and standing.override.kind,
        standing.changes_on, standing.changes_to, standing.next_action,
    )  # fmt: skip
