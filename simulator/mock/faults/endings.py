"""Faults that break an answer off: where, and what comes in place of the rest. Whole replies are `in_place`'s."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence

from simulator.dialects.encode import DONE
from simulator.domain.completion import ToolCall
from simulator.mock.exchange import HungUp
from simulator.mock.faults.rule import Rule

HALF_AN_EVENT = (
    b'data: {"id":"930c60df-bf64-41c9-a88e-3ec75f81e00e","object":"chat.completion.chunk","choices":[{"in\n\n'
)
_SHORTENING = frozenset({"exhausted", "empty"})


def place_of(rule: Rule) -> str:
    """Give where a fault breaks off: start, open, thinking or answer; "" where it does not."""
    return rule.option("at") if "at" in rule.definition.options and rule.kind != "empty" else ""


def shortened(
    rule: Rule | None, thinking: str | None, answer: str, calls: Sequence[ToolCall], finish: str
) -> tuple[str | None, str, Sequence[ToolCall], str]:
    """Give what a fault leaves of a reply that still ends properly: its texts, calls and finish reason."""
    if rule is None or rule.kind not in _SHORTENING:
        return thinking, answer, calls, finish
    if rule.kind == "empty":
        return thinking, "", (), "stop"
    place = place_of(rule)
    thought = thinking if place == "answer" else _half(thinking) if place == "thinking" else ""
    said = _half(answer) if place == "answer" else ""
    return (None if thinking is None else thought), said, (), "insufficient_system_resource"


def breaking(rule: Rule | None) -> Rule | None:
    """Give the fault if it breaks the bytes off, and None if it leaves a proper end."""
    return None if rule is None or rule.kind in _SHORTENING else rule


def _half(text: str | None) -> str:
    return (text or "")[: len(text or "") // 2]


async def broken_off(rule: Rule, every: float, keep_alive: bytes, error: bytes) -> AsyncGenerator[bytes, None]:
    """Yield what comes in place of the rest of a stream, and end or hang up as the fault does.

    `every` is the seconds between lines of `keep_alive`, `error` the error event of the server's dialect.
    Raises: HungUp where the connection is closed or reset.
    """
    match rule.kind:
        case "cut" | "reset":
            raise HungUp(reset=rule.kind == "reset")
        case "silence":
            async for line in silence(rule, every, keep_alive):
                yield line
        case "malformed":
            yield HALF_AN_EVENT
            yield DONE
        case "stream_error":
            yield error


async def broken_body(
    rule: Rule, whole: bytes, every: float, keep_alive: bytes, error: bytes
) -> AsyncGenerator[bytes, None]:
    """Yield what comes in place of an answer that is not streamed; arguments are as for `broken_off`."""
    if rule.kind == "malformed":
        yield whole[:-1] + b",}"
        return
    if place_of(rule) in ("thinking", "answer") and rule.kind != "stream_error":
        yield whole[: len(whole) // 2]
    async for piece in broken_off(rule, every, keep_alive, error):
        yield piece


async def silence(rule: Rule, every: float, keep_alive: bytes) -> AsyncGenerator[bytes, None]:
    """Yield nothing, or keep-alive lines alone, until the client has had enough.

    The lines come in real time whatever the server's clock: it is a client's patience that ends them.
    """
    while rule.option("comments") == "yes" and every > 0:
        await asyncio.sleep(every)
        yield keep_alive
    await asyncio.Event().wait()
