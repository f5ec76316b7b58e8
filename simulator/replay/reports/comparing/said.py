"""How the turns of a saved result ended: what was answered, and when. Which of it changed is `comparison`'s part."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from simulator.domain.problem import UserProblem
from simulator.replay.case import Result

_ENDS = re.compile(r'\{"event":"turn_ended",')
_FIGURES = re.compile(r'"first_token_seconds":(null|[-+.\de]+),"seconds":([-+.\de]+),')
_DECODER = json.JSONDecoder()


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The end of one turn. Figures are seconds of the session's clock; `first_token` is None where nothing came."""

    session: str
    turn: int
    outcome: str
    answer: str
    first_token: float | None
    seconds: float


def said_in(result: Result) -> dict[tuple[str, int], Said]:
    """Give the ends of all turns, by phone and number. Raises: UserProblem if the events cannot be read."""
    try:
        return {(said.session, said.turn): said for said in map(_said, _ends(result.events_json))}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise UserProblem(f"{result.case}: its events cannot be read; play it again with --jsonl") from None


def latencies_in(result: Result) -> list[tuple[float | None, float]]:
    """Give the seconds to the first token and to the end of all turns, which are found without their texts.

    Raises: UserProblem if the events cannot be read.
    """
    found = _FIGURES.findall(result.events_json)
    if found:
        return [(None if first == "null" else float(first), float(whole)) for first, whole in found]
    return [(said.first_token, said.seconds) for said in said_in(result).values()]


def _ends(events_json: str) -> Iterator[Mapping[str, Any]]:
    """Find the ends without reading all events, which are mostly text: as they are written, none is within a text."""
    starts = [match.start() for match in _ENDS.finditer(events_json)]
    if starts:
        yield from (_DECODER.raw_decode(events_json, start)[0] for start in starts)
    else:
        yield from (event for event in json.loads(events_json) if event["event"] == "turn_ended")


def _said(event: Mapping[str, Any]) -> Said:
    return Said(
        session=str(event["session"]),
        turn=int(event["turn"]),
        outcome=str(event["outcome"]),
        answer=str(event["answer"]),
        first_token=None if event["first_token_seconds"] is None else float(event["first_token_seconds"]),
        seconds=float(event["seconds"]),
    )
