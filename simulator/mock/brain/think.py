"""The order in which the mock's abilities are tried on a prompt. What each ability knows is in its own module."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from simulator.domain.completion import Message, Tool
from simulator.mock.brain import (
    acknowledge,
    arithmetic,
    clock,
    compare,
    letters,
    plausible,
    recall,
    recap,
    reflect,
    search_answers,
    small_talk,
    tales,
)
from simulator.mock.brain.fixtures import ReplyFixture
from simulator.mock.brain.puzzles import puzzles
from simulator.mock.brain.question import Question, read
from simulator.mock.brain.thought import Ability, Thought

__all__ = ["Brain", "Thought"]


class Brain:
    """A model that knows nothing but the prompt and its reply fixtures: same messages and seed, same thought."""

    def __init__(self, replies: Sequence[ReplyFixture]) -> None:
        """Prepare the abilities; with no replies there are no jokes, puzzles or small talk."""
        self._abilities: tuple[Ability, ...] = (
            recall.answer,
            recap.answer,
            letters.answer,
            compare.answer,
            arithmetic.answer,
            search_answers.answer,
            clock.answer,
            puzzles(replies),
            tales.teller(replies),
        )
        self._chat = small_talk.talker(replies)

    def answer(
        self,
        messages: Sequence[Message],
        seed: int,
        *,
        thinks: bool = True,
        tools: Sequence[Tool] = (),
        must_call: bool = False,
    ) -> Thought:
        """Answer the last user message, or call a tool; every other message is what the model can still remember.

        Thinking is as long as the question is hard, but for calls and their results; `thinks=False` leaves it empty
        and the rest as it is. Time is linear in the prompt's length.
        """
        question = read(messages, seed, tools, must_call=must_call)
        # What a tool should do may be put like a fact to remember, so tools hear the whole utterance.
        acted = _acted(question)
        thought = acted or self._thought(question)
        if not thinks:
            return replace(thought, thinking="")
        return thought if acted else reflect.deepen(thought, question)

    def _thought(self, question: Question) -> Thought:
        told = acknowledge.split(question.text)
        asked = question.about(told.rest) if told.facts else question
        for ability in self._abilities:
            if (thought := ability(asked)) is not None:
                return acknowledge.greet(told, question, thought)
        if told.facts and not told.asks:
            return acknowledge.answer(told, question)
        return acknowledge.greet(told, question, self._rest(asked))

    def _rest(self, question: Question) -> Thought:
        return self._chat(question) or search_answers.unsearched(question) or plausible.answer(question)


def _acted(question: Question) -> Thought | None:
    """Call a tool or tell what one gave back; None where none is offered and none was called."""
    if not question.tools and not question.results:
        return None
    # Only now: most prompts offer no tools.
    from simulator.mock.brain import tool_calls, tool_results

    return tool_results.answer(question) or tool_calls.answer(question)
