"""Runs the phones as a server until a signal. What is answered on which path is `app`'s."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from simulator.faces.parts import Parts
from simulator.faces.serve.serving import Serving, try_out
from simulator.http.run import run
from simulator.http.server import Server
from simulator.http.shared import SharedRing
from simulator.settings.choices import ServeChoice

FINISH_SECONDS = 2.0
"""How long turns under way may go on after a signal before they are cut."""


def server(serving: Serving, announce: Callable[[], None], finish: float = FINISH_SECONDS) -> Server:
    """Prepare a server whose turns may take `finish` seconds to end when it stops."""
    return Server(serving.door, announce, finish, serving.stop)


def serve(parts: Parts, choice: ServeChoice, announce: Callable[[str], None]) -> int:
    """Serve until SIGINT or SIGTERM, and give exit code 0 within five seconds of it.

    `announce` gets the base URL once connections are accepted. It has to be called in the main thread, which is where
    signals arrive. Raises: UserProblem if a choice is wrong, the port is taken or the address is not this machine's.
    """
    asyncio.run(try_out(parts, choice))
    ring = SharedRing() if choice.service.workers > 1 else None
    try:
        return run(choice.service, lambda ready: server(Serving(parts, choice, ring=ring), ready), announce)
    finally:
        if ring is not None:
            ring.close()
