"""What becomes of a form about a fact once it is sent: the fact is written, or the form says beside its fields why not."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from qms.exchange.editing import Edited
from qms.exchange.sheet import Sheet
from qms.keeping.forms import FactForm
from qms.keeping.showing import show_cell
from qms.language import Phrase, UserError, mark
from qms.security.acting import NotAllowed, NotVisible
from qms.storage.conflicts import Conflict
from qms.web.database import writing
from qms.web.notices import tell

UNCHANGED = Phrase(mark("Không có gì thay đổi."))
Sentence = Phrase | Callable[[], Phrase]  # a call, where what is said is known only once it is done


def wrote(form: FactForm, sheet: Sheet, act: Callable[[Session], Edited], told: Sentence) -> bool:
    """Whether the act was written, which ``told`` then says, with the warnings; NotVisible and NotAllowed pass."""
    try:
        with writing() as session:
            edited = act(session)
    except Conflict as conflict:
        form.show_conflict(Conflict(conflict.message, _differing(form, sheet, conflict), conflict.version))
        return False
    except (NotVisible, NotAllowed):
        raise
    except UserError as refusal:
        form.complain(refusal)
        return False
    form.blame_all(edited)
    if edited.stored:
        _tell(edited, told)
    return edited.stored


def _tell(edited: Edited, told: Sentence) -> None:
    tell(UNCHANGED if not edited.changes else told if isinstance(told, Phrase) else told())
    for warning in edited.warnings:
        tell(Phrase(mark("Lưu ý: {message}"), message=warning.message))


def _differing(form: FactForm, sheet: Sheet, conflict: Conflict) -> dict[str, str]:
    """What is stored now in the fields of the form, where it is not what was typed."""
    stored, typed = conflict.current or {}, form.cells()
    columns = {column.field: column for column in sheet.columns}
    shown = {name: show_cell(columns[name], stored[name]) for name in typed if name in stored}
    return {name: text for name, text in shown.items() if text != show_cell(columns[name], typed[name])}
