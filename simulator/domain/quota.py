"""Caps that are counted: turns of a conversation, questions of a day, silence after waking. Time comes in."""

from __future__ import annotations

from datetime import datetime, timedelta

from simulator.domain.limit import Limit
from simulator.domain.release import SHANGHAI

DEFAULT_SILENCE_SECONDS = 8.0
"""How long a woken phone waits where its profile does not say: Alexa's window, by analogy
(url:https://github.com/alexa/alexa-skills-kit-sdk-for-nodejs/issues/223); no phone's own figure is public."""


def is_used_up(used: int, cap: Limit[int] | None) -> bool:
    """Say whether another one would be beyond the cap; None is no cap."""
    return cap is not None and used >= cap.value


def moment_at(started: datetime, seconds: float) -> datetime:
    """Give the simulated moment, `seconds` after the session's start."""
    return started + timedelta(seconds=seconds)


def day_of(moment: datetime) -> str:
    """Give the day that a daily quota is counted on: it resets at midnight in Shanghai. Form: 2025-02-05."""
    return moment.astimezone(SHANGHAI).date().isoformat()


def silence_left(since: float, now: float, silence: Limit[float] | None) -> float:
    """Give for how many more seconds a woken phone that heard nothing `since` then waits; at 0 it is asleep again."""
    return max(0.0, (silence.value if silence is not None else DEFAULT_SILENCE_SECONDS) - (now - since))
