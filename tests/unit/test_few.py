"""What requests keep beside each other: a few things by name, the oldest given up first."""

from qms.web.shelf import Few


def test_a_thing_is_made_once_and_the_oldest_gives_way() -> None:
    few, made = Few(2), []
    for name in ("a", "b", "a", "c", "b", "a"):
        assert few.made(name, lambda name=name: made.append(name) or name * 2) == name * 2
    assert made == ["a", "b", "c", "a"], "the third name has taken the place of the first, and of nothing else"


def test_what_is_changed_is_another_collection() -> None:
    few = Few(2)
    few.made("a", lambda: 1)
    changed = few.changed(lambda thing: thing + 1)
    assert (few.made("a", lambda: 0), changed.made("a", lambda: 0)) == (1, 2)
