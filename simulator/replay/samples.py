"""Has one turn many times, each on a phone that is as the first was before it. What a rate means is in `rates`."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from simulator.conversation.setup import Handset
from simulator.domain.session import Session
from simulator.replay.case import Miss, Sample, Sampled
from simulator.replay.lab import PhoneInUse
from simulator.replay.matching import quoted
from simulator.replay.rates import enough, interval
from simulator.replay.sampling import USUAL_CONFIDENCE
from simulator.replay.script import Sampling

AT_ONCE = 8
"""Samples of a turn that are under way at the same time, where a network or a real clock is waited for."""
MOST_TOLD = 3
"""Samples that did not pass of which a report for people tells why."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class State:
    """A phone at a moment: what it knows, what it is, the time, and whether it has a network."""

    session: Session
    handset: Handset
    now: float
    is_offline: bool


def state_of(phone: PhoneInUse) -> State:
    """Give how a phone is now."""
    conversation = phone.conversation
    return State(conversation.session, conversation.handset, conversation.now, phone.is_offline)


def take_over(state: State, phone: PhoneInUse, seed: int) -> None:
    """Let a phone that was just opened be as another one was, but for what its chance is drawn from."""
    phone.clock.begin_at(state.now)
    phone.fly(state.is_offline)
    phone.conversation.session = state.session
    phone.conversation.handset = replace(state.handset, seed=seed)


def derived(seed: int, step: str, number: int) -> int:
    """Give the seed of a sample, which depends on the case's and on nothing that was played before."""
    return int.from_bytes(hashlib.sha256(f"{seed}:{step}:{number}".encode()).digest()[:7], "big")


async def gathered(take: Callable[[int], Awaitable[T]], numbers: Sequence[int], at_once: int) -> list[T]:
    """Take all samples, so many at once, and give them in order; the first exception ends the others."""
    free = asyncio.Semaphore(at_once)

    async def one(number: int) -> T:
        async with free:
            return await take(number)

    tasks = [asyncio.ensure_future(one(number)) for number in numbers]
    try:
        return list(await asyncio.gather(*tasks))
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def judged(sampling: Sampling, turn: int, samples: Sequence[Sample]) -> Sampled:
    """Say what samples add up to.

    Without a rate all must pass. With one their share must reach it; with a confidence, too, the lower bound of the
    interval must, and what is neither shown nor refuted is not met.
    """
    passed, rate = sum(not sample.misses for sample in samples), sampling.rate
    confidence = (rate.confidence if rate is not None else None) or USUAL_CONFIDENCE
    found = interval(passed, len(samples), confidence)
    if rate is None:
        is_met = passed == len(samples)
    else:
        is_met = (passed / len(samples) if rate.confidence is None else found.low) >= rate.at_least
    return Sampled(
        place=sampling.place,
        turn=turn,
        passed=passed,
        low=found.low,
        high=found.high,
        confidence=confidence,
        at_least=None if rate is None else rate.at_least,
        is_sure=rate is not None and rate.confidence is not None,
        is_met=is_met,
        samples=tuple(samples),
    )


def told(sampled: Sampled) -> str:
    """Say in a line how many passed, and where the true rate is."""
    of = len(sampled.samples)
    share, low, high = (f"{100 * part:.1f} %" for part in (sampled.passed / of, sampled.low, sampled.high))
    return f"{sampled.passed} of {of} samples pass ({share}; {100 * sampled.confidence:g} % interval {low} to {high})"


def as_miss(sampled: Sampled) -> Miss:
    """Give the miss of samples that do not add up to what is wanted, with why the first of them did not pass."""
    bad = [(number, sample) for number, sample in enumerate(sampled.samples, 1) if sample.misses]
    lines = [told(sampled) + _meaning(sampled), *(_why(number, sample) for number, sample in bad[:MOST_TOLD])]
    if len(bad) > MOST_TOLD:
        lines.append(f"and {len(bad) - MOST_TOLD} more; --jsonl FILE keeps all")
    events = bad[0][1].misses[0].events if bad else ()
    expected, actual = _wanted(sampled), "\n".join(lines)
    return Miss(place=sampled.place, turn=sampled.turn, expected=expected, actual=actual, events=events)


def _wanted(sampled: Sampled) -> str:
    of = len(sampled.samples)
    if sampled.at_least is None:
        return f"all of {of} samples pass"
    sure = f" with confidence {sampled.confidence:g}" if sampled.is_sure else ""
    return f"pass_rate at_least {sampled.at_least:g}{sure}, of {of} samples"


def _meaning(sampled: Sampled) -> str:
    """Say whether a rate that had to be shown is refuted, or how many samples would show it."""
    if not sampled.is_sure or sampled.at_least is None:
        return ""
    if sampled.high < sampled.at_least:
        return f": {sampled.at_least:g} is refuted"
    more = enough(sampled.passed, len(sampled.samples), sampled.at_least, sampled.confidence)
    many = "no number of samples shows it" if more is None else f"about {more} samples show it"
    return f": {sampled.at_least:g} is neither shown nor refuted; at this share {many}"


def _why(number: int, sample: Sample) -> str:
    first = sample.misses[0]
    return f"sample {number}: expected {first.expected}; {quoted(first.actual, 300)}"
