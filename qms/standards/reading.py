"""Rows of editions, clauses, correspondences, framework slots and policy values, understood and checked."""

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from qms.agencies.models import AgencyKind
from qms.dates import read_date
from qms.language import Phrase, UserError, mark
from qms.standards.merging import Values
from qms.standards.models import Parameter
from qms.standards.parameters import edition_year, is_verified, read_edition, read_parameter, read_value
from qms.standards.tables import Fault, Row, Table

_YES = {"1", "x", "yes", "true", "có", "đúng"}
_NO = {"0", "no", "false", "không", "sai"}
_NUMBER = re.compile(r"[A-Z0-9]{1,3}(\.\d{1,3}){0,5}", re.ASCII)
_TWICE = mark("Dòng {line} đã nêu mục này với nội dung khác.")


@dataclass
class Read:
    """The rows of one noun by key, with every fault found on the way."""

    values: dict[Any, Values] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def add(self, table: Table, read: Callable[[Row], tuple[Any, Values]]) -> "Read":
        """Read each row; rows with a fault are left out, the same key twice with different content is a fault."""
        lines: dict[Any, int] = {}
        for row in table.rows:
            before = len(table.faults)
            key, values = read(row)
            if len(table.faults) > before:
                continue
            if self.values.setdefault(key, values) != values:
                row.fault("", Phrase(_TWICE, line=lines.get(key, "?")))
            lines.setdefault(key, row.line)
        self.faults += table.faults
        return self


def read_policy(table: Table, editions: Collection[str]) -> Read:
    """Policy values by what identifies them: parameter and first day, for accepted editions also the value."""

    def read(row: Row) -> tuple[Any, Values]:
        parameter = row.read("parameter", read_parameter)
        valid_from = row.read("valid_from", read_date)
        valid_to = row.read("valid_to", read_date, optional=True)
        if valid_from and valid_to and valid_to <= valid_from:
            row.fault("valid_to", Phrase(mark("Ngày kết thúc phải sau ngày bắt đầu ({start})."), start=valid_from))
        value = row.read("value", lambda text: read_value(parameter, text, editions)) if parameter else None
        verified = row.read("verified", read_flag, optional=True)
        values = {
            "parameter": parameter and parameter.value,
            "value": value,
            "valid_from": valid_from,
            "valid_to": valid_to,
            "source": row.required("source"),
            "note": row.text("note"),
            "verified": is_verified(row.text("note")) if verified is None else verified,
        }
        return policy_key(parameter, valid_from, value), values

    return Read().add(table, read)


def policy_key(parameter: str | None, valid_from: date | None, value: str | None) -> tuple[Any, ...]:
    """What tells one policy value from another: of ``accepted_edition`` several may begin on one day."""
    return parameter, valid_from, value if parameter == Parameter.ACCEPTED_EDITION else None


def read_editions(table: Table, read: Read) -> None:
    def one(row: Row) -> tuple[Any, Values]:
        year = row.read("edition", _any_edition)
        values = {
            "year": year,
            "title": row.required("title"),
            "national_standard": row.text("national_standard"),
            "published_on": row.read("published", read_date),
            "note": row.text("note"),
            "verified": bool(row.read("verified", read_flag, optional=True)),
        }
        return year, values

    read.add(table, one)


def read_clauses(table: Table, editions: Collection[str], read: Read) -> None:
    """Clauses by edition and number; the edition is a column, or the year in a name like ``clauses-2015.csv``."""

    def one(row: Row) -> tuple[Any, Values]:
        row.cells.setdefault("edition", edition_year(table.file) or "")
        key = row.read("edition", lambda text: read_edition(text, editions)), row.read("number", _clause_number)
        values = {
            "edition": key[0],
            "number": key[1],
            "title_vi": row.text("title_vi"),
            "title_en": row.text("title_en"),
            "maintain_document": row.read("maintain_document", read_flag),
            "retain_record": row.read("retain_record", read_flag),
            "asked_at": row.read("asked_at", _asked_at),
            "typical_exclusion": bool(row.read("typical_exclusion", read_flag, optional=True)),
        }
        return key, values

    read.add(table, one)


def read_correspondences(table: Table, clauses: Collection[tuple[str, str]], read: Read) -> None:
    """Pairs of clauses; in a table like ``clause_2008, clause_2015`` the headers name the editions, the older one first."""
    named = correspondence_columns(table.columns)

    def one(row: Row) -> tuple[Any, Values]:
        sides = {}
        for side, column in zip(("old", "new"), named or ("old_number", "new_number"), strict=True):
            edition = edition_year(column) if named else row.read(f"{side}_edition", _any_edition)
            sides[f"{side}_edition"] = edition
            sides[f"{side}_number"] = row.read(column, partial(_known_clause, edition=edition, clauses=clauses))
        return tuple(sides.values()), sides

    read.add(table, one)


def read_slots(table: Table, editions: Collection[str], clauses: Collection[tuple[str, str]], read: Read) -> None:
    def one(row: Row) -> tuple[Any, Values]:
        edition = row.read("edition", lambda text: read_edition(text, editions))
        slot = row.required("slot")
        values = {
            "edition": edition,
            "slot": slot,
            "title_vi": row.required("title_vi"),
            "title_en": row.required("title_en"),
            "clauses": row.read("clauses", lambda text: _each(text, lambda one: _known_clause(one, edition, clauses))),
            "agency_kinds": row.read("agency_kinds", lambda text: text if text == "*" else _each(text, _agency_kind)),
        }
        return (edition, slot), values

    read.add(table, one)


def correspondence_columns(columns: Iterable[str]) -> tuple[str, str] | None:
    """The two columns ``clause_<year>`` of a correspondence table, the older edition first; None when there are not two."""
    found = sorted(column for column in columns if re.fullmatch(r"clause_\d{4}", column))
    return (found[0], found[1]) if len(found) == 2 else None


def read_flag(text: str) -> bool:
    word = text.casefold()
    if word not in _YES | _NO:
        raise UserError(Phrase(mark("“{text}” không dùng được; cần 1 (có) hoặc 0 (không)."), text=text))
    return word in _YES


def _each(text: str, reader: Callable[[str], str]) -> str:
    return " ".join(reader(word) for word in text.split())


def _any_edition(text: str) -> str:
    year = edition_year(text)
    if year is None:
        raise UserError(Phrase(mark("“{text}” không nêu phiên bản; cần năm ban hành, ví dụ 2015."), text=text))
    return year


def _clause_number(text: str) -> str:
    if not _NUMBER.fullmatch(text):
        raise UserError(Phrase(mark("“{text}” không phải là số điều khoản; ví dụ đúng: 7.5.1."), text=text))
    return text


def _known_clause(text: str, edition: str | None, clauses: Collection[tuple[str, str]]) -> str:
    """``text`` if the edition has such a clause; an edition that is itself at fault is not a second fault."""
    if edition is not None and (edition, text) not in clauses:
        raise UserError(Phrase(mark("Phiên bản {edition} không có điều khoản “{text}”."), edition=edition, text=text))
    return text


def _asked_at(text: str) -> str:
    if text not in ("system", "unit"):
        raise UserError(Phrase(mark("“{text}” không dùng được; cần system (toàn hệ thống) hoặc unit (từng đơn vị)."), text=text))
    return text


def _agency_kind(text: str) -> str:
    if text not in set(AgencyKind):
        raise UserError(
            Phrase(
                mark("Không có loại cơ quan “{text}”; các loại: {known}."), text=text, known=[kind.value for kind in AgencyKind]
            )
        )
    return text
