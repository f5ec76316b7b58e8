"""What decides the text of an answer, as the mock asks it. The one that ships is `simulator.mock.brain`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from simulator.domain.completion import Message, Tool
from simulator.mock.brain.thought import Thought


class Mind(Protocol):
    """Decides the text of an answer; `simulator.mock.brain` has the one that ships."""

    def answer(
        self,
        messages: Sequence[Message],
        seed: int,
        *,
        thinks: bool = True,
        tools: Sequence[Tool] = (),
        must_call: bool = False,
    ) -> Thought:
        """Answer the messages or call some of the tools; with `must_call`, which needs a tool, call one at least.

        The same for the same arguments, and without thinking if it is not wanted.
        """
        ...
