"""Names of files that strangers choose, made harmless without becoming unknown to their owners."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qms.files.kinds import Kind
from qms.files.names import LONGEST_NAME, base_name, stored_name


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Quy trình 01.pdf", "Quy trình 01.pdf"),
        ("../../etc/x.pdf", "x.pdf"),
        ("/etc/passwd.pdf", "passwd.pdf"),
        (r"C:\Users\An\Quy trình.PDF", "Quy trình.pdf"),
        ("a\0b.pdf", "ab.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "a Set-Cookie_ x.pdf"),
        ("hóa đơn\u202efdp.exe.pdf", "hóa đơnfdp.exe.pdf"),
        (unicodedata.normalize("NFD", "Đánh giá.pdf"), "Đánh giá.pdf"),
        ("...hidden.pdf", "hidden.pdf"),
        (".pdf", "tai-lieu.pdf"),
        ("con.pdf", "_con.pdf"),
        ('a<b>"c?.pdf', "a_b__c_.pdf"),
        ("  a   b .pdf", "a b.pdf"),
    ],
)
def test_names_people_send(typed: str, name: str) -> None:
    assert stored_name(typed, Kind.PDF) == name


def test_the_ending_is_the_kinds_own() -> None:
    assert stored_name("ảnh.JPEG", Kind.JPEG) == "ảnh.jpg"


@given(st.text(max_size=300), st.sampled_from(Kind))
def test_any_name_becomes_one_that_can_be_saved_anywhere(typed: str, kind: Kind) -> None:
    name = stored_name(typed, kind)
    assert len(name) <= LONGEST_NAME
    assert name.endswith(f".{kind}") and name != f".{kind}"
    assert not set(name) & set('\\/<>:"|?*\0\r\n')
    assert not any(unicodedata.category(letter).startswith("C") for letter in name)
    assert unicodedata.is_normalized("NFC", name)
    assert name == name.strip(" .")
    assert stored_name(name, kind) == name
    assert "/" not in base_name(typed)
