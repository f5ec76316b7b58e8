"""How a case that was not passed reads in pytest's reports. Lines of a miss are `replay.reports.words`'."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from simulator.domain.clean import clean
from simulator.replay.case import Result
from simulator.replay.reports.words import miss_lines


class _Writer(Protocol):
    def line(self, s: str = "", **markup: bool) -> None: ...


@dataclass(frozen=True, slots=True)
class Crash:
    """What pytest's short summary, its `--tb=line` and its JUnit XML ask of a failure."""

    message: str

    def __str__(self) -> str:
        """Give the line."""
        return self.message


@dataclass(frozen=True, slots=True)
class Told:
    """A result in words, as pytest prints it."""

    result: Result

    @property
    def reprcrash(self) -> Crash:
        """What it is in a line: the error, or the first miss and how many there are."""
        if self.result.error is not None:
            return Crash(_line(self.result.error))
        first, *others = self.result.misses
        more = f" (and {len(others)} more)" if others else ""
        return Crash(_line(f"{first.place}: expected {first.expected}{more}"))

    def toterminal(self, tw: _Writer) -> None:
        """Write it to pytest's terminal."""
        for line in self.lines():
            tw.line(line, red=line.startswith("  expected"))

    def lines(self) -> Iterator[str]:
        """Give all that is to be said, line by line."""
        for miss in self.result.misses:
            yield from miss_lines(miss)
        if self.result.error is not None:
            yield from clean(self.result.error).split("\n")

    def __str__(self) -> str:
        """Give all of it."""
        return "\n".join(self.lines())


def _line(text: str) -> str:
    return " ".join(clean(text).split())
