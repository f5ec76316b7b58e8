"""Where something stands in a script, and all that is wrong in it, in lines for people. Finding it is the readers'."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches

from simulator.toml_file.problem import FileError, Problem

LONGEST_SHOWN = 40
MOST_PROBLEMS = 100
"""More of one file are not told: they have one cause."""


@dataclass(frozen=True, slots=True)
class Place:
    """A position in a file; line and column count characters from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        """Give it as editors and terminals know it: `path:line`."""
        return f"{self.file}:{self.line}"


@dataclass(slots=True)
class Complaints:
    """Collects what is wrong, so that all of it is told at once."""

    problems: list[Problem] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def are_of(self, file: str) -> bool:
        """Say whether something is wrong in a file."""
        return self.counts[file] > 0

    def take(self, problems: Iterable[Problem]) -> None:
        """Take over what another reader found."""
        for problem in problems:
            self.counts[problem.file] += 1
            if self.counts[problem.file] <= MOST_PROBLEMS:
                self.problems.append(problem)

    def add(self, place: Place, key: str, found: str, meant: str = "") -> None:
        """Add a problem: where, of which key, what was found, and what was meant."""
        self.take(
            [Problem(file=place.file, line=place.line, column=place.column, key=key, message=found, remedy=meant)]
        )

    def raise_any(self) -> None:
        """Raise all of them, if there are any, as one FileError."""
        if self.problems:
            raise FileError(self.problems)


def shown(text: str) -> str:
    """Give a text of a script for a message: in quotes, and not too long."""
    line = " ".join(text.split())
    return f'"{line if len(line) <= LONGEST_SHOWN else line[: LONGEST_SHOWN - 1] + "…"}"'


def near(given: str, known: Iterable[str]) -> str:
    """Give what was meant by an unknown name: the nearest known one, and all of them."""
    names = list(known)
    likely = get_close_matches(given.casefold(), names, n=1, cutoff=0.6)
    return (f'did you mean "{likely[0]}"? ' if likely else "") + f"(known: {', '.join(names)})"
