"""An exchange under way, which others may end: its client, a clock, a server that stops. What follows is the door's."""

from __future__ import annotations

import asyncio

from simulator.http.watch import Seen


class UnderWay:
    """One exchange, done in the task that makes this.

    Ending it raises `asyncio.CancelledError` there, once. `is_left` says that its client did it; `cut` is the status
    and the message for a client that is still there.
    """

    __slots__ = ("_is_over", "cut", "is_left", "seen", "task")

    def __init__(self, seen: Seen) -> None:
        """Begin."""
        task = asyncio.current_task()
        assert task is not None
        self.task, self.seen = task, seen
        self.cut: tuple[int, str] | None = None
        self.is_left = False
        self._is_over = False

    @property
    def is_ended(self) -> bool:
        """Say whether somebody ended it before it was over."""
        return self.is_left or self.cut is not None

    def leave(self) -> None:
        """End it, as its client has gone."""
        if not self._is_over:
            self.is_left = self._is_over = True
            self.task.cancel()

    def end(self, status: int, message: str) -> None:
        """End it with this status."""
        if not self._is_over:
            self.cut, self._is_over = (status, message), True
            self.task.cancel()

    def expire(self, status: int, message: str) -> None:
        """End it with this status unless it has no limit of time."""
        if not self.seen.is_endless:
            self.end(status, message)

    def finish(self) -> None:
        """Note that it is over: nobody can end it any more."""
        self._is_over = True
