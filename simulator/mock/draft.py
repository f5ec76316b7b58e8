"""What is said to a request, and its tokens: all of an answer that neither its moment nor the cache decides."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from simulator.domain.completion import ToolCall, Usage
from simulator.mock.ask import Ask
from simulator.mock.brain.thought import Thought
from simulator.mock.era import Era
from simulator.mock.lengthen import at_length
from simulator.mock.mind import Mind
from simulator.mock.pieces import Cut, cut, cut_calls
from simulator.mock.prefix_cache import Known, hit_tokens
from simulator.mock.prompt_size import calls_tokens, prefix_tokens, prompt_tokens
from simulator.mock.thinking import with_effort

Count = Callable[[str], int]


class Draft:
    """The texts of an answer and the `finish` reason that `stop` and `max_tokens` leave them with.

    `thinking` is None where the model does not think.
    """

    __slots__ = ("_ask", "_counted", "answer", "calls", "finish", "thinking")

    def __init__(
        self, ask: Ask, thinking: str | None, answer: str, calls: Sequence[ToolCall] = (), finish: str = "stop"
    ) -> None:
        """Take what is said to `ask`."""
        self._ask = ask
        self.thinking, self.answer, self.calls, self.finish = thinking, answer, calls, finish
        self._counted: Usage | None = None

    def usage(self, known: Known, count: Count) -> Usage:
        """Count as R1's template and tokenizer do, the first time that it is asked; `known` is what the cache has."""
        used = self._counted = self._counted or self._count(count)
        prompt = used.prompt_tokens or 0
        messages, tools = self._ask.messages, self._ask.offer.tools
        is_known = known.messages == len(messages)  # as in a test that asks the same again
        prefix = prompt - 1 if is_known else prefix_tokens(messages, tools, known, count)
        hits = hit_tokens(min(prompt, prefix))
        if hits == 0:
            return used
        return Usage(prompt, used.completion_tokens, used.reasoning_tokens, hits)

    def _count(self, count: Count) -> Usage:
        reasoning = None if self.thinking is None else count(self.thinking)
        prompt = prompt_tokens(self._ask.messages, self._ask.offer.tools, count)
        completion = (reasoning or 0) + count(self.answer) + calls_tokens(self.calls, count)
        return Usage(prompt, completion, reasoning, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafter:
    """Writes drafts: what the mind says, as long as is wanted, cut where the request has it."""

    brain: Mind
    era: Era
    seed: int
    count: Count

    def draft(self, ask: Ask, thinking_pieces: int) -> Draft:
        """Have the mind answer; it thinks at least so many pieces."""
        thought = self._thought(ask)
        thinking = thought.thinking
        if ask.model.thinks:
            thinking = with_effort(at_length(thinking, thinking_pieces), ask.effort)
        return self._cut(ask, thinking, _answer(ask, thought), thought.calls)

    def prepared(self, ask: Ask, thought: Thought) -> Draft:
        """Take a reply as it was written."""
        return self._cut(ask, thought.thinking, thought.answer, thought.calls)

    def _thought(self, ask: Ask) -> Thought:
        offer = ask.offer
        messages = ask.messages if ask.prefix is None else ask.messages[:-1]
        thinks, must_call = ask.model.thinks, offer.must_call
        return self.brain.answer(messages, self.seed, thinks=thinks, tools=offer.tools, must_call=must_call)

    def _cut(self, ask: Ask, thinking: str, text: str, calls: Sequence[ToolCall]) -> Draft:
        room = ask.max_tokens
        if ask.model.thinks and self.era.counts_thinking:
            kept = cut(thinking, (), room, self.count)
            if kept.finish == "length":
                return Draft(ask, kept.text, "", (), "length")
            room = self._rest(room, thinking, text, calls)
        answer = cut(text, ask.stops, room, self.count)
        left, finish = self._cut_calls(calls, room, answer)
        return Draft(ask, thinking if ask.model.thinks else None, answer.text, left, finish)

    def _rest(self, room: int, thinking: str, answer: str, calls: Sequence[ToolCall]) -> int:
        """Give the tokens that thinking leaves; nothing is counted where even a token a byte would fit."""
        said = (thinking, answer, *(call.arguments for call in calls))
        if sum(len(text.encode()) for text in said) <= room:
            return room
        return room - self.count(thinking)

    def _cut_calls(self, calls: Sequence[ToolCall], most: int, answer: Cut) -> tuple[Sequence[ToolCall], str]:
        """Give the calls that are left behind the answer, and the finish reason."""
        if not calls or answer.finish == "length":
            return (), answer.finish
        return cut_calls(calls, most - (self.count(answer.text) if answer.text else 0), self.count)


def _answer(ask: Ask, thought: Thought) -> str:
    answer = thought.answer
    if thought.calls:
        return answer
    if ask.wants_json:
        from simulator.mock.brain.as_json import as_json  # most requests want text

        answer = as_json(ask.messages, answer)
    if ask.prefix is not None:
        from simulator.mock.brain.continuation import continued

        answer = continued(ask.prefix, answer)
    return answer
