"""Draws a screen at most once a frame, and only when something changed. What is drawn is the screen's part."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

from textual.screen import Screen

FRAME_SECONDS = 0.07
"""Deltas that arrive within a frame are drawn together: at 200 a second, drawing each costs 5 times as much."""
SLICE_SECONDS = 0.02
"""Between two phones of a frame: a little more than Textual waits before it lays out and paints what has changed."""
LONGEST_REST = 0.25
"""Nothing that is shown stands still for longer, however slow or busy the machine is."""


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
            await _rest(FRAME_SECONDS)

    async def next_phone(self) -> None:
        """Let the phone that was drawn reach the screen, and keys with it, before the next one of the same frame."""
        await _rest(SLICE_SECONDS)


async def _rest(seconds: float) -> None:
    """Let the loop do all else for so long, and longer where it was kept busy: drawing takes half its time at most.

    What was drawn is laid out and painted in the meantime, which nothing can interrupt: keys would wait behind it.
    """
    loop = asyncio.get_running_loop()
    due, spent = loop.time() + seconds, time.thread_time()
    await asyncio.sleep(seconds)
    busy = time.thread_time() - spent
    await asyncio.sleep(min(LONGEST_REST, max(0.0, loop.time() - due, 2 * busy - seconds)))


def _is_open(screen: Screen[None]) -> bool:
    return screen.app.is_running and screen.is_attached and screen in screen.app.screen_stack
