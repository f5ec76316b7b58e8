"""A backend that is made when it is first asked, so that a phone is on the screen before its client is imported."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from typing import Protocol

from simulator.domain.completion import CompletionItem, Prompt
from simulator.ports import Backend


class ClosableBackend(Backend, Protocol):
    """A backend that holds connections."""

    async def aclose(self) -> None:
        """Close all connections; a later `ask` opens new ones."""
        ...


class LateBackend:
    """Stands for the backend that `make` makes; until then it knows only what it is called."""

    def __init__(self, name: str, model: str, make: Callable[[], ClosableBackend]) -> None:
        """Take the names, and a maker that has nothing left to complain about."""
        self._name, self._model, self._make = name, model, make
        self._made: ClosableBackend | None = None

    @property
    def name(self) -> str:
        """The name that the user chose it by."""
        return self._name

    @property
    def model(self) -> str:
        """The model's id on the wire."""
        return self._model

    def ask(self, prompt: Prompt) -> AsyncGenerator[CompletionItem, None]:
        """Make the backend if it is not there yet, and ask it."""
        if self._made is None:
            self._made = self._make()
        return self._made.ask(prompt)

    async def aclose(self) -> None:
        """Close the backend if it was ever made."""
        if self._made is not None:
            await self._made.aclose()
