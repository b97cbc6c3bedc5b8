"""Whatever stands in a field of a form, the answer is a page that says what is wrong, never a crash."""

import re

from flask import Flask

from tests.web.client import CSRF, CheckingClient
from tests.web.routes import SENDS
from tests.web.test_access_posts import sample
from tests.web.walking import as_member

HOSTILE = "9" * 25_000  # a number for whoever looks at its digits only, no choice of any list, longer than any text


def fields_of(client: CheckingClient, where: str) -> set[str]:
    """What the form at an address asks for."""
    page = client.quietly(where).text.partition("<main")[2]
    forms = "".join(re.findall(r'<form[^>]* method="post".*?</form>', page, re.DOTALL))
    return set(re.findall(r'<(?:input|select|textarea)[^>]* name="([^"]+)"', forms)) - {CSRF}


def crashes(client: CheckingClient, where: str, fields: dict[str, object]) -> list[tuple[str, str]]:
    """The fields in which the hostile text ends in an incident."""
    sent = {name: value for name, value in fields.items() if isinstance(value, str | int)}  # no files
    tried = sorted(fields_of(client, where) | sent.keys())
    return [(where, name) for name in tried if answer(client, where, {**sent, name: HOSTILE}) >= 500]


def answer(client: CheckingClient, where: str, fields: dict[str, object]) -> int:
    return client.quietly(where, method="POST", data={CSRF: client.csrf, **fields}).status_code


def test_no_field_of_any_form_crashes_the_server(workplace: Flask) -> None:
    workplace.config["PROPAGATE_EXCEPTIONS"] = False
    samples = [(as_member(workplace, row.sender), *sample(workplace, name)) for name, row in SENDS.items()]
    assert [crash for client, where, fields in samples for crash in crashes(client, where, fields)] == []
