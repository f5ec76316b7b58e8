"""uvicorn around the mock, on a socket of our own. What the mock is made of and how it is stopped is `serve`'s."""

from __future__ import annotations

import asyncio
import errno
import logging
import socket
from collections.abc import Callable
from typing import cast

import uvicorn

from simulator.mock.app import MockApp
from simulator.mock.core import DeepSeekMock
from simulator.mock.hanging_up import protocol

GRACE_SECONDS = 1
"""How long streams under way may go on after a signal before they are cut."""

BACKLOG = 1024
MOST_PORT = 65_535


class CannotListen(Exception):
    """The address cannot be listened at; the message is one line for people."""


class Server(uvicorn.Server):
    """uvicorn that says when it listens; its own log would be silent about that."""

    def __init__(self, config: uvicorn.Config, announce: Callable[[], None]) -> None:
        """Call `announce` once, when connections are accepted."""
        super().__init__(config)
        self._announce = announce

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start accepting connections, then announce it."""
        await super().startup(sockets)
        self._announce()


def server(mock: DeepSeekMock, announce: Callable[[], None]) -> Server:
    """Prepare a server for `mock` that is run with a socket of its own.

    uvicorn's log is off, because its tracebacks can hold message text; the application reports what fails inside it.
    """
    config = uvicorn.Config(
        MockApp(mock),
        http=cast(type[asyncio.Protocol], protocol),
        lifespan="off",
        ws="none",
        access_log=False,
        log_config=None,
        log_level=logging.CRITICAL,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
        backlog=BACKLOG,
    )
    return Server(config, announce)


def listen(host: str, port: int) -> socket.socket:
    """Bind a TCP socket to the first address that `host` has; port 0 picks a free one.

    Raises: CannotListen.
    """
    if not 0 <= port <= MOST_PORT:  # the resolver would take it modulo 65536
        raise CannotListen(f"cannot listen at {host} port {port}: a port is a number from 0 to {MOST_PORT}")
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        listening = socket.create_server(address, family=family, backlog=BACKLOG)
        # asyncio sets this only on sockets of protocol 6, and create_server's have 0: without it every second small
        # write on a kept connection waits 40 ms for the client's delayed acknowledgement. Connections inherit it.
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return listening
    except (OSError, UnicodeError) as error:
        raise CannotListen(f"cannot listen at {host} port {port}: {_why(error)}") from None


def _why(error: OSError | UnicodeError) -> str:
    if not isinstance(error, OSError):
        return "this is not a host name; check --host"
    if error.errno == errno.EADDRINUSE:
        return "the port is in use; choose another with --port, or let --port 0 pick a free one"
    said = (error.strerror or str(error)).partition(" (")[0]  # what `socket` adds repeats the address
    return f"{said}; check --host and --port"


def base_url(listening: socket.socket) -> str:
    """Give the URL to which a client adds `/chat/completions`."""
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if listening.family == socket.AF_INET6 else f"http://{host}:{port}"
