"""Runs a server as one process or several until a signal. What is served is the caller's to make."""

from __future__ import annotations

import gc
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from simulator.http.limits import Service
from simulator.http.listening import allow_many_connections, base_url, listen
from simulator.http.server import Server
from simulator.http.workers import supervise

_STOPS = (signal.SIGINT, signal.SIGTERM)


def run(service: Service, make: Callable[[Callable[[], None]], Server], announce: Callable[[str], None]) -> int:
    """Serve until SIGINT or SIGTERM, and give the exit code.

    `make` makes the server in the process that it runs in, given what it has to call once it accepts connections;
    `announce` then gets the base URL, once. It has to be called in the main thread, which is where signals arrive.
    Raises: CannotListen; UserProblem if there can be no workers.
    """
    allow_many_connections()
    listening = listen(service.host, service.port)
    url = base_url(listening)
    with listening:
        if service.workers == 1:
            return _run(make(lambda: announce(url)), listening)
        return supervise(service.workers, lambda ready: _run(make(ready), listening), lambda: announce(url))


def _run(server: Server, listening: socket.socket) -> int:
    gc.freeze()  # what was imported stays: nobody has to look through it again for rings that nobody needs
    with _survived_signals():
        server.run(sockets=[listening])
    return 0


def to_standard_error(line: str) -> None:
    """Write a line of the access log; one that nobody can take is lost."""
    with suppress(OSError, ValueError):
        sys.stderr.write(line)
        sys.stderr.flush()


@contextmanager
def _survived_signals() -> Iterator[None]:
    """Let a signal end the server but not the process: uvicorn raises it again once it has shut down."""
    before = {stop: signal.signal(stop, lambda number, frame: None) for stop in _STOPS}
    try:
        yield
    finally:
        for stop, handler in before.items():
            signal.signal(stop, handler)
