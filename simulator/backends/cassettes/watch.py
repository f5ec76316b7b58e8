"""Keeps the newest lines of the wire in memory, for somebody who looks on. Writing them to a file is `writing`."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # whoever only keeps a place for lines need not know them
    from pathlib import Path

    from simulator.backends.cassettes.lines import Line

NEWEST = 1_000
"""A long answer has some hundreds of chunks."""


class LineWriter(Protocol):
    """Where the lines of the wire go. Each method raises OSError if the medium refuses."""

    @property
    def path(self) -> Path | None:
        """The file that they are written to; None where there is none."""
        ...

    def number(self) -> int:
        """Give the next request its number."""
        ...

    def write(self, line: Line) -> None:
        """Keep a line."""
        ...

    def close(self) -> None:
        """Let go of what is open; a later line opens it again."""
        ...


class WireWatch:
    """The newest lines, oldest first; `passed` counts all that there were."""

    path = None

    def __init__(self) -> None:
        """Start without a line."""
        self.lines: deque[Line] = deque(maxlen=NEWEST)
        self.passed = 0
        self._last = 0

    def number(self) -> int:
        """Give the next request its number."""
        self._last += 1
        return self._last

    def write(self, line: Line) -> None:
        """Keep a line, and forget the oldest one beyond `NEWEST`."""
        self.lines.append(line)
        self.passed += 1

    def close(self) -> None:
        """Keep all: nothing is open."""


class Both:
    """Writes to a file, and shows what it writes to somebody who looks on."""

    def __init__(self, file: LineWriter, watch: WireWatch) -> None:
        """Take both; requests have the file's numbers."""
        self._file, self._watch = file, watch
        self.path = file.path

    def number(self) -> int:
        """Give the next request its number in the file."""
        return self._file.number()

    def write(self, line: Line) -> None:
        """Keep a line in both. Raises: OSError."""
        self._file.write(line)
        self._watch.write(line)

    def close(self) -> None:
        """Close the file."""
        self._file.close()
