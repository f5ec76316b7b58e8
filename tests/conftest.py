"""What holds for all tests: no example may fail for being slow, commands start warm, the long ones come first."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.warm import Warm, warmed

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as in a shell's background: what is started would inherit it
    signal.signal(signal.SIGINT, signal.default_int_handler)
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


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
