"""When each piece of a text appears on the phone. Waiting for that moment is the conversation's business."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
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


class Schedule(NamedTuple):
    """When each of some pieces appears, the halts before some of them by their place, and the pace after them all."""

    dues: list[float]
    halts: dict[int, float]
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
    tokens = _tokens(text)
    halt = 0.0
    if pace.has_begun and pacing.stutter is not None and rng.random() < 1 - (1 - pacing.stutter.value.chance) ** tokens:
        halt = pacing.stutter.value.seconds
    due = max(pace.due, now) + halt
    return Step(due, halt, Pace(due + tokens / pacing.tokens_per_second.value))


def schedule(pace: Pace, texts: Sequence[str], now: float, pacing: Pacing, rng: Random) -> Schedule:
    """Give what `step` gives for each of these texts, which arrived together at `now`, one after another."""
    dues, halts, due, has_begun = list[float](), dict[int, float](), max(pace.due, now), pace.has_begun
    speed, stutter = pacing.tokens_per_second.value, pacing.stutter
    calm, halt = (1.0, 0.0) if stutter is None else (1 - stutter.value.chance, stutter.value.seconds)
    for place, text in enumerate(texts):
        tokens = _tokens_of_brief(text) if len(text) <= _BRIEF else _tokens(text)
        if has_begun and stutter is not None and rng.random() < 1 - calm**tokens:
            due += halt
            if halt:
                halts[place] = halt
        dues.append(due)
        due += tokens / speed
        has_begun = True
    return Schedule(dues, halts, Pace(due, has_begun) if dues else pace)


def _tokens(text: str) -> float:
    return max(1.0, estimate(text))


_BRIEF = 8
"""Characters of a piece that is likely to come again: most are a word or two characters."""

_tokens_of_brief = lru_cache(4_096)(_tokens)
