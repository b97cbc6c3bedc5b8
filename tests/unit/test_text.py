"""How Vietnamese text is stored, compared, searched and sorted."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qms.text import fold_key, fold_name, fold_search, sort_key, tidy

VIETNAMESE = "aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
names = st.text(st.sampled_from(VIETNAMESE + VIETNAMESE.upper() + "  -0123456789"), max_size=30)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("  Sở\tNội\n vụ ", "Sở Nội vụ"),
        ("Sở\u00a0Nội\u2003vụ", "Sở Nội vụ"),
        (unicodedata.normalize("NFD", "Huế"), "Huế"),
        (" \t\n", ""),
    ],
)
def test_text_is_stored_tidy(typed, stored):
    assert tidy(typed) == stored


@given(st.text())
def test_tidying_twice_changes_nothing_more(text):
    assert tidy(tidy(text)) == tidy(text)


@pytest.mark.parametrize(("one", "other"), [("QT-01", "qt-01"), ("Đ-1", "đ-1"), ("HUẾ", unicodedata.normalize("NFD", "huế"))])
def test_keys_are_compared_without_case_and_unicode_form(one, other):
    assert fold_key(one) == fold_key(other)


@pytest.mark.parametrize(("one", "other"), [("hoà", "hòa"), ("a 1", "a1"), ("đ", "d"), ("qt-01", "qt-1")])
def test_keys_keep_every_other_difference(one, other):
    assert fold_key(one) != fold_key(other)


@given(st.text())
def test_a_folded_key_folds_to_itself_in_either_unicode_form(text):
    assert fold_key(fold_key(text)) == fold_key(text)
    assert fold_key(unicodedata.normalize("NFD", text)) == fold_key(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hoà", "Hòa"),
        ("thuỷ", "thủy"),
        ("SỞ NỘI VỤ", "Sở  Nội vụ"),
        ("Sở\u00a0Nội\tvụ", "sởnộivụ"),
        ("khoẻ", "khỏe"),
        ("Quỹ", "Qũy"),
    ],
)
def test_names_that_people_take_for_the_same(one, other):
    assert fold_name(one) == fold_name(other)


@pytest.mark.parametrize(("one", "other"), [("Hòa", "Hóa"), ("Huế", "Hue"), ("đo", "do"), ("An Hòa", "An Hào")])
def test_names_that_differ(one, other):
    assert fold_name(one) != fold_name(other)


@given(names)
def test_a_name_is_the_same_in_capitals_and_decomposed(name):
    assert fold_name(name.upper()) == fold_name(name) == fold_name(unicodedata.normalize("NFD", name))


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Đánh  giá", "danh gia"), ("Ủy ban Nhân dân", "uy ban nhan dan"), ("ĐƯỜNG", "duong"), ("Quy Nhơn", "quy nhon")],
)
def test_search_ignores_case_and_diacritics(text, folded):
    assert fold_search(text) == folded


@given(names)
def test_folded_for_search_nothing_but_plain_letters_remains(name):
    folded = fold_search(name)
    assert folded.isascii()
    assert folded == folded.lower() == fold_search(folded)


def test_names_stand_in_the_order_of_a_vietnamese_dictionary():
    ordered = "a à ả ã á ạ ă ằ â ầ b c d đ e ê g h i k l m n o ô ơ p q r s t u ư v x y".split()
    shuffled = ordered[::-1]
    assert sorted(shuffled, key=sort_key) == ordered


def test_letters_count_before_tones():
    assert sorted(["má", "ma", "mạc", "mà", "mac"], key=sort_key) == ["ma", "mà", "má", "mac", "mạc"]
    assert sorted(["Sở Y tế", "Sở Công Thương", "Sở Xây dựng", "Sở Đất đai", "Sở Du lịch"], key=sort_key) == [
        "Sở Công Thương", "Sở Du lịch", "Sở Đất đai", "Sở Xây dựng", "Sở Y tế",
    ]  # fmt: skip


def test_a_name_stands_before_those_it_begins():
    assert sorted(["Phú Vang", "Phú", "Phú An"], key=sort_key) == ["Phú", "Phú An", "Phú Vang"]


@given(names)
def test_sorting_does_not_look_at_case_or_unicode_form(name):
    assert sort_key(name.upper()) == sort_key(name) == sort_key(unicodedata.normalize("NFD", name))


@given(names, names)
def test_names_with_one_sort_key_differ_at_most_in_signs(one, other):
    if sort_key(one) == sort_key(other):
        assert [c for c in tidy(one).casefold() if c.isalnum()] == [c for c in tidy(other).casefold() if c.isalnum()]
