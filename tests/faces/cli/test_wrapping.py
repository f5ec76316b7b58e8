"""Where lines of text for people end."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.domain.cells import width
from simulator.faces.cli.wrapping import indented, wrap

MIXED = st.lists(
    st.sampled_from(["小艺，", "支持的对话轮次少", " ", "短。", "“好”", "DeepSeek-R1", "a", "（测试）", "9.11"])
).map("".join)


@pytest.mark.parametrize(
    ("text", "cells", "lines"),
    [
        ("", 10, [""]),
        ("one two three", 8, ["one two", "three"]),
        ("记忆窗口短", 4, ["记忆", "窗口", "短"]),
        ("记忆窗口短", 5, ["记忆", "窗口", "短"]),
        ("轮次少，记忆短。", 6, ["轮次", "少，记", "忆短。"]),
        ("say 小艺小艺 now", 8, ["say 小艺", "小艺 now"]),
        ("see (https://mmssai.com/archives/18031) ok", 12, ["see", "(https://mmssai.com/archives/18031)", "ok"]),
    ],
)
def test_text_breaks_at_blanks_and_between_characters(text: str, cells: int, lines: list[str]):
    assert wrap(text, cells) == lines


@given(MIXED, st.integers(4, 60))
def test_no_text_is_lost_and_no_line_begins_with_a_closing_mark(text: str, cells: int):
    lines = wrap(text, cells)
    assert re.sub(r"\s", "", "".join(lines)) == re.sub(r"\s", "", text)
    assert not any(line[:1] in ("，", "。", "”", "）") for line in lines)


@given(st.text(alphabet="小艺支持轮次 ", max_size=200), st.integers(4, 60))
def test_chinese_fills_its_lines_and_no_line_is_too_wide(text: str, cells: int):
    lines = wrap(text, cells)
    assert all(width(line) <= cells for line in lines)
    whole = re.sub(r"\s", "", text)
    assert " " in text or len(lines) == max(1, -(-len(whole) // (cells // 2)))


@given(MIXED)
def test_an_indented_text_keeps_its_width(text: str):
    lines = indented(text, 40, "· ", "    ")
    assert lines[0].startswith("· ")
    assert all(line.startswith("    ") for line in lines[1:])
