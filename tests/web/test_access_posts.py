"""Everything that can be sent: only with its token, only by who may, only what its form asks for, and never without a trace."""

from collections.abc import Mapping

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.web.cast import Member
from tests.web.client import CheckingClient
from tests.web.routes import SENDS
from tests.web.routes.rows import Send, Value, endpoint_of, resolve
from tests.web.walking import address, as_member, batches, counts, endpoints, head, installation_of


def test_everything_that_can_be_sent_has_its_row(site: Flask) -> None:
    assert endpoints(site, sending=True) == set(map(endpoint_of, SENDS))


def prepared(app: Flask, row: Send) -> tuple[CheckingClient, Mapping[str, Value]]:
    """The client of the sender, ready to send the sample, and what it has learnt of the address."""
    if row.first is not None:
        with installation_of(app).database.writing() as session:
            row.first(session)
    client = as_member(app, row.sender)
    return client, (row.then(client) if row.then else None) or {}


def sample(
    app: Flask, name: str, learnt: Mapping[str, Value] | None = None, *, outside: bool = False
) -> tuple[str, dict[str, object]]:
    """Where the sample of a row is sent, and its fields."""
    row = SENDS[name]
    where = address(app, name, {**((row.outside or {}) if outside else row.at), **(learnt or {})})
    with installation_of(app).database.reading() as session:
        return where, resolve(row.fields, session)


def send(app: Flask, name: str, member: Member | None, *, outside: bool = False) -> TestResponse:
    where, fields = sample(app, name, outside=outside)
    return as_member(app, member).send(where, **fields)


@pytest.mark.parametrize("name", SENDS)
def test_one_request_is_one_batch_of_the_trail(workplace: Flask, name: str) -> None:
    row, database = SENDS[name], installation_of(workplace).database
    client, learnt = prepared(workplace, row)
    with database.reading() as session:
        before = batches(session)
    where, fields = sample(workplace, name, learnt)
    answer = client.send(where, **fields)
    with database.reading() as session:
        written = batches(session) - before
    assert (written, answer.status_code) == (row.batches, row.answer), answer.text.partition("<main")[2]


def test_without_its_token_nothing_is_taken(workplace: Flask) -> None:
    database = installation_of(workplace).database
    with database.reading() as session:
        before = head(session), counts(session)
    statuses = {}
    for name, row in SENDS.items():
        for who in dict.fromkeys((row.sender, None)):
            where, fields = sample(workplace, name)
            statuses[name, who] = as_member(workplace, who).quietly(where, method="POST", data=fields).status_code
    expected = {
        (name, who): 303 if who is None and row.sender is not None else 400
        for name, row in SENDS.items()
        for who in (row.sender, None)
    }
    assert statuses == expected
    with database.reading() as session:
        assert (head(session), counts(session)) == before


def test_who_may_not_is_refused(workplace: Flask) -> None:
    database = installation_of(workplace).database
    with database.reading() as session:
        before = head(session)
    refused = {name: send(workplace, name, row.refused).status_code for name, row in SENDS.items() if row.refused}
    outside = {name: send(workplace, name, row.sender, outside=True).status_code for name, row in SENDS.items() if row.outside}
    assert {name: status for name, status in refused.items() if status not in (403, 404)} == {}
    assert {name: status for name, status in outside.items() if status != 404} == {}
    with database.reading() as session:
        assert head(session) == before


def test_in_a_view_of_another_day_nothing_is_taken(workplace: Flask) -> None:
    database = installation_of(workplace).database
    with database.reading() as session:
        before = head(session)
    statuses = {}
    for name, row in SENDS.items():
        if row.sender is not None and row.sender not in (row.refused,):
            where, fields = sample(workplace, name)
            past = f"{where}{'&' if '?' in where else '?'}ngay=2026-01-01"
            statuses[name] = as_member(workplace, row.sender).send(past, **fields).status_code
    assert {name: status for name, status in statuses.items() if status != 409} == {}
    with database.reading() as session:
        assert head(session) == before
