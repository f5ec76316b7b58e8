"""What an application may do with the connection of a request, beside ASGI. When it does so is the door's."""

from __future__ import annotations

import asyncio
import os
import socket
import struct
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from uvicorn.protocols.http.auto import AutoHTTPProtocol

from simulator.http.gathering import Gathering

CONNECTION = "simulator.connection"
"""The key in the `extensions` of a scope under which the `Connection` stands."""

_Scope = MutableMapping[str, Any]
_App = Callable[[_Scope, Any, Any], Awaitable[None]]


class Connection:
    """One connection, with one exchange at a time; `is_lost` once it is closed, by whomever."""

    def __init__(self, protocol: Any) -> None:
        """Take uvicorn's protocol, of whichever parser."""
        self._protocol: Any = protocol
        self._leave: Callable[[], None] | None = None
        self.is_lost = False

    def watch(self, leave: Callable[[], None] | None) -> None:
        """Call `leave` when the connection is lost, at once if it is; None watches no more."""
        self._leave = leave
        if leave is not None and self.is_lost:
            leave()

    def lose(self) -> None:
        """Note that the connection is lost."""
        self.is_lost, self._protocol = True, None
        if self._leave is not None:
            self._leave()

    def write_chunk(self, piece: bytes) -> bool:
        """Write a chunk of a chunked body, and say whether there is room for more; a lost connection has none.

        It does what ASGI's `send` does, without a task's turn; a body must have begun by then.
        """
        protocol = self._protocol
        if protocol is None:  # it is lost
            return False
        transport: Gathering = protocol.transport
        if transport.is_closing():
            return False
        transport.write_through(b"%x\r\n%b\r\n" % (len(piece), piece))
        return not protocol.flow.write_paused

    def hang_up(self, *, reset: bool) -> None:
        """Close the connection; with `reset` by RST, so that its client gets an error and no end."""
        if self.is_lost:
            return
        transport = self._protocol.transport
        if not reset:
            transport.close()
            return
        connection = transport.get_extra_info("socket")
        # Closing a socket that lingers for no time at all is what sends RST; the transport closes it.
        linger = struct.pack("hh" if os.name == "nt" else "ii", 1, 0)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        transport.abort()


def protocol(**parts: Any) -> asyncio.Protocol:
    """Make uvicorn's own protocol for one connection, whose application gets a `Connection`."""
    made: Any = AutoHTTPProtocol(**parts)
    connection = Connection(made)
    app: _App = made.app
    begin: Callable[[Any], None] = made.connection_made
    lost: Callable[[Exception | None], None] = made.connection_lost

    def with_connection(scope: _Scope, receive: Any, send: Any) -> Awaitable[None]:
        scope["extensions"] = {**scope.get("extensions", {}), CONNECTION: connection}
        return app(scope, receive, send)

    def connection_made(transport: asyncio.Transport) -> None:
        begin(Gathering(transport))

    def connection_lost(error: Exception | None) -> None:
        lost(error)
        connection.lose()
        # Or the connections that were would stay in memory, in rings, until they are a quarter of all there is.
        del made.connection_made, made.connection_lost
        made.app = app

    made.app, made.connection_made, made.connection_lost = with_connection, connection_made, connection_lost
    return made  # type: ignore[no-any-return]
