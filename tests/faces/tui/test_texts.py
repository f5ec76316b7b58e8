from __future__ import annotations

from datetime import datetime
from typing import get_args

import pytest

from simulator.domain.labels import day_label, evidence_label, figure_label
from simulator.domain.release import SHANGHAI, Channel
from simulator.domain.screen import NoticeKind, Wake
from simulator.domain.words import numbers
from simulator.faces.tui.texts import TEXTS, text


def test_every_channel_and_wake_state_has_a_text():
    assert {f"channel.{channel}" for channel in get_args(Channel)} <= TEXTS.keys()
    assert set(get_args(Wake)) <= TEXTS.keys()


def test_every_notice_without_words_of_the_phones_own_has_a_text():
    spoken = {"gate_refused", "limit_reached", "fault", "upgraded", "voice", "skill", "rang"}
    assert set(get_args(NoticeKind)) - spoken <= TEXTS.keys()


@pytest.mark.parametrize(
    ("evidence", "zh"),
    [
        ("seed", "报道"),
        ("assumed", "假定"),
        ("config", "自设"),
        ("measured:captures/a.jsonl", "实测"),
        ("url:https://example.org/a?b=c", "来源 example.org"),
        ("rumour", "rumour"),
    ],
)
def test_evidence_is_said_in_a_word_or_two(evidence: str, zh: str):
    assert evidence_label(evidence, "zh") == zh


@pytest.mark.parametrize(("turns", "said"), [((3,), "3"), ((1, 2), "1、2"), ((1, 2, 3), "1–3"), ((1, 3, 4), "1、3、4")])
def test_a_run_of_turns_is_said_shortly(turns: tuple[int, ...], said: str):
    assert numbers(turns) == said


def test_a_date_reads_as_on_a_phone_in_either_language():
    moment = datetime(2025, 2, 9, 8, 5, tzinfo=SHANGHAI)
    assert day_label(moment, "zh") == "2月9日 周日"
    assert day_label(moment, "en") == "Sun 9 Feb"


def test_a_limit_without_a_name_gives_its_key_and_an_unknown_text_is_an_error():
    assert figure_label("prompt_tokens", "en") == "tokens in the window"
    assert figure_label("no_such_limit", "zh") == "no_such_limit"
    with pytest.raises(KeyError):
        text("no such text", "zh")
