"""Memory that the workers of a server share: a log that loses nothing, a ring that forgets. What it says is not here.

Both have to be made before the workers are forked. To ask whether there is news costs no call to the system.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from mmap import mmap
from tempfile import TemporaryFile

_LENGTH = 4
"""Bytes of an entry's length, which stands before it."""

RING_BYTES = 4 * 1024 * 1024

FOLLOWED_SECONDS = 60.0
"""How long a ring counts as followed after somebody looked: a worker that dies cannot say that it looks no more, and
one that is busy must not lose what it would not even hear of."""


class SharedLog:
    """What one worker adds, all read, in one order; a worker that takes a dead one's place reads it from the start."""

    def __init__(self) -> None:
        """Begin with an empty file that has no name and goes with the last worker."""
        self._file = _nameless()
        self._end = memoryview(mmap(-1, 8)).cast("Q")
        self._read = 0

    @property
    def has_news(self) -> bool:
        """Say whether there are entries that this worker has not read."""
        return self._end[0] != self._read

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep the other workers out for a moment; a worker that dies lets them in."""
        with _alone(self._file):
            yield

    def news(self) -> Iterator[bytes]:
        """Give what this worker has not read yet, the oldest first. It has to be `alone`."""
        begin, self._read = self._read, self._end[0]
        yield from _entries(os.pread(self._file, self._read - begin, begin))

    def add(self, entry: bytes) -> None:
        """Add an entry, which this worker has read. It has to be `alone`, and to have read the news."""
        written = _with_length(entry)
        os.pwrite(self._file, written, self._read)
        self._read += len(written)
        self._end[0] = self._read

    def close(self) -> None:
        """Close the file in this process."""
        os.close(self._file)


class SharedRing:
    """The newest entries of all workers, in one order; who reads too late loses some, and nobody waits for them."""

    def __init__(self, size: int = RING_BYTES, now: Callable[[], float] = time.monotonic) -> None:
        """Keep `size` bytes; `now` is the same in all workers, in seconds."""
        self._size, self._now = size, now
        self._turns = _nameless()
        self._bytes = mmap(-1, size)
        memory = memoryview(mmap(-1, 24))
        self._counts = memory[:16].cast("Q")  # bytes and entries that were ever put
        self._looked = memory[16:].cast("d")
        self._seen = (0, 0)

    @property
    def is_followed(self) -> bool:
        """Say whether somebody reads at all."""
        return self._looked[0] > 0 and self._now() - self._looked[0] < FOLLOWED_SECONDS

    def follow(self) -> None:
        """Read from now on."""
        with _alone(self._turns):
            self._looked[0] = self._now()
            self._seen = (self._counts[0], self._counts[1])

    def put(self, entry: bytes) -> None:
        """Put an entry in the place of the oldest; one that is larger than the ring is lost."""
        written = _with_length(entry)
        with _alone(self._turns):
            end = self._counts[0]
            if len(written) <= self._size:
                self._write(end % self._size, written)
                self._counts[0] = end + len(written)
            self._counts[1] += 1

    def news(self) -> tuple[int, list[bytes]]:
        """Give how many entries were lost since the last time, and those that were not, the oldest first."""
        self._looked[0] = self._now()
        if self._counts[1] == self._seen[1]:
            return 0, []
        with _alone(self._turns):
            (begin, known), (end, count) = self._seen, (self._counts[0], self._counts[1])
            self._seen = (end, count)
            entries = list(_entries(self._part(begin, end))) if end - begin <= self._size else []
        return count - known - len(entries), entries

    def close(self) -> None:
        """Close in this process what the others are kept out by."""
        os.close(self._turns)

    def _write(self, at: int, written: bytes) -> None:
        first = written[: self._size - at]
        self._bytes[at : at + len(first)] = first
        self._bytes[: len(written) - len(first)] = written[len(first) :]

    def _part(self, begin: int, end: int) -> bytes:
        at, length = begin % self._size, end - begin
        first = self._bytes[at : min(at + length, self._size)]
        return first + self._bytes[: length - len(first)]


def _nameless() -> int:
    with TemporaryFile(buffering=0) as file:
        return os.dup(file.fileno())


def _with_length(entry: bytes) -> bytes:
    return len(entry).to_bytes(_LENGTH, "big") + entry


def _entries(written: bytes) -> Iterator[bytes]:
    at = 0
    while at < len(written):
        begin = at + _LENGTH
        at = begin + int.from_bytes(written[at:begin], "big")
        yield written[begin:at]


@contextmanager
def _alone(file: int) -> Iterator[None]:
    """Lock a file among processes; the system lets go of it when a process ends, however that happens."""
    import fcntl  # not on Windows, where there are no workers

    fcntl.lockf(file, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.lockf(file, fcntl.LOCK_UN)
