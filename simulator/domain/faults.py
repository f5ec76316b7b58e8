"""How a request to a backend can end badly. What the phone then says is the vendor's profile, not this module."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, get_args

FaultKind = Literal[
    "auth",
    "payment",
    "rate_limited",
    "bad_request",
    "server",
    "overloaded",
    "timeout",
    "truncated",
    "malformed",
    "connection",
]
"""The ten kinds of a bad end; part 9 of the wire reference defines each."""

FAULT_KINDS: tuple[FaultKind, ...] = get_args(FaultKind)

RETRYABLE: frozenset[FaultKind] = frozenset({"rate_limited", "server", "overloaded", "timeout", "connection"})
"""Kinds after which the same request may succeed later without a change by the user."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One bad end: `kind`, a sentence for people, and what the server said beside it.

    `status` is the HTTP status or None where there was no response; `retry_after` is the server's wish in seconds.
    `left` is how many seconds the whole turn has left, 0 where its time is over, None where nobody counts them.
    """

    kind: FaultKind
    message: str
    status: int | None = None
    retry_after: float | None = None
    left: float | None = field(default=None, compare=False)

    @property
    def retryable(self) -> bool:
        """Say whether the same request may succeed later."""
        return self.kind in RETRYABLE
