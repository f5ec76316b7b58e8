"""A phone in the hand: its model, its versions and its simulated moment. Whether a release runs on it is `gates`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from simulator.domain.problem import UserProblem
from simulator.domain.versions import parse_system, parse_version

Entry = Literal["deepseek", "assistant"]
"""Where a turn enters: through the vendor's DeepSeek entry, or as something said to the assistant, which routes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phone:
    """One phone.

    `os` is like "MagicOS 8.0", `app` the assistant's version, `started` the simulated time at t = 0, `region` the
    country that it was built for. `enrolled` is of an internal test, `first_buyer` of the first batch of its model.
    """

    device: str
    os: str
    app: str
    started: datetime
    enrolled: bool = False
    region: str = "CN"
    logged_in: bool = True
    first_buyer: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneWishes:
    """What the user asked of the phone; None is "whatever the chosen release needs"."""

    release: str | None = None
    date: datetime | None = None
    device: str | None = None
    os: str | None = None
    app: str | None = None
    enrolled: bool = False
    region: str | None = None
    logged_in: bool = True
    first_buyer: bool = True

    @property
    def are_of_a_phone(self) -> bool:
        """Say whether they describe a phone, rather than leave it to the release."""
        return any(wish is not None for wish in (self.date, self.device, self.os, self.app, self.region))


def check(wishes: PhoneWishes) -> None:
    """Refuse wishes that cannot be read. Raises: UserProblem with the form that is expected."""
    if wishes.region is not None and re.fullmatch("[A-Za-z]{2}", wishes.region) is None:
        raise UserProblem(f"--region {wishes.region[:20]!r} is no country; write its two letters, like CN")
    try:
        if wishes.os is not None:
            parse_system(wishes.os)
        if wishes.app is not None:
            parse_version(wishes.app)
    except ValueError as error:
        raise UserProblem(str(error)) from None
