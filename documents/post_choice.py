"""Choosing posts of a body in a form: several at once, grouped by unit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import Session
from wtforms import SelectMultipleField
from wtforms.validators import InputRequired, Optional, ValidationError

from qms.language import Phrase, mark
from qms.people.models import Person, Post, PostHolding
from qms.people.queries import in_force
from qms.text import sort_key
from qms.units.models import UnitSlice

MOST = 5000  # posts that one form may name


@dataclass(frozen=True)
class PostLine:
    """A post of a body on a day; ``unit`` is None for a post of the body itself, ``person`` None while nobody holds it."""

    id: int
    title: str
    unit: str | None
    person_id: int | None
    person: str | None

    @property
    def in_full(self) -> str:
        """The post as it is named within its body."""
        return ", ".join(part for part in (self.title, self.unit) if part)


def posts_of(session: Session, agency_id: int, day: date) -> list[PostLine]:
    """The posts that exist on ``day``: first those of the body itself, then by unit."""
    held = and_(PostHolding.post_id == Post.id, in_force(PostHolding.held_from, PostHolding.held_to, day))
    named = and_(UnitSlice.unit_id == Post.unit_id, in_force(UnitSlice.valid_from, UnitSlice.valid_to, day))
    rows = session.execute(
        select(Post.id, Post.title, UnitSlice.name, Person.id, Person.name)
        .outerjoin(UnitSlice, named)
        .outerjoin(PostHolding, held)
        .outerjoin(Person, PostHolding.person_id == Person.id)
        .where(Post.agency_id == agency_id, in_force(Post.valid_from, Post.valid_to, day))
    )
    lines = [PostLine(*row) for row in rows]
    return sorted(lines, key=lambda line: (line.unit is not None, sort_key(line.unit or ""), sort_key(line.title), line.id))


class Posts(SelectMultipleField):  # type: ignore[misc]
    """Any of the posts offered, as their ids; drawn as check boxes by the macro ``post_boxes``."""

    def __init__(self, label: Phrase, *, required: bool = False, hint: Phrase | None = None, **rest: Any) -> None:
        super().__init__(label, [InputRequired() if required else Optional()], description=hint or "", choices=[], **rest)
        self.lines: Sequence[PostLine] = ()

    def offer(self, lines: Sequence[PostLine]) -> None:
        self.lines = lines
        self.choices = [(str(line.id), line.in_full) for line in lines]

    @property
    def groups(self) -> Iterable[tuple[str | None, list[PostLine]]]:
        """The lines by unit, in their order."""
        found: dict[str | None, list[PostLine]] = {}
        for line in self.lines:
            found.setdefault(line.unit, []).append(line)
        return found.items()

    def chosen(self) -> list[PostLine]:
        """What was ticked, in the order offered."""
        ticked = set(self.data or ())
        return [line for line in self.lines if str(line.id) in ticked]

    def pre_validate(self, form: Any) -> None:
        if len(self.data or ()) > MOST or set(self.data or ()) - {str(line.id) for line in self.lines}:
            raise ValidationError(Phrase(mark("Hãy chọn trong các vị trí được nêu.")))
