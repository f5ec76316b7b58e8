"""A mind that is made when it is first needed, or before, beside the work on requests. What it thinks is its own."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from threading import Lock, Thread

from simulator.domain.completion import Message, Tool
from simulator.mock.brain.thought import Thought
from simulator.mock.mind import Mind


class LateMind:
    """Stands for a mind whose making takes as long as all else of a server's start."""

    def __init__(self, make: Callable[[], Mind]) -> None:
        """Take what makes the mind; it is called once."""
        self._make = make
        self._made: Mind | None = None
        self._alone = Lock()

    def prepare(self) -> None:
        """Begin to make the mind in a thread, which a process waits for before it ends."""
        Thread(target=self._prepare).start()

    def answer(
        self,
        messages: Sequence[Message],
        seed: int,
        *,
        thinks: bool = True,
        tools: Sequence[Tool] = (),
        must_call: bool = False,
    ) -> Thought:
        """Answer as the mind does."""
        return self._mind().answer(messages, seed, thinks=thinks, tools=tools, must_call=must_call)

    def _prepare(self) -> None:
        self._mind()
        gc.freeze()  # the mind stays: nobody has to look through it again for rings that nobody needs

    def _mind(self) -> Mind:
        if self._made is None:
            with self._alone:
                self._made = self._made or self._make()
        return self._made
