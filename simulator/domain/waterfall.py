"""Where the time of a turn went: its stages one after another, from its trace. How they are drawn is a face's part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from simulator.domain.trace import TurnTrace

Stage = Literal["speech", "search", "waiting", "thinking", "answer"]


@dataclass(frozen=True, slots=True)
class Span:
    """One stage: when it began and how long it took, in seconds after the turn began; `halts` are moments in it."""

    stage: Stage
    start: float
    seconds: float
    halts: tuple[float, ...] = ()


def waterfall(trace: TurnTrace, now: float) -> tuple[Span, ...]:
    """Give the stages of a turn that took time, in order; one under way lasts until `now` (session seconds).

    The wait is from the first request to the first text of any kind, retries included.
    """
    end = now if trace.ended is None else trace.ended.t
    first = _earliest(trace.first_thinking, trace.first_answer)
    asked = trace.asked[0].t if trace.asked else None
    spans: list[Span] = []
    if trace.spoken is not None:
        spans.append(_span(trace, "speech", trace.began, trace.spoken.t))
    if trace.searched is not None:
        heard = trace.began if trace.spoken is None else trace.spoken.t
        spans.append(_span(trace, "search", heard, trace.searched.t))
    if asked is not None:
        spans.append(_span(trace, "waiting", asked, end if first is None else first))
    if trace.first_thinking is not None:
        spans.append(_span(trace, "thinking", trace.first_thinking, _or(trace.first_answer, end)))
    if trace.first_answer is not None:
        spans.append(_span(trace, "answer", trace.first_answer, end))
    return tuple(span for span in spans if span.seconds > 0)


def _span(trace: TurnTrace, stage: Stage, start: float, end: float) -> Span:
    halts = tuple(moment - trace.began for moment, _ in trace.halts if start <= moment <= end)
    return Span(stage, start - trace.began, end - start, halts)


def _earliest(*moments: float | None) -> float | None:
    return min((moment for moment in moments if moment is not None), default=None)


def _or(moment: float | None, other: float) -> float:
    return other if moment is None else moment
