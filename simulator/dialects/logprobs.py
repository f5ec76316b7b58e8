"""Log probabilities of tokens as chat completions write them. What they are is decided by who answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Score:
    """A token with its natural log probability, and the likeliest tokens of its place, the likeliest first."""

    token: str
    logprob: float
    likeliest: tuple[tuple[str, float], ...] = ()


def logprobs_shape(scores: Iterable[Score]) -> dict[str, object]:
    """Give the `logprobs` object of a choice."""
    return {
        "content": [
            _token(score.token, score.logprob) | {"top_logprobs": [_token(*other) for other in score.likeliest]}
            for score in scores
        ]
    }


def _token(token: str, logprob: float) -> dict[str, object]:
    return {"token": token, "logprob": logprob, "bytes": list(token.encode("utf-8", "replace"))}
