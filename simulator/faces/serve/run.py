"""Runs the server as a process until a signal. What is answered on which path is `app`'s."""

from __future__ import annotations

import asyncio
import logging
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn

from simulator.domain.problem import UserProblem
from simulator.faces.parts import Parts
from simulator.faces.serve.door import Door
from simulator.faces.serve.serving import Serving, try_out
from simulator.mock.listening import BACKLOG, CannotListen, base_url, listen
from simulator.settings.choices import ServeChoice

FINISH_SECONDS = 2.0
"""How long turns under way may go on after a signal before they are cut."""

CUT_SECONDS = 1
"""How long a client may take to read the end of what was cut."""

_STOPS = (signal.SIGINT, signal.SIGTERM)


class Server(uvicorn.Server):
    """uvicorn that says when it listens, and lets turns end properly before it closes their connections."""

    def __init__(self, serving: Serving, announce: Callable[[], None], finish: float = FINISH_SECONDS) -> None:
        """Call `announce` once, when connections are accepted; turns may take `finish` seconds to end.

        uvicorn's log is off: it can hold what people said.
        """
        config = uvicorn.Config(
            Door(serving),
            lifespan="off",
            ws="none",
            access_log=False,
            log_config=None,
            log_level=logging.CRITICAL,
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=CUT_SECONDS,
            backlog=BACKLOG,
        )
        super().__init__(config)
        self._serving, self._announce, self._finish = serving, announce, finish

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start accepting connections, then announce it."""
        await super().startup(sockets)
        self._announce()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End what is under way, then close."""
        await self._serving.stop(self._finish)
        await super().shutdown(sockets)


def serve(parts: Parts, choice: ServeChoice, announce: Callable[[str], None]) -> int:
    """Serve until SIGINT or SIGTERM, and give exit code 0 within five seconds of it.

    `announce` gets the base URL once connections are accepted. It has to be called in the main thread, which is where
    signals arrive. Raises: UserProblem if a choice is wrong, the port is taken or the address is not this machine's.
    """
    asyncio.run(try_out(parts, choice))
    try:
        listening = listen(choice.host, choice.port)
    except CannotListen as error:
        raise UserProblem(str(error)) from None
    url = base_url(listening)
    with listening, _survived_signals():
        Server(Serving(parts, choice), lambda: announce(url)).run(sockets=[listening])
    return 0


@contextmanager
def _survived_signals() -> Iterator[None]:
    """Let a signal end the server but not the process: uvicorn raises it again once it has shut down."""
    before = {stop: signal.signal(stop, lambda number, frame: None) for stop in _STOPS}
    try:
        yield
    finally:
        for stop, handler in before.items():
            signal.signal(stop, handler)
