"""Whatever a backend, a user or a task does: a turn ends once, and what was recorded is what the phone knows."""

from __future__ import annotations

import asyncio
from contextlib import aclosing

from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.domain.completion import AnswerText, Failed, Finished, ThinkingText, Usage
from simulator.domain.event_json import from_json, to_json
from simulator.domain.events import AnswerDelta, BackendAsked, Heard, ThinkingDelta, TurnEnded
from simulator.domain.faults import FAULT_KINDS, Fault
from simulator.domain.session import restore
from tests.fakes import PhoneInHand, phone

TEXT = st.text("从前有座山 ab\x1b\u202e\ud83d", max_size=6)
PIECES = st.lists(st.builds(ThinkingText, TEXT) | st.builds(AnswerText, TEXT), max_size=6)
FAULTS = st.builds(Fault, st.sampled_from(FAULT_KINDS), TEXT)
USAGE = st.none() | st.builds(Usage, st.none() | st.integers(0, 99), st.none() | st.integers(0, 99))
ENDS = st.builds(Finished, st.sampled_from(["stop", "length"]), USAGE) | st.builds(Failed, FAULTS)
REPLIES = st.builds(lambda pieces, end: [*pieces, *end], PIECES, st.lists(ENDS, max_size=1))
UTTERANCES = st.sampled_from(["你好", "小艺小艺", "小艺小艺，我叫小明", "打开微信", "长" * 40, "", "\x1b[2J讲"]) | TEXT
STOPS = st.none() | st.tuples(st.sampled_from(["press", "leave", "cancel"]), st.integers(0, 12))
LIMITS = st.fixed_dictionaries(
    {},
    optional={
        "turns_per_conversation": st.integers(0, 3),
        "daily_questions": st.integers(0, 3),
        "prompt_tokens": st.integers(5, 60),
        "memory_turns": st.integers(0, 2),
    },
)
TURNS = st.lists(st.tuples(UTTERANCES, REPLIES, STOPS), max_size=4)


async def say(held: PhoneInHand, text: str, stop: tuple[str, int] | None) -> None:
    """Run a turn; at one of its events the user presses stop, the consumer leaves, or its task is cancelled."""
    async with aclosing(held.conversation.turn(text)) as turn:
        number = 0
        async for _ in turn:
            if stop is not None and number == stop[1]:
                if stop[0] == "leave":
                    return
                if stop[0] == "press":
                    held.conversation.interrupt()
                else:
                    asyncio.current_task().cancel()
            number += 1


async def play(turns, limits, must_wake: bool) -> PhoneInHand:
    replies = [reply for _, reply, _ in turns]
    held = phone(*replies, handset={"must_wake": must_wake}, **limits)
    for text, _, stop in turns:
        await asyncio.gather(asyncio.ensure_future(say(held, text, stop)), return_exceptions=True)
        held.conversation.tick()
    return held


@settings(max_examples=150)
@given(TURNS, LIMITS, st.booleans())
def test_every_turn_ends_exactly_once_and_last(turns, limits, must_wake):
    held = asyncio.run(play(turns, limits, must_wake))
    by_turn: dict[int, list[str]] = {}
    for event in held.recorder.events:
        if not type(event).__name__.startswith(("Session", "FellAsleep")):
            by_turn.setdefault(event.turn, []).append(type(event).__name__)
    assert sorted(by_turn) == list(range(1, len(by_turn) + 1))
    for names in by_turn.values():
        assert names.count("TurnEnded") == 1
        assert names[-1] == "TurnEnded"
    assert held.backend.closed == len(held.backend.prompts)


@settings(max_examples=100)
@given(TURNS, LIMITS, st.booleans())
def test_what_was_recorded_is_what_the_phone_knows(turns, limits, must_wake):
    held = asyncio.run(play(turns, limits, must_wake))
    events = held.recorder.events
    assert restore("test", events) == (held.conversation.session, None)
    last_end = max((at for at, event in enumerate(events) if isinstance(event, TurnEnded)), default=-1)
    deltas = ThinkingDelta | AnswerDelta
    essentials = [event for at, event in enumerate(events) if at > last_end or not isinstance(event, deltas)]
    assert restore("test", essentials) == (held.conversation.session, None)


@settings(max_examples=100)
@given(TURNS, LIMITS, st.data())
def test_a_recording_cut_anywhere_is_restored_with_what_was_seen(turns, limits, data):
    events = asyncio.run(play(turns, limits, False)).recorder.events
    kept = events[: data.draw(st.integers(0, len(events)))]
    session, cut_off = restore("test", kept)
    assert session.asking is None
    asked_days = sum(isinstance(event, BackendAsked) and event.attempt == 1 for event in kept)
    assert sum(session.asked.values()) == asked_days
    if cut_off is not None:
        since = max(at for at, event in enumerate(kept) if isinstance(event, Heard))
        shown = [event.text for event in kept[since:] if isinstance(event, AnswerDelta)]
        assert (cut_off.outcome, cut_off.answer, cut_off.turn) == ("interrupted", "".join(shown), kept[-1].turn)


@settings(max_examples=100)
@given(TURNS, LIMITS)
def test_a_turns_end_repeats_its_text(turns, limits):
    events = asyncio.run(play(turns, limits, False)).recorder.events
    for ended in (event for event in events if isinstance(event, TurnEnded)):
        mine = [event for event in events if event.turn == ended.turn]
        assert ended.thinking == "".join(event.text for event in mine if isinstance(event, ThinkingDelta))
        shown = "".join(event.text for event in mine if isinstance(event, AnswerDelta))
        assert ended.answer == shown or (not shown and ended.answer == "我在，请说。")


@settings(max_examples=50)
@given(TURNS, LIMITS)
def test_every_event_of_a_real_turn_survives_json(turns, limits):
    for event in asyncio.run(play(turns, limits, True)).recorder.events:
        line = to_json(event)
        assert to_json(from_json(line)) == line
