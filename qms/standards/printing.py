"""How the commands of this folder say what an import did or found wrong."""

import click

from qms.language import Phrase, gettext, mark, pgettext, pmark
from qms.standards.merging import Outcome
from qms.standards.tables import Fault, FaultyFiles
from qms.terminal import print_table

FAULTS_SHOWN = 50
NOUNS = {
    "edition": pmark("many", "Phiên bản"),
    "clause": pmark("many", "Điều khoản"),
    "correspondence": mark("Đối chiếu điều khoản"),
    "slot": pmark("many", "Mục khung"),
    "policy": pmark("many", "Tham số"),
}


def print_outcome(outcome: Outcome) -> None:
    """Counts by noun; a single sentence when nothing changed."""
    if not outcome.changes:
        click.echo(gettext("Không có gì thay đổi."))
        return
    headers = ["", gettext("Ghi mới"), pgettext("done", "Sửa"), gettext("Giữ nguyên"), pgettext("done", "Rút")]
    kinds = [outcome.created, outcome.changed, outcome.unchanged, outcome.withdrawn]
    nouns = [noun for noun in NOUNS if any(counts[noun] for counts in kinds)]
    print_table(headers, [[gettext(NOUNS[noun]), *(counts[noun] for counts in kinds)] for noun in nouns])


def print_faults(error: FaultyFiles) -> None:
    """The first faults on standard error, and how many more there are."""
    for fault in error.faults[:FAULTS_SHOWN]:
        click.echo(str(_place(fault)), err=True)
    more = len(error.faults) - FAULTS_SHOWN
    if more > 0:
        click.echo(str(Phrase(mark("… và {count} lỗi khác."), count=more)), err=True)
    click.echo(str(error), err=True)


def _place(fault: Fault) -> Phrase:
    if not fault.column:
        return Phrase(mark("{file}, dòng {line}: {message}"), file=fault.file, line=fault.line, message=fault.message)
    sentence = mark("{file}, dòng {line}, cột {column}: {message}")
    return Phrase(sentence, file=fault.file, line=fault.line, column=fault.column, message=fault.message)
