"""Addresses: binding one, and saying why that cannot be. What is served there is `run`'s."""

from __future__ import annotations

import errno
import socket
from contextlib import suppress

from simulator.domain.problem import UserProblem

BACKLOG = 1024
MOST_PORT = 65_535


class CannotListen(UserProblem):
    """The address cannot be listened at; the message is one line for people."""


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


def allow_many_connections() -> None:
    """Let this process have as many open connections as the system lets it have without asking anybody."""
    with suppress(ImportError, OSError, ValueError):
        import resource  # not on Windows, which has no such limit

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        if soft < hard:
            resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
