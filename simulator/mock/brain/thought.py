"""What the brain gives for one request, and what an ability of it is. How abilities are ordered is `think`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from simulator.domain.completion import ToolCall
from simulator.mock.brain.question import Question


@dataclass(frozen=True, slots=True)
class Thought:
    """The visible thinking (empty where the model does not think) and the answer, or calls of tools.

    The answer is empty only where there are calls. `is_prepared` says that somebody wrote the thinking for this
    question, so that it need not be added to.
    """

    thinking: str
    answer: str
    calls: tuple[ToolCall, ...] = ()
    is_prepared: bool = False


Ability = Callable[[Question], Thought | None]
"""One way to answer; None means that the question is not of its kind."""
