"""Which beginnings of prompts a server has seen, for the tokens that it bills as cache hits. Prices are elsewhere.

DeepSeek keeps what it computed for a prompt on disk and finds it again by the beginning that two prompts share, in
units of 64 tokens, for each account alone. Source: part 3 of the wire reference and M29. Here a beginning ends where a
message ends or a block of its characters does, so that nothing has to be counted before a request is answered.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from simulator.domain.completion import Message, Tool

UNIT = 64
"""Tokens; less than a unit is never a hit."""

MOST = 16_384
"""Beginnings that are kept, about two megabytes; those longest unused go first. DeepSeek's go after hours or days."""

BLOCK, FINE, COARSE = 64, 4_096, 4_096
"""Characters of a block: of the first `FINE` characters of a message, and how many a block has after them."""


@dataclass(frozen=True, slots=True)
class Known:
    """A beginning that was seen before: whole messages, and so many characters of the message after them."""

    messages: int = 0
    characters: int = 0


Beginning = tuple[bytes, Known]
"""A beginning of a prompt, as a digest and as what is known of a prompt that shares it."""


class PrefixCache:
    """Remembers beginnings as digests: neither keys nor texts are kept, and memory is bounded by `most` of them.

    What a prompt finds depends on the prompts that came before it and on nothing else. Looking and remembering are one
    step without a pause, so that any number of requests may be under way.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._seen: OrderedDict[bytes, None] = OrderedDict()

    def known(self, beginnings: Iterable[Beginning]) -> Known:
        """Give the longest of a prompt's beginnings that an earlier prompt had, too, and remember them all."""
        found, seen = Known(), self._seen
        for digest, beginning in beginnings:
            if digest in seen:
                found = beginning
                seen.move_to_end(digest)
            else:
                seen[digest] = None
        while len(self._seen) > self._most:
            self._seen.popitem(last=False)
        return found


def hit_tokens(tokens: int) -> int:
    """Give how many of the known leading tokens are a hit: whole units."""
    return tokens // UNIT * UNIT


def beginnings(owner: str, messages: Sequence[Message], tools: Sequence[Tool]) -> Iterator[Beginning]:
    """Give a digest of each beginning, the shortest first; tools stand before all messages.

    `owner` is all that keeps prompts apart: the key, the user and the model. Cost is linear in the prompt.
    """
    digest = _digest(b"", owner, tools)
    for number, message in enumerate(messages):
        for block, characters in _blocks(digest, message):
            yield block, Known(number, characters)
        digest = _digest(digest, message.role, message.content, message.tool_call_id, message.tool_calls)
        yield digest, Known(number + 1)


def _blocks(before: bytes, message: Message) -> Iterator[tuple[bytes, int]]:
    """Give a digest of each beginning of one message, and its characters; none of one that is short."""
    content, start = message.content, 0
    if len(content) <= BLOCK:
        return
    grown = blake2b(before + message.role.encode(), digest_size=16)
    while (end := start + (BLOCK if start < FINE else COARSE)) < len(content):
        grown.update(content[start:end].encode("utf-8", "surrogatepass"))
        yield grown.digest(), end
        start = end


def _digest(before: bytes, *parts: object) -> bytes:
    # What `repr` gives can be told apart by its quotes, and holds no lone surrogate.
    return blake2b(before + repr(parts).encode(), digest_size=16).digest()
