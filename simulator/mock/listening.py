"""A server around the mock, on a socket of its own. What the mock is made of and how it is stopped is `serve`'s."""

from __future__ import annotations

from collections.abc import Callable

from simulator.http.limits import USUAL, Limits
from simulator.http.listening import CannotListen, base_url, listen
from simulator.http.server import Server
from simulator.http.shared import SharedLog
from simulator.mock.app import door_of
from simulator.mock.core import DeepSeekMock

__all__ = ["CannotListen", "Server", "base_url", "listen", "server"]

FINISH_SECONDS = 0.6
"""How long answers under way may go on after a signal before they are cut: the whole end takes two seconds at most."""


def server(
    mock: DeepSeekMock,
    announce: Callable[[], None],
    limits: Limits = USUAL,
    log: Callable[[str], None] | None = None,
    changes: SharedLog | None = None,
) -> Server:
    """Prepare a server for `mock` that is run with a socket; `log` and `changes` are as for `door_of`."""
    return Server(door_of(mock, limits, log, changes), announce, FINISH_SECONDS)
