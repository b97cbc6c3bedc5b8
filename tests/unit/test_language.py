"""Sentences in two languages."""

from datetime import date
from threading import Thread

import pytest

from qms.language import Bilingual, Phrase, UserError, current_language, gettext, pgettext, pmark, show, show_date, speaking

SAID = "Không có gì thay đổi."


def test_vietnamese_is_spoken_unless_asked_otherwise():
    assert current_language() == "vi"
    assert gettext(SAID) == SAID
    with speaking("en"):
        assert gettext(SAID) == "Nothing changed."
        with speaking("vi"):
            assert gettext(SAID) == SAID
        assert gettext(SAID) == "Nothing changed."
    assert current_language() == "vi"


def test_the_language_comes_back_after_an_error():
    with pytest.raises(ZeroDivisionError), speaking("en"):
        raise ZeroDivisionError
    assert current_language() == "vi"


def test_a_third_language_is_a_mistake_of_the_program():
    with pytest.raises(ValueError, match="fr"), speaking("fr"):
        pytest.fail("spoken")


def test_each_thread_speaks_for_itself():
    heard = []
    with speaking("en"):
        thread = Thread(target=lambda: heard.append(current_language()))
        thread.start()
        thread.join()
    assert heard == ["vi"]


def test_dates_are_written_as_the_reader_writes_them():
    day = date(2015, 2, 1)
    assert show_date(day) == "01/02/2015"
    with speaking("en"):
        assert show_date(day) == "1 Feb 2015"


def test_a_phrase_is_said_in_the_language_of_its_reader():
    phrase = Phrase("Ngày kết thúc phải sau ngày bắt đầu ({start}).", start=date(2015, 1, 31))
    assert str(phrase) == "Ngày kết thúc phải sau ngày bắt đầu (31/01/2015)."
    with speaking("en"):
        assert str(phrase) == "The end must be after the start (31 Jan 2015)."
        assert str(UserError(phrase)) == str(phrase)


def test_a_phrase_may_hold_phrases_lists_and_braces():
    inner = Phrase(SAID)
    assert str(Phrase("{a} | {b}", a=[inner, date(2015, 1, 2)], b="{c}")) == f"{SAID}, 02/01/2015 | {{c}}"
    assert show(("x", "y")) == "x, y"


@pytest.mark.parametrize(("count", "said"), [(0, "0 documents"), (1, "1 document"), ("1.001", "1.001 documents")])
def test_a_word_follows_its_number(count, said):
    phrase = Phrase("{count} tài liệu", count=count)
    assert str(phrase) == f"{count} tài liệu"
    with speaking("en"):
        assert str(phrase) == said


def test_one_word_has_one_english_word_in_each_context():
    assert gettext("Vị trí") == pgettext("many", "Vị trí") == str(Phrase(pmark("many", "Vị trí"))) == "Vị trí"
    with speaking("en"):
        assert (gettext("Vị trí"), pgettext("many", "Vị trí")) == ("Post", "Posts")
        assert (gettext("Rút"), gettext(pmark("done", "Rút"))) == ("Withdraw", "Withdrawn")
        assert pgettext("nowhere", "Vị trí") == "Vị trí"


def test_phrases_are_equal_when_they_say_the_same():
    assert Phrase("{a}", a=1) == Phrase("{a}", a=1)
    assert hash(Phrase("{a}", a=1)) == hash(Phrase("{a}", a=2))
    assert Phrase("{a}", a=1) != Phrase("{a}", a=2)
    assert Phrase(SAID) != SAID


def test_titles_that_are_data_come_in_both_languages():
    title = Bilingual("Khái quát", "General")
    assert str(title) == "Khái quát"
    with speaking("en"):
        assert str(title) == "General"
