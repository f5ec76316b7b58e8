"""The mock for other people's tests: a fixture, a context manager, a transport. What it says is `mock`'s."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # a test run that does not use the mock should not pay for it
    from simulator.testing.running import RunningMock

__all__ = ["running_mock"]


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
