"""The live feed: every event of every conversation, to whoever listens. It never waits for a slow reader."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import AsyncGenerator, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from simulator.faces.serve.reply import COMMENT, encoded
from simulator.http.shared import SharedRing

MOST_WAITING = 1_000
"""Events that wait for one reader; of more, the oldest are lost, and the reader is told how many."""

MOST_READERS = 50

LOOK_SECONDS = 0.02
"""How often a worker that has readers looks for what the others told."""

KEEP_ALIVE_SECONDS = 15.0
"""Time between comments while nothing happens: proxies close a stream that is silent for a minute."""


class Reader:
    """One listener: what it has not read yet, and what it wants to hear."""

    def __init__(self, owner: str, session: str | None) -> None:
        """Hear the conversations of `owner` alone, and of these one `session`, or all."""
        self._owner, self._session = owner, session
        self._waiting: deque[Mapping[str, Any]] = deque()
        self._lost = 0
        self._is_over = False
        self._news = asyncio.Event()

    def close(self) -> None:
        """Let the reader go once it has read what waits."""
        self._is_over = True
        self._news.set()

    def offer(self, owner: str, event: Mapping[str, Any]) -> None:
        """Take an event if it is wanted; of too many, let the oldest go."""
        if owner != self._owner or self._session not in (None, event["session"]):
            return
        if len(self._waiting) == MOST_WAITING:
            self._waiting.popleft()
            self._lost += 1
        self._waiting.append(event)
        self._news.set()

    def miss(self, count: int) -> None:
        """Take it that so many events never came here; whose they were, nobody knows any more."""
        self._lost += count

    async def lines(self, every: float = KEEP_ALIVE_SECONDS) -> AsyncGenerator[bytes, None]:
        """Yield server-sent events until the feed closes, and a comment at once and after so much silence."""
        yield COMMENT
        while not self._is_over or self._waiting:
            try:
                async with asyncio.timeout(every):
                    await self._news.wait()
            except TimeoutError:
                yield COMMENT
            self._news.clear()
            for event in self._taken():
                yield b"data: " + encoded(event) + b"\n\n"

    def _taken(self) -> Iterator[Mapping[str, Any]]:
        """Take what waits, one by one, so that what comes meanwhile finds room."""
        if self._lost:
            lost, self._lost = self._lost, 0
            yield {"event": "events_lost", "count": lost}
        while self._waiting:
            yield self._waiting.popleft()


class Feed:
    """All readers of this worker."""

    def __init__(self, ring: SharedRing | None = None) -> None:
        """Begin without readers; through `ring` events reach those of all workers, None if there is one worker."""
        self._ring = ring
        self._readers: set[Reader] = set()
        self._looking: asyncio.Task[None] | None = None

    @property
    def readers(self) -> int:
        """How many readers there are."""
        return len(self._readers)

    @property
    def is_full(self) -> bool:
        """Say whether there is no room for another reader."""
        return len(self._readers) >= MOST_READERS

    def publish(self, owner: str, event: Mapping[str, Any]) -> None:
        """Offer an event to every reader."""
        if self._ring is None:
            self._offer(owner, event)
        elif self._ring.is_followed:
            self._ring.put(encoded({"owner": owner, "event": event}))

    def close(self) -> None:
        """End what every reader reads."""
        self._look()
        for reader in self._readers:
            reader.close()

    @contextmanager
    def reading(self, owner: str, session: str | None) -> Iterator[Reader]:
        """Have a reader for as long as the context lasts."""
        reader = Reader(owner, session)
        self._begin_to_look()
        self._readers.add(reader)
        try:
            yield reader
        finally:
            self._readers.discard(reader)
            if not self._readers and self._looking is not None:
                self._looking.cancel()
                self._looking = None

    def _offer(self, owner: str, event: Mapping[str, Any]) -> None:
        for reader in self._readers:
            reader.offer(owner, event)

    def _begin_to_look(self) -> None:
        if self._ring is not None and self._looking is None:
            self._ring.follow()
            self._looking = asyncio.create_task(self._keep_looking())

    async def _keep_looking(self) -> None:
        while True:
            self._look()
            await asyncio.sleep(LOOK_SECONDS)

    def _look(self) -> None:
        """Offer what all workers have told since the last time."""
        if self._ring is None or self._looking is None:
            return
        lost, entries = self._ring.news()
        for reader in self._readers:
            reader.miss(lost)
        for entry in entries:
            told = json.loads(entry)
            self._offer(told["owner"], told["event"])
