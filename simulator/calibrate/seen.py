"""What a recording shows of a phone, whatever its form: talks, turns, and texts that took their time. Plain data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Outcome = Literal["completed", "refused", "limited", "fault", "interrupted"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Text that appeared without a break: `weight` tokens took `seconds`, in which `pieces` pieces could halt.

    `at_risk` are the tokens of those pieces. `halted` are the seconds of the halts that were told, None where the
    recording tells of none and they hide in the seconds. `error` is how wrong the seconds may be, one deviation.
    """

    weight: float
    seconds: float
    pieces: int
    at_risk: float
    halted: tuple[float, ...] | None = None
    error: float = 0.0


@dataclass(frozen=True, slots=True)
class Sent:
    """A prompt that was seen: how many earlier turns it held, its tokens, and the limit that kept the next one out."""

    kept: int
    tokens: int
    bitten: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenTurn:
    """One turn: what was said, how it ended and how long its parts took; None where the recording does not tell.

    `counts` says that it counts for the turn cap and is remembered, `asked_on` on which day it counts for the quota.
    `thinking_halted` are the seconds of told halts within the thinking.
    """

    place: str
    utterance: str
    answer: str = ""
    thinking: str = ""
    outcome: Outcome = "completed"
    limit: str | None = None
    counts: bool = True
    asked_on: str | None = None
    first_token: float | None = None
    thinking_seconds: float | None = None
    thinking_halted: float | None = None
    stretches: tuple[Stretch, ...] = ()
    sent: Sent | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """A conversation as far as it was recorded, on a `phone` whose questions of a day count together.

    `is_from_start` says that its first turns were recorded. Vendor and release are None where the recording names none.
    """

    capture: str
    phone: str
    vendor: str | None
    release: str | None
    turns: tuple[SeenTurn, ...]
    is_from_start: bool = True
