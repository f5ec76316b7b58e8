"""The phones that answer: one for a request, or one that a session keeps in hand. What they say is `turning`'s."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace

from simulator.catalogue.catalogue import Catalogue
from simulator.domain.events import Event
from simulator.faces.parts import OpenPhone, Parts
from simulator.faces.serve.refusal import Refused
from simulator.settings.choices import BackendChoice, PhoneChoice
from simulator.settings.presets import EMBEDDED
from simulator.store.problem import RecordingsProblem

MOST_IN_HAND = 100
"""Phones of sessions that stay in hand; of more, the one that was used longest ago is put down, and recorded it is."""

MOST_WAITING = 16
"""Requests that wait for their turn in one session."""

MOST_NAMES = 10_000
"""Sessions that one run of the server begins or takes up; their recordings stay on the disk."""

LEAVE_SECONDS = 0.1
"""How long a phone that is put down waits for another process that has its session."""

BREATH = 16
"""Earlier turns after which other requests get a turn."""

Told = Callable[[Event], None]


@dataclass(frozen=True, slots=True)
class Wanted:
    """The phone that a request wants: its choices, the session that keeps it, and turns that were had before it.

    `session` is None for a phone that nobody keeps; a kept one has its own memory, and `history` is not for it. It may
    begin a new conversation first, `anew`: a turn cap that was reached would else hold for ever. The phone's vendor was
    found in `catalogue`.
    """

    phone: PhoneChoice
    backend: BackendChoice
    session: str | None
    history: tuple[tuple[str, str], ...]
    anew: bool = False
    catalogue: Catalogue | None = field(default=None, compare=False)


@dataclass(slots=True)
class _Kept:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    users: int = 0
    opened: OpenPhone | None = None
    choice: tuple[PhoneChoice, BackendChoice] | None = None
    newest: int | None = None
    told: Told = field(default=lambda event: None)


class Phones:
    """Hands out phones; the requests of one session get theirs one after the other, in the order in which they came.

    Other processes may go on with the same sessions, one at a time: a phone that was left behind is taken up again.
    """

    def __init__(self, parts: Parts) -> None:
        """Open phones through `parts`; none is open yet."""
        self._parts = parts
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._names: set[str] = set()

    @property
    def kept(self) -> int:
        """How many sessions have a phone in hand."""
        return len(self._kept)

    @asynccontextmanager
    async def in_hand(self, wanted: Wanted, told: Told) -> AsyncIterator[OpenPhone]:
        """Give the phone for one turn; `told` hears how it was taken in hand.

        Raises: UserProblem if it cannot be had; Refused with status 429 where too many wait; OSError if it cannot be
        recorded.
        """
        if wanted.session is None:
            opened = self._parts.open_phone(wanted.phone, wanted.backend, None, catalogue=wanted.catalogue)
            try:
                for event in opened.opening:
                    told(event)
                for number, (utterance, answer) in enumerate(wanted.history, 1):
                    opened.conversation.recall(utterance, answer)
                    if number % BREATH == 0:
                        await asyncio.sleep(0)
                yield opened
            finally:
                await opened.put_away()
            return
        kept = self._entry(wanted.session)
        kept.users += 1
        try:
            async with kept.lock, self._parts.alone(wanted.session) as newest:
                if kept.newest != newest():
                    await self._drop(kept)
                try:
                    yield await self._taken(kept, wanted, wanted.session, told)
                finally:
                    kept.newest = newest()
        except (OSError, RecordingsProblem):
            # What the recording lacks must not live on in memory: the next request takes up what was recorded.
            await self._drop(kept)
            raise
        finally:
            kept.users -= 1
            await self._make_room()

    def _entry(self, session: str) -> _Kept:
        kept = self._kept.get(session)
        if kept is None:
            self._names.add(session)
            if len(self._names) > MOST_NAMES:
                self._names.discard(session)
                raise Refused(429, f"this server has begun {MOST_NAMES} sessions; go on in one of them", "rate_limited")
            kept = self._kept[session] = _Kept()
        if kept.users >= MOST_WAITING:
            raise Refused(429, f"{MOST_WAITING} requests already wait for this session; ask again", "rate_limited")
        self._kept.move_to_end(session)
        return kept

    async def _taken(self, kept: _Kept, wanted: Wanted, session: str, told: Told) -> OpenPhone:
        """Give the phone of a session; another model or backend than last time takes it in hand anew."""
        choice = (wanted.phone, wanted.backend)
        if kept.opened is not None and kept.choice == choice:
            kept.told = told
            return kept.opened
        await self._put_down(kept)
        opened = self._parts.open_phone(wanted.phone, wanted.backend, session, catalogue=wanted.catalogue)
        kept.opened, kept.choice, kept.told = opened, choice, told
        for event in opened.opening:
            told(event)
        return opened

    async def _make_room(self) -> None:
        while len(self._kept) > MOST_IN_HAND:
            idle = next((name for name, kept in self._kept.items() if not kept.users), None)
            if idle is None:
                return
            await self._leave(idle)

    async def put_down(self) -> None:
        """Put down every phone that is in hand; what was said stays recorded."""
        while self._kept:
            await self._leave(next(reversed(self._kept)))

    async def _leave(self, session: str) -> None:
        """Put a phone down; of one that another process has, or went on with, nothing is told."""
        kept = self._kept.pop(session)
        with suppress(TimeoutError, OSError, RecordingsProblem):
            async with asyncio.timeout(LEAVE_SECONDS), self._parts.alone(session) as newest:
                if kept.newest == newest():
                    await self._put_down(kept)
        await self._drop(kept)

    async def _put_down(self, kept: _Kept) -> None:
        if kept.opened is not None:
            kept.told(kept.opened.conversation.close())
            await self._drop(kept)

    async def _drop(self, kept: _Kept) -> None:
        opened, kept.opened = kept.opened, None
        if opened is not None:
            await opened.put_away()


def on_backend(backend: BackendChoice, name: str) -> BackendChoice:
    """Give the choice of another backend of the configuration for one request; the mock's ways stay the mock's."""
    chosen = replace(backend, name=name, url=None, model=None, api_key_env=None)
    return chosen if name.partition("@")[0] == EMBEDDED else replace(chosen, latency=None, faults=())
