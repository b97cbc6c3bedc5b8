"""Administrative procedures (TTHC) of the demonstration: a small grammar spelled out into names, codes and lives."""

import re
from dataclasses import dataclass
from datetime import date
from itertools import product

from qms.demo.almanac import FIRST_DAY, Row, pick, row
from qms.demo.tables import day, read

_CHOICE = re.compile(r"\{([^}]*)\}")
_IN_PERSON = {"Giải quyết khiếu nại, tố cáo", "Tiếp công dân", "Tiếp công dân, xử lý đơn", "Phòng, chống tham nhũng"}
_REVISIONS_OF_THE_LIST = [
    date(2017, 7, 3), date(2018, 10, 1), date(2019, 8, 5), date(2020, 11, 2), date(2022, 4, 4), date(2023, 9, 5)]  # fmt: skip
_DISTRICTS_END = date(2025, 7, 1)
_LEVELS_CHANGE = date(2022, 7, 1)  # from levels 1 to 4 to partial and full


@dataclass(frozen=True)
class Procedure:
    """``holder`` is the body that first answered for it, or ``district`` or ``commune`` for all bodies of a tier.

    ``heir`` is the tier that takes it over when the districts end. Procedures of one ``topic`` share a document.
    """

    code: str
    name: str
    holder: str
    field: str
    topic: str
    since: date
    until: date | None
    heir: str

    @property
    def row(self) -> Row:
        headers = "Mã TTHC|Tên|Lĩnh vực|Mức độ DVC|Từ ngày|Đến ngày"
        return row(headers, self.code, self.name, self.field, self._online_level(), self.since, self.until)

    def _online_level(self) -> str | None:
        if self.field in _IN_PERSON:
            return None
        if self.until and self.until < _LEVELS_CHANGE:
            return "23243"[pick(5, self.code, "level")]
        return ("toàn trình", "một phần")[pick(9, self.code, "level") % 2]


def procedures() -> list[Procedure]:
    """Every procedure of 2011 to 2026, in the order of the data file."""
    texts = {line["form"]: line["text"] for line in read("forms")}
    found: list[Procedure] = []
    for line in read("procedures"):
        names = [texts[form].format(phrase) for phrase in _phrases(line["phrase"]) for form in line["forms"].split("; ")]
        for name in names:
            number = 100_000 + 7 * len(found)
            code = f"{1 + (pick(4, name) == 0)}.{number}"
            found.append(Procedure(
                code, name, line["holder"], line["field"], line["topic"], day(line["since"]) or FIRST_DAY,
                _end(line, name, len(names)), line["heir"]))  # fmt: skip
    return found


def _phrases(phrase: str) -> list[str]:
    """``a {b|c} d`` says ``a b d`` and ``a c d``."""
    parts = _CHOICE.split(phrase)
    choices = [part.split("|") if place % 2 else [part] for place, part in enumerate(parts)]
    return ["".join(choice) for choice in product(*choices)]


def _end(line: dict[str, str], name: str, siblings: int) -> date | None:
    """The written end; else the end of the districts; else, for a few, one of the revisions of the list of procedures."""
    if line["until"]:
        return day(line["until"])
    if siblings > 2 and not line["since"] and pick(26, name, "abolished") == 0:
        return _REVISIONS_OF_THE_LIST[pick(len(_REVISIONS_OF_THE_LIST), line["holder"], line["topic"])]
    return _DISTRICTS_END if line["holder"] == "district" and not line["heir"] else None
