"""The reports there are, by the name under which a person asks for them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple, Protocol

from qms.language import Phrase, UserError, mark
from qms.rendering.table import Table
from reports.publication.engine import Registry
from reports.registers import publication


class Report(Protocol):
    """A report of one day: as files, and as the tables that its page shows."""

    @property
    def title(self) -> str: ...

    def pdf(self) -> bytes: ...

    def xlsx(self) -> bytes: ...

    def overview(self) -> Sequence[Table]: ...


class Named(NamedTuple):
    title: str
    make: Callable[[Registry, date], Report]


REPORTS: Mapping[str, Named] = {publication.NAME: Named(publication.TITLE, publication.PublicationReport)}


FORMS: Mapping[str, Callable[[Report], bytes]] = {".pdf": lambda report: report.pdf(), ".xlsx": lambda report: report.xlsx()}


def render(name: str, registry: Registry, day: date, form: str) -> bytes:
    """The report as ``.pdf`` or ``.xlsx``; raises UserError for a name or form that there is not."""
    if name not in REPORTS:
        raise UserError(Phrase(mark("Không có báo cáo “{name}”. Có: {names}."), name=name, names=list(REPORTS)))
    if form.lower() not in FORMS:
        raise UserError(Phrase(mark("Tên tệp phải kết thúc bằng {forms}, không phải “{form}”."), forms=list(FORMS), form=form))
    return FORMS[form.lower()](REPORTS[name].make(registry, day))


def write_report(name: str, registry: Registry, day: date, target: Path) -> None:
    """Render by the ending of ``target`` and put the file in place whole; raises UserError when that cannot be."""
    content = render(name, registry, day, target.suffix)
    unfinished = target.with_name(f".{target.name}.part")
    try:
        unfinished.write_bytes(content)
        unfinished.replace(target)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise UserError(
            Phrase(mark("Không ghi được tệp {path}: {reason}"), path=str(target), reason=error.strerror or str(error))
        ) from error
