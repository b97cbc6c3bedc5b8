"""Two versions of a document side by side: nothing is lost or invented, and the differences are those a reader would name."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from documents.comparison.alignment import Budget
from documents.comparison.comparison import CONTEXT, Passage, PassageKind, Skipped, compare, fold
from documents.comparison.words import Piece

words = st.sampled_from(["quy", "trình", "hồ", "sơ", "05", "ngày", ",", ".", " ", "  ", "\t"])
paragraphs = st.lists(words, max_size=8).map(" ".join)
texts = st.lists(paragraphs, max_size=25).map("\n".join)


def side(pieces: tuple[Piece, ...]) -> str:
    return "".join(piece.text for piece in pieces)


def rebuilt(passages: list[Passage]) -> tuple[str, str]:
    """Both texts, put together again."""
    before = "\n".join(side(passage.before) for passage in passages if passage.before)
    after = "\n".join(side(passage.after) for passage in passages if passage.after)
    return before, after


def shown(pieces: tuple[Piece, ...]) -> str:
    """What is changed stands in brackets."""
    return "".join(f"[{piece.text}]" if piece.changed else piece.text for piece in pieces)


def told(before: str, after: str) -> list[tuple[str, str, str]]:
    return [(passage.kind.value, shown(passage.before), shown(passage.after)) for passage in compare(before, after)]


@given(texts, texts)
def test_both_texts_can_be_put_together_again(before: str, after: str) -> None:
    passages = compare(before, after)
    assert rebuilt(passages) == (before, after)
    for passage in passages:
        assert (passage.kind is PassageKind.ADDED) is (not passage.before)
        assert (passage.kind is PassageKind.REMOVED) is (not passage.after)
        if passage.before and passage.after:
            assert (passage.kind is PassageKind.SAME) is (side(passage.before) == side(passage.after))


@given(texts, texts)
def test_what_is_not_marked_is_the_same_on_both_sides(before: str, after: str) -> None:
    for passage in compare(before, after):
        if passage.before and passage.after:
            kept = ["".join(p.text for p in pieces if not p.changed) for pieces in (passage.before, passage.after)]
            assert kept[0] == kept[1]


@given(texts)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert {passage.kind for passage in compare(text, text)} == {PassageKind.SAME}
    assert fold(compare(text, text)) == [Skipped(text.count("\n") + 1)]


@given(texts, texts, st.integers(0, 3))
def test_folding_leaves_out_only_what_is_far_from_any_change(before: str, after: str, context: int) -> None:
    passages = compare(before, after)
    folded = fold(passages, context)
    assert sum(part.count if isinstance(part, Skipped) else 1 for part in folded) == len(passages)
    kept = [part for part in folded if isinstance(part, Passage)]
    assert [part for part in kept if part.kind is not PassageKind.SAME] == [
        part for part in passages if part.kind is not PassageKind.SAME
    ]
    for one, other in pairwise(folded):
        assert not (isinstance(one, Skipped) and isinstance(other, Skipped))


def test_the_words_that_changed_are_named() -> None:
    assert told("Thời hạn giải quyết: 10 ngày làm việc.", "Thời hạn giải quyết: 05 ngày làm việc.") == [
        ("changed", "Thời hạn giải quyết: [10 ]ngày làm việc.", "Thời hạn giải quyết: [05 ]ngày làm việc."),
    ]


def test_a_number_changes_as_a_whole() -> None:
    before = "Trưởng phòng | 0,5 ngày, trước 15/09/2026, phí 1.500.000 đồng"
    after = "Trưởng phòng | 0,25 ngày, trước 16/09/2026, phí 1.600.000 đồng"
    [(_kind, old, new)] = told(before, after)
    assert old == "Trưởng phòng | [0,5 ]ngày, trước [15/09/2026], phí [1.500.000 ]đồng"
    assert new == "Trưởng phòng | [0,25 ]ngày, trước [16/09/2026], phí [1.600.000 ]đồng"


def test_words_added_at_the_end_are_named_alone() -> None:
    assert told("Nộp hồ sơ", "Nộp hồ sơ trực tuyến") == [("changed", "Nộp hồ sơ", "Nộp hồ sơ[ trực tuyến]")]


def test_a_paragraph_that_moved_in_stands_between_its_neighbours() -> None:
    before = "Mục đích\nPhạm vi áp dụng\nNội dung thực hiện"
    after = "Mục đích\nTài liệu viện dẫn\nPhạm vi áp dụng\nNội dung thực hiện"
    assert told(before, after) == [
        ("same", "Mục đích", "Mục đích"),
        ("added", "", "[Tài liệu viện dẫn]"),
        ("same", "Phạm vi áp dụng", "Phạm vi áp dụng"),
        ("same", "Nội dung thực hiện", "Nội dung thực hiện"),
    ]


def test_a_changed_paragraph_is_found_among_new_ones() -> None:
    before = "Bước 1: tiếp nhận hồ sơ tại một cửa trong 01 ngày"
    after = "Công dân chuẩn bị giấy tờ\nBước 1: tiếp nhận hồ sơ tại một cửa trong 02 ngày\nLưu vào sổ"
    assert [kind for kind, _before, _after in told(before, after)] == ["added", "changed", "added"]


def test_paragraphs_that_have_nothing_in_common_are_not_mixed() -> None:
    assert [kind for kind, _before, _after in told("Mục đích của quy trình", "Hồ sơ lưu tại văn thư")] == ["removed", "added"]


def test_long_unchanged_stretches_are_folded() -> None:
    lines = [f"Đoạn {number}" for number in range(20)]
    changed = [*lines[:10], "Đoạn mới hẳn", *lines[10:]]
    folded = fold(compare("\n".join(lines), "\n".join(changed)))
    assert [part.count for part in folded if isinstance(part, Skipped)] == [10 - CONTEXT, 10 - CONTEXT]
    assert len(folded) == 2 + 2 * CONTEXT + 1


def test_large_texts_that_repeat_themselves_are_compared_within_the_budget() -> None:
    """Without a bound these take hours: every line equals, or every word equals, every other."""
    lines = "\n".join(["có", "không"] * 20_000)
    other = "\n".join(["không", "không", "có"] * 15_000)
    assert rebuilt(compare(lines, other)) == (lines, other)
    one, two = "a " * 40_000 + "b", "b " + "a " * 39_999
    assert rebuilt(compare(one, two)) == (one, two)


def test_the_budget_is_spent_once() -> None:
    budget = Budget(10)
    assert budget.allows("ab", "ab")
    assert budget.left == 4
    assert not budget.allows("ab", "ab")
    assert budget.left == 4
