"""For other people's tests: the mock, and phones to talk to. What they say is `mock`'s and `conversation`'s."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # a test run that uses neither should not pay for it
    from simulator.domain import events
    from simulator.testing.phone import Phone, SyncPhone
    from simulator.testing.phones import Phones
    from simulator.testing.running import RunningMock
    from simulator.testing.turn import Turn

__all__ = ["Phone", "Phones", "RunningMock", "SyncPhone", "Turn", "events", "phones_in_hand", "running_mock"]

_AT = {"Phone": "phone", "Phones": "phones", "RunningMock": "running", "SyncPhone": "phone", "Turn": "turn"}


@contextmanager
def running_mock(**options: Any) -> Iterator[RunningMock]:
    """Make a mock for the time of a `with` block; `options` are those of `RunningMock`.

    Raises: UserProblem for an option that means nothing.
    """
    from simulator.testing.running import RunningMock

    mock = RunningMock(**options)
    try:
        yield mock
    finally:
        mock.close()


@contextmanager
def phones_in_hand() -> Iterator[Phones[SyncPhone]]:
    """Give a factory of phones for the time of a `with` block, without pytest: `phones(vendor="yoyo").say("你好")`."""
    from simulator.replay.lab import LabChoice
    from simulator.testing.phone import SyncPhone
    from simulator.testing.phones import Laboratory, Phones

    phones = Phones(SyncPhone, Laboratory(os.environ, LabChoice()))
    try:
        yield phones
    finally:
        phones.put_down()


def __getattr__(name: str) -> Any:
    """Give the class of that name, or the module `events`, loaded when it is asked for."""
    from importlib import import_module

    if name == "events":
        return import_module("simulator.domain.events")
    if name not in _AT:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_AT[name]}"), name)
