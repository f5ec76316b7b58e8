"""A prepared reply: when it is given, what it says, and the next time. Choosing among replies is `shelf`'s."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, Literal

from simulator.domain.completion import ToolCall
from simulator.mock.brain.thought import Thought
from simulator.mock.faults.plan import NO_FAULTS, FaultPlan
from simulator.mock.latency import Latency
from simulator.mock.replies.template import filled
from simulator.mock.replies.when import When

After = Literal["last", "cycle"]
"""What comes after the last part of a sequence: the last part again, or the first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One answer: texts that may hold places, tool calls by name and arguments, and how badly and slowly it comes."""

    answer: str = ""
    thinking: str = ""
    calls: tuple[tuple[str, Any], ...] = ()
    faults: FaultPlan = NO_FAULTS
    latency: Latency | None = None

    @property
    def speaks(self) -> bool:
        """Say whether there are texts or calls; without, the brain speaks, as slowly and badly as is said here."""
        return bool(self.answer or self.thinking or self.calls)

    def thought(self, words: Mapping[str, str]) -> Thought:
        """Fill the places. The ids of calls depend on what is said and on nothing else."""
        calls = tuple(
            _call(index, filled(name, words), filled(arguments, words))
            for index, (name, arguments) in enumerate(self.calls)
        )
        return Thought(filled(self.thinking, words), filled(self.answer, words), calls, is_prepared=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedReply:
    """A reply of a user; each time that it is given it says the next part of `sequence`, of one part at least.

    `written` is what it was read from.
    """

    id: str
    when: When
    sequence: tuple[Said, ...]
    after: After = "last"
    written: Mapping[str, Any] = field(default_factory=dict)

    def part(self, number: int) -> Said:
        """Give what is said the so-manieth time, from 0."""
        if self.after == "cycle":
            return self.sequence[number % len(self.sequence)]
        return self.sequence[min(number, len(self.sequence) - 1)]


def _call(index: int, name: str, arguments: Any) -> ToolCall:
    text = arguments if isinstance(arguments, str) else json.dumps(arguments, ensure_ascii=False)
    key = blake2b(f"{name}\n{text}".encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
    return ToolCall(f"call_{index}_{key}", name, text)
