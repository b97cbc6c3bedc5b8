"""What was typed outlives the session in which it was typed, but is shown to nobody else, and passwords to nobody."""

from collections.abc import Iterator

import pytest
from wtforms import PasswordField

from qms.web.forms import Form
from qms.web.unsaved import NOT_SHOWN
from tests.web.client import CheckingClient

FIELDS = {"title": "Gõ cả buổi sáng <b>", "code": "QT-01", **dict.fromkeys(("password", "again", "old"), "câu bí mật của tôi")}


def test_what_was_typed_is_given_back_with_the_way_to_sign_in(stranger: CheckingClient) -> None:
    answer = stranger.post("/tai-lieu/moi?phieu=1", data=FIELDS, headers={"Origin": "http://localhost"})
    assert answer.status_code == 401 and "Gõ cả buổi sáng &lt;b&gt;" in answer.text and "bí mật" not in answer.text
    assert "/dang-nhap?next=/tai-lieu/moi?phieu%3D1" in answer.text


@pytest.mark.parametrize("origin", [None, "https://xau.example", "null"])
def test_nobody_else_puts_words_on_our_page(stranger: CheckingClient, origin: str | None) -> None:
    answer = stranger.post("/tai-lieu/moi", data=FIELDS, headers={"Origin": origin} if origin else {})
    assert answer.status_code == 303 and answer.location.startswith("/dang-nhap") and "buổi sáng" not in answer.text


def every_form(form: type[Form] = Form) -> Iterator[type[Form]]:
    for one in form.__subclasses__():
        yield one
        yield from every_form(one)


def test_no_password_field_has_a_name_that_would_be_shown() -> None:
    names = {
        name
        for form in every_form()
        for name in dir(form)
        if issubclass(getattr(getattr(form, name, None), "field_class", object), PasswordField)
    }
    assert names >= {"password", "again", "old"} and names <= NOT_SHOWN
