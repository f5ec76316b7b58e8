"""What a phone shows before anything was said: the vendor's greeting and questions to try."""

from __future__ import annotations

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widgets import Static

from simulator.domain.limit import Lang
from simulator.domain.release import Looks
from simulator.faces.tui.foreign import harmless
from simulator.faces.tui.texts import text


@dataclass
class SuggestionPicked(Message):
    """The user picked a question to try."""

    text: str


class Suggestion(Static):
    """One question to try; a click picks it."""

    DEFAULT_CSS = "Suggestion { width: auto; padding: 0 1; margin: 0 0 0 2; }"

    def __init__(self, words: str) -> None:
        """Show `words`."""
        super().__init__(Content(f"› {words}"))
        self._words = words

    def on_click(self, event: Click) -> None:
        """Pick this question."""
        event.stop()
        self.post_message(SuggestionPicked(self._words))


class EmptyState(Vertical):
    """The greeting and the suggestions."""

    DEFAULT_CSS = """
    EmptyState { height: auto; width: auto; padding: 1 2 0 2;
        & > .greeting { margin: 0 0 1 0; }
    }
    """

    def __init__(self, looks: Looks, lang: Lang) -> None:
        """Take them from the vendor's looks."""
        super().__init__()
        self._looks = looks
        self._lang = lang

    def compose(self) -> ComposeResult:
        """Give one line each."""
        yield Static(Content(harmless(self._looks.greeting.text(self._lang))), classes="greeting")
        if self._looks.suggestions:
            yield Static(Content(text("suggestions", self._lang)), classes="lead")
        for suggestion in self._looks.suggestions:
            yield Suggestion(harmless(suggestion.text(self._lang)))
