"""Which beginnings of prompts a server has seen, for the tokens that it bills as cache hits. Prices are elsewhere.

DeepSeek keeps what it computed for a prompt on disk and finds it again by the beginning that two prompts share, in
units of 64 tokens, for each account alone. Source: part 3 of the wire reference and M29. Here a beginning ends where a
message ends; DeepSeek's may end inside one.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from hashlib import blake2b

from simulator.domain.completion import Message, Tool

UNIT = 64
"""Tokens; less than a unit is never a hit."""

MOST = 4_096
"""Beginnings that are kept, about half a megabyte; those longest unused go first. DeepSeek's go after hours or days."""


class PrefixCache:
    """Remembers beginnings as digests: neither keys nor texts are kept, and memory is bounded by `most` of them.

    What a prompt finds depends on the prompts that came before it and on nothing else. Looking and remembering are one
    step without a pause, so that any number of requests may be under way.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._seen: OrderedDict[bytes, None] = OrderedDict()

    def known(self, owner: str, messages: Sequence[Message], tools: Sequence[Tool]) -> int:
        """Give how many leading messages an earlier prompt of this owner began with, and remember this one.

        `owner` is all that keeps prompts apart: the key, the user and the model. Cost is linear in the prompt.
        """
        found = 0
        for number, digest in enumerate(_beginnings(owner, messages, tools), 1):
            if digest in self._seen:
                found = number
            self._seen[digest] = None
            self._seen.move_to_end(digest)
        while len(self._seen) > self._most:
            self._seen.popitem(last=False)
        return found


def hit_tokens(tokens: int) -> int:
    """Give how many of the known leading tokens are a hit: whole units."""
    return tokens // UNIT * UNIT


def _beginnings(owner: str, messages: Sequence[Message], tools: Sequence[Tool]) -> Iterator[bytes]:
    """Give a digest of each beginning, the shortest first; tools stand before all messages."""
    digest = _digest(b"", owner, repr(tools) if tools else "")
    for message in messages:
        calls = repr(message.tool_calls) if message.tool_calls else ""
        digest = _digest(digest, message.role, message.content, message.tool_call_id, calls)
        yield digest


def _digest(before: bytes, *parts: str) -> bytes:
    digest = blake2b(before, digest_size=16)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(b"%d:" % len(data))
        digest.update(data)
    return digest.digest()
