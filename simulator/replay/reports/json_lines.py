"""Results as lines of JSON and back, so that a run that was cut off can go on. One object a case."""

from __future__ import annotations

import json
from typing import Any

from simulator.replay.case import Miss, Result
from simulator.replay.places import Place


def to_line(result: Result) -> str:
    """Give a result as one line of JSON, with its end of line."""
    head: dict[str, Any] = {
        "case": result.case,
        "script": result.script,
        "file": result.file,
        "cell": dict(result.cell),
        "seed": result.seed,
        "verdict": result.verdict,
        "error": result.error,
        "misses": [_miss(miss) for miss in result.misses],
        "turns": result.turns,
        "seconds": round(result.seconds, 6),
        "simulated_seconds": round(result.simulated, 6),
        "evidence": list(result.evidence),
        "goldens": dict(result.goldens),
        "attempts": result.attempts,
        "fingerprint": result.fingerprint,
    }
    text = json.dumps(head, ensure_ascii=False)
    return f'{text[:-1]}, "events": {result.events_json}}}\n'


def from_line(line: str) -> Result:
    """Rebuild a result. Raises: ValueError if the line is not a whole one of these."""
    try:
        data = json.loads(line)
        return Result(
            case=data["case"],
            script=data["script"],
            file=data["file"],
            cell=data["cell"],
            seed=data["seed"],
            verdict=data["verdict"],
            error=data["error"],
            misses=tuple(_from_miss(miss) for miss in data["misses"]),
            turns=data["turns"],
            seconds=data["seconds"],
            simulated=data["simulated_seconds"],
            evidence=tuple(data["evidence"]),
            goldens=data["goldens"],
            attempts=data["attempts"],
            fingerprint=data["fingerprint"],
            events_json=json.dumps(data["events"], ensure_ascii=False, separators=(",", ":")),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise ValueError("this is no result of a case") from None


def _miss(miss: Miss) -> dict[str, Any]:
    place = miss.place
    return {
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "turn": miss.turn,
        "expected": miss.expected,
        "actual": miss.actual,
        "events": list(miss.events),
    }


def _from_miss(data: dict[str, Any]) -> Miss:
    return Miss(
        place=Place(data["file"], data["line"], data["column"]),
        turn=data["turn"],
        expected=data["expected"],
        actual=data["actual"],
        events=tuple(data["events"]),
    )
