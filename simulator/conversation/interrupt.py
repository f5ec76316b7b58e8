"""Lets somebody else end a turn while it waits. What an ended turn leaves behind is the pipeline's business."""

from __future__ import annotations

import asyncio
import types
from collections.abc import Awaitable, Generator
from typing import Any, TypeVar

T = TypeVar("T")


class Interrupt:
    """A turn's stop button.

    Only the turn's own waits are cut short: `press` cancels the task while it is inside `wait`, and never while the
    task is in its consumer's hands, so that no consumer sees a CancelledError that it did not ask for.
    """

    def __init__(self) -> None:
        """Start unpressed."""
        self.is_pressed = False
        self._waiting: asyncio.Task[object] | None = None

    def press(self) -> None:
        """Ask for the end of the turn; a second press changes nothing."""
        if not self.is_pressed:
            self.is_pressed = True
            if self._waiting is not None:
                self._waiting.cancel()

    async def wait(self, awaitable: Awaitable[T]) -> T:
        """Give what `awaitable` gives.

        Raises: Interrupted as soon as the button is pressed, before or meanwhile; CancelledError if the task itself is
        cancelled.
        """
        if self.is_pressed:
            getattr(awaitable, "close", lambda: None)()
            raise Interrupted
        steps = awaitable.__await__()
        try:
            asked = next(steps)
        except StopIteration as given:  # what is there at once, as nearly every piece of a text is, needs no watching
            return given.value  # type: ignore[no-any-return]
        self._waiting = asyncio.current_task()
        try:
            if self.is_pressed and self._waiting is not None:
                self._waiting.cancel()
            return await _gone_on_with(asked, steps)
        except asyncio.CancelledError:
            if self.is_pressed and self._waiting is not None and self._waiting.uncancel() == 0:
                raise Interrupted from None
            raise
        finally:
            self._waiting = None


@types.coroutine
def _gone_on_with(asked: Any, steps: Generator[Any, Any, T]) -> Generator[Any, Any, T]:
    """Await what was begun: `asked` is what it asked of the event loop in its first step."""
    while True:
        thrown: BaseException | None = None
        try:
            yield asked
        except GeneratorExit:
            steps.close()
            raise
        except BaseException as error:
            thrown = error
        try:
            asked = next(steps) if thrown is None else steps.throw(thrown)
        except StopIteration as given:
            return given.value  # type: ignore[no-any-return]


class Interrupted(Exception):
    """The user pressed stop while the turn was waiting."""
