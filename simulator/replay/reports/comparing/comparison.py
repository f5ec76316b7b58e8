"""Compares two saved runs case by case. Latencies are `latency`'s part; nothing is printed here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from simulator.replay.case import Result, Verdict
from simulator.replay.reports.comparing.latency import Latencies, Shift, Turns
from simulator.replay.reports.comparing.said import Said, said_in
from simulator.replay.reports.saved_results import SavedResults

Change = Literal["new_failure", "fixed", "flaky", "changed", "new", "script_changed"]
"""A case may have several.

`new_failure` did not fail before and does now, also one that is `new`; `flaky` is so in either run; `changed` answers
or ends otherwise; of `script_changed` the script, the phone or the program was another.
"""
CHANGES: tuple[Change, ...] = ("new_failure", "fixed", "flaky", "changed", "new", "script_changed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Altered:
    """A turn that ended in another way: in the older run and in the newer, None where there was no such turn."""

    before: Said | None
    after: Said | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A case of the newer run. `before` is its verdict in the older, None if it was not there."""

    result: Result
    before: Verdict | None
    changes: tuple[Change, ...]
    altered: tuple[Altered, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What all of it adds up to: how many cases have each change, which are `missing` in the newer run, the shifts."""

    counts: Counter[str]
    cases: int
    missing: tuple[str, ...]
    shifts: tuple[Shift, ...]


def compare(before: SavedResults, after: SavedResults, see: Callable[[Compared], None]) -> Comparison:
    """Compare, and show each case of the newer run to `see` when it is its turn; none is kept.

    Raises: UserProblem if a file is spoilt.
    """
    latencies, counts = Latencies(), Counter[str]()
    for result in after:
        compared = _compared(before, result, latencies)
        counts.update(compared.changes)
        see(compared)
    missing = tuple(name for name in before.names if name not in after)
    counts["missing"] = len(missing)
    return Comparison(counts=counts, cases=len(after), missing=missing, shifts=latencies.shifts())


def _compared(runs: SavedResults, result: Result, latencies: Latencies) -> Compared:
    if result.case not in runs:
        return Compared(result=result, before=None, changes=tuple(_changes(None, result, ())))
    older = runs[result.case]
    before = said_in(older)
    after = before if older.events_json == result.events_json else said_in(result)
    latencies.add(result.cell, before, after)
    altered = tuple(_altered(before, after))
    changes = tuple(_changes(older, result, altered))
    return Compared(result=result, before=older.verdict, changes=changes, altered=altered)


def _altered(before: Turns, after: Turns) -> Iterator[Altered]:
    for key in {**before, **after}:
        one, other = before.get(key), after.get(key)
        if one is None or other is None or (one.answer, one.outcome) != (other.answer, other.outcome):
            yield Altered(before=one, after=other)


def _changes(older: Result | None, result: Result, altered: tuple[Altered, ...]) -> Iterator[Change]:
    was_fine = older is None or older.is_fine
    if not result.is_fine and was_fine:
        yield "new_failure"
    if result.is_fine and not was_fine:
        yield "fixed"
    if "flaky" in (result.verdict, older.verdict if older is not None else None):
        yield "flaky"
    if altered:
        yield "changed"
    if older is None:
        yield "new"
    elif older.fingerprint != result.fingerprint:
        yield "script_changed"
