"""A chat request answered: what the mind says, cut, counted and paid. Paths and keys are `core`'s, bytes `stream`'s."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from simulator.dialects.encode import Head
from simulator.dialects.shape import Shape
from simulator.domain.completion import Message, Tool, ToolCall, Usage
from simulator.mock.account import Account
from simulator.mock.ask import Ask
from simulator.mock.brain.thought import Thought
from simulator.mock.era import Era
from simulator.mock.faults.endings import breaking, shortened
from simulator.mock.latency import Latency, Wait
from simulator.mock.lengthen import at_length
from simulator.mock.logprobs import scores
from simulator.mock.naming import head_of
from simulator.mock.pieces import Cut, cut, cut_calls
from simulator.mock.prefix_cache import Known, hit_tokens
from simulator.mock.prompt_size import calls_tokens, prefix_tokens, prompt_tokens
from simulator.mock.refusal import Refused
from simulator.mock.reply import Reply
from simulator.mock.slots import Slots
from simulator.mock.thinking import with_effort
from simulator.mock.wishes import Wishes


class Mind(Protocol):
    """What decides the text of an answer; `simulator.mock.brain` has the one that ships."""

    def answer(
        self,
        messages: Sequence[Message],
        seed: int,
        *,
        thinks: bool = True,
        tools: Sequence[Tool] = (),
        must_call: bool = False,
    ) -> Thought:
        """Answer the messages or call some of the tools; with `must_call`, which needs a tool, call one at least.

        The same for the same arguments, and without thinking if it is not wanted.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """All that an answer is made with. `opened` is the zero of the clock, in seconds since 1970."""

    brain: Mind
    era: Era
    seed: int
    opened: int
    latency: Latency
    shape: Shape
    count: Callable[[str], int]
    account: Account
    slots: Slots

    def wait(self, prompt: str, now: float, wishes: Wishes) -> Wait:
        """Draw how long an answer takes, at this hour in China and among this many others."""
        hour = ((self.opened + now) / 3600 + 8) % 24
        latency = wishes.latency or self.latency
        wait = latency.draw(self.seed, prompt, hour=hour, streams=self.slots.open + 1)
        slow = wishes.manner("slow")
        return wait if slow is None else wait.slowed(float(slow.option("seconds")))

    def head(self, name: str, now: float, body: bytes) -> Head:
        """Make what all chunks of an answer share."""
        return head_of(self.seed, now, body, name=name, opened=self.opened, fingerprint=self.era.fingerprint)

    def check_length(self, most_tokens: int, size: int, tokens: Callable[[], int]) -> None:
        """Refuse a prompt that leaves no room for `most_tokens`; `size` is its bytes. Raises: Refused.

        A token is at least one byte of UTF-8, and the marks of a template are shorter than JSON's: most prompts need no
        counting.
        """
        context = self.era.context_tokens
        if size <= context - most_tokens or (prompt := tokens()) <= context - most_tokens:
            return
        raise Refused(
            400,
            f"This model's maximum context length is {context} tokens. However, you requested "
            f"{prompt + most_tokens} tokens ({prompt} in the messages, {most_tokens} in the completion). "
            "Please reduce the length of the messages or completion.",
        )


def chat_reply(desk: Desk, ask: Ask, body: bytes, known: Known, wishes: Wishes, now: float) -> Reply:
    """Decide a reply; `known` is what of the prompt is in the cache, and `now` the moment of the request."""
    wait = desk.wait("\n".join([message.content for message in ask.messages]), now, wishes)
    thinking, answer, calls, finish = _said(desk, ask, wait, wishes.said)
    thinking, answer, calls, finish = shortened(wishes.ending, thinking, answer, calls, finish)

    def usage() -> Usage:
        used = _usage(desk, ask, known, thinking, answer, calls)
        desk.account.pay(used, ask.model.price)
        return used

    return Reply(
        head=desk.head(ask.name, now, body),
        shape=wishes.shape or desk.shape,
        thinking=thinking,
        answer=answer,
        calls=calls,
        finish=finish,
        usage=usage,
        wants_usage=ask.wants_usage,
        start=now,
        wait=wait,
        breaks=breaking(wishes.ending),
        scores=None if ask.logprobs is None else partial(scores, seed=desk.seed, most=ask.logprobs),
    )


def _said(
    desk: Desk, ask: Ask, wait: Wait, prepared: Thought | None
) -> tuple[str | None, str, Sequence[ToolCall], str]:
    """Give thinking, answer, calls and the finish reason, as `stop` and `max_tokens` leave them.

    A `prepared` reply is said as it was written.
    """
    thought = prepared or _thought(desk, ask)
    text = thought.answer if prepared else _answer(ask, thought)
    thinking, room = None, ask.max_tokens
    if ask.model.thinks:
        thinking = thought.thinking
        if not prepared:
            thinking = with_effort(at_length(thinking, wait.thinking_pieces), ask.effort)
        if desk.era.counts_thinking:
            kept = cut(thinking, (), room, desk.count)
            if kept.finish == "length":
                return kept.text, "", (), "length"
            room = _rest(room, thinking, text, thought.calls, desk.count)
    answer = cut(text, ask.stops, room, desk.count)
    calls, finish = _cut_calls(thought.calls, room, answer, desk.count)
    return thinking, answer.text, calls, finish


def _thought(desk: Desk, ask: Ask) -> Thought:
    offer = ask.offer
    messages = ask.messages if ask.prefix is None else ask.messages[:-1]
    return desk.brain.answer(messages, desk.seed, thinks=ask.model.thinks, tools=offer.tools, must_call=offer.must_call)


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


def _rest(room: int, thinking: str, answer: str, calls: Sequence[ToolCall], count: Callable[[str], int]) -> int:
    """Give the tokens that thinking leaves; nothing is counted where even a token a byte would fit."""
    said = (thinking, answer, *(call.arguments for call in calls))
    return room if sum(len(text.encode()) for text in said) <= room else room - count(thinking)


def _cut_calls(
    calls: Sequence[ToolCall], most_tokens: int, answer: Cut, count: Callable[[str], int]
) -> tuple[Sequence[ToolCall], str]:
    """Give the calls that are left behind the answer, and the finish reason."""
    if not calls or answer.finish == "length":
        return (), answer.finish
    return cut_calls(calls, most_tokens - (count(answer.text) if answer.text else 0), count)


def _usage(desk: Desk, ask: Ask, known: Known, thinking: str | None, answer: str, calls: Sequence[ToolCall]) -> Usage:
    """Count as R1's template and tokenizer do."""
    count, tools = desk.count, ask.offer.tools
    reasoning = None if thinking is None else count(thinking)
    prompt = prompt_tokens(ask.messages, tools, count)
    is_known = known.messages == len(ask.messages)  # as in a test that asks the same again
    prefix = prompt - 1 if is_known else prefix_tokens(ask.messages, tools, known, count)
    return Usage(
        prompt_tokens=prompt,
        completion_tokens=(reasoning or 0) + count(answer) + calls_tokens(calls, count),
        reasoning_tokens=reasoning,
        cache_hit_tokens=hit_tokens(min(prompt, prefix)),
    )
