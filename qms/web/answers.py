"""What a form is answered with: the next page, which says what was done, or the form again with what is wrong."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Response, redirect, render_template
from sqlalchemy.orm import Session

from qms.language import Phrase, UserError
from qms.security.acting import NotAllowed, NotVisible
from qms.storage.conflicts import Conflict
from qms.web.database import writing
from qms.web.forms import Form
from qms.web.notices import tell

Answer = Response | str | tuple[str, int]


def carried_out(form: Form, act: Callable[[Session], Any], beside: Mapping[type[UserError], str] | None = None) -> bool:
    """Do the act in one transaction; what it refuses is said in the form.

    ``beside``: for a kind of refusal, the field it is about.

    NotVisible and NotAllowed pass: who may not do it sees the page that says so, not the form.
    """
    try:
        with writing() as session:
            act(session)
    except Conflict as conflict:
        form.show_conflict(conflict)
    except (NotVisible, NotAllowed):
        raise
    except UserError as error:
        if field := (beside or {}).get(type(error)):
            form.blame(field, error.message)
        else:
            form.complain(error)
    else:
        return True
    return False


def shown(template: str, form: Form, **values: Any) -> Answer:
    """The page of a form, for the first time or again."""
    return render_template(template, form=form, **values), form.status


def done(sentence: Phrase, address: str) -> Response:
    """Go on to the page at ``address``, which says what was done."""
    tell(sentence)
    return see_other(address)


def see_other(address: str) -> Response:
    return redirect(address, 303)  # type: ignore[return-value]
