"""A test client that checks every page it gets, whatever the test is about."""

import re
from functools import cache
from itertools import takewhile
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlencode, urljoin, urlsplit

from babel.messages.pofile import read_po
from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from werkzeug.test import TestResponse

from qms.web.guard import TOKEN
from qms.web.headers import CONTENT_SECURITY_POLICY
from tests.web.cast import Member
from tests.web.markup import Element, Markup, read
from tests.web.resolved import Resolved

TRANSLATIONS = Path(__file__).parents[2] / "qms" / "translations" / "en" / "LC_MESSAGES"
REFERRING = ("for", "aria-labelledby", "aria-describedby", "aria-controls")
SEEN_ATTRIBUTES = ("title", "aria-label", "placeholder", "alt", "data-label")
CSRF, SESSION_COOKIE = "csrf_token", "qms_session"
RESOLVED = Resolved()  # over all tests
NAMES_IN_ENGLISH = frozenset({"english"})  # the switch says its own name


@cache
def english_words() -> frozenset[str]:
    """Words of four letters or more that the English translations use and no Vietnamese text of the product has."""
    english: set[str] = set()
    vietnamese: set[str] = set()
    for catalogue in sorted(TRANSLATIONS.rglob("*.po")):
        with catalogue.open("rb") as file:
            for message in read_po(file, ignore_obsolete=True):
                vietnamese.update(words(str(message.id)))
                english.update(words(str(message.string)))
    return frozenset(word for word in english - vietnamese - NAMES_IN_ENGLISH if len(word) > 3 and word.isascii())


def words(text: str) -> set[str]:
    """Lower-case words of a text, without names in braces (but with words that follow a number there) and without codes that
    join letters by signs."""
    plain = re.sub(r"\{\w*:?([^}]*)\}|%\([^)]*\)s", r" \1 ", text)
    return set(re.findall(r"(?<![\w./_-])[^\W\d_]+(?![\w/_-]|\.\w)", plain.lower()))


class CheckingClient(FlaskClient):
    """Asserts on each HTML answer what must hold on every page; ``data_words`` are words that the test's own data brings."""

    data_words: frozenset[str] = frozenset()
    member: Member | None = None

    def sign_in(self, member: Member) -> Self:
        """Take up the standing session of one of the cast, as its browser would, with a token against forgery."""
        self.member = member
        with self.session_transaction() as kept:
            kept[TOKEN] = member.token
            kept[CSRF] = member.key
        return self

    @property
    def csrf(self) -> str:
        """What a form of this session holds in its hidden field."""
        return str(URLSafeTimedSerializer(str(self.application.secret_key), salt="wtf-csrf-token").dumps(self._csrf_secret))

    @property
    def _csrf_secret(self) -> str:
        with self.session_transaction() as kept:
            return str(kept.setdefault(CSRF, "nobody"))

    def send(self, address: str, **fields: object) -> TestResponse:
        """Post a form as a browser would: with the token, which every form of this session carries."""
        return self.post(address, data={CSRF: self.csrf, **fields})

    def open(self, *args: object, **kwargs: object) -> TestResponse:
        response = super().open(*args, **{"buffered": True} | kwargs)  # type: ignore[arg-type]
        if response.mimetype == "text/html" and not 300 <= response.status_code < 400:
            self.check(response)
        return response

    def quietly(self, address: str, **options: Any) -> TestResponse:
        """Ask without checking the page: where the checks would be counted too, or would say the same of many answers."""
        return super().open(address, buffered=True, **options)

    def check(self, response: TestResponse) -> Markup:
        markup = read(response.text)
        where = response.request.url
        problems = [*structure_problems(markup), *policy_problems(markup), *language_problems(markup, self.data_words)]
        assert not problems, f"{where}: {problems}"
        assert response.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY, where
        for address in internal_addresses(markup, where):
            if response.status_code < 400 or urlsplit(address).path != response.request.path:  # a refusal may offer to try again
                self._resolve(address, where)
        return markup

    def _resolve(self, address: str, where: str) -> None:
        """Ask for an address once per kind of application and person, without checking that page: no link leads to a refusal."""
        cookie = self.get_cookie(SESSION_COOKIE)
        asked = (" ".join(self.application.blueprints), address, self.member.key if self.member and cookie else "")
        if asked in RESOLVED:
            return
        follower = FlaskClient(self.application, TestResponse)
        if cookie is not None:
            follower.set_cookie(SESSION_COOKIE, cookie.value)
        answer = follower.get(address, buffered=True)
        assert answer.status_code < 400, f"{where} links to {address}, which answers {answer.status_code}"
        RESOLVED.add(asked)


def structure_problems(markup: Markup) -> list[str]:
    """One h1, a title, balanced tags, unique ids, references that lead somewhere, controls with a name."""
    problems = [f"unbalanced {part}" for part in markup.unbalanced]
    headings = markup.all("h1")
    if len(headings) != 1 or not headings[0].text.strip():
        problems.append(f"{len(headings)} h1")
    titles = markup.all("title")
    if not titles or not titles[0].text.split("·")[0].strip():
        problems.append("no title")
    ids = [element.attributes["id"] for element in markup.elements if "id" in element.attributes]
    problems += [f"id {name} twice" for name in sorted({name for name in ids if ids.count(name) > 1})]
    for element in markup.elements:
        for name in REFERRING:
            problems += [
                f"{name} leads to no {target}" for target in element.attributes.get(name, "").split() if target not in ids
            ]
        href = element.attributes.get("href", "")
        if href.startswith("#") and href[1:] not in ids:
            problems.append(f"no place {href}")
    labelled = {label.attributes.get("for") for label in markup.all("label")}
    for control in markup.all("input", "select", "textarea"):
        named = control.attributes.get("id") in labelled or "aria-label" in control.attributes
        if not named and control.attributes.get("type") not in ("hidden", "submit"):
            problems.append(f"control {control.attributes.get('name')} without a label")
    problems += [
        f"empty link to {link.attributes.get('href')}" for link in markup.all("a") if not _named(link.text, link.attributes)
    ]
    return problems


def _named(text: str, attributes: dict[str, str]) -> bool:
    return bool(text.strip() or attributes.get("aria-label", "").strip() or attributes.get("lang") == "en")


def policy_problems(markup: Markup) -> list[str]:
    """What the content security policy would block, or what reaches for another host."""
    problems = [f"<{element.tag}> in the page" for element in markup.all("style", "base", "iframe", "object", "embed")]
    problems += ["inline script" for element in markup.all("script") if "src" not in element.attributes]
    for element in markup.elements:
        for name, value in element.attributes.items():
            if name == "style" or name.startswith("on") or value.strip().lower().startswith("javascript:"):
                problems.append(f"<{element.tag} {name}> in line {element.line}")
        if element.tag in ("link", "script", "img", "form"):
            target = element.attributes.get("href") or element.attributes.get("src") or element.attributes.get("action") or ""
            if urlsplit(target).netloc:
                problems.append(f"<{element.tag}> reaches for {target}")
    return problems


def language_problems(markup: Markup, data_words: frozenset[str]) -> list[str]:
    """The page names its language, and a Vietnamese page says nothing in English."""
    language = markup.elements[0].attributes.get("lang") if markup.elements else None
    if language not in ("vi", "en"):
        return [f"language {language}"]
    if language == "en":
        return []
    seen = [markup.text]
    for element in markup.elements:
        if element.attributes.get("lang") != "en":
            seen += [element.attributes[name] for name in SEEN_ATTRIBUTES if name in element.attributes]
    said = words(" ".join(seen)) & english_words() - data_words
    return [f"English on a Vietnamese page: {', '.join(sorted(said))}"] if said else []


def internal_addresses(markup: Markup, where: str) -> list[str]:
    """Paths with queries of every link, file and form of the page that stays on this host."""
    addresses = []
    for element in markup.elements:
        target = element.attributes.get("href") or element.attributes.get("src")
        if element.tag == "form" and element.attributes.get("method", "get").lower() == "get":
            target = _asked_by(markup, element)
        if not target or target.startswith(("#", "data:", "mailto:")) or "xlink" in element.tag:
            continue
        parts = urlsplit(urljoin(where, target))
        if parts.netloc == urlsplit(where).netloc:
            addresses.append(parts.path + (f"?{parts.query}" if parts.query else ""))
    return list(dict.fromkeys(addresses))


def _asked_by(markup: Markup, form: Element) -> str:
    """Where a form of the method get leads with what its hidden fields keep."""
    after = markup.elements[markup.elements.index(form) + 1 :]
    own = takewhile(lambda element: element.tag != "form", after)
    hidden = [
        (element.attributes.get("name", ""), element.attributes.get("value", ""))
        for element in own
        if element.attributes.get("type") == "hidden"
    ]
    return form.attributes.get("action", "") + (f"?{urlencode(hidden)}" if hidden else "")


def checking(app: Flask, data_words: frozenset[str] = frozenset()) -> CheckingClient:
    client = CheckingClient(app, TestResponse)
    client.data_words = data_words
    return client
