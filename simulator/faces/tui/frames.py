"""Draws a screen at most once a frame, and only when something changed. What is drawn is the screen's part."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from textual.screen import Screen

FRAME_SECONDS = 0.05
"""Deltas that arrive within a frame are drawn together: at 200 a second, drawing each costs 3 to 5 times as much."""
LONGEST_REST = 0.25
"""After a frame that took long to lay out, the loop rests as long: keys come first on a slow or busy machine."""


class Frames:
    """One loop of drawing; an idle screen draws nothing."""

    def __init__(self, draw: Callable[[], Awaitable[None]]) -> None:
        """Draw with `draw`, which is awaited before the next frame."""
        self._draw = draw
        self._changed = asyncio.Event()
        self._drawn = asyncio.Event()

    def change(self) -> None:
        """Say that something changed."""
        self._drawn.clear()
        self._changed.set()

    async def drawn(self) -> None:
        """Wait until all that has happened is on the screen."""
        await self._drawn.wait()

    async def run(self, screen: Screen[None]) -> None:
        """Draw until cancelled, or until `screen` closes: its parts go before this loop is cancelled."""
        loop = asyncio.get_running_loop()
        while True:
            await self._changed.wait()
            self._changed.clear()
            try:
                await self._draw()
            except Exception:
                if _is_open(screen):
                    raise
                return
            if not self._changed.is_set():
                self._drawn.set()
            due = loop.time() + FRAME_SECONDS
            await asyncio.sleep(FRAME_SECONDS)
            await asyncio.sleep(min(LONGEST_REST, loop.time() - due))


def _is_open(screen: Screen[None]) -> bool:
    return screen.app.is_running and screen.is_attached and screen in screen.app.screen_stack
