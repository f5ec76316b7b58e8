"""How a missed expectation reads, in every report for people. Where it is printed is not here."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.domain.clean import clean
from simulator.replay.case import Miss


def miss_lines(miss: Miss) -> Iterator[str]:
    """Give the lines that tell of a miss: where, what was expected, what was found, what happened in its turn."""
    yield f"{miss.place}: turn {miss.turn}"
    yield f"  expected  {_one_line(miss.expected)}"
    first, *more = clean(miss.actual).split("\n")
    yield f"  actual    {first}"
    yield from (f"            {line}" for line in more)
    yield "  events"
    yield from (f"    {_one_line(line)}" for line in miss.events)


def _one_line(text: str) -> str:
    return " ".join(clean(text).split("\n"))
