"""What the conversation needs from the world, as protocols of one or two members. Adapters and fakes live elsewhere."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from simulator.domain.completion import CompletionItem, Prompt
from simulator.domain.search import Page

if TYPE_CHECKING:  # who needs no more than a clock must not pay for the events: a tenth of a server's start
    from simulator.domain.events import Event


class Clock(Protocol):
    """A session's time in seconds. It never goes back, and its zero is the session's start."""

    def now(self) -> float:
        """Give the seconds since the session began."""
        ...

    async def sleep_until(self, moment: float) -> None:
        """Return once `now()` has reached `moment`; at once if it has. Cancelling ends the sleep without a trace.

        Every call gives the event loop a turn, so that a loop over it can be interrupted under any clock.
        """
        ...


class Backend(Protocol):
    """A model that answers prompts."""

    @property
    def name(self) -> str:
        """The name that the user chose it by."""
        ...

    @property
    def model(self) -> str:
        """The model's id on the wire."""
        ...

    def ask(self, prompt: Prompt) -> AsyncGenerator[CompletionItem, None]:
        """Yield text pieces as they arrive, then exactly one `Finished` or `Failed`, and nothing after it.

        Never raises for what a server or a network does: that is a `Failed`. Closing the iterator early, or
        cancelling the task that reads it, ends the request and frees its connection.
        """
        ...


class Recorder(Protocol):
    """Where events go before anybody sees them."""

    def record(self, event: Event) -> None:
        """Keep the event for good. When this returns, killing the process no longer loses it.

        Raises: OSError if the medium refuses; the caller then stops the turn.
        """
        ...


class Tokenizer(Protocol):
    """Counts text as the model does."""

    def count(self, text: str) -> int:
        """Give the number of tokens in `text`, without special tokens; 0 for the empty string."""
        ...


class Syllables(Protocol):
    """Says how Chinese text sounds."""

    def __call__(self, text: str) -> Sequence[str]:
        """Give toneless pinyin, one entry a Han character; other characters give themselves, lower-cased."""
        ...


class Searcher(Protocol):
    """Finds pages of the web."""

    async def search(self, query: str, until: datetime) -> Sequence[Page]:
        """Give the pages that answer `query`, best first, a handful at most; none where nothing fits.

        No page is dated after the day of `until` in China: a phone of the past must not know the future. Any text may
        be asked for. Cancelling ends the search and frees what it holds.
        Raises: SearchFailed, with the reason, if no search took place; nothing else.
        """
        ...
