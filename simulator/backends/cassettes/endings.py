"""Errors of the network as a cassette tells them, and made anew. Which fault each is, `network_faults` says."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterable
from itertools import pairwise

from simulator.backends.cassettes.lines import Cause
from simulator.backends.http import httpx
from simulator.backends.network_faults import causes_of

_KINDS: dict[str, type[Exception]] = {
    kind.__name__: kind
    for kind in (
        httpx.TransportError,
        httpx.ConnectTimeout,
        httpx.ReadTimeout,
        httpx.WriteTimeout,
        httpx.PoolTimeout,
        httpx.ConnectError,
        httpx.ReadError,
        httpx.WriteError,
        httpx.CloseError,
        httpx.ProxyError,
        httpx.UnsupportedProtocol,
        httpx.LocalProtocolError,
        httpx.RemoteProtocolError,
        httpx.DecodingError,
        ConnectionRefusedError,
        ConnectionResetError,
        BrokenPipeError,
        TimeoutError,
        socket.gaierror,
        ssl.SSLError,
        UnicodeError,
        OSError,
    )
}
_OTHER = "ReadError"
"""What an error that no network raises is played as."""


def told(error: BaseException) -> tuple[Cause, ...]:
    """Tell an error and what led to it, each by the nearest class that every machine knows."""
    first, *others = causes_of(error)
    known = [(name, cause) for cause in others if (name := _name(cause)) is not None]
    return tuple(Cause(name, str(cause)) for name, cause in [(_name(first) or _OTHER, first), *known])


def made_anew(told: Iterable[Cause]) -> Exception:
    """Make the first error of the list, the others behind it as its causes."""
    errors = [_error(cause) for cause in told]
    for error, cause in pairwise(errors):
        error.__cause__ = cause
    return errors[0]


def _name(error: BaseException) -> str | None:
    names = (kind.__name__ for kind in type(error).__mro__)
    return next((name for name in names if name in _KINDS), None)


def _error(cause: Cause) -> Exception:
    kind = _KINDS.get(cause.name, httpx.ReadError)
    # Of one argument, an SSLError's text would be that of a tuple.
    return kind(1, cause.message) if kind is ssl.SSLError else kind(cause.message)
