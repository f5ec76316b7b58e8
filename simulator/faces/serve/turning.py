"""A turn that goes on by itself, whoever reads it: the phone's pace and its session wait for no slow client."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import aclosing

from simulator.domain.events import Event
from simulator.faces.serve.phones import Phones, Wanted
from simulator.faces.serve.refusal import Refused
from simulator.http.door import STOPPING

STOP_SECONDS = 1.0
"""How long a turn may take to end once its stop is pressed, before its task is cancelled."""


class Turning:
    """The events of one turn, as they come; what the turn raises is raised where they are read."""

    def __init__(self, phones: Phones, wanted: Wanted, utterance: str, told: Callable[[Event], None]) -> None:
        """Say the utterance on the phone that is wanted; `told` hears all that happens, before any reader."""
        self._events: asyncio.Queue[Event | None] = asyncio.Queue()
        self._press: Callable[[], None] | None = None
        self._told = told
        self._task = asyncio.ensure_future(self._run(phones, wanted, utterance))

    async def next(self, patience: float | None = None) -> Event | None:
        """Give the next event; None once all are told.

        Raises: TimeoutError after `patience` seconds without one; Refused if the turn was stopped before it began.
        """
        async with asyncio.timeout(patience):
            event = await self._events.get()
        if event is None:
            await self.ended()
            if self._task.cancelled():
                raise Refused(503, STOPPING, "interrupted")
            self._task.result()
        return event

    async def ended(self) -> None:
        """Return once nothing happens any more, however it ended."""
        await asyncio.wait({self._task})

    async def stop(self) -> None:
        """End the turn where it is: it is recorded as interrupted. Nothing happens to one that has ended."""
        if self._press is not None:
            self._press()
            await asyncio.wait({self._task}, timeout=STOP_SECONDS)
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self, phones: Phones, wanted: Wanted, utterance: str) -> None:
        try:
            async with (
                phones.in_hand(wanted, self._tell) as opened,
                aclosing(opened.conversation.turn(utterance)) as events,
            ):
                if wanted.anew:
                    self._tell(opened.conversation.renew())
                async for event in events:
                    self._press = opened.conversation.interrupt
                    self._tell(event)
                self._press = None
        finally:
            self._events.put_nowait(None)

    def _tell(self, event: Event) -> None:
        self._told(event)
        self._events.put_nowait(event)
