"""An exchange under way, which others may end: its client, a clock, a server that stops. What follows is the door's."""

from __future__ import annotations

import asyncio

from simulator.http.body import READ_SECONDS
from simulator.http.watch import Seen

LOOK_SECONDS = 1.0
"""How often is looked for those whose time is over."""


class UnderWay:
    """One exchange, done in the task that makes this: a request is read, and then answered within so many seconds.

    Ending it raises `asyncio.CancelledError` there, once. `is_left` says that its client did it; `cut` is the status
    and the message for a client that is still there.
    """

    __slots__ = ("_deadline", "_is_over", "_is_read", "_seconds", "cut", "is_left", "seen", "task")

    def __init__(self, seen: Seen, seconds: float, now: float) -> None:
        """Begin to read the request; `now` is on the clock of the event loop."""
        task = asyncio.current_task()
        assert task is not None
        self.task, self.seen, self._seconds = task, seen, seconds
        self.cut: tuple[int, str] | None = None
        self.is_left = self._is_over = self._is_read = False
        self._deadline = now + READ_SECONDS

    @property
    def is_ended(self) -> bool:
        """Say whether somebody ended it before it was over."""
        return self.is_left or self.cut is not None

    def answer(self, now: float) -> None:
        """Note that the request is read; its answer has all its seconds from now on."""
        self._is_read = True
        self._deadline = now + self._seconds

    def leave(self) -> None:
        """End it, as its client has gone."""
        if not self._is_over:
            self.is_left = True
            self._stop()

    def end(self, status: int, message: str) -> None:
        """End it with this status."""
        if not self._is_over:
            self.cut = (status, message)
            self._stop()

    def finish(self) -> None:
        """Note that it is over: nobody can end it any more."""
        self._is_over = True

    def _stop(self) -> None:
        self._is_over = True
        self.task.cancel()

    def look(self, now: float) -> None:
        """End it if its time is over."""
        if now < self._deadline:
            return
        if not self._is_read:
            self.end(408, "The request body did not come in time")
        elif not self.seen.is_endless:
            self.end(504, f"The answer did not end within {self._seconds:g} seconds")


class AllUnderWay:
    """The exchanges under way, whose time one timer looks at: one for each costs as much as reading a request."""

    def __init__(self, seconds: float) -> None:
        """Let an answer take so many seconds, and at most a tenth more."""
        self._seconds = seconds
        self._every = min(LOOK_SECONDS, seconds / 10)
        self._open: set[UnderWay] = set()
        self._looks = False

    @property
    def open(self) -> tuple[UnderWay, ...]:
        """Give those that are under way."""
        return tuple(self._open)

    def begin(self, seen: Seen, loop: asyncio.AbstractEventLoop) -> UnderWay:
        """Begin an exchange in the current task."""
        one = UnderWay(seen, self._seconds, loop.time())
        self._open.add(one)
        if not self._looks:
            self._looks = True
            loop.call_later(self._every, self._look, loop)
        return one

    def end(self, one: UnderWay) -> None:
        """Note the end of an exchange."""
        self._open.discard(one)

    def _look(self, loop: asyncio.AbstractEventLoop) -> None:
        now = loop.time()
        for one in self.open:
            one.look(now)
        self._looks = bool(self._open)
        if self._looks:
            loop.call_later(self._every, self._look, loop)
