"""Whatever text the database holds, a page shows it as text: a payload in every text column, every page looked at."""

from collections.abc import Iterator
from html import unescape

import pytest
from flask import Flask
from sqlalchemy import Column, Enum, String, Table, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from qms.storage.base import Base
from qms.trail.entries import Actor, Change
from qms.trail.use_cases import record
from tests.factories.vandal import unguarded
from tests.web.cast import CAST, COMMUNE, DEPARTMENT, LEAD_UNIT, OTHER_DEPARTMENT, PROVINCE, ROLES, SUB_DEPARTMENT, UNIT
from tests.web.client import policy_problems
from tests.web.drafts import DRAFT, IN_APPROVAL, IN_REVIEW, ISSUED, REQUEST
from tests.web.markup import read
from tests.web.routes import PAGES
from tests.web.routes.rows import Page
from tests.web.today import TODAY
from tests.web.walking import address, as_member, installation_of

ATTACK = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>{{ 1337 * 3 }}"
NOT_SHOWN = {  # what the program reads instead of showing it, by the word in the column's name
    "hash", "token", "secret", "folded", "fingerprint", "kinds", "content_type", "media_type", "sha256", "digest", "searched",
}  # fmt: skip
READ_BY_THE_PROGRAM = {
    ("dossier", "body"),
    ("policy_value", "value"),
    ("policy_value", "parameter"),
    ("edition", "year"),
    ("framework_slot", "slot"),
    ("trail_batch", "id"),
    ("trail_batch", "at"),
    ("trail_entry", "diff"),
    ("trail_entry", "verb"),
}
KEPT = {  # by these the routes are found
    *(member.key for member in CAST), DEPARTMENT, SUB_DEPARTMENT, OTHER_DEPARTMENT, COMMUNE, LEAD_UNIT, PROVINCE, UNIT,
    "1.000001", "1.000030", "so-tu-phap", "QT-01", "QT-CHUNG", DRAFT, IN_REVIEW, IN_APPROVAL, ISSUED, REQUEST,
}  # fmt: skip


def shown_columns() -> Iterator[tuple[Table, Column[str]]]:
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            plain = isinstance(column.type, String) and not isinstance(column.type, Enum) and not column.foreign_keys
            parsed = (table.name, column.name) in READ_BY_THE_PROGRAM or any(word in column.name for word in NOT_SHOWN)
            if plain and not parsed:
                yield table, column


def poison(session: Session) -> set[str]:
    """Put the attack, with the name of the column, wherever the database takes it; keys that routes are found by stay."""
    taken = set()
    for table, column in shown_columns():
        name = f"{table.name}.{column.name}"
        keeping = {"attack": f"<i>{name}</i>{ATTACK}"} | {f"k{place}": key for place, key in enumerate(sorted(KEPT))}
        kept = ", ".join(f":k{place}" for place in range(len(KEPT)))
        update = f"UPDATE {table.name} SET {column.name} = :attack || rowid WHERE {column.name} NOT IN ({kept})"
        try:
            with session.begin_nested():
                session.execute(text(update), keeping)
            taken.add(name)
        except IntegrityError:
            continue  # a CHECK refuses it already
    return taken


@pytest.fixture
def poisoned(workplace: Flask) -> Flask:
    database = installation_of(workplace).database
    actor = Actor("thu-ky", "web:10.0.0.1", ATTACK, ATTACK)
    with database.writing() as session:
        change = Change("audit:changed", f"{DEPARTMENT} · 01/ĐGNB", {"conclusion": (ATTACK, f"mới{ATTACK}")})
        record(session, actor, TODAY.now(), [change], ATTACK)
    with database.writing() as session:
        unguarded(session)
        assert len(poison(session)) > 40
    return workplace


def test_no_stored_text_becomes_markup(poisoned: Flask) -> None:
    shown, wrong = set(), []
    for name, row in PAGES.items():
        if not isinstance(row, Page):
            continue
        for member in [member for member in ROLES if member in row.opens][:2]:
            where = address(poisoned, name, row.at)
            answer = as_member(poisoned, member).quietly(where)
            if answer.mimetype != "text/html":
                wrong += [(where, answer.status_code, ["file"])] if answer.status_code >= 500 else []
                continue
            page = answer.text
            problems = policy_problems(read(page))
            if answer.status_code >= 500 or "<script>alert" in page or "<img src=x" in page or "4011" in page or problems:
                wrong.append((where, answer.status_code, problems))
            shown |= {part.partition("</i>")[0] for part in unescape(page).split("<i>")[1:]}
    assert not wrong
    assert len(shown) > 25, "the attack was on the pages, as text"
