"""A procedure written in the system, in the fixed shape of a TTHC procedure.

The order of the sections is that of the procedures in use (mục đích, phạm vi … hồ sơ lưu). The canonical JSON of a text is
what is stored, hashed and signed: the same text has the same bytes.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from typing import Any

from qms.language import Phrase, UserError, mark


@dataclass(frozen=True)
class Step:
    """One step of the handling: what is done, by whom, in which time, and what form or result comes of it."""

    what: str
    who: str = ""
    time: str = ""
    result: str = ""


@dataclass(frozen=True)
class KeptRecord:
    """A record that the procedure leaves, who keeps it and for how long."""

    name: str
    keeper: str = ""
    retention: str = ""


@dataclass(frozen=True)
class ProcedureText:
    """Every section is text of one or more lines; lists have one entry a line."""

    purpose: str = ""
    scope: str = ""
    references: tuple[str, ...] = ()
    definitions: tuple[str, ...] = ()
    legal_basis: tuple[str, ...] = ()
    dossier: tuple[str, ...] = ()
    copies: str = ""
    time_limit: str = ""
    subjects: str = ""
    place: str = ""
    fees: str = ""
    conditions: str = ""
    steps: tuple[Step, ...] = ()
    forms: tuple[str, ...] = ()
    records: tuple[KeptRecord, ...] = ()

    def canonical(self) -> str:
        """The one JSON text of this procedure, with every section, in the order of the sections."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def parse(cls, text: str) -> "ProcedureText":
        """What :meth:`canonical` wrote; raise ValueError for anything else."""
        found = json.loads(text)
        if not isinstance(found, dict) or set(found) != {field.name for field in fields(cls)}:
            raise ValueError("not a procedure text")
        lists: dict[str, Any] = {name: tuple(value) for name, value in found.items() if isinstance(value, list)}
        lists["steps"] = tuple(Step(**step) for step in found["steps"])
        lists["records"] = tuple(KeptRecord(**record) for record in found["records"])
        return cls(**{**found, **lists})

    def filled(self) -> list[tuple[str, str]]:
        """The sections that say something, each with its title; their order numbers them wherever the procedure is read."""
        return [(name, title) for name, title in SECTIONS.items() if getattr(self, name)]

    def plain_text(self) -> str:
        """The whole procedure as lines, for search and for comparing two revisions."""
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        for name, title in SECTIONS.items():
            lines = list(said(getattr(self, name)))
            if lines:
                yield title
                yield from lines


SECTIONS = {
    "purpose": mark("Mục đích"),
    "scope": mark("Phạm vi áp dụng"),
    "references": mark("Tài liệu viện dẫn"),
    "definitions": mark("Định nghĩa, chữ viết tắt"),
    "legal_basis": mark("Cơ sở pháp lý"),
    "dossier": mark("Thành phần hồ sơ"),
    "copies": mark("Số lượng hồ sơ"),
    "time_limit": mark("Thời hạn giải quyết"),
    "subjects": mark("Đối tượng và cơ quan thực hiện"),
    "place": mark("Nơi tiếp nhận và trả kết quả"),
    "fees": mark("Phí, lệ phí"),
    "conditions": mark("Yêu cầu, điều kiện"),
    "steps": mark("Trình tự xử lý công việc"),
    "forms": mark("Biểu mẫu"),
    "records": mark("Hồ sơ lưu"),
}
REQUIRED = ("purpose", "scope", "dossier", "time_limit", "steps")  # without these nobody could work by it


def check_complete(text: ProcedureText) -> None:
    """Raise UserError that names the sections without which the procedure cannot be submitted."""
    missing = [Phrase(SECTIONS[name]) for name in REQUIRED if not getattr(text, name)]
    if missing:
        raise UserError(Phrase(mark("Quy trình chưa có phần: {sections}. Hãy điền trước khi gửi soát xét."), sections=missing))


def said(section: Any) -> Iterator[str]:
    """A section as lines of plain text."""
    if isinstance(section, str):
        yield from filter(None, section.split("\n"))
        return
    for number, item in enumerate(section, 1):
        if isinstance(item, str):
            yield item
        else:
            yield f"{number}. " + " | ".join(filter(None, asdict(item).values()))
