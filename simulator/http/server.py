"""uvicorn around a door, on a socket of our own, with a proper end. Processes and signals are `run`'s."""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import Awaitable, Callable
from typing import cast

import uvicorn

from simulator.http.connection import protocol
from simulator.http.door import Door
from simulator.http.listening import BACKLOG

CUT_SECONDS = 1
"""How long a client may take to read the end of what was cut."""


class Server(uvicorn.Server):
    """uvicorn that says when it listens, and lets answers end properly before it closes their connections."""

    def __init__(
        self,
        door: Door,
        announce: Callable[[], None],
        finish: float,
        stop: Callable[[float], Awaitable[None]] | None = None,
    ) -> None:
        """Call `announce` once, when connections are accepted; answers may take `finish` seconds to end.

        `stop` ends first what is behind the door, in as many seconds. uvicorn's log is off: its tracebacks can hold
        what people said.
        """
        config = uvicorn.Config(
            door,
            http=cast(type[asyncio.Protocol], protocol),
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
        self._door, self._announce, self._finish, self._stop = door, announce, finish, stop

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start accepting connections, then announce it."""
        await super().startup(sockets)
        self._announce()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End what is under way, then close."""
        if self._stop is not None:
            await self._stop(self._finish)
        await self._door.stop(self._finish)
        await super().shutdown(sockets)
