"""What the page's list and heat-map know of each case before it is opened. The rest stays packed: see `blocks`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from simulator.replay.case import Result

LONGEST_TROUBLE = 240
_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def entry(result: Result, changes: Sequence[str] = ()) -> str:
    """Give a line of JSON: whose case it is, how it ended, and the first thing that is wrong with it."""
    told: dict[str, Any] = {
        "case": result.case,
        "script": result.script,
        "cell": dict(result.cell),
        "tags": list(result.tags),
        "verdict": result.verdict,
        "turns": result.turns,
        "seconds": round(result.simulated, 3),
        "misses": len(result.misses),
        "trouble": trouble(result),
        **({"changes": list(changes)} if changes else {}),
    }
    return _ENCODE(told)


def trouble(result: Result) -> str:
    """Give the first thing that is wrong, on one line; nothing for a case that passed."""
    if result.error is not None:
        return _short(result.error)
    if result.misses:
        miss = result.misses[0]
        return _short(f"{miss.place}: expected {miss.expected}")
    return ""


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_TROUBLE else line[:LONGEST_TROUBLE] + "…"
