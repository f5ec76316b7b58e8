"""Watches the clocks of one request and ends the wait that outlasts one of them. What is awaited is not its concern."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Self

from simulator.backends.timeouts import Timeouts
from simulator.domain.completion import TurnTime


class Watchdog:
    """Cancels the task that waits when a clock runs out; one timer a request, re-armed lazily.

    Between `begin` and `end` a task waits for the server, and only then do `idle` and `event` run: the time that a slow
    reader takes is not the server's. `total` runs from the start of the turn. A context manager, because the timer must
    not outlive the request. `asyncio.timeout` would cost as much for each chunk as decoding it does.
    """

    def __init__(self, timeouts: Timeouts, turn: TurnTime | None = None) -> None:
        """Watch a request of a turn; None is a request by itself."""
        self.expired: str | None = None
        self._timeouts = timeouts
        self._loop = asyncio.get_running_loop()
        self._time = self._loop.time
        self._since = self._time()
        self._ends_at = self._total_at = (turn or TurnTime()).since(self._since) + timeouts.total
        self._waited = 0.0
        self._events = 0
        self._task: asyncio.Task[object] | None = None
        self._cancelling = 0
        self._is_paused = False
        self._timer: asyncio.TimerHandle | None = None

    def __enter__(self) -> Self:
        self._arm()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._timer is not None:
            self._timer.cancel()

    @property
    def left(self) -> float:
        """Give the seconds that the whole turn has left."""
        return max(0.0, self._ends_at - self._time())

    def begin(self, events: int = 0) -> None:
        """Start to wait, `events` being the number of data events so far.

        Raises: TimeoutError if the whole turn's time is over, which a server that never pauses would hide.
        """
        now = self._time()
        if now >= self._total_at:
            self.expired = "total"
            raise TimeoutError
        if events != self._events:
            self._events, self._waited = events, 0.0
        self._since = now
        self._task = asyncio.current_task()
        if self._timer is None:
            self._arm()

    def end(self) -> None:
        """Stop to wait: something came."""
        self._task = None
        self._waited += self._time() - self._since

    def pause(self) -> None:
        """Stop `idle` and `event` while a connection is made, which has a clock of its own."""
        self._is_paused = True

    def resume(self) -> None:
        """Let `idle` and `event` begin: the connection stands."""
        self._is_paused = False
        self._since = self._time()
        self._arm()

    def hurry(self, seconds: float) -> None:
        """Leave at most `seconds` for the rest of the request."""
        until = self._time() + seconds
        if until < self._total_at:
            self._total_at = until
            self._arm()

    def claim(self, error: BaseException) -> str | None:
        """Give the clock that ended the wait with `error`, the cancellation taken back; None if it was no clock."""
        task, self._task = self._task, None
        if self.expired is None or task is None:
            return self.expired
        # Another cancellation may have come at the same time: it is somebody else's, and goes on.
        is_shared = task.uncancel() > self._cancelling
        return None if is_shared and isinstance(error, asyncio.CancelledError) else self.expired

    def _arm(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self._loop.call_at(self._next()[0], self._ring)

    def _next(self) -> tuple[float, str]:
        """Give the moment at which the next clock runs out if nothing comes until then, and its name."""
        if self._is_paused:
            return self._total_at, "total"
        return min(
            (self._since + self._timeouts.idle, "idle"),
            (self._since + self._timeouts.event - self._waited, "event"),
            (self._total_at, "total"),
        )

    def _ring(self) -> None:
        self._timer = None
        if self._task is None:
            return  # nobody waits; the next `begin` arms the timer anew
        moment, clock = self._next()
        if moment > self._time():
            self._arm()
            return
        self.expired = clock
        self._cancelling = self._task.cancelling()
        self._task.cancel()


def follow(watch: Watchdog) -> Callable[[str, object], Awaitable[None]]:
    """Give the hook by which httpx tells what it is doing: making a connection has a clock of its own."""

    async def hook(event: str, _: object) -> None:
        if event == "connection.connect_tcp.started":
            watch.pause()
        elif event in ("http11.send_request_headers.started", "http2.send_request_headers.started"):
            watch.resume()

    return hook
