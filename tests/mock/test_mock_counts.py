"""Counts that are remembered are the tokenizer's own."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from simulator.mock.counts import MOST, RememberedCounts


class Counting:
    """A tokenizer of one token a character that keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def count(self, text: str) -> int:
        self.asked.append(text)
        return len(text)


def test_a_text_that_comes_again_is_not_counted_again():
    tokenizer = Counting()
    counts = RememberedCounts(tokenizer)
    assert [counts.count(text) for text in ("你好", "hi!", "你好")] == [2, 3, 2]
    assert tokenizer.asked == ["你好", "hi!"]


@given(st.lists(st.text(st.characters())))
def test_remembering_changes_no_count(texts):
    counts = RememberedCounts(Counting())
    assert [counts.count(text) for text in texts] == [len(text) for text in texts]


def test_the_oldest_text_is_forgotten_first():
    tokenizer = Counting()
    counts = RememberedCounts(tokenizer)
    for number in range(MOST + 1):
        counts.count(str(number))
    counts.count(str(MOST))
    counts.count("0")
    assert tokenizer.asked[MOST:] == [str(MOST), "0"]
