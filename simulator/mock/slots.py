"""How many answers are under way at once, and how many may be (M25, M26). Who asks and what is answered is not here."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from types import TracebackType
from typing import Any

from simulator.mock.exchange import PumpedBody
from simulator.mock.refusal import Refused


class Slots:
    """Counts answers from their request to their last byte, or until their client has gone.

    `most` is how many there may be; None is any number. `open` is how many there are, `peak` the most there were.
    """

    def __init__(self, most: int | None = None) -> None:
        """Start with none."""
        self._most = most
        self.open = 0
        self.peak = 0

    def check(self) -> None:
        """Refuse a request for which there is no slot, at once. Raises: Refused with status 429."""
        if self._most is not None and self.open >= self._most:
            raise Refused(
                429,
                f"Rate limit reached: at most {self._most} requests at the same time",
                type="rate_limit_error",
                headers={"retry-after": "1"},
            )

    def hold(self, body: AsyncGenerator[bytes, None]) -> AsyncGenerator[bytes, None]:
        """Take a slot for a body; closing it or reading it to its end gives the slot back."""
        self.open += 1
        self.peak = max(self.peak, self.open)
        return _Held(body, self._release)

    def _release(self) -> None:
        self.open -= 1


class _Held(PumpedBody):
    """A body with a slot. A generator's own `finally` would not run if it is closed before its first piece."""

    def __init__(self, body: AsyncGenerator[bytes, None], release: Callable[[], None]) -> None:
        self._body = body
        self._release: Callable[[], None] | None = release

    async def __anext__(self) -> bytes:  # what a loop calls for each piece: one step shorter than the inherited one
        try:
            return await self._body.__anext__()
        except BaseException:
            self._free()
            raise

    def at_once(self) -> bytes | None:
        body = self._body.at_once() if isinstance(self._body, PumpedBody) else None
        if body is not None:
            self._free()
        return body

    async def pump(self, write: Callable[[bytes], bool]) -> None:
        if isinstance(self._body, PumpedBody):
            await self._body.pump(write)

    async def asend(self, value: None) -> bytes:
        try:
            return await self._body.asend(value)
        except BaseException:
            self._free()
            raise

    async def athrow(
        self,
        typ: type[BaseException] | BaseException,
        val: BaseException | object = None,
        tb: TracebackType | None = None,
        /,
    ) -> Any:
        try:
            return await self._body.athrow(typ if isinstance(typ, BaseException) else typ())
        finally:
            self._free()

    async def aclose(self) -> None:
        try:
            await self._body.aclose()
        finally:
            self._free()

    def _free(self) -> None:
        release, self._release = self._release, None
        if release is not None:
            release()
