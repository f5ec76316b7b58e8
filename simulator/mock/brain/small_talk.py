"""Answers greetings, thanks, who it is and what it cannot do, from fixtures. Everything with content is elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.mock.brain.fixtures import ReplyFixture
from simulator.mock.brain.puzzles import answering
from simulator.mock.brain.question import Question
from simulator.mock.brain.thought import Ability, Thought

_SILENCE_ZH = Thought(
    "用户这次没有发来任何文字内容，可能是误触。简单打个招呼，请他说说想问什么就好。",
    "你好！我没有收到文字内容，想问点什么？",
)
_SILENCE_EN = Thought(
    "The user sent no text this time, perhaps by accident. A short greeting and a question will do.",
    "Hello! I received no text. What would you like to ask?",
)


def talker(replies: Sequence[ReplyFixture]) -> Ability:
    """Give the ability to make small talk; a prompt without words is answered with a question."""
    prepared = answering(replies, "small_talk")

    def answer(question: Question) -> Thought | None:
        if not question.text:
            return _SILENCE_ZH if question.lang == "zh" else _SILENCE_EN
        return prepared(question)

    return answer
