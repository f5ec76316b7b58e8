"""Whether a maker's servers turn a request away at an hour of the day. Waiting and telling is the conversation's."""

from __future__ import annotations

from datetime import datetime
from random import Random

from simulator.domain.limit import Limit
from simulator.domain.release import SHANGHAI, Busy


def busy_rate(busy: Limit[Busy] | None, moment: datetime) -> float:
    """Give the share of requests that is turned away at `moment` (aware), from 0 to 1; the hours are Shanghai's.

    Where hours overlap, the highest rate counts; from `until` on nothing is turned away.
    """
    if busy is None or (busy.value.until is not None and moment >= busy.value.until):
        return 0.0
    hour = moment.astimezone(SHANGHAI).hour
    return max((part.rate for part in busy.value.hours if part.first <= hour < part.last), default=0.0)


def is_turned_away(busy: Limit[Busy] | None, moment: datetime, rng: Random) -> bool:
    """Draw whether this request is turned away; draws nothing from `rng` where the servers have room."""
    rate = busy_rate(busy, moment)
    return rate > 0 and rng.random() < rate
