"""Hostile addresses: injection through search, sort and filters, paths that climb, other hosts, lines forged in the log."""

import logging
from collections.abc import Iterator, Mapping
from urllib.parse import quote, urlsplit

import pytest
from flask import Flask
from werkzeug.routing import IntegerConverter

from qms.web.headers import HEADERS
from tests.web.cast import ADMINISTRATOR, COORDINATOR, DEPARTMENT, LEAD_OFFICER, LEADER, ROLES, Member
from tests.web.client import CheckingClient
from tests.web.markup import read
from tests.web.routes import PAGES
from tests.web.routes.rows import Page
from tests.web.walking import address, as_member, counts, endpoint_of, installation_of

INJECTED = (
    "' OR '1'='1",
    "1); DROP TABLE agency; --",
    '" UNION SELECT token_hash FROM login_session --',
    "%_\\",
    "\x00",
    "𠀀" * 300,
)
CLIMBING = (
    "../../../../etc/passwd", "..%2f..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e/etc/passwd", "/etc/passwd", "C:\\windows\\win.ini",
    "....//....//etc/passwd", "\x00", "\u202egpj.exe", "x" * 5_000, "'\"><script>alert(1)</script>",
)  # fmt: skip
ELSEWHERE = (
    "//example.org",
    "/\\example.org",
    "https://example.org",
    "javascript:alert(1)",
    "/\t/example.org",
    "//example.org/%2f..",
)


def looked_at(app: Flask) -> Iterator[tuple[Member, str, Mapping[str, object]]]:
    """Each page with the first role that may open it and with what fills its address."""
    for name, row in PAGES.items():
        if isinstance(row, Page):
            yield next(member for member in ROLES if member in row.opens), name, row.at


def parameters(page: str) -> set[str]:
    """What the forms and links of a page put into addresses."""
    markup = read(page)
    named = {element.attributes.get("name", "") for element in markup.all("input", "select")}
    linked = {part.partition("=")[0] for link in markup.all("a") for part in urlsplit(link.attributes["href"]).query.split("&")}
    return (named | linked | {"tim", "sap-xep"}) - {"", "csrf_token", "lang", "ngay", "trang"}


def test_no_parameter_of_any_list_reaches_the_database_as_code(site: Flask) -> None:
    with installation_of(site).database.reading() as session:
        before = counts(session)
    crashed = []
    for member, name, values in looked_at(site):
        client, where = as_member(site, member), address(site, name, values)
        found = client.quietly(where)
        if found.mimetype != "text/html" or found.status_code != 200:
            continue
        for parameter in sorted(parameters(found.text)):
            for text in INJECTED if parameter == "tim" else INJECTED[:1]:
                tried = f"{where}{'&' if '?' in where else '?'}{quote(parameter)}={quote(text)}"
                answer = client.quietly(tried)
                if answer.status_code >= 500 or "<script>alert" in answer.text:
                    crashed.append((tried, answer.status_code))
    for parameter in ("ngay", "trang"):  # read in one place for all pages
        crashed += [text for text in INJECTED if client.quietly(f"/tthc/?{parameter}={quote(text)}").status_code >= 500]
    assert not crashed
    with installation_of(site).database.reading() as session:
        assert counts(session) == before


def test_no_path_climbs(site: Flask) -> None:
    wrong = []
    for member, name, values in looked_at(site):
        client = as_member(site, member)
        rules = [rule for rule in site.url_map.iter_rules() if rule.endpoint == endpoint_of(name)]
        for argument in {argument for rule in rules for argument in rule.arguments}:
            plain = address(site, name, {**values, argument: "QMSHERE"}) if _is_text(site, name, argument) else None
            for text in CLIMBING if plain else ():
                answer = client.quietly(str(plain).replace("QMSHERE", quote(text, safe="/%")))
                if answer.status_code >= 500 or b"root:" in answer.data or b"<script>alert" in answer.data:
                    wrong.append((name, text[:40], answer.status_code))
    assert not wrong


@pytest.mark.parametrize("number", [2**31, 2**63, 10**40])
def test_no_number_is_too_large(workplace: Flask, number: int) -> None:
    crashed = []
    for rule in workplace.url_map.iter_rules():
        numbers = {name for name, converter in rule._converters.items() if isinstance(converter, IntegerConverter)}
        if numbers:
            where = rule.build({name: 7654321 if name in numbers else DEPARTMENT for name in rule.arguments})
            assert where is not None
            for client in (as_member(workplace, COORDINATOR), as_member(workplace, ADMINISTRATOR)):
                tried = where[1].replace("7654321", str(number))
                crashed += [tried for answer in (client.quietly(tried), client.send(tried)) if answer.status_code >= 500]
    assert not crashed


def test_no_redirect_believes_the_host_that_the_request_claims(stranger: CheckingClient) -> None:
    for where, tidied in (("/co-quan?tim=a", "/co-quan/?tim=a"), ("/co-quan//?ngay=2020-01-01", "/co-quan/?ngay=2020-01-01")):
        answer = stranger.quietly(where, headers={"Host": "example.org"})
        assert (answer.status_code, answer.headers["Location"]) == (308, tidied)


def _is_text(app: Flask, name: str, argument: str) -> bool:
    converters = [rule._converters[argument] for rule in app.url_map.iter_rules() if rule.endpoint == endpoint_of(name)]
    return all(type(converter).__name__ in ("UnicodeConverter", "PathConverter") for converter in converters)


@pytest.mark.parametrize("folder", ["/static/", "/bootstrap/static/"])
def test_static_files_are_those_of_the_folder_only(site: Flask, stranger: CheckingClient, folder: str) -> None:
    for text in CLIMBING:
        answer = stranger.quietly(folder + quote(text, safe="/%"))
        assert answer.status_code in (308, 400, 404), text  # 308: the same without doubled slashes


@pytest.mark.parametrize("target", ELSEWHERE)
def test_no_answer_leads_to_another_host(site: Flask, stranger: CheckingClient, target: str) -> None:
    inside = as_member(site, COORDINATOR)
    for client in (stranger, inside):
        for where in ("/dang-nhap?next=", "/?lang=en&next=", "/tthc/?lang=en&x="):
            answer = client.quietly(where + quote(target))
            location = urlsplit(answer.headers.get("Location", "/"))
            assert location.netloc in ("", "localhost") and location.scheme in ("", "http"), (where, answer.headers["Location"])
            assert not answer.headers.get("Location", "/").startswith(("//", "/\\")), where


def test_every_answer_of_every_route_carries_the_headers(site: Flask, stranger: CheckingClient) -> None:
    wrong = []
    for member, name, values in looked_at(site):
        where = address(site, name, values)
        for client in (as_member(site, member), stranger):
            answer = client.quietly(where)
            kept = {header: answer.headers.get(header) for header in HEADERS} == HEADERS
            if not kept or answer.headers["Cache-Control"] != "no-store" or "Server" in answer.headers:
                wrong.append((name, dict(answer.headers)))
    for where in ("/khong-co", "/static/khong-co.css", "/static/theme.css", "/dang-xuat", "/%00"):
        answer = stranger.quietly(where)
        if {header: answer.headers.get(header) for header in HEADERS} != HEADERS:
            wrong.append((where, dict(answer.headers)))
    assert not wrong


def test_files_are_taken_away_and_not_opened(site: Flask) -> None:
    for member, name, values in looked_at(site):
        answer = as_member(site, member).quietly(address(site, name, values))
        if answer.status_code == 200 and answer.mimetype != "text/html":
            assert answer.headers["Content-Disposition"].startswith("attachment"), name
            assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("member", [LEADER, ADMINISTRATOR, LEAD_OFFICER])
def test_nobody_writes_a_line_of_his_own_into_the_log(site: Flask, member: Member, caplog: pytest.LogCaptureFixture) -> None:
    client = as_member(site, member)
    with caplog.at_level(logging.DEBUG):
        for text in ("%0d%0aERROR forged line", "%0aERROR forged line", "%E2%80%A8ERROR forged line"):
            client.quietly(f"/co-quan/x{text}", headers={"User-Agent": "x\tERROR forged line"})
            client.quietly(f"/co-quan/?tim={text}&trang-thai={text}")
    written = [record.getMessage() for record in caplog.records]
    assert not [line for message in written for line in message.splitlines() if line.lstrip().startswith("ERROR forged")]


def test_a_crash_writes_one_line_about_the_address(
    workplace: Flask, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(key: str) -> str:
        raise LookupError(key)

    crash.qms_access = workplace.view_functions["agencies.show"].qms_access  # type: ignore[attr-defined]
    workplace.view_functions["agencies.show"] = crash
    monkeypatch.setattr(logging.getLogger("qms.web"), "disabled", False)  # whatever ran before in this process
    with caplog.at_level(logging.ERROR, logger="qms.web"):
        answer = as_member(workplace, LEADER).get("/co-quan/x%0dERROR forged line")
    assert answer.status_code == 500 and "forged" not in answer.text.partition("<main")[2]
    assert [len(record.getMessage().splitlines()) for record in caplog.records if record.name == "qms.web"] == [1]
    assert as_member(workplace, LEADER).get("/tham-so/").status_code == 200, "the next request is served as ever"
