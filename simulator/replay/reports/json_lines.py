"""Results as lines of JSON and back, so that a run can go on, be told again and be compared. One object a case."""

from __future__ import annotations

import json
from typing import Any, get_args

from simulator.domain.json_line import json_line
from simulator.replay.case import Result, Verdict
from simulator.replay.reports.sampled_json import (
    judged_from_json,
    judged_to_json,
    miss_from_json,
    miss_to_json,
    sampled_from_json,
    sampled_to_json,
)

_EVENTS = ', "events": ['
"""Stands between the rest of a line and its events. Within texts quotes are escaped, within events are no blanks."""
_ENCODE = json.JSONEncoder(ensure_ascii=False).encode


def to_line(result: Result) -> str:
    """Give a result as one line of JSON, with its end of line."""
    head: dict[str, Any] = {
        "case": result.case,
        "script": result.script,
        "file": result.file,
        "cell": dict(result.cell),
        "tags": list(result.tags),
        "seed": result.seed,
        "verdict": result.verdict,
        "error": result.error,
        "misses": [miss_to_json(miss) for miss in result.misses],
        "judged": [judged_to_json(judgement) for judgement in result.judged],
        "sampled": [sampled_to_json(sampled) for sampled in result.sampled],
        "turns": result.turns,
        "seconds": round(result.seconds, 6),
        "simulated_seconds": round(result.simulated, 6),
        "evidence": list(result.evidence),
        "goldens": dict(result.goldens),
        "attempts": result.attempts,
        "fingerprint": result.fingerprint,
    }
    text = json_line(head)
    return f'{text[:-1]}, "events": {result.events_json}}}\n'


def from_line(line: str) -> Result:
    """Rebuild a result. Raises: ValueError if the line is not a whole one of these."""
    try:
        head, events_json = _parted(line.strip())
        return _result(json.loads(head), events_json)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        pass
    try:  # another program may have written it in another way
        data = json.loads(line)
        return _result(data, json_line(data["events"], (",", ":")))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise ValueError("this is no result of a case") from None


def _parted(line: str) -> tuple[str, str]:
    """Part a line of ours into what is before its events, and these, unread: they are nine tenths of it."""
    head, found, events = line.rpartition(_EVENTS)
    if not found or not events.endswith("]}"):
        raise ValueError("written by another program")
    return head + "}", f"[{events[:-1]}"


def _result(data: dict[str, Any], events_json: str) -> Result:
    _check(data)
    return Result(
        case=data["case"],
        script=data["script"],
        file=data["file"],
        cell=data["cell"],
        tags=tuple(data.get("tags", ())),
        seed=data["seed"],
        verdict=data["verdict"],
        error=data["error"],
        misses=tuple(miss_from_json(miss) for miss in data["misses"]),
        judged=judged_from_json(data.get("judged", ())),
        sampled=sampled_from_json(data.get("sampled", ())),
        turns=data["turns"],
        seconds=data["seconds"],
        simulated=data["simulated_seconds"],
        evidence=tuple(data["evidence"]),
        goldens=data["goldens"],
        attempts=data["attempts"],
        fingerprint=data["fingerprint"],
        events_json=events_json,
    )


def _check(data: dict[str, Any]) -> None:
    """Refuse what no report could tell. Raises: ValueError."""
    texts = (data["case"], data["script"], data["file"], data["fingerprint"], *data["cell"].values())
    figures = (data["seed"], data["turns"], data["seconds"], data["simulated_seconds"], data["attempts"])
    is_sound = all(isinstance(text, str) for text in texts) and all(isinstance(it, int | float) for it in figures)
    if not is_sound or data["verdict"] not in get_args(Verdict):
        raise ValueError("values of other kinds than a result has")
