"""What every answer says about itself."""

import pytest

from qms.web.headers import HEADERS
from tests.web.client import CheckingClient


@pytest.mark.parametrize("address", ["/", "/khong-co", "/hong", "/tu-choi", "/?lang=en", "/static/theme.css"])
def test_every_answer_carries_the_security_headers(client: CheckingClient, address: str) -> None:
    response = client.get(address)
    assert {name: response.headers[name] for name in HEADERS} == HEADERS


def test_the_policy_allows_no_inline_script_and_no_other_host(client: CheckingClient) -> None:
    policy = dict(part.strip().split(" ", 1) for part in client.get("/").headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["font-src"] == policy["form-action"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"


def test_pages_are_not_kept_by_anybody(client: CheckingClient) -> None:
    assert client.get("/").headers["Cache-Control"] == "no-store"


def test_a_file_asked_for_by_its_version_is_kept_for_good(client: CheckingClient) -> None:
    page = client.get("/").text
    for name in ("bootstrap.min.css", "theme.css", "favicon.svg"):
        address = page.split(name)[0].rsplit('"', 1)[1] + name + page.split(name)[1].split('"')[0]
        response = client.get(address)
        assert "immutable" in response.headers["Cache-Control"], address
    assert "immutable" not in client.get("/static/theme.css").headers["Cache-Control"]


def test_no_cookie_is_set_by_looking(client: CheckingClient) -> None:
    assert "Set-Cookie" not in client.get("/").headers
