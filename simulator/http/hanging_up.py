"""A way for the application to end a connection in the middle, which ASGI does not have. When is the door's."""

from __future__ import annotations

import asyncio
import os
import socket
import struct
from collections.abc import Awaitable, Callable, MutableMapping
from functools import partial
from typing import Any

from uvicorn.protocols.http.auto import AutoHTTPProtocol

HANG_UP = "simulator.hang_up"
"""The key in the `extensions` of a scope under which a `HangUp` stands."""

HangUp = Callable[[bool], None]
"""Closes the connection of a request; with True by a reset, so that its client gets an error and no end."""

_Scope = MutableMapping[str, Any]
_App = Callable[[_Scope, Any, Any], Awaitable[None]]


def protocol(**parts: Any) -> asyncio.Protocol:
    """Make uvicorn's own protocol for one connection, whose application may hang up."""
    made: Any = AutoHTTPProtocol(**parts)
    app: _App = made.app

    async def with_hang_up(scope: _Scope, receive: Any, send: Any) -> None:
        scope["extensions"] = {**scope.get("extensions", {}), HANG_UP: partial(_hang_up, made.transport)}
        await app(scope, receive, send)

    made.app = with_hang_up
    return made  # type: ignore[no-any-return]


def _hang_up(transport: asyncio.Transport, reset: bool) -> None:
    if not reset:
        transport.close()
        return
    connection = transport.get_extra_info("socket")
    # Closing a socket that lingers for no time at all is what sends RST; the transport closes it.
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("hh" if os.name == "nt" else "ii", 1, 0))
    transport.abort()
