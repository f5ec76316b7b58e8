"""What plays recorded exchanges to those who ask the same again. Who can read recordings is above the mock."""

from __future__ import annotations

from typing import Protocol

from simulator.mock.brain.thought import Thought
from simulator.mock.exchange import Request, Response
from simulator.ports import Clock


class Tape(Protocol):
    """A recording of a session."""

    @property
    def name(self) -> str:
        """The name of its file."""
        ...

    def play(self, request: Request, clock: Clock) -> Response | Thought | None:
        """Give what was answered to a chat request that asked the same; None if the recording does not hold one.

        It is a thought where the mock has to say it in a form that was not recorded.

        Asked once more, it gives the next such answer, and at last the last one each time. Raises: Refused.
        """
        ...
