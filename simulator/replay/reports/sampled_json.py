"""Misses, samples and judgements as JSON objects and back. The lines that they are in are `json_lines`' part."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from simulator.domain.json_line import json_line
from simulator.replay.case import Judgement, Miss, Sample, Sampled, Vote
from simulator.replay.places import Place


def miss_to_json(miss: Miss) -> dict[str, Any]:
    """Give a miss as JSON."""
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


def miss_from_json(data: dict[str, Any]) -> Miss:
    """Rebuild a miss. Raises: KeyError, TypeError or ValueError if it is none."""
    return Miss(
        place=Place(data["file"], data["line"], data["column"]),
        turn=data["turn"],
        expected=data["expected"],
        actual=data["actual"],
        events=tuple(data["events"]),
    )


def judged_to_json(judgement: Judgement) -> dict[str, Any]:
    """Give what a judge said as JSON."""
    return {
        "file": judgement.place.file,
        "line": judgement.place.line,
        "column": judgement.place.column,
        "turn": judgement.turn,
        "question": judgement.question,
        "backend": judgement.backend,
        "model": judgement.model,
        "answer": ("yes" if judgement.is_yes else "no") if judgement.votes else None,
        "is_met": judgement.is_met,
        "votes": [
            {"answer": "yes" if vote.is_yes else "no", "reason": vote.reason, "yuan": vote.yuan}
            for vote in judgement.votes
        ],
    }


def judged_from_json(listed: Iterable[dict[str, Any]]) -> tuple[Judgement, ...]:
    """Rebuild what judges said. Raises: KeyError, TypeError or ValueError if it is none of it."""
    return tuple(
        Judgement(
            place=Place(data["file"], data["line"], data["column"]),
            turn=data["turn"],
            question=data["question"],
            backend=data["backend"],
            model=data["model"],
            is_yes=data["answer"] == "yes",
            is_met=data["is_met"],
            votes=tuple(Vote(vote["answer"] == "yes", vote["reason"], vote["yuan"]) for vote in data["votes"]),
        )
        for data in listed
    )


def sampled_to_json(sampled: Sampled) -> dict[str, Any]:
    """Give the samples of a turn as JSON, each with its events."""
    return {
        "file": sampled.place.file,
        "line": sampled.place.line,
        "column": sampled.place.column,
        "turn": sampled.turn,
        "passed": sampled.passed,
        "of": len(sampled.samples),
        "low": round(sampled.low, 6),
        "high": round(sampled.high, 6),
        "confidence": sampled.confidence,
        "at_least": sampled.at_least,
        "is_sure": sampled.is_sure,
        "is_met": sampled.is_met,
        "samples": [_sample(sample) for sample in sampled.samples],
    }


def sampled_from_json(listed: Iterable[dict[str, Any]]) -> tuple[Sampled, ...]:
    """Rebuild the samples of turns. Raises: KeyError, TypeError or ValueError if they are none."""
    return tuple(_sampled(data) for data in listed)


def _sampled(data: dict[str, Any]) -> Sampled:
    return Sampled(
        place=Place(data["file"], data["line"], data["column"]),
        turn=data["turn"],
        passed=data["passed"],
        low=data["low"],
        high=data["high"],
        confidence=data["confidence"],
        at_least=data["at_least"],
        is_sure=data["is_sure"],
        is_met=data["is_met"],
        samples=tuple(
            Sample(
                seed=sample["seed"],
                misses=tuple(miss_from_json(miss) for miss in sample["misses"]),
                events_json=json_line(sample["events"], (",", ":")),
                judged=judged_from_json(sample["judged"]),
            )
            for sample in data["samples"]
        ),
    )


def _sample(sample: Sample) -> dict[str, Any]:
    return {
        "seed": sample.seed,
        "passed": not sample.misses,
        "misses": [miss_to_json(miss) for miss in sample.misses],
        "judged": [judged_to_json(judgement) for judgement in sample.judged],
        "events": json.loads(sample.events_json),
    }
