"""A line of JSON is one line for whoever reads lines."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.domain.json_line import json_line


@given(st.text(st.characters(codec="utf-8") | st.sampled_from("\x0b\x0c\x1c\x85\u2028\u2029\\")))
def test_no_text_ends_a_line_and_every_text_comes_back(text):
    line = json_line({"text": text})
    assert line.splitlines() == [line]
    assert json.loads(line) == {"text": text}


@pytest.mark.parametrize("character", ["\x85", "\u2028", "\u2029"])
def test_characters_that_end_a_line_for_some_are_escaped(character):
    assert json_line([character], (",", ":")) == f'["\\u{ord(character):04x}"]'
