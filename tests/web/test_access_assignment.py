"""Mass assignment: what a form does not show is not taken, whatever is sent with it."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from qms.app import web_application
from qms.storage.base import Base
from tests.web.client import CSRF
from tests.web.conftest import installed
from tests.web.markup import read
from tests.web.routes import SENDS
from tests.web.routes.rows import Send
from tests.web.test_access_posts import prepared, sample
from tests.web.walking import LOGS, as_member, installation_of

CHANCE = ("hash", "token", "secret", "uuid", "seal")  # columns that no two writings share, by the word in their name
ALWAYS = ("state", "status", "approved_by", "is_admin", "permissions", "reach", "role")


def column_names() -> set[str]:
    return {column.name for table in Base.metadata.sorted_tables for column in table.columns} | set(ALWAYS)


def contents(session: Session) -> dict[str, list[tuple[Any, ...]]]:
    """Every table's rows, but for the logs and for what chance decides."""
    found = {}
    for table in Base.metadata.sorted_tables:
        columns = [column for column in table.columns if not any(word in column.name for word in CHANCE)]
        if table.name == "trail_batch":
            columns = [column for column in columns if column.name != "id"]
        if table.name not in LOGS and columns:
            found[table.name] = sorted(map(tuple, session.execute(select(*columns))), key=repr)
    return found


def asked_for(app: Flask, row: Send, where: str) -> set[str]:
    """The fields that the page of the form shows to the sender: the page at the address, or above it when that one only takes."""
    client = as_member(app, row.sender)
    page = client.quietly(where)
    if page.status_code in (404, 405):
        page = client.quietly(where.rpartition("/")[0])
    controls = read(page.text).all("input", "select", "textarea", "button") if page.mimetype == "text/html" else []
    return {control.attributes.get("name", "") for control in controls} | {CSRF}


@pytest.fixture
def twins(province_database: Path, tmp_path: Path) -> Iterator[tuple[Flask, Flask]]:
    """Two installations with the same province."""
    homes = [tmp_path / name for name in ("plain", "hostile")]
    for home in homes:
        home.mkdir()
        shutil.copy(province_database, home / "qms.sqlite3")
    apps = [web_application(installed(home / "qms.sqlite3")) for home in homes]
    yield apps[0], apps[1]
    for app in apps:
        installation_of(app).database.close()


@pytest.mark.parametrize("name", [name for name, row in SENDS.items() if not row.silent and "password" not in str(row.fields)])
def test_fields_that_a_form_does_not_show_are_ignored(twins: tuple[Flask, Flask], name: str) -> None:
    row, results = SENDS[name], []
    for app, hostile in zip(twins, (False, True), strict=True):
        client, learnt = prepared(app, row)
        where, fields = sample(app, name, learnt)
        extra = dict.fromkeys(sorted(column_names() - asked_for(app, row, where) - set(fields)), "1") if hostile else {}
        answer = client.post(where, data={**extra, **fields, CSRF: client.csrf})
        with installation_of(app).database.reading() as session:
            results.append((answer.status_code, contents(session)))
    (plain_status, plain), (hostile_status, sent) = results
    assert plain_status == hostile_status == row.answer
    assert {table: rows for table, rows in sent.items() if rows != plain[table]} == {}
