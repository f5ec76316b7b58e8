"""Numbers and durations as scripts write them. What they are compared with is `matching`'s part."""

from __future__ import annotations

import re

UNITS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3_600.0, "d": 86_400.0}
_DURATION = re.compile(r"(\d{1,9}(?:\.\d{1,6})?) ?(ms|s|m|h|d)", re.ASCII)
_NUMBER = re.compile(r"[-+]?\d{1,15}(?:\.\d{1,12})?", re.ASCII)
DURATION_PATTERN = r"^\d{1,9}(\.\d{1,6})? ?(ms|s|m|h|d)$"
HOW_LONG = "write a duration like 800ms, 3s, 10m, 2h or 1d"
HOW_MANY = "write a number, or a duration like 800ms, 3s, 10m or 1d"


def seconds(text: str) -> float:
    """Read a duration. Raises: ValueError with how one is written."""
    match = _DURATION.fullmatch(text.strip())
    if match is None:
        raise ValueError(HOW_LONG)
    return float(match[1]) * UNITS[match[2]]


def quantity(text: str) -> float:
    """Read a plain number, or a duration as its seconds. Raises: ValueError with how they are written."""
    if _NUMBER.fullmatch(text.strip()):
        return float(text)
    try:
        return seconds(text)
    except ValueError:
        raise ValueError(HOW_MANY) from None
