from __future__ import annotations

import pytest

from simulator.domain.comparison import Compared, compare
from simulator.domain.events import MemoryTrimmed
from simulator.domain.trace import TurnTrace
from tests.domain.test_trace import ended


def traced(outcome="completed", first=2.0, seconds=8.0, forgot=0) -> TurnTrace:
    trimmed = MemoryTrimmed(
        session="s",
        turn=3,
        t=0.0,
        dropped_turns=forgot,
        kept_turns=1,
        prompt_tokens=9,
        limit="memory_turns",
        value=1,
        evidence="seed",
        dropped=(1,),
    )
    end = ended(3, 9.0, outcome=outcome, first_token_seconds=first, seconds=seconds)
    return TurnTrace(turn=3, conversation=0, began=0.0, trimmed=trimmed if forgot else None, ended=end)


def aspect(name: str, *turns: TurnTrace) -> list[Compared]:
    return [next(part for part in row if part.aspect == name) for row in compare(turns)]


def test_phones_that_did_the_same_differ_in_nothing():
    assert {part.mark for row in compare([traced(), traced()]) for part in row} == {"same"}


def test_the_phone_that_forgot_is_marked():
    assert aspect("forgotten", traced(), traced(forgot=2)) == [
        Compared("forgotten", 0),
        Compared("forgotten", 2, "differs"),
    ]


def test_the_phone_that_did_not_answer_is_marked():
    assert [part.mark for part in aspect("outcome", traced("limited"), traced())] == ["differs", "same"]


def test_the_slowest_and_the_quickest_of_three_are_marked():
    parts = aspect("first_token", traced(first=1.0), traced(first=2.0), traced(first=9.0))
    assert [part.mark for part in parts] == ["quickest", "same", "slowest"]


def test_a_time_that_nobody_feels_is_no_difference():
    assert {part.mark for part in aspect("seconds", traced(seconds=8.0), traced(seconds=9.0))} == {"same"}


def test_a_phone_without_a_first_token_is_left_out_of_the_race():
    parts = aspect("first_token", traced("refused", first=None), traced(first=2.0))
    assert parts == [Compared("first_token", None), Compared("first_token", 2.0)]


def test_a_turn_under_way_cannot_be_compared():
    with pytest.raises(ValueError, match="turn 3 has not ended"):
        compare([TurnTrace(turn=3, conversation=0, began=0.0)])
