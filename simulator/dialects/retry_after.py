"""Reads how long a server wants to be left alone. Whether anybody waits that long is not decided here."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

LONGEST = 1e9
"""Seconds, some thirty years: what is greater is not told from it."""


def retry_after(value: str | None, now: datetime) -> float | None:
    """Give the seconds of a `Retry-After` header, seconds or an HTTP date (W18); None if absent or unreadable.

    A moment that has passed is 0. `now` knows its time zone.
    """
    if value is None:
        return None
    try:
        seconds = float(value)
    except ValueError:
        return _until(value, now)
    if not math.isfinite(seconds) and not value.strip().isdigit():
        return None
    return min(max(0.0, seconds), LONGEST)


def _until(value: str, now: datetime) -> float | None:
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return min(max(0.0, (moment - now).total_seconds()), LONGEST)
