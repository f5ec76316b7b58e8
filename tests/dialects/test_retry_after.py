"""How long a server wants to be left alone."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from simulator.dialects.retry_after import retry_after

NOW = datetime(2025, 2, 5, 12, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("7", 7.0),
        (" 0.5 ", 0.5),
        ("-3", 0.0),
        ("Wed, 05 Feb 2025 12:00:30 GMT", 30.0),
        ("Wed, 05 Feb 2025 12:00:30 -0000", 30.0),
        ("Wed, 05 Feb 2025 11:00:00 GMT", 0.0),
        ("soon", None),
        ("nan", None),
        ("inf", None),
        ("Wed, 99 Feb 2025 12:00:30 GMT", None),
        ("", None),
        (None, None),
    ],
)
def test_seconds_and_dates_are_read_and_nonsense_is_not(value: str | None, seconds: float | None) -> None:
    """W18."""
    assert retry_after(value, NOW) == seconds
