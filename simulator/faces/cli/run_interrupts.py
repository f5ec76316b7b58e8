"""When a run is interrupted: between two results, so that all reports tell the same. Playing them is `run_cases`."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def unhurried() -> Iterator[None]:
    """Let the first Ctrl-C or SIGTERM wait until this is done; a second one does not, for a reader may be stuck."""
    came: list[int] = []

    def take(number: int, frame: FrameType | None) -> None:
        came.append(number)
        if len(came) > 1:
            raise KeyboardInterrupt

    before = [(number, signal.signal(number, take)) for number in (signal.SIGINT, signal.SIGTERM)]
    try:
        yield
    finally:
        for number, handler in before:
            signal.signal(number, handler)
    if came:
        raise KeyboardInterrupt
