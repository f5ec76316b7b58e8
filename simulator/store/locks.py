"""Sessions that one holder has to itself, while others wait, here and in other processes. What it does is not here."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from hashlib import blake2b
from pathlib import Path

from simulator.store.problem import RecordingsProblem

FILE = "sessions.lock"
LOOK_SECONDS = 0.02
"""How often a process that waits looks again: the system tells nobody without a thread that a lock is free."""

_PLACES = 62


class SessionLocks:
    """Locks in one empty file, a byte a session: nothing to clean up, and a process that dies leaves none behind.

    The system's locks are between processes; within one, this object keeps order. Windows has none of this kind, and
    there one process alone may go on with a session.
    """

    def __init__(self, folder: Path) -> None:
        """Open or create the file. Raises: RecordingsProblem if it cannot be written."""
        self._path = folder / FILE
        self._held: set[int] = set()
        try:
            self._file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise RecordingsProblem(
                f"{self._path}: sessions cannot be locked here ({error.strerror}); "
                "set SIMULATOR_DATA_DIR to another folder"
            ) from None

    @asynccontextmanager
    async def alone(self, session: str) -> AsyncIterator[None]:
        """Have a session, once nobody else has it. Cancelling ends the waiting."""
        place = int.from_bytes(blake2b(session.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
        place %= 1 << _PLACES
        while place in self._held or not _taken(self._file, place):  # noqa: ASYNC110 (what is waited for is another process)
            await asyncio.sleep(LOOK_SECONDS)
        self._held.add(place)
        try:
            yield
        finally:
            self._held.discard(place)
            _let_go(self._file, place)

    def close(self) -> None:
        """Close the file; whoever has a session by it has it no more."""
        os.close(self._file)


def _taken(file: int, place: int) -> bool:
    if sys.platform == "win32":
        return True
    import fcntl

    try:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, place)
    except (BlockingIOError, PermissionError):  # which of them, depends on the system
        return False
    return True


def _let_go(file: int, place: int) -> None:
    if sys.platform == "win32":
        return
    import fcntl

    fcntl.lockf(file, fcntl.LOCK_UN, 1, place)
