"""Calls what somebody else wrote and does not wait for it for ever. What is called is the callers' business."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread
from typing import TypeVar

T = TypeVar("T")

PATIENCE_SECONDS = 5.0
"""How long a hook may take: it may do no I/O, so that even a slow machine is done long before."""


class Hangs(Exception):
    """A call did not end in time; its thread is left behind and ends with the program."""


def in_time(call: Callable[[], T], patience: float = PATIENCE_SECONDS) -> T:
    """Call in a thread that may be left behind: nothing else ends a hook that hangs. Raises: Hangs, or as `call`."""
    ended: list[tuple[T | None, BaseException | None]] = []

    def run() -> None:
        try:
            ended.append((call(), None))
        except BaseException as error:
            ended.append((None, error))

    thread = Thread(target=run, daemon=True)
    thread.start()
    thread.join(patience)
    if not ended:
        raise Hangs
    result, error = ended[0]
    if error is not None:
        raise error
    return result  # type: ignore[return-value]
