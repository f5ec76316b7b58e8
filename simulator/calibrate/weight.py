"""How many tokens of pacing a text has, so that a phone plays what was fitted. Exact counts are not here."""

from __future__ import annotations

from simulator.domain.token_estimate import estimate
from simulator.mock.pieces import pieces


def weights(text: str) -> list[float]:
    """Give the tokens of each piece of a text as `domain.pacing.step` counts them: none has less than one.

    A text that was recorded whole, or several pieces in one, is cut as the embedded mock cuts its answers.
    """
    return [max(1.0, estimate(piece)) for piece in pieces(text)]


def weight(text: str) -> float:
    """Give the tokens of a whole text."""
    return sum(weights(text))
