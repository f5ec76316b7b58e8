"""The clocks a session can run on. When something is due is decided elsewhere: a clock only tells and waits."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress

from simulator.ports import Clock


class RealClock:
    """Wall time, from a monotonic source."""

    def __init__(self, rate: float = 1.0, start: float = 0.0) -> None:
        """Start at `start` seconds; at `rate` 4 a session's second takes a quarter of a real one.

        Raises: ValueError if `rate` is not positive.
        """
        if rate <= 0:
            raise ValueError(f"a clock's rate must be positive, not {rate}")
        self._rate = rate
        self._zero = time.monotonic() - start / rate

    def now(self) -> float:
        """Give the session's seconds."""
        return (time.monotonic() - self._zero) * self._rate

    async def sleep_until(self, moment: float) -> None:
        """Wait in real time; the wake-up is absolute, so that lateness never adds up over a stream."""
        await asyncio.sleep(max(0.0, moment - self.now()) / self._rate)


class VirtualClock:
    """Time that passes only when somebody sleeps, and then at once."""

    def __init__(self, start: float = 0.0) -> None:
        """Start at `start` seconds."""
        self._now = start

    def now(self) -> float:
        """Give the seconds slept so far."""
        return self._now

    async def sleep_until(self, moment: float) -> None:
        """Jump to `moment`, giving the event loop one turn."""
        await asyncio.sleep(0)
        self._now = max(self._now, moment)


class StageClock:
    """Time that is played to an audience: it can be paused, change its rate while somebody sleeps, or jump.

    While it `jumps` every sleep ends at once, as under a virtual clock.
    """

    def __init__(self, rate: float = 1.0) -> None:
        """Start at 0 seconds, running."""
        self._rate, self._is_paused, self._jumps = rate, False, False
        self._then, self._real = 0.0, time.monotonic()
        self._changed = asyncio.Event()

    def now(self) -> float:
        """Give the seconds since the start, pauses not counted."""
        return self._then if self._is_paused else self._then + (time.monotonic() - self._real) * self._rate

    async def sleep_until(self, moment: float) -> None:
        """Wait, however the rate changes meanwhile; for ever while it is paused."""
        await asyncio.sleep(0)
        while (left := moment - self.now()) > 0:
            if self._jumps:
                self._then, self._real = moment, time.monotonic()
                return
            with suppress(TimeoutError):
                await asyncio.wait_for(self._changed.wait(), None if self._is_paused else left / self._rate)

    def run_at(self, rate: float) -> None:
        """Go on at another rate, a positive one."""
        self._change()
        self._rate = rate

    def pause(self, is_paused: bool = True) -> None:
        """Stand still, or go on."""
        self._change()
        self._is_paused = is_paused

    def jump(self, jumps: bool = True) -> None:
        """End every sleep at once, or wait again."""
        self._change()
        self._jumps = jumps

    def _change(self) -> None:
        """Keep the present moment and let everybody who sleeps look anew."""
        self._then, self._real = self.now(), time.monotonic()
        self._changed.set()
        self._changed = asyncio.Event()


def clock_from(text: str, start: float = 0.0) -> Clock:
    """Make the clock that `--clock` names: `real`, `virtual`, or `x10` for a rate between 0.1 and 100.

    `start` is where a session that is taken up again left off, in seconds.

    Raises: ValueError with the allowed forms.
    """
    if text == "real":
        return RealClock(start=start)
    if text == "virtual":
        return VirtualClock(start)
    try:
        rate = float(text.removeprefix("x")) if text.startswith("x") else 0.0
    except ValueError:
        rate = 0.0
    if not 0.1 <= rate <= 100:
        raise ValueError(f'clock "{text}" is not real, virtual, or a rate such as x10 (x0.1 to x100)')
    return RealClock(rate, start)
