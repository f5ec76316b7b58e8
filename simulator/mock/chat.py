"""A chat request answered: what the mind says, cut, counted and paid. Paths and keys are `core`'s, bytes `stream`'s."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from simulator.dialects.encode import Head
from simulator.dialects.shape import Shape
from simulator.domain.completion import Usage
from simulator.mock.account import Account
from simulator.mock.ask import Ask
from simulator.mock.draft import Count, Draft, Drafter
from simulator.mock.era import Era
from simulator.mock.faults.endings import breaking, shortened
from simulator.mock.latency import Latency, Wait
from simulator.mock.logprobs import scores
from simulator.mock.naming import head_of
from simulator.mock.prefix_cache import Known
from simulator.mock.refusal import Refused
from simulator.mock.reply import Reply
from simulator.mock.slots import Slots
from simulator.mock.wishes import Wishes


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """All that an answer is made with. `opened` is the zero of the clock, in seconds since 1970."""

    drafter: Drafter
    opened: int
    latency: Latency
    shape: Shape
    account: Account
    slots: Slots

    @property
    def era(self) -> Era:
        """Give the season whose rules hold."""
        return self.drafter.era

    @property
    def seed(self) -> int:
        """Give what chance is drawn from."""
        return self.drafter.seed

    @property
    def count(self) -> Count:
        """Give what counts tokens."""
        return self.drafter.count

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


def chat_reply(
    desk: Desk, draft: Callable[[Ask, int], Draft], ask: Ask, body: bytes, known: Known, wishes: Wishes, now: float
) -> Reply:
    """Decide a reply, for which `draft` says what nobody prepared, with at least so many pieces of thinking.

    `known` is what of the prompt is in the cache, and `now` the moment of the request.
    """
    wait = desk.wait("\n".join([message.content for message in ask.messages]), now, wishes)
    said = draft(ask, wait.thinking_pieces) if wishes.said is None else desk.drafter.prepared(ask, wishes.said)
    if wishes.ending is not None:
        left = shortened(wishes.ending, said.thinking, said.answer, said.calls, said.finish)
        said = Draft(ask, *left)

    def usage() -> Usage:
        used = said.usage(known, desk.count)
        desk.account.pay(used, ask.model.price)
        return used

    return Reply(
        head=desk.head(ask.name, now, body),
        shape=wishes.shape or desk.shape,
        thinking=said.thinking,
        answer=said.answer,
        calls=said.calls,
        finish=said.finish,
        usage=usage,
        wants_usage=ask.wants_usage,
        start=now,
        wait=wait,
        breaks=breaking(wishes.ending),
        scores=None if ask.logprobs is None else partial(scores, seed=desk.seed, most=ask.logprobs),
    )
