"""``qms standard``: the editions of the standard, their clauses and framework slots."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from qms.commandline import argument, format_option, group, option
from qms.installation import Installation
from qms.language import Bilingual, Phrase, gettext, mark, pgettext
from qms.standards import queries
from qms.standards.parameters import ParameterError, read_edition
from qms.standards.printing import print_faults, print_outcome
from qms.standards.queries import Library
from qms.standards.tables import FaultyFiles, Table, UnreadableFile, read_text
from qms.standards.use_cases import import_standard, kind_of, recognise
from qms.terminal import print_json, print_table

_CLAUSE_FIELDS = ("number", "title_vi", "title_en", "maintain_document", "retain_record", "asked_at", "typical_exclusion")
_SLOT_FIELDS = ("slot", "title_vi", "title_en", "clauses", "agency_kinds")
_PAIR_FIELDS = ("old_edition", "old_number", "new_edition", "new_number")


@group(
    "standard",
    invoke_without_command=True,
    help=mark("Xem và nhập các phiên bản ISO 9001: điều khoản, đối chiếu, mô hình khung."),
)
@click.pass_context
def standard(ctx: click.Context) -> None:
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_standard)


@standard.command("list", help=mark("Liệt kê các phiên bản; với --edition là điều khoản và mô hình khung của một phiên bản."))
@option("--edition", metavar=mark("NĂM"), help=mark("Chỉ một phiên bản, ví dụ 2015."))
@format_option("table", "json")
@click.pass_obj
def list_standard(installation: Installation, edition: str | None = None, form: str = "table") -> None:
    with installation.database.reading() as session:
        library = queries.library(session)
    if edition is not None:
        library = library.only(_known_edition(edition, library))
    if form == "json":
        print_json(_library_data(library))
        return
    _print_editions(library)
    if edition is not None:
        _print_contents(library)


@standard.command(
    "import", help=mark("Nhập editions.csv, clauses-NĂM.csv, clauses-NĂM-to-NĂM.csv, framework.csv: một thư mục hoặc từng tệp.")
)
@argument(
    "paths",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path),
    metavar=mark("ĐƯỜNG_DẪN..."),
    help=mark("Thư mục hoặc các tệp CSV."),
)
@click.pass_context
def import_standard_files(ctx: click.Context, paths: Sequence[Path]) -> None:
    installation: Installation = ctx.obj
    tables = [table for path in paths for table in _standard_tables(path)]
    try:
        with installation.database.writing() as session:
            outcome = import_standard(session, installation.actor, installation.clock.now(), tables)
    except FaultyFiles as error:
        print_faults(error)
        ctx.exit(1)
    print_outcome(outcome)


def _known_edition(text: str, library: Library) -> str:
    try:
        return read_edition(text, [edition.year for edition in library.editions])
    except ParameterError as error:
        raise click.ClickException(str(error)) from error


def _library_data(library: Library) -> dict[str, Any]:
    editions = [
        {
            "edition": edition.year,
            **_fields(edition, "title", "national_standard", "published_on", "verified", "note"),
            "clauses": [_fields(row, *_CLAUSE_FIELDS) for row in library.clauses if row.edition == edition.year],
            "slots": [_fields(row, *_SLOT_FIELDS) for row in library.slots if row.edition == edition.year],
        }
        for edition in library.editions
    ]
    return {"editions": editions, "correspondences": [_fields(pair, *_PAIR_FIELDS) for pair in library.correspondences]}


def _fields(row: object, *names: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _print_editions(library: Library) -> None:
    headers = [
        gettext("Phiên bản"),
        gettext("TCVN"),
        gettext("Ban hành"),
        pgettext("many", "Điều khoản"),
        pgettext("many", "Mục khung"),
        gettext("Ghi chú"),
    ]
    clauses = Counter(row.edition for row in library.clauses)
    slots = Counter(row.edition for row in library.slots)
    print_table(
        headers,
        [
            [row.title, row.national_standard, row.published_on, clauses[row.year], slots[row.year], queries.shown(row.note)]
            for row in library.editions
        ],
    )


def _print_contents(library: Library) -> None:
    click.echo()
    titles = [[row.number, Bilingual(row.title_vi or "", row.title_en or "")] for row in library.clauses]
    print_table([gettext("Điều khoản"), gettext("Tên")], titles)
    click.echo()
    slots = [[row.slot, Bilingual(row.title_vi, row.title_en), row.clauses, row.agency_kinds] for row in library.slots]
    print_table([gettext("Mục khung"), gettext("Tên"), pgettext("many", "Điều khoản"), gettext("Loại cơ quan")], slots)


def _standard_tables(path: Path) -> list[Table]:
    """The tables of a folder's CSV files, leaving out those that are not of the standard; of a single file its table."""
    if path.is_dir():
        found = [recognise(file.name, read_text(file)) for file in sorted(path.glob("*.csv"))]
    else:
        found = [recognise(path.name, read_text(path))]
    tables = [table for table in found if table is not None and kind_of(table.columns) != "policy"]
    if not tables:
        raise UnreadableFile(
            Phrase(
                mark("{path} không có phiên bản, điều khoản, đối chiếu hay mục khung nào với dòng tiêu đề đúng."), path=str(path)
            )
        )
    return tables
