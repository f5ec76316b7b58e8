"""What a script says of a phone, as wishes that a phone is made of. Making it is `wiring`'s part."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from simulator.domain.phone import PhoneWishes
from simulator.domain.release import SHANGHAI
from simulator.domain.versions import parse_system, parse_version
from simulator.replay.script import Setup

A_DAY = "write a day between 2000 and 2099, like 2025-02-05 or 2025-02-20T19:00"
_TRUE = "true"


def moment(text: str) -> datetime:
    """Read a day or a moment; without an offset it is Shanghai's. Raises: ValueError with how one is written."""
    try:
        read = datetime.fromisoformat(text.strip())
        read = read.replace(tzinfo=SHANGHAI) if read.tzinfo is None else read.astimezone(SHANGHAI)
    except (ValueError, OverflowError):
        raise ValueError(A_DAY) from None
    if not 2000 <= read.year < 2100:
        raise ValueError(A_DAY)
    return read


def region(text: str) -> str:
    """Read a country. Raises: ValueError with how one is written."""
    if re.fullmatch("[A-Za-z]{2}", text) is None:
        raise ValueError("write the two letters of a country, like CN")
    return text


def system(text: str) -> object:
    """Read an operating system. Raises: ValueError with how one is written."""
    return parse_system(text)


def version(text: str) -> object:
    """Read an app's version. Raises: ValueError with how one is written."""
    return parse_version(text)


def seed(text: str) -> int:
    """Read a seed. Raises: ValueError with how one is written."""
    if re.fullmatch(r"\d{1,18}", text, re.ASCII) is None:
        raise ValueError("write a whole number, like 7")
    return int(text)


def wishes_of(said: Setup) -> PhoneWishes:
    """Give the wishes, all names filled in. Raises: ValueError or UserProblem if one cannot be read."""
    return PhoneWishes(
        release=said.get("release"),
        date=moment(said["date"]) if "date" in said else None,
        device=said.get("device"),
        os=said.get("os"),
        app=said.get("app"),
        region=said.get("region"),
        enrolled=is_set(said, "enrolled", False),
        logged_in=is_set(said, "logged_in", True),
        first_buyer=is_set(said, "first_buyer", True),
    )


def is_set(said: Mapping[str, str], flag: str, otherwise: bool) -> bool:
    """Say whether a flag is set."""
    return said[flag] == _TRUE if flag in said else otherwise
