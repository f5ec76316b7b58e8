"""What was made of the last requests, for those that come again: a test suite asks the same. What is made is not here.

Everything here is a function of its arguments alone, so that nobody can tell whether it was remembered.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Generic, ParamSpec, TypeVar

from simulator.domain.completion import Message, Tool
from simulator.mock.ask import Ask, read_ask
from simulator.mock.brain.thought import Thought
from simulator.mock.era import Era
from simulator.mock.mind import Mind

MOST, LARGEST = 256, 4_096
"""Requests that are remembered, and the most bytes or characters of one of them: about two megabytes in all."""


Given = ParamSpec("Given")
Made = TypeVar("Made")


class Remembered(Generic[Given, Made]):
    """A function that remembers what it made for its last arguments, where a request `is_brief`."""

    def __init__(self, make: Callable[Given, Made]) -> None:
        """Take what makes it, the same for the same arguments."""
        self._make = make
        self._kept = lru_cache(MOST)(make)

    def of(self, *, is_brief: bool) -> Callable[Given, Made]:
        """Give the function for a request: a long one is not kept."""
        return self._kept if is_brief else self._make


def is_brief(body: bytes) -> bool:
    """Say whether what is made of a request of this body is remembered."""
    return len(body) <= LARGEST


class RememberedAsks:
    """Reads the bodies of requests to one `era`."""

    def __init__(self, era: Era) -> None:
        """Take the era whose rules hold."""
        self.era = era
        self._remembered = Remembered(self._read)

    def read(self, body: bytes, *, is_beta: bool) -> Ask:
        """Read a request as `read_ask` does. Raises: Refused."""
        return self._remembered.of(is_brief=is_brief(body))(body, is_beta)

    def _read(self, body: bytes, is_beta: bool) -> Ask:
        return read_ask(body, self.era, is_beta=is_beta)


class RememberedMind:
    """A mind that thinks the same of the same prompt; prompts with tools or calls are thought about each time."""

    def __init__(self, mind: Mind) -> None:
        """Take the mind that answers what is new."""
        self._mind = mind
        self._remembered = lru_cache(MOST)(self._think)

    def answer(
        self,
        messages: Sequence[Message],
        seed: int,
        *,
        thinks: bool = True,
        tools: Sequence[Tool] = (),
        must_call: bool = False,
    ) -> Thought:
        """Answer as the mind does."""
        if tools or any(message.tool_calls for message in messages) or _size(messages) > LARGEST:
            return self._mind.answer(messages, seed, thinks=thinks, tools=tools, must_call=must_call)
        return self._remembered(tuple(messages), seed, thinks)

    def _think(self, messages: tuple[Message, ...], seed: int, thinks: bool) -> Thought:
        return self._mind.answer(messages, seed, thinks=thinks)


def _size(messages: Sequence[Message]) -> int:
    return sum(len(message.content) + len(message.thinking) for message in messages)
