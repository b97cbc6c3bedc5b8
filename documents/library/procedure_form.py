"""The form in which a procedure is written: a field for each section, rows for steps and records, more rows by buttons."""

from typing import Any

from flask import request
from wtforms import FieldList, FormField

from documents.library.procedure_text import REQUIRED, SECTIONS, KeptRecord, ProcedureText, Step, said
from qms.language import Phrase, mark
from qms.storage.conflicts import Conflict
from qms.web.forms import Form, Paragraphs, Part, TextLine
from qms.web.numbers import read_number

MOST_ROWS = 60  # steps or records of one procedure
MORE_STEPS, MORE_RECORDS = "them-buoc", "them-ho-so"  # buttons that ask for rows instead of saving
STEP_ABOVE, RECORD_ABOVE = "chen-buoc", "chen-ho-so"  # for one above the row whose place, from 0, is their value
_ROWS_AT_ONCE = 3
_LINES = frozenset({"references", "definitions", "legal_basis", "dossier", "forms"})
_EACH_ON_A_LINE = Phrase(mark("Mỗi mục một dòng."))


def _section(name: str, **rest: Any) -> Paragraphs:
    return Paragraphs(Phrase(SECTIONS[name]), hint=_EACH_ON_A_LINE if name in _LINES else None, **rest)


class StepForm(Part):
    what = Paragraphs(Phrase(mark("Nội dung công việc")), longest=4000)
    who = TextLine(Phrase(mark("Trách nhiệm")))
    time = TextLine(Phrase(mark("Thời gian")))
    result = TextLine(Phrase(mark("Biểu mẫu, kết quả")))


class RecordForm(Part):
    name = TextLine(Phrase(mark("Tên hồ sơ")))
    keeper = TextLine(Phrase(mark("Trách nhiệm lưu")))
    retention = TextLine(Phrase(mark("Thời hạn lưu")))


class Rows(FieldList):  # type: ignore[misc]
    @property
    def shown(self) -> str:
        """What was typed, a row a line."""
        typed = (list(filter(None, row.data.values())) for row in self.entries)
        return "\n".join(f"{number}. " + " | ".join(cells) for number, cells in enumerate(filter(None, typed), 1))


class ProcedureForm(Form):
    purpose = _section("purpose")
    scope = _section("scope")
    references = _section("references")
    definitions = _section("definitions")
    legal_basis = _section("legal_basis")
    dossier = _section("dossier")
    copies = TextLine(Phrase(SECTIONS["copies"]))
    time_limit = TextLine(Phrase(SECTIONS["time_limit"]))
    subjects = _section("subjects")
    place = _section("place")
    fees = _section("fees")
    conditions = _section("conditions")
    steps = Rows(
        FormField(StepForm, label=Phrase(SECTIONS["steps"])), label=Phrase(SECTIONS["steps"]), max_entries=MOST_ROWS
    )
    forms = _section("forms")
    records = Rows(
        FormField(RecordForm, label=Phrase(SECTIONS["records"])), label=Phrase(SECTIONS["records"]), max_entries=MOST_ROWS
    )

    @classmethod
    def showing(cls, text: ProcedureText | None) -> "ProcedureForm":
        """The form filled with a text, or as it was sent; there is always room for further rows."""
        written = text or ProcedureText()
        shown = {name: "\n".join(getattr(written, name)) for name in _LINES}
        plain = {name: getattr(written, name) for name in SECTIONS if name not in _LINES}
        form = cls(data={**plain, **shown})
        for name in REQUIRED:
            form[name].flags.required = True  # by whoever sends it out; a draft may be kept without
        for rows, more, above in ((form.steps, MORE_STEPS, STEP_ABOVE), (form.records, MORE_RECORDS, RECORD_ABOVE)):
            if more in request.form or not form.is_submitted():
                _make_room(rows)
            elif (place := read_number(request.form.get(above, ""))) is not None:
                _insert(rows, place)
        return form

    @property
    def asks_for_rows(self) -> bool:
        """Whether the form was sent for more rows only: nothing is to be saved yet."""
        return any(button in request.form for button in (MORE_STEPS, MORE_RECORDS, STEP_ABOVE, RECORD_ABOVE))

    def compare(self, stored: ProcedureText) -> None:
        """After a conflict: show of what is stored now the sections that were typed otherwise."""
        if self.conflict is not None:
            typed = self.to_text()
            other = {name: getattr(stored, name) for name in SECTIONS if getattr(stored, name) != getattr(typed, name)}
            now = {name: "\n".join(said(section)) for name, section in other.items()}
            self.conflict = Conflict(self.conflict.message, now, self.conflict.version)

    def to_text(self) -> ProcedureText:
        """What was written, without empty rows and lines."""
        typed: dict[str, Any] = {name: self[name].data or "" for name in SECTIONS if name not in ("steps", "records")}
        for name in _LINES:
            typed[name] = tuple(filter(None, typed[name].split("\n")))
        steps = (Step(*(row[field] or "" for field in ("what", "who", "time", "result"))) for row in self.steps.data)
        records = (KeptRecord(*(row[field] or "" for field in ("name", "keeper", "retention"))) for row in self.records.data)
        kept = {
            "steps": tuple(step for step in steps if step != Step("")),
            "records": tuple(record for record in records if record != KeptRecord("")),
        }
        return ProcedureText(**{**typed, **kept})


def _insert(rows: FieldList, place: int) -> None:
    """An empty row above that of ``place``; the others keep what was typed."""
    if len(rows) >= MOST_ROWS:
        return
    typed = [row.data for row in rows]
    typed.insert(place, {})
    while len(rows):
        rows.pop_entry()
    for data in typed:
        rows.append_entry(data)


def _make_room(rows: FieldList) -> None:
    for _row in range(min(_ROWS_AT_ONCE, MOST_ROWS - len(rows))):
        rows.append_entry()
