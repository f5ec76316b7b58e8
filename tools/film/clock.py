"""A session's clock that stops at every frame until the picture is taken. What the picture is, is `camera`'s part."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

Take = Callable[[float], Awaitable[None]]
"""Takes the frame of a moment, in session seconds."""


class FilmClock:
    """Time that passes when somebody sleeps, a frame at a time: a slow machine films as smoothly."""

    def __init__(self, frame: float) -> None:
        """Stop every `frame` seconds of the session."""
        self._frame, self._frames, self._now = frame, 0, 0.0
        self._turn = asyncio.Lock()
        self.take: Take = _nothing

    def now(self) -> float:
        """Give the seconds slept so far."""
        return self._now

    async def sleep_until(self, moment: float) -> None:
        """Go on to `moment`; the frames on the way are taken first."""
        await asyncio.sleep(0)
        while self._now < moment:
            async with self._turn:
                due = (self._frames + 1) * self._frame
                self._now = max(self._now, min(moment, due))
                if self._now >= due:
                    self._frames += 1
                    await self.take(self._now)


async def _nothing(moment: float) -> None:
    """Take no picture: nobody films yet."""
