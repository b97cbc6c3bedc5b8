"""Every page of the product against everybody: who may open it, who is refused, who has to sign in first."""

from collections.abc import Mapping
from urllib.parse import urlsplit

import pytest
from flask import Flask

from tests.web.cast import RETIRED, ROLES
from tests.web.client import CheckingClient, english_words
from tests.web.routes import PAGES
from tests.web.routes.rows import Page, Public, endpoint_of
from tests.web.walking import address, as_member, endpoints, unchanged

SECTIONS = sorted({endpoint.partition(".")[0] for endpoint in PAGES})


def pages_of(section: str) -> Mapping[str, Page]:
    return {name: row for name, row in PAGES.items() if name.partition(".")[0] == section and isinstance(row, Page)}


def test_every_page_has_its_row_and_every_row_its_page(site: Flask) -> None:
    assert endpoints(site, sending=False) == set(map(endpoint_of, PAGES))


@pytest.mark.parametrize("section", SECTIONS)
def test_who_may_opens_it_and_nobody_else(site: Flask, section: str) -> None:
    """And whoever tries it, changes nothing by that."""
    wrong = []
    with unchanged(site):
        for member in ROLES:
            client = as_member(site, member)
            for endpoint, row in pages_of(section).items():
                status = client.quietly(address(site, endpoint, row.at)).status_code
                expected = {row.answer} if member in row.opens else {403, 404}
                if status not in expected:
                    wrong.append((member.key, endpoint, status))
    assert not wrong


@pytest.mark.parametrize("section", SECTIONS)
def test_a_page_is_sound_for_who_may_open_it(site: Flask, section: str) -> None:
    """The client checks the page and follows its links, none of which may lead to a refusal."""
    for endpoint, row in pages_of(section).items():
        member = next(member for member in ROLES if member in row.opens)
        client = as_member(site, member)
        client.data_words = english_words() if row.quotes else frozenset()
        assert client.get(address(site, endpoint, row.at)).status_code == row.answer


@pytest.mark.parametrize("section", SECTIONS)
def test_what_belongs_to_another_agency_is_not_there(site: Flask, section: str) -> None:
    statuses = {
        endpoint: as_member(site, row.outsider).get(address(site, endpoint, row.outside)).status_code
        for endpoint, row in pages_of(section).items()
        if row.outside is not None
    }
    assert {endpoint: status for endpoint, status in statuses.items() if status != 404} == {}


def test_who_has_not_signed_in_is_sent_to_the_door_and_back(site: Flask, stranger: CheckingClient) -> None:
    with unchanged(site):
        for endpoint, row in PAGES.items():
            answer = stranger.quietly(address(site, endpoint, row.at))
            if isinstance(row, Public):
                assert answer.status_code == row.answer, endpoint
            else:
                assert answer.status_code == 303 and urlsplit(answer.location).path == "/dang-nhap", endpoint


def test_who_holds_no_post_any_more_sees_his_account_and_what_posts_permit_only(site: Flask) -> None:
    client = as_member(site, RETIRED)
    opened = {
        endpoint
        for endpoint, row in PAGES.items()
        if isinstance(row, Page) and client.quietly(address(site, endpoint, row.at)).status_code == 200
    }
    beside = {endpoint for endpoint in opened if not endpoint.startswith("signing_in.")}
    assert beside == {"people.permissions", "approval.my_work"}, "what is left to hand over stays in sight"


def test_looking_changes_nothing(site: Flask) -> None:
    """Not at what is public either; everybody has looked at every other page in the tests of who may open it."""
    with unchanged(site):
        for member in ROLES:
            client = as_member(site, member)
            for endpoint, row in PAGES.items():
                if isinstance(row, Public):
                    client.quietly(address(site, endpoint, row.at))
