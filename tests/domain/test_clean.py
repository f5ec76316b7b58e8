"""What becomes of control characters, bidi controls and broken characters."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.domain.clean import clean, harmful_characters

ANY_TEXT = st.text(st.characters(codec=None))
ESCAPES = ["\x1b]52;c;aGk=\x07", "\x1b[2J", "\x9b31m", "\x1bP1$r\x1b\\", "a\r\nb", "\x7f", "\u202eevil\u2066"]
BIDI = {"ALM", "LRM", "RLM", "LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI"}


def is_harmless(text: str) -> bool:
    kinds = {unicodedata.category(char) for char in text if char not in "\t\n"}
    return not kinds & {"Cc", "Cs"} and not any(unicodedata.bidirectional(char) in BIDI for char in text)


@given(ANY_TEXT | st.sampled_from(ESCAPES))
def test_nothing_that_drives_a_terminal_survives(text):
    assert is_harmless(clean(text))
    clean(text).encode()


@given(ANY_TEXT)
def test_cleaning_twice_is_cleaning_once(text):
    assert clean(clean(text)) == clean(text)
    assert harmful_characters(clean(text)) == 0


@given(st.text(st.characters(exclude_categories=("Cc", "Cs", "Cf")) | st.sampled_from("\t\n👨‍👩‍👧")))
def test_what_people_write_stays_as_it_is(text):
    assert clean(text) == text
    assert harmful_characters(text) == 0


@given(ANY_TEXT | st.sampled_from(ESCAPES), st.data())
def test_a_text_in_pieces_is_cleaned_as_the_whole(text, data):
    at = data.draw(st.integers(0, len(text)))
    assert clean(text[:at]) + clean(text[at:]) == clean(text)


@pytest.mark.parametrize("code", [*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
def test_every_control_is_removed_but_tab_and_line_feed(code):
    assert clean(f"小{chr(code)}艺") == ("小艺" if chr(code) not in "\t\n" else f"小{chr(code)}艺")


def test_a_lone_surrogate_leaves_a_mark():
    assert clean("你\ud83d好") == "你\ufffd好"
    assert harmful_characters("你\ud83d好\x1b") == 2


def test_half_an_escape_sequence_is_plain_text():
    assert clean("\x1b") + clean("[31m红") == "[31m红"
    assert not re.search("\x1b", clean("\x1b\x1b[0m"))
