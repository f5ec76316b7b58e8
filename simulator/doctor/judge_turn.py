"""Judges the streamed turn: whether it is whole, and how fast it was. How it is written is `judge_dialect`'s."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from simulator.dialects.plain import line
from simulator.doctor.events import RawStream, raw_stream
from simulator.doctor.exchange import Answer, Exchange
from simulator.doctor.finding import Finding
from simulator.doctor.judge_usage import counts_of
from simulator.doctor.wording import joined, said_of
from simulator.domain.completion import Finished
from simulator.domain.limit import Bilingual
from simulator.texts import Texts

_TEXTS = Texts("doctor")

_SHORTEST_SPAN = 0.05
"""Text that came within so many seconds came at once, and says nothing of a pace."""


def stream(exchange: Exchange, answer: Answer) -> Finding:
    """Judge the streamed turn: whether it is whole, and how fast it was."""
    raw = raw_stream(exchange.body) if exchange.fault is None else None
    facts = _stream_facts(exchange, answer, raw)
    if answer.fault is not None:
        detail, remedy = said_of(answer.fault), _remedy_of(exchange)
        return Finding(id="stream", status="fail", detail=detail, remedy=remedy, seconds=exchange.seconds, facts=facts)
    if not (answer.answer or answer.thinking):
        empty = _TEXTS["stream.empty"]
        remedy = _TEXTS["stream.check_model"]
        return Finding(id="stream", status="fail", detail=empty, remedy=remedy, seconds=exchange.seconds, facts=facts)
    parts = list(_pace(answer, facts))
    if raw is not None and raw.comment_count:
        parts.append(_TEXTS["stream.keep_alive"].filled(count=raw.comment_count))
    return Finding(id="stream", status="ok", detail=joined(parts), seconds=exchange.seconds, facts=facts)


def _remedy_of(exchange: Exchange) -> Bilingual | None:
    """Give what to do where the fault does not say it: its own words name the option as a rule."""
    if exchange.fault is None:
        return _TEXTS["stream.check_url"]
    if exchange.status == 400 or exchange.status == 422:
        return _TEXTS["stream.name_model"]
    return None


def _stream_facts(exchange: Exchange, answer: Answer, raw: RawStream | None) -> dict[str, object]:
    span = (answer.last_text or 0.0) - (answer.first_text or 0.0)
    counts = counts_of(exchange)
    tokens = counts.get("completion_tokens") if counts else None
    number = tokens if isinstance(tokens, int) else answer.texts
    return {
        "first_token_seconds": _rounded(answer.first_text),
        "tokens_per_second": _rounded(number / span) if span >= _SHORTEST_SPAN else None,
        "pace_counted_in": "tokens" if isinstance(tokens, int) else "pieces",
        "keep_alive_comments": raw.comment_count if raw else 0,
        "finish": line(answer.end.finish, cap=60) if isinstance(answer.end, Finished) else None,
        "fault": answer.fault.kind if answer.fault else None,
        "status": exchange.status,
        "thinking_characters": len(answer.thinking),
        "answer_characters": len(answer.answer),
    }


def _pace(answer: Answer, facts: Mapping[str, object]) -> Iterator[Bilingual]:
    first, rate = answer.first_text, facts["tokens_per_second"]
    if first is not None:
        yield _TEXTS["stream.first_token"].filled(first=f"{first:.2f}")
    unit = _TEXTS["stream.tokens"] if facts["pace_counted_in"] == "tokens" else _TEXTS["stream.pieces"]
    if first is None:
        yield _TEXTS["stream.at_once"]
    elif rate is None:
        yield _TEXTS["stream.then_at_once"]
    else:
        yield _TEXTS["stream.rate"].filled(rate=f"{rate:.1f}", unit=unit)
    if answer.thinking:
        yield _TEXTS["stream.thinks"]
    else:
        yield _TEXTS["stream.no_thinking"]


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
