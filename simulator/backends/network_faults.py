"""Faults of the network and of the clocks, in words for people. What a server says in its reply is `dialects.errors`'s.

httpx.TransportError
├ TimeoutException: only ConnectTimeout, the other clocks are ours
├ NetworkError: ConnectError (refused, DNS, TLS), ReadError, WriteError, CloseError
├ ProxyError
└ ProtocolError: RemoteProtocolError (not HTTP; body cut short)
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass

from simulator.backends.http import httpx
from simulator.backends.timeouts import Timeouts
from simulator.dialects.plain import line
from simulator.domain.faults import Fault

NETWORK_ERRORS = (httpx.TransportError, httpx.DecodingError, OSError, UnicodeError)
"""What asking a server can raise. A host name that no encoding takes is a UnicodeError, a missing certificate file
an OSError."""


class KnownFault(httpx.TransportError):
    """A transport that is no network knows itself what went wrong, in words for people."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a backend lives, as it may be shown: the host with its port, and the URL without its query."""

    host: str
    port: int
    url: str
    is_loopback: bool

    @property
    def name(self) -> str:
        """Host and port."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


def clock_fault(clock: str, timeouts: Timeouts, place: Place) -> Fault:
    """Give the fault of a clock that ran out, naming the clock (W83)."""
    seconds = getattr(timeouts, clock)
    what = {
        "connect": f"no connection to {place.name} within {seconds:g} s",
        "idle": f"{place.name} sent nothing for {seconds:g} s",
        "event": f"{place.name} only kept the line open for {seconds:g} s and sent no text",
        "total": f"the turn took longer than {seconds:g} s",
    }[clock]
    return Fault("timeout", f"{what} ({clock} clock); ask again, or allow more with --timeout {clock}={2 * seconds:g}")


def no_response(error: BaseException, timeouts: Timeouts, place: Place, hidden: str) -> Fault:
    """Give the fault of a request that got no usable HTTP response."""
    if isinstance(error, KnownFault):
        return error.fault
    if isinstance(error, httpx.ConnectTimeout):
        return clock_fault("connect", timeouts, place)
    causes = tuple(causes_of(error))
    if _any(causes, ConnectionRefusedError):
        return Fault("connection", f"no server answers at {place.name} (connection refused); {_start_one(place)}")
    if _any(causes, socket.gaierror) or _any(causes, UnicodeError):
        return Fault("connection", f"no host is called {place.host}; check --backend-url and the network")
    if _any(causes, ssl.SSLError):
        reason = line(str(next(cause for cause in causes if isinstance(cause, ssl.SSLError))), hidden=hidden, cap=200)
        return Fault(
            "connection", f"no safe connection to {place.name}: {reason}; check https or http in --backend-url"
        )
    if isinstance(error, httpx.RemoteProtocolError) and "without sending a response" not in str(error):
        return Fault("connection", f"{place.name} does not speak HTTP; check --backend-url {place.url}")
    if isinstance(error, httpx.ReadError | httpx.RemoteProtocolError | httpx.WriteError):
        return Fault("connection", f"{place.name} hung up without an answer; check that it is the right server")
    reason = line(str(error), hidden=hidden, cap=200) or type(error).__name__
    return Fault("connection", f"no connection to {place.name}: {reason}; check --backend-url and the network")


def broken_body(error: BaseException, hidden: str) -> Fault:
    """Give the fault of a 2xx body whose reading failed."""
    if isinstance(error, KnownFault):
        return error.fault
    if isinstance(error, httpx.DecodingError):
        reason = line(str(error), hidden=hidden, cap=200)
        return Fault("malformed", f"the server's compressed answer cannot be unpacked: {reason}")
    return Fault("truncated", "the connection broke in the middle of the answer; what came so far is kept")


def _start_one(place: Place) -> str:
    if place.is_loopback:
        return f"start one with `simulator mock --port {place.port}`, or check --backend-url"
    return "check --backend-url, or ask its owner whether it runs"


def _any(causes: tuple[BaseException, ...], kind: type[BaseException]) -> bool:
    return any(isinstance(cause, kind) for cause in causes)


def causes_of(error: BaseException | None) -> Iterator[BaseException]:
    """Give the error and all that led to it: httpx and anyio wrap the operating system's own three times."""
    seen: set[int] = set()
    open_ = [error]
    while open_:
        error = open_.pop()
        if error is None or id(error) in seen:
            continue
        seen.add(id(error))
        yield error
        open_ += [error.__cause__, error.__context__]
        if isinstance(error, BaseExceptionGroup):
            open_ += error.exceptions
