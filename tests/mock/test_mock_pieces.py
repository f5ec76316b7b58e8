"""How a text is cut into deltas and cut short."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.mock.pieces import Cut, cut, pieces


@given(st.text(st.characters()))
def test_pieces_joined_are_the_text(text):
    assert "".join(pieces(text)) == text
    assert all(pieces(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("你好，世界和平", ["你好", "，", "世界", "和平"]),
        ("Let me see", ["Let", " me", " see"]),
        ("9.11\n2025", ["9", ".", "11", "\n202", "5"]),
        ("", []),
    ],
)
def test_a_piece_looks_like_a_token(text, expected):
    assert pieces(text) == expected


def test_a_megabyte_is_split_in_one_pass():
    assert len(pieces("字" * 1_000_000)) == 500_000


@given(st.text(), st.lists(st.text(min_size=1), max_size=3), st.integers(1, 50))
def test_a_cut_is_a_prefix_within_its_bounds(text, stops, most):
    left = cut(text, stops, most, len)
    assert text.startswith(left.text)
    assert len(left.text) <= most
    assert not any(stop in left.text for stop in stops)
    assert left.finish == "stop" or len(left.text) == most


def test_length_before_a_stop_sequence_is_length():
    assert cut("一二三四。五", ["。"], 2, len) == Cut("一二", "length")


def test_a_short_text_is_not_counted():
    def never(text: str) -> int:
        raise AssertionError(text)

    assert cut("hi", [], 4096, never) == Cut("hi", "stop")
