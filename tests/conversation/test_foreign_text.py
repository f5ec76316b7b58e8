"""What a model, a server or a user writes reaches nobody as a control code."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.domain.clean import harmful_characters
from simulator.domain.completion import AnswerText, Failed, Finished, ThinkingText
from simulator.domain.event_json import to_json
from simulator.domain.events import Heard
from simulator.domain.faults import Fault
from tests.fakes import Said, phone

EVIL = "\x1b]52;c;aGk=\x07好\x9b2J\u202e\u2066\ud800\x00\r"
POISON = st.text(st.sampled_from("\x1b\x07\x9b\x00\r\u202e\u2069\ud800\udfff[]52;好\n\t"), max_size=12)


def texts(value: object) -> list[str]:
    """Give every string inside a JSON value."""
    if isinstance(value, dict):
        return [text for item in value.items() for part in item for text in texts(part)]
    if isinstance(value, list):
        return [text for item in value for text in texts(item)]
    return [value] if isinstance(value, str) else []


def harm(said: Said) -> list[str]:
    """Give the strings of a turn's events that could drive a terminal, or that no encoder takes."""
    found = [text for event in said.events for text in texts(to_json(event))]
    return [text for text in found if harmful_characters(text)]


@settings(max_examples=60)
@given(st.lists(POISON, min_size=1, max_size=4))
async def test_a_models_text_is_harmless_in_whatever_pieces(pieces):
    items = [kind(piece) for piece in pieces for kind in (ThinkingText, AnswerText)]
    said = await phone([*items, Finished("stop")]).say("你好")
    assert harm(said) == []
    assert said.outcome == "completed"
    json.dumps([to_json(event) for event in said.events], ensure_ascii=False).encode()


@settings(max_examples=60)
@given(POISON)
async def test_a_users_text_is_harmless(text):
    held = phone("好", "好", handset={"must_wake": True})
    assert harm(await held.say(text)) == []
    assert harm(await held.say(f"小艺小艺，{text}")) == []


async def test_a_servers_error_text_is_harmless_everywhere():
    assert harm(await phone([Failed(Fault("server", EVIL))]).say("你好")) == []


async def test_a_servers_reason_for_its_end_is_harmless():
    assert harm(await phone([AnswerText("好"), Finished(EVIL)]).say("你好")) == []


async def test_a_piece_that_is_nothing_but_control_shows_nothing():
    said = await phone([AnswerText("\x1b\x07"), AnswerText("好"), Finished("stop")]).say("你好")
    assert said.kinds.count("AnswerDelta") == 1
    assert said.answer == "好"


@pytest.mark.parametrize("text", ["\x1b" * 10, "\u202e\u2066"])
async def test_an_utterance_of_controls_alone_asks_nobody(text):
    said = await phone().say(text)
    assert (said.event(Heard).text, said.prompts) == ("", ())


async def test_a_very_long_utterance_is_one_question():
    said = await phone("好").say("长" * 100_000)
    assert (said.outcome, len(said.event(Heard).text)) == ("completed", 100_000)
