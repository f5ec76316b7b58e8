"""An exchange under way, which others may end: its client, a clock, a server that stops. What follows is the door's."""

from __future__ import annotations

import asyncio

from simulator.http.body import READ_SECONDS
from simulator.http.watch import Seen


class UnderWay:
    """One exchange, done in the task that makes this: a request is read, and then answered within so many seconds.

    Ending it raises `asyncio.CancelledError` there, once. `is_left` says that its client did it; `cut` is the status
    and the message for a client that is still there.
    """

    __slots__ = ("_deadline", "_is_over", "_is_read", "_loop", "_seconds", "_timer", "cut", "is_left", "seen", "task")

    def __init__(self, seen: Seen, seconds: float) -> None:
        """Begin to read the request."""
        task = asyncio.current_task()
        assert task is not None
        self.task, self.seen, self._seconds = task, seen, seconds
        self.cut: tuple[int, str] | None = None
        self.is_left = self._is_over = self._is_read = False
        self._loop = asyncio.get_running_loop()
        self._deadline = self._loop.time() + READ_SECONDS
        self._timer = self._loop.call_at(self._deadline, self._look)

    @property
    def is_ended(self) -> bool:
        """Say whether somebody ended it before it was over."""
        return self.is_left or self.cut is not None

    def answer(self) -> None:
        """Note that the request is read; its answer has all its seconds from now on."""
        self._is_read = True
        before, self._deadline = self._deadline, self._loop.time() + self._seconds
        if self._deadline < before:  # a timer that is too early looks again, which is cheaper than one a request more
            self._timer.cancel()
            self._timer = self._loop.call_at(self._deadline, self._look)

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
        self._timer.cancel()

    def _stop(self) -> None:
        self._is_over = True
        self.task.cancel()

    def _look(self) -> None:
        """End it if its time is over."""
        if self._loop.time() < self._deadline:
            self._timer = self._loop.call_at(self._deadline, self._look)
        elif not self._is_read:
            self.end(408, "The request body did not come in time")
        elif not self.seen.is_endless:
            self.end(504, f"The answer did not end within {self._seconds:g} seconds")
