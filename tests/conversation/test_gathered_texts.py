"""Texts that arrive together: they appear when each is due, and are told as one."""

from __future__ import annotations

import pytest

from simulator.dialects.gathering import gathered
from simulator.domain.completion import AnswerText, AnswerWasThinking, Finished, Pieces, ThinkingText
from simulator.replay.alarm import VirtualAlarm
from simulator.replay.happened import merged
from tests.fakes import items_of, pacing, phone

STORY = ("想一想怎么讲这个，用户要的是故事", "从前有座山，山里有座庙，庙里有个老和尚在讲故事。" * 3)
HALTING = pacing(chance=0.2, seconds=1.5)


def told_together(reply) -> list:
    *texts, end = items_of(reply)
    return [*gathered(texts), end]


def test_only_neighbours_of_one_side_are_gathered_and_marks_stay():
    texts = [ThinkingText("一"), ThinkingText("二"), AnswerText("三"), AnswerWasThinking(), AnswerText("四")]
    assert list(gathered(texts)) == [
        Pieces(ThinkingText, ("一", "二")),
        Pieces(AnswerText, ("三",)),
        AnswerWasThinking(),
        Pieces(AnswerText, ("四",)),
    ]


@pytest.mark.parametrize("speaks", [False, True])
@pytest.mark.parametrize("stop_at", [None, 2.2, 8.0])
async def test_texts_that_came_together_appear_as_if_one_by_one(speaks, stop_at):
    told = []
    for reply in (STORY, told_together(STORY)):
        clock = VirtualAlarm()
        held = phone(reply, clock=clock, pacing=HALTING)
        if stop_at is not None:
            clock.set(stop_at, held.conversation.interrupt)
        said = await held.say("讲个故事", "audio" if speaks else "text")
        told.append((merged(said.events), held.conversation.session, len(said.events)))
    apart, together = told
    assert apart[:2] == together[:2]
    assert together[2] < apart[2] or stop_at is not None


async def test_nothing_is_told_of_gathered_texts_that_are_empty_after_cleaning():
    said = await phone([Pieces(AnswerText, ("\x1b", "好")), Pieces(AnswerText, ("\x00",)), Finished("stop")]).say(
        "你好"
    )
    assert (said.answer, said.kinds.count("AnswerDelta")) == ("好", 1)
