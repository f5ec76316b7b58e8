"""When each piece of a text appears on the phone. Waiting for that moment is the conversation's business."""

from __future__ import annotations

from random import Random
from typing import NamedTuple

from simulator.domain.release import Pacing
from simulator.domain.token_estimate import estimate


class Pace(NamedTuple):
    """How far a text has come: when its next token is due, in seconds on the session's clock.

    Nothing `has_begun` before the first token: what is not there yet cannot stutter. It is a tuple, as `Step` is, since
    both are made for each piece of a text, and a frozen dataclass takes three times as long.
    """

    due: float
    has_begun: bool = True


class Step(NamedTuple):
    """When one piece appears, the halt before it in seconds (0 is none), and the pace after it."""

    due: float
    stutter: float
    after: Pace


def begin(start: float, pacing: Pacing) -> Pace:
    """Give the pace of a question asked at `start`: its first token is due one first-token delay later.

    Source of the figures: the profile's evidence.
    """
    return Pace(start + pacing.first_token.value, has_begun=False)


def step(pace: Pace, text: str, now: float, pacing: Pacing, rng: Random) -> Step:
    """Give the time at which `text`, just arrived at `now`, appears.

    Absolute, so that errors do not add up: token k is due `1 / tokens_per_second` after token k - 1 was due, plus the
    stutters that `rng` draws. A backend that is slower than the phone moves the schedule; the phone never hurries to
    make up for it. Tokens of a piece are estimated from its characters: an error of a few per cent in when, not what.
    """
    tokens = max(1.0, estimate(text))
    halt = 0.0
    if pace.has_begun and pacing.stutter is not None and rng.random() < 1 - (1 - pacing.stutter.value.chance) ** tokens:
        halt = pacing.stutter.value.seconds
    due = max(pace.due, now) + halt
    return Step(due, halt, Pace(due + tokens / pacing.tokens_per_second.value))
