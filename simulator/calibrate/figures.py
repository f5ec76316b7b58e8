"""Findings as the values of a profile: rounded, with evidence and a note. Where they stand in it is `profile`'s."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from simulator.calibrate.finding import Finding
from simulator.calibrate.fit import Fit
from simulator.domain.clean import clean
from simulator.plugin import LIFTED

LIMITS = ("turns_per_conversation", "memory_turns", "prompt_tokens", "daily_questions")
_SIMPLE = ("first_token", "tokens_per_second")
_LONGEST_NAMES = 200

Figure = dict[str, Any]
"""value, evidence, note."""

Before = Mapping[str, Any]
"""The values that the release has without the recordings; None where it has no such limit."""


def figures(fit: Fit, before: Before) -> tuple[dict[str, Figure], dict[str, Figure]]:
    """Give the limits and the pacing that the recordings tell.

    What they leave open is left as it is, but for a limit of `before` that was seen to be broken: that one is lifted.
    """
    evidence = f"measured:{clean(', '.join(fit.captures))[:_LONGEST_NAMES]}"
    limits = {name: it for name in LIMITS if (it := _limit(fit.of(name), before.get(name), evidence)) is not None}
    seen = {name: found for name in _SIMPLE if (found := fit.of(name)).value is not None}
    pacing = {name: _stated(rounded(found.value), evidence, [found]) for name, found in seen.items()}
    return limits, {**pacing, **_stutter(fit, before, evidence), **_thinking(fit, before, evidence)}


def rounded(value: float | None) -> float:
    """Give four significant digits."""
    return float(f"{value or 0.0:.4g}")


def interval(finding: Finding) -> str:
    """Give the interval of a finding in words of a note."""
    low, high = (None if end is None else f"{rounded(end):g}" for end in (finding.low, finding.high))
    span = f"≥ {low}" if high is None else f"≤ {high}" if low is None else f"{low}–{high}"
    return f"95 %: {span}, n={finding.n}"


def _limit(found: Finding, before: Any, evidence: str) -> Figure | None:
    if found.value is not None:
        return _stated(int(found.value), evidence, [found])
    if isinstance(before, int) and found.low is not None and found.low > before and not found.remarks:
        return {"value": LIFTED, "evidence": evidence, "note": f"≥ {found.low:g} seen, which is more than {before}"}
    return None


def _stutter(fit: Fit, before: Before, evidence: str) -> dict[str, Figure]:
    chance, halt = fit.of("stutter.chance"), fit.of("stutter.seconds")
    if chance.value and halt.value:
        value = {"chance": rounded(chance.value), "seconds": rounded(halt.value)}
        return {"stutter": _stated(value, evidence, [chance, halt])}
    if chance.is_none and before.get("stutter") is not None:
        return {"stutter": _stated(LIFTED, evidence, [chance])}
    return {}


def _thinking(fit: Fit, before: Before, evidence: str) -> dict[str, Figure]:
    found = {name: fit.of(f"thinking.{name}") for name in ("easy", "medium", "hard")}
    held = [it for it in found.values() if it.value is not None]
    known: Mapping[str, float] | None = before.get("thinking")
    if not held:
        broken = [it for name, it in found.items() if known and it.high is not None and known[name] > it.high]
        return {"thinking": _stated(LIFTED, evidence, broken)} if broken else {}
    figure = _stated({name: _least(name, found, known) for name in found}, evidence, held)
    if guessed := [name for name, it in found.items() if it.value is None]:
        figure["note"] += f"; {' and '.join(guessed)} not told by the recordings"
    return {"thinking": figure}


def _least(name: str, found: Mapping[str, Finding], before: Mapping[str, float] | None) -> float:
    """Give the least thinking of a difficulty; one that is not told is as before, or as the next easier one.

    It is never more than the shortest thinking that was seen.
    """
    told = found[name].value
    if told is not None:
        return rounded(told)
    names = list(found)
    easier = [it for other in names[: names.index(name)] if (it := found[other].value) is not None]
    likely = before[name] if before is not None else easier[-1] if easier else 0.0
    most = found[name].high
    return rounded(likely if most is None else min(likely, most))


def _stated(value: Any, evidence: str, findings: list[Finding]) -> Figure:
    """Give the figure; its note has the interval of each of its parts."""
    notes = [f"{part} {interval(it)}" if (part := it.name.partition(".")[2]) else interval(it) for it in findings]
    if findings and all(it.is_none for it in findings):
        notes = [f"none seen; {note}" for note in notes]
    remarks = [remark.en for it in findings for remark in it.remarks]
    return {"value": value, "evidence": evidence, "note": clean("; ".join([*notes, *remarks]))}
