"""What holds for all tests: no example may fail for being slow, commands start warm, the long ones come first."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from tests.warm import Warm, warmed

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as in a shell's background: what is started would inherit it
    signal.signal(signal.SIGINT, signal.default_int_handler)
# How long an example takes says what else the machine does; and a landing is not the place to meet a new example.
SLOW_IS_FINE = [HealthCheck.too_slow]
settings.register_profile("usual", max_examples=50, deadline=None, derandomize=True, suppress_health_check=SLOW_IS_FINE)
settings.register_profile("thorough", max_examples=1_000, deadline=None, suppress_health_check=SLOW_IS_FINE)
settings.load_profile("usual")


@pytest.fixture(scope="session")
def warm() -> Iterator[Warm]:
    with warmed() as commands:
        yield commands


LONG = tuple(
    f"/tests/{part}"
    for part in (
        "replay/test_running",
        "terminal/",
        "faces/tui/",
        "wire/test_wire_robustness",
        "replay/",
        "faces/web/",
        "scripts/",
    )
)
"""Folders and files whose tests take long: begun last, one of them would keep one process busy and the others idle."""


def pytest_xdist_auto_num_workers() -> int:
    """Take one process more than there are cores: many tests wait for a server, a terminal or a child."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put what takes long first; a file's tests stay together, and in their order."""
    items.sort(
        key=lambda item: next((place for place, part in enumerate(LONG) if part in item.path.as_posix()), len(LONG))
    )
