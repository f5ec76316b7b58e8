"""How a comparison reads at a terminal and as JSON. What is compared is `comparison`'s part."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from simulator.domain.clean import clean
from simulator.replay.reports.comparing.comparison import CHANGES, Altered, Change, Compared, Comparison
from simulator.replay.reports.comparing.latency import Shift
from simulator.replay.reports.comparing.said import Said
from simulator.replay.reports.words import miss_lines

HEADS: Mapping[Change, str] = {
    "new_failure": "NEW FAILURE",
    "fixed": "FIXED",
    "flaky": "FLAKY",
    "changed": "CHANGED",
    "new": "NEW CASE",
    "script_changed": "SCRIPT CHANGED",
}
COUNTED: Mapping[str, tuple[str, str]] = {
    "new_failure": ("new failure", "new failures"),
    "fixed": ("fixed", "fixed"),
    "flaky": ("flaky", "flaky"),
    "changed": ("with other answers", "with other answers"),
    "new": ("new", "new"),
    "script_changed": ("of a changed script or program", "of a changed script or program"),
    "missing": ("missing", "missing"),
}
MOST_LINES = 12
MOST_COMPARED = 500
LONGEST = 300


def case_lines(compared: Compared) -> Iterator[str]:
    """Give the lines of a case that changed: how, what it misses now, how its answers differ."""
    result = compared.result
    heads = ", ".join(HEADS[change] for change in compared.changes)
    was = compared.before or "not there"
    yield f"{heads}: {clean(result.case)}  ({was} → {result.verdict})"
    if "new_failure" in compared.changes or "flaky" in compared.changes:
        if result.error is not None:
            yield f"  {clean(result.error)}"
        for miss in result.misses:
            yield from (f"  {line}" for line in miss_lines(miss))
    for altered in compared.altered:
        yield from _altered_lines(altered)


def _altered_lines(altered: Altered) -> Iterator[str]:
    said = altered.after or altered.before
    phone = "" if said is None or said.session == "phone" else f" of {clean(said.session)}"
    before, after = altered.before, altered.after
    outcomes = f"  ({_outcome(before)} → {_outcome(after)})" if _outcome(before) != _outcome(after) else ""
    yield f"  turn {0 if said is None else said.turn}{phone}{outcomes}"
    lines = list(difflib.unified_diff(_lines(before), _lines(after), lineterm="", n=0))[2:]
    told = [line for line in lines if not line.startswith("@@")]
    yield from (f"    {_cut(line)}" for line in told[:MOST_LINES])
    if len(told) > MOST_LINES:
        yield f"    … and {len(told) - MOST_LINES} more"


def _lines(said: Said | None) -> list[str]:
    """Give the first lines of an answer: comparing many takes long, and nobody reads them at a terminal."""
    return [] if said is None else clean(said.answer).splitlines()[:MOST_COMPARED]


def _outcome(said: Said | None) -> str:
    return "no such turn" if said is None else said.outcome


def _cut(line: str) -> str:
    return line if len(line) <= LONGEST else line[:LONGEST] + "…"


def shift_lines(shifts: Sequence[Shift]) -> Iterator[str]:
    """Give the table of latencies that are others now."""
    moved = [shift for shift in shifts if shift.moved]
    if not moved:
        yield f"latency: the same in all {len(shifts)} figures" if shifts else "latency: no case is in both runs"
        return
    yield "latency in seconds: a pair a case, the medians of its turns; Wilcoxon signed-rank test, p corrected by Holm"
    wide = max(len(_release(shift)) for shift in moved)
    yield f"  {'':{wide}}  {'figure':<11} {'n':>6} {'before':>9} {'now':>9} {'shift':>9} {'p':>8}"
    for it in moved:
        p = "< 0.001" if it.p < 0.001 else f"{it.p:.3f}"
        figure = it.figure.replace("_", " ")
        judged = (
            "" if not it.is_significant else "  slower" if it.shift > 0 else "  faster" if it.shift < 0 else "  moved"
        )
        yield (
            f"  {_release(it):{wide}}  {figure:<11} {it.pairs:>6} {it.before:>9.3f} {it.after:>9.3f} "
            f"{it.shift:>+9.3f} {p:>8}{judged}"
        )
    if len(moved) < len(shifts):
        yield f"  the same in {len(shifts) - len(moved)} other figures"


def _release(shift: Shift) -> str:
    return f"{shift.vendor} {shift.release}"


def summary(comparison: Comparison) -> str:
    """Give one line of counts."""
    counts = comparison.counts
    told = ", ".join(
        f"{counts[kind]} {COUNTED[kind][counts[kind] != 1]}" for kind in (*CHANGES, "missing") if counts[kind]
    )
    cases = "1 case" if comparison.cases == 1 else f"{comparison.cases} cases"
    return f"{cases}: {told or 'nothing changed'}"


def case_json(compared: Compared) -> dict[str, Any]:
    """Give a case that changed as an object."""
    return {
        "case": compared.result.case,
        "changes": list(compared.changes),
        "before": compared.before,
        "after": compared.result.verdict,
        "turns": [
            {
                "session": (it.after or it.before or _NOBODY).session,
                "turn": (it.after or it.before or _NOBODY).turn,
                "before": _said(it.before),
                "after": _said(it.after),
            }
            for it in compared.altered
        ],
    }


def before_json(compared: Compared) -> dict[str, Any] | None:
    """Give what the page needs of the older run to show how a case changed; None if it did not."""
    if compared.before is None or not compared.changes:
        return None
    turns = [asdict(it.before) for it in compared.altered if it.before is not None]
    return {"verdict": compared.before, "turns": turns}


_NOBODY = Said(session="", turn=0, outcome="", answer="", first_token=None, seconds=0.0)


def _said(said: Said | None) -> dict[str, str] | None:
    return None if said is None else {"outcome": said.outcome, "answer": said.answer}


def comparison_json(comparison: Comparison) -> dict[str, Any]:
    """Give what it adds up to as an object."""
    return {
        "cases": comparison.cases,
        "counts": {kind: comparison.counts[kind] for kind in COUNTED},
        "missing": list(comparison.missing),
        "latency": [asdict(it) | {"is_significant": it.is_significant} for it in comparison.shifts],
    }
