"""The kinds of column a sheet may have: what a cell may hold, how it is stored, compared and written."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Any, ClassVar

from qms.dates import DateError, read_date
from qms.exchange.faults import Unreadable, shown
from qms.exchange.standards import Standards
from qms.language import Phrase, mark
from qms.storage.base import KEY_LENGTH
from qms.text import fold_key, fold_name, tidy

LARGEST_INTEGER = 2_147_483_647  # what a database column of integers holds
FIRST_EXCEL_DAY = date(1900, 3, 1)  # Excel counts days wrongly before this one and knows none before 1900
LIST_SEPARATOR = ";"
ALL = "*"

_NOTE = re.compile(r"\s*[(\[{（].*$", re.DOTALL)
_MIDNIGHT = re.compile(r"[T ]0?0:00(?::00)?$")  # other programs write it after a day
_INTEGER = re.compile(r"(\d+)(?:[.,]0*)?")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")


def fold_label(text: str) -> str:
    """What two spellings of a header, sheet name or listed value share; a note in brackets after it does not count."""
    return fold_name(_NOTE.sub("", text) or text)


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of text. ``key``: part of what identifies a row (◆); ``required``: may not be empty (•)."""

    nothing: ClassVar[Any] = None  # the value of an empty cell

    header: str
    field: str
    key: bool = False
    required: bool = False
    either: bool = False  # a part of the key that may be empty, as one side of a lineage event
    initial: bool = False  # when empty: the day of the import that creates the row, later imports leave it
    note: str = ""
    width: int = 18

    @property
    def must_be_filled(self) -> bool:
        return self.required or (self.key and not self.either)

    def read(self, cell: Any, standards: Standards) -> Any:
        """The value of a cell, None when it is blank; raise Unreadable when it is none of this kind."""
        return read_text(cell)

    def canonical(self, stored: Any) -> Any:
        """A value from the database in the form in which :meth:`read` gives it."""
        return stored

    def identity(self, value: Any) -> Any:
        """What two equal parts of a key share."""
        return value

    def write(self, stored: Any) -> Any:
        """A value from the database as a cell."""
        return stored


class Text(Column):
    """Free text: white space tidied, NFC."""


class Key(Column):
    """The text that names a record: kept as typed, compared folded."""

    def read(self, cell: Any, standards: Standards) -> str | None:
        code = read_code(cell)
        if code and max(len(code), len(fold_key(code))) > KEY_LENGTH:
            raise Unreadable(
                Phrase(mark("Mã dài {length} ký tự; mã có từ 1 đến {limit} ký tự."), length=len(code), limit=KEY_LENGTH)
            )
        return code

    def identity(self, value: Any) -> Any:
        return fold_key(value)


class Reference(Column):
    """The key of another record, folded."""

    def read(self, cell: Any, standards: Standards) -> str | None:
        code = read_code(cell)
        return code and fold_key(code)

    def canonical(self, stored: Any) -> Any:
        return stored and fold_key(stored)


class References(Column):
    """Keys of other records, folded, each once, sorted; an empty list is an empty tuple.

    The database gives them as lines of one text.
    """

    nothing: ClassVar[Any] = ()

    def read(self, cell: Any, standards: Standards) -> Any:
        text = read_code(cell) or ""
        return tuple(sorted({fold_key(code) for item in text.split(LIST_SEPARATOR) if (code := item.strip())}))

    def canonical(self, stored: Any) -> Any:
        return tuple(sorted(fold_key(code) for code in stored.split("\n"))) if stored else ()

    def write(self, stored: Any) -> str | None:
        return f"{LIST_SEPARATOR} ".join(sorted(stored.split("\n"), key=fold_key)) if stored else None


class Scope(References):
    """A list of procedures, or ``ALL`` in the place of the list."""

    nothing: ClassVar[Any] = None

    def read(self, cell: Any, standards: Standards) -> Any:
        codes = super().read(cell, standards)
        if ALL not in codes:
            return codes or None
        if len(codes) > 1:
            raise Unreadable(
                Phrase(mark("“*” nghĩa là tất cả, không ghi cùng mã TTHC khác; ghi một mình “*” hoặc chỉ ghi các mã."))
            )
        return ALL

    def canonical(self, stored: Any) -> Any:
        return ALL if stored == ALL else super().canonical(stored) or None


class Day(Column):
    """A calendar day."""

    def read(self, cell: Any, standards: Standards) -> date | None:
        return read_day(cell)

    def write(self, stored: Any) -> Any:
        return stored if stored is None or stored >= FIRST_EXCEL_DAY else stored.isoformat()


class Integer(Column):
    """A whole number from 0 on."""

    def read(self, cell: Any, standards: Standards) -> int | None:
        if isinstance(cell, float) and cell.is_integer() and 0 <= cell <= LARGEST_INTEGER:
            return int(cell)
        text = read_text(cell)
        if text is None:
            return None
        number = _INTEGER.fullmatch(text)
        if number is None or int(number[1]) > LARGEST_INTEGER:
            raise Unreadable(Phrase(mark("Cần một số nguyên từ 0 trở lên, ví dụ 1.")))
        return int(number[1])


@dataclass(frozen=True, kw_only=True)
class Choice(Column):
    """One of a list of Vietnamese words, each standing for one value."""

    words: Mapping[str, StrEnum] = field(default_factory=dict)

    @cached_property
    def _values(self) -> dict[str, StrEnum]:
        return {fold_label(word): value for word, value in self.words.items()}

    @cached_property
    def _words(self) -> dict[StrEnum, str]:
        return {value: word for word, value in self.words.items()}

    def read(self, cell: Any, standards: Standards) -> StrEnum | None:
        text = read_text(cell)
        if text is None:
            return None
        value = self._values.get(fold_label(text))
        if value is None:
            raise Unreadable(Phrase(mark("Không có trong danh sách. Chỉ nhận: {words}."), words=list(self.words)))
        return value

    def write(self, stored: Any) -> str | None:
        return None if stored is None else self._words[stored]


class EditionColumn(Column):
    """An edition of the standard, recognised by its year."""

    def read(self, cell: Any, standards: Standards) -> str | None:
        text = read_text(cell)
        if text is None:
            return None
        named: set[str] = set(_YEAR.findall(_NOTE.sub("", text) or text)) & set(standards.editions)
        if len(named) != 1:
            raise Unreadable(
                Phrase(
                    mark("Không nhận ra phiên bản ISO 9001. Ghi năm của một phiên bản: {editions}."),
                    editions=list(standards.editions),
                )
            )
        return named.pop()


class SlotColumn(Column):
    """A slot of the framework model, as the standards spell it; whether the row's edition knows it is a check of the row."""

    def read(self, cell: Any, standards: Standards) -> str | None:
        text = read_text(cell)
        return None if text is None else standards.spell_slot(text)


def read_text(cell: Any) -> str | None:
    """Tidy text; a number becomes its digits. Raise Unreadable for what Excel made of a text: a day, a truth value."""
    if isinstance(cell, str):
        text = tidy(cell)
        if not text.isprintable() and _CONTROL.search(text):
            raise Unreadable(Phrase(mark("Ô chứa ký tự điều khiển không nhìn thấy được; hãy xóa nội dung ô và gõ lại.")))
        return text or None
    if isinstance(cell, (datetime, date, time, timedelta)):
        raise Unreadable(
            Phrase(mark("Excel đã đổi nội dung ô thành ngày hoặc giờ; hãy định dạng ô là Văn bản (Text) rồi gõ lại."))
        )
    if isinstance(cell, bool):
        raise Unreadable(Phrase(mark("Ô chứa giá trị đúng/sai (TRUE/FALSE); hãy định dạng ô là Văn bản (Text) rồi gõ lại.")))
    return shown(cell)


def read_code(cell: Any) -> str | None:
    """Text of a code column, where a number may have lost its zeros."""
    if isinstance(cell, float):
        raise Unreadable(
            Phrase(
                mark(
                    "Ô chứa số {number}, không phải văn bản, nên chữ số 0 ở đầu hoặc ở cuối mã có thể đã mất "
                    "(1.000050 thành 1.00005). Hãy định dạng cả cột là Văn bản (Text) rồi gõ lại mã."
                ),
                number=shown(cell),
            )
        )
    return read_text(cell)


def read_day(cell: Any) -> date | None:
    """A day from an Excel date, or from text as people type it; the time of day does not count."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if not isinstance(cell, str):
        raise Unreadable(
            Phrase(mark("Không phải là ngày; hãy định dạng ô là Ngày (Date), hoặc viết như 31/12/2015 hoặc 2015-12-31."))
        )
    text = _MIDNIGHT.sub("", tidy(cell))
    if not text:
        return None
    try:
        return read_date(text)
    except DateError as error:
        raise Unreadable(error.message) from error
