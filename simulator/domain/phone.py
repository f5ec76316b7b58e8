"""A phone in the hand: its model, its versions and its simulated moment. Whether a release runs on it is `gates`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Phone:
    """One phone; `os` is like "MagicOS 8.0", `app` the assistant's version, `started` the simulated time at t = 0."""

    device: str
    os: str
    app: str
    started: datetime
    enrolled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneWishes:
    """What the user asked of the phone; None is "whatever the chosen release needs"."""

    release: str | None = None
    date: datetime | None = None
    device: str | None = None
    os: str | None = None
    app: str | None = None
    enrolled: bool = False
