from __future__ import annotations

from functools import reduce

from simulator.domain.events import (
    AnswerDelta,
    BackendAsked,
    ConversationRenewed,
    Event,
    Heard,
    PromptBuilt,
    Routed,
    Stuttered,
    ThinkingDelta,
    ThinkingRevealed,
    TurnEnded,
)
from simulator.domain.trace import Traces, follow
from simulator.domain.waterfall import Span, waterfall
from simulator.domain.window import Block, window


def at(kind, turn: int, t: float, **more) -> Event:
    return kind(session="s", turn=turn, t=t, **more)


def ended(turn: int, t: float, **more) -> TurnEnded:
    said = {
        "outcome": "completed",
        "answer": "好",
        "thinking": "",
        "thinking_seconds": None,
        "first_token_seconds": None,
        "seconds": 0.0,
        "finish": "stop",
        "usage": None,
        "cost": None,
        "fault": None,
        "limit": None,
    }
    return at(TurnEnded, turn, t, **(said | more))


def turn(number: int, start: float, messages: int = 1) -> list[Event]:
    return [
        at(Heard, number, start, text=f"问题{number}", source="text"),
        at(Routed, number, start, route="agent", rule="deepseek_entry"),
        at(PromptBuilt, number, start, messages=messages, prompt_tokens=10),
        at(BackendAsked, number, start, backend="mock", model="r1", attempt=1),
        at(ThinkingDelta, number, start + 2, text="想"),
        at(ThinkingDelta, number, start + 3, text="想"),
        at(Stuttered, number, start + 4, seconds=1.0),
        at(AnswerDelta, number, start + 5, text="好"),
        ended(number, start + 8, seconds=8.0, thinking="想想"),
    ]


def traces(*events: Event) -> Traces:
    return reduce(follow, events, Traces())


def test_a_turns_time_is_parted_into_waiting_thinking_and_answer():
    known = traces(*turn(1, 100.0))
    assert waterfall(known.turns[0], 999.0) == (
        Span("waiting", 0.0, 2.0),
        Span("thinking", 2.0, 3.0, (4.0,)),
        Span("answer", 5.0, 3.0),
    )


def test_a_stage_under_way_lasts_until_now():
    known = traces(*turn(1, 0.0)[:5])
    assert waterfall(known.turns[0], 7.5)[-1] == Span("thinking", 2.0, 5.5)


def test_what_turns_out_to_be_thinking_is_no_answer_in_the_waterfall():
    revealed = at(ThinkingRevealed, 1, 4.0, text="想", seconds=3.0)
    known = traces(*turn(1, 0.0)[:4], at(AnswerDelta, 1, 1.0, text="想"), revealed, at(AnswerDelta, 1, 6.0, text="好"))
    assert [(span.stage, span.seconds) for span in waterfall(known.turns[0], 8.0)] == [
        ("waiting", 1.0),
        ("thinking", 5.0),
        ("answer", 2.0),
    ]


def test_a_recorded_turn_without_its_pieces_of_text_has_the_same_stages():
    whole = turn(1, 100.0)
    recorded = [event for event in whole if not isinstance(event, ThinkingDelta | AnswerDelta | TurnEnded)]
    end = ended(1, 108.0, seconds=8.0, thinking="想想", first_token_seconds=2.0, thinking_seconds=3.0)
    assert waterfall(traces(*recorded, end).turns[0], 0.0) == waterfall(traces(*whole).turns[0], 0.0)


def test_the_window_marks_the_turns_that_a_prompt_left_out():
    known = traces(*turn(1, 0.0), *turn(2, 10.0, messages=3), *turn(3, 20.0, messages=3))
    assert window(known, 3) == (
        Block(1, 2, is_sent=False),
        Block(2, 2, is_sent=True),
        Block(3, 2, is_sent=True, is_asking=True),
    )


def test_a_new_conversation_begins_an_empty_window():
    renewed = at(ConversationRenewed, 1, 9.0, reason="user")
    assert [block.turn for block in window(traces(*turn(1, 0.0), renewed, *turn(2, 10.0)), 2)] == [2]


def test_a_turn_that_failed_empty_is_in_no_later_window():
    failed = ended(1, 8.0, outcome="fault", answer="")
    known = traces(*turn(1, 0.0)[:-1], failed, *turn(2, 10.0))
    assert [block.turn for block in window(known, 2)] == [2]


def test_text_after_the_first_of_its_kind_costs_no_new_trace():
    known = traces(*turn(1, 0.0)[:5])
    assert follow(known, at(ThinkingDelta, 1, 9.0, text="想")) is known
