"""Tampering with the trail, as someone does it who owns the database."""

import re

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from qms.trail.models import TrailEntry
from tests.factories.batches import hash_of, said_of

COLUMNS = "verb, object_key, diff, previous_hash, hash"


def unguarded(session: Session) -> None:
    """Take the triggers away."""
    if session.get_bind().dialect.name == "postgresql":
        for table in ("trail_batch", "trail_entry", "trail_head"):
            session.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        return
    names = session.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars().all()
    for name in names:
        session.execute(text(f"DROP TRIGGER {name}"))


def at_positions(statement: str, start: int) -> str:
    """``#4`` stands for the number of the fourth entry after ``start``."""
    return re.sub(r"#(\d+)", lambda found: str(start + int(found[1])), statement)


class Vandal:
    """Raw statements about the entries 1 to 6 of the fixture ``start``."""

    def __init__(self, session: Session, start: int) -> None:
        self.session, self.start = session, start

    def run(self, statement: str) -> None:
        self.session.execute(text(at_positions(statement, self.start)))

    def edit(self, position: int) -> None:
        self.run(f"UPDATE trail_entry SET object_key = 'forged' WHERE number = #{position}")

    def delete(self, position: int) -> None:
        self.run(f"DELETE FROM trail_entry WHERE number = #{position}")

    def renumber(self, old: int, new: int) -> None:
        self.run(f"UPDATE trail_entry SET number = #{new} WHERE number = #{old}")

    def swap(self, one: int, other: int) -> None:
        self.run(f"UPDATE trail_entry SET number = -9 WHERE number = #{one}")
        self.renumber(other, one)
        self.run(f"UPDATE trail_entry SET number = #{other} WHERE number = -9")

    def rehash(self, position: int) -> None:
        """Give the entry a hash that fits its content, so that only its neighbours can tell."""
        number = self.start + position
        entry = self.session.execute(select(TrailEntry).where(TrailEntry.number == number)).scalar_one()
        before = self.session.scalar(select(TrailEntry.hash).where(TrailEntry.number == number - 1))
        own = hash_of({**said_of(entry), "previous_hash": before})
        self.run(f"UPDATE trail_entry SET previous_hash = '{before}', hash = '{own}' WHERE number = #{position}")
        self.session.expire_all()

    def copy(self, old: int, new: int) -> None:
        self.run(f"INSERT INTO trail_entry (number, {COLUMNS}) SELECT #{new}, {COLUMNS} FROM trail_entry WHERE number = #{old}")

    def add_batch(self, position: int, batch_id: str) -> None:
        values = f"#{position}, #{position}, '{batch_id}', '', '', ''"
        self.run(f"INSERT INTO trail_batch (first, last, id, at, actor, origin) VALUES ({values})")

    def move_head(self, position: int) -> None:
        self.run(f"UPDATE trail_head SET number = #{position}, hash = (SELECT hash FROM trail_entry WHERE number = #{position})")

    def squeeze_in(self) -> None:
        for position in (6, 5, 4):
            self.renumber(position, position + 1)
        self.copy(3, 4)
        self.edit(4)
        self.rehash(4)

    def rewrite_from(self, first: int) -> None:
        self.edit(first)
        for position in range(first, 7):
            self.rehash(position)
        self.move_head(6)
