"""Two people edit the same thing: the second is told, sees what changed, keeps what he typed, and may save over it."""

import pytest
from flask import Flask

from tests.web.markup import Markup, read
from tests.web.routes import SENDS
from tests.web.test_access_posts import prepared, sample
from tests.web.walking import batches, installation_of

VERSIONED = [name for name, row in SENDS.items() if isinstance(row.fields, dict) and "version" in row.fields]
EDITED = {  # a field that both change
    "keeping.correct": "name",
    "keeping.correct_parameter": "source",
    "people.change_person": "name",
    "people.change_post": "title",
    "units.correct": "name",
    "approval.edit": "title",
    "library.profile": "review_months",
}


def typed(markup: Markup) -> dict[str, str]:
    """What the main form of a page would send."""
    values, choice = {}, ""
    for element in markup.elements:
        name = element.attributes.get("name", "")
        if element.tag == "input" and name and element.attributes.get("type") not in ("submit", "search", "checkbox", "radio"):
            values[name] = element.attributes.get("value", "")
        elif element.tag == "textarea":
            values[name] = element.text.strip()
        elif element.tag == "select":
            choice = name
        elif element.tag == "option" and choice and "selected" in element.attributes:
            values[choice] = element.attributes["value"]
    return values


@pytest.mark.parametrize("name", EDITED)
def test_the_second_sees_both_and_decides(workplace: Flask, name: str) -> None:
    row, field = SENDS[name], EDITED[name]
    where, seen = sample(workplace, name)
    mine, theirs = ("24", "36") if field == "review_months" else ("Tôi gõ thế này", "Người khác gõ thế kia")
    first, _learnt = prepared(workplace, row)
    second, _learnt = prepared(workplace, row)
    assert first.send(where, **{**seen, field: theirs}).status_code == 303
    refused = second.send(where, **{**seen, field: mine})
    page = read(refused.text)
    assert refused.status_code == 409
    assert theirs in page.text, "what is stored now is shown"
    assert typed(page)[field] == mine, "and what was typed is still there"
    with installation_of(workplace).database.reading() as session:
        before = batches(session)
    again = second.post(where, data=typed(page))
    assert again.status_code == 303, "it may be saved over the other's"
    with installation_of(workplace).database.reading() as session:
        assert batches(session) == before + 1


@pytest.mark.parametrize("name", VERSIONED)
def test_an_old_form_writes_nothing(workplace: Flask, name: str) -> None:
    """A form that shows another state than the stored one, in every place where something is changed that can be edited."""
    client, learnt = prepared(workplace, SENDS[name])
    where, fields = sample(workplace, name, learnt)
    with installation_of(workplace).database.reading() as session:
        before = batches(session)
    shown = fields["version"]
    answer = client.send(where, **{**fields, "version": shown + 1 if isinstance(shown, int) else f"{shown}0"})
    with installation_of(workplace).database.reading() as session:
        assert (answer.status_code, batches(session)) == (409, before)
