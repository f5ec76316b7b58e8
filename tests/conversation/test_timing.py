"""When things happen in a turn, in exact seconds of the session's clock."""

from __future__ import annotations

import pytest

from simulator.domain.completion import AnswerText, Failed, Finished, ThinkingText
from simulator.domain.events import AnswerDelta, Stuttered, ThinkingDelta, TurnEnded
from simulator.domain.faults import Fault
from tests.fakes import Pause, pacing, phone

THOUGHT, SAID = ThinkingText("想" * 5), AnswerText("说" * 5)  # three tokens each: 0.3 s at ten a second


def times(ended: TurnEnded) -> tuple[float | None, float | None, float]:
    return ended.first_token_seconds, ended.thinking_seconds, ended.seconds


@pytest.mark.parametrize(
    ("items", "first_token", "thinking", "seconds"),
    [
        ([THOUGHT, THOUGHT, SAID, SAID], 1.0, 0.6, 1.9),
        ([SAID, SAID], 1.0, None, 1.3),
        ([THOUGHT, THOUGHT, THOUGHT], 1.0, 0.6, 1.6),
        ([THOUGHT, Pause(14.0), SAID], 1.0, 14.0, 15.0),
        ([Pause(9.0), THOUGHT, SAID], 9.0, 0.3, 9.3),
        ([SAID, THOUGHT, SAID], 1.0, 0.0, 1.6),
        ([], None, None, 0.0),
    ],
)
async def test_seconds_are_exact_under_a_virtual_clock(items, first_token, thinking, seconds):
    said = await phone([*items, Finished("stop")]).say("你好")
    assert times(said.event(TurnEnded)) == (first_token, thinking, seconds)


async def test_seconds_count_from_their_own_turn():
    held = phone([THOUGHT, SAID, Finished("stop")], [THOUGHT, SAID, Finished("stop")])
    first = await held.say("你好")
    await held.clock.sleep_until(100.0)
    second = await held.say("你好")
    assert times(first.event(TurnEnded)) == times(second.event(TurnEnded)) == (1.0, 0.3, 1.3)
    assert second.event(TurnEnded).t == pytest.approx(101.3)


async def test_a_fault_ends_the_turn_when_it_is_told():
    said = await phone([THOUGHT, Pause(30.0), Failed(Fault("timeout", "idle"))]).say("你好")
    assert (said.outcome, said.event(TurnEnded).seconds) == ("fault", 31.0)


async def test_an_answer_appears_at_the_releases_rate():
    held = phone("字" * 40, pacing=pacing(first_token=9.2, tokens_per_second=20.0))
    said = await held.say("你好")
    due = [event.t for event in said.events if isinstance(event, AnswerDelta)]
    assert due == pytest.approx([9.2 + number * 2.4 / 20 for number in range(10)])


async def test_the_same_seed_stutters_alike_and_another_does_not():
    async def halts(seed: int) -> list[float]:
        style = pacing(chance=0.2, seconds=1.5)
        said = await phone("字" * 400, pacing=style, handset={"seed": seed}).say("你好")
        assert all(event.seconds == 1.5 for event in said.events if isinstance(event, Stuttered))
        return [event.t for event in said.events if isinstance(event, Stuttered)]

    assert await halts(1) == await halts(1) != await halts(2)


async def test_a_stutter_is_told_before_the_text_it_delays():
    said = await phone("字" * 40, pacing=pacing(chance=1.0, seconds=2.0)).say("你好")
    first, *shown = said.events[4:-1]
    assert isinstance(first, AnswerDelta)
    assert [type(event) for event in shown] == [Stuttered, AnswerDelta] * 9
    gaps = [after.t - before.t for before, after in zip(shown[::2], shown[1::2], strict=True)]
    assert gaps == pytest.approx([2.0] * 9)


async def test_the_text_on_the_screen_never_waits_for_the_whole_answer():
    held = phone([THOUGHT, Pause(60.0), SAID, Finished("stop")])
    async for event in held.conversation.turn("你好"):
        if isinstance(event, ThinkingDelta):
            assert held.clock.now() == 1.0
