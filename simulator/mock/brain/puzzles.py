"""Answers the prepared problems and explanations whose question is asked. Jokes are `tales`, greetings `small_talk`."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.domain.brief import remembered
from simulator.mock.brain.fixtures import ReplyFixture, ReplyKind
from simulator.mock.brain.patterns import Utterance
from simulator.mock.brain.question import Question
from simulator.mock.brain.thought import Ability, Thought


def puzzles(replies: Sequence[ReplyFixture]) -> Ability:
    """Give the ability to answer with the fixtures of kind `puzzle`."""
    return answering(replies, "puzzle")


def answering(replies: Sequence[ReplyFixture], kind: ReplyKind) -> Ability:
    """Give an ability that answers with a fitting fixture of a kind, one in the language of the question first.

    Where several fit, the question's key chooses.
    """
    own = tuple(reply for reply in replies if reply.kind == kind)

    @remembered
    def fitting_to(text: str) -> tuple[ReplyFixture, ...]:
        utterance = Utterance.of(text)
        return tuple(reply for reply in own if reply.fits(utterance))

    def answer(question: Question) -> Thought | None:
        fitting = fitting_to(question.start)
        if not fitting:
            return None
        spoken = [reply for reply in fitting if reply.lang == question.lang]
        chosen = question.pick(spoken or fitting, kind)
        return Thought(chosen.thinking, chosen.answer, is_prepared=bool(chosen.thinking))

    return answer
