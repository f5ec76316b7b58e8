"""What a phone says of itself."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from simulator.domain.events import GateName
from simulator.domain.faults import FAULT_KINDS
from simulator.domain.limit import Bilingual
from simulator.domain.routing import RULES
from simulator.domain.words import WORDS, say

COUNTED = ("turns_per_conversation", "daily_questions", "prompt_tokens")


@pytest.mark.parametrize("key", WORDS)
def test_both_languages_say_it_with_the_same_places(key):
    zh, en = WORDS[key].zh, WORDS[key].en
    assert re.search("[一-鿿]", zh) and not re.search("[一-鿿]", en)
    assert sorted(re.findall(r"\{\w*\}", zh)) == sorted(re.findall(r"\{\w*\}", en))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("key", [*COUNTED, *(rule.limit for rule in RULES), "woken", "stopped"])
def test_every_limit_has_words_without_open_places(key, lang):
    assert "{" not in say({}, key, lang, value="10")
    assert key not in COUNTED or "10" in say({}, key, lang, value="10")


@pytest.mark.parametrize("kind", FAULT_KINDS)
def test_every_fault_has_words(kind):
    assert say({}, f"fault.{kind}", "zh")
    assert say({}, f"fault.{kind}", "en")


@pytest.mark.parametrize("gate", sorted(set(get_args(GateName)) - {"region", "login"}))
def test_every_gate_says_what_it_needs_and_what_it_found(gate):
    for lang in ("zh", "en"):
        words = say({}, f"gate.{gate}", lang, release="R 1.0", needed="N 8.0", actual="A 7.2")
        assert "A 7.2" in words and "{" not in words


def test_a_profile_has_the_last_word():
    words = {"woken": Bilingual("诶，我在", "Yes?"), "fault.server": Bilingual("开小差了", "Taking a nap")}
    assert say(words, "woken", "zh") == "诶，我在"
    assert say(words, "fault.server", "en") == "Taking a nap"
    assert say(words, "stopped", "zh") == WORDS["stopped"].zh


def test_a_kind_without_words_of_its_own_takes_those_of_its_family():
    assert say({}, "fault.malformed", "zh") == WORDS["fault"].zh


def test_there_are_no_words_for_an_unknown_key():
    with pytest.raises(KeyError, match="nonsense"):
        say({}, "nonsense", "zh")
