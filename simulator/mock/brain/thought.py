"""What the brain gives for one request, and what an ability of it is. How abilities are ordered is `think`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from simulator.mock.brain.question import Question


@dataclass(frozen=True, slots=True)
class Thought:
    """The visible thinking (empty where the model does not think) and the answer, which is never empty."""

    thinking: str
    answer: str


Ability = Callable[[Question], Thought | None]
"""One way to answer; None means that the question is not of its kind."""
