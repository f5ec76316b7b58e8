"""How Chinese text sounds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.pronounce import syllables


@pytest.mark.parametrize(
    ("text", "sounds"),
    [
        ("小艺小艺", ["xiao", "yi", "xiao", "yi"]),
        ("小易", ["xiao", "yi"]),
        ("小爱同学", ["xiao", "ai", "tong", "xue"]),
        ("绿女", ["lv", "nv"]),
        ("YoYo小布1", ["y", "o", "y", "o", "xiao", "bu", "1"]),
        ("", []),
    ],
)
def test_a_han_character_gives_its_syllable_and_another_itself(text, sounds):
    assert list(syllables(text)) == sounds


@given(st.text())
def test_every_character_gives_one_entry(text):
    assert len(syllables(text)) == len(text)


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)))
def test_common_han_characters_have_a_sound_without_a_tone(text):
    assert all(sound.isalpha() and sound == sound.casefold() and sound not in text for sound in syllables(text))
