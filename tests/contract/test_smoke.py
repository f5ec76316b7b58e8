"""The conversation that every release is held to: what a good one passes, and what a bad one is told."""

from __future__ import annotations

import pytest

from simulator.contract import smoke
from simulator.domain.completion import Prompt
from simulator.domain.faults import Fault
from simulator.domain.release import Gates
from tests.contract.subjects import said, subject
from tests.fakes import assumed, release, shanghai, vendor

BUSY = Fault("overloaded", "the server is busy", 503)


def talked(*parts: dict, **more) -> str:
    releases = [release(**part) for part in parts]
    return said(smoke.look(subject(vendor(*releases), **more)))


@pytest.mark.parametrize(
    "parts",
    [
        {},
        {"turns_per_conversation": 5, "memory_turns": 3},
        {"turns_per_conversation": 1},
        {"daily_questions": 2},
        {"memory_turns": 0},
        {"turns_per_conversation": 1_000_000},
        {"channel": "internal"},
        {"channel": "announced"},
        {"channel": "beta", "until": shanghai(2025, 2, 6)},
        {"gates": Gates(os=assumed("AcmeOS 4.0"), first_buyers=assumed(True), login=assumed(True))},
    ],
)
def test_a_release_that_keeps_its_word_passes(parts):
    assert talked(parts) == ""


def test_a_phone_without_wake_words_is_talked_to_open():
    assert said(smoke.look(subject(vendor(wake_words=[])))) == ""


def test_each_release_has_a_conversation_of_its_own():
    found = smoke.look(subject(vendor(release(), release("1.1", shanghai(2025, 2, 9)))))
    assert found.remark.en == "2 conversations"


def test_a_model_that_forgets_at_once_is_told():
    assert (
        talked({}, answer=lambda prompt: "我不知道。") == "1.0.0: forgot a name that was told a turn before: 我不知道。"
    )


def test_a_window_that_holds_no_greeting_is_told():
    assert talked({"prompt_tokens": 2}) == '1.0.0: "你好" ends limited (prompt_tokens)'


def test_servers_that_are_busy_at_times_are_asked_again():
    asked = 0

    def sometimes(prompt: Prompt) -> str | Fault:
        nonlocal asked
        asked += 1
        return BUSY if asked % 3 else "你叫小明。"

    assert talked({"turns_per_conversation": 6}, answer=sometimes) == ""


def test_servers_that_are_always_busy_are_told():
    assert talked({}, answer=lambda prompt: BUSY) == '1.0.0: "你好" ends fault'


def test_a_wake_word_that_a_greeting_contains_is_told():
    found = smoke.look(subject(vendor(wake_words=["你好"])))
    assert said(found) == '1.0.0: "你好" wakes the sleeping phone'
