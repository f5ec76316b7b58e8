"""What a phone shows before anything was said: the vendor's greeting and questions to try."""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widgets import Static

from simulator.domain.limit import Lang
from simulator.domain.release import Looks
from simulator.faces.tui.foreign import harmless
from simulator.faces.tui.texts import text

_FIRST_LINE = 3
"""The line of the first suggestion: greeting, space and lead come before it."""


@dataclass
class SuggestionPicked(Message):
    """The user picked a question to try."""

    text: str


class EmptyState(Static):
    """The greeting and the suggestions, one line each, in one widget: the first frame waits for it."""

    DEFAULT_CSS = "EmptyState { width: auto; }"

    def __init__(self, looks: Looks, lang: Lang) -> None:
        """Take them from the vendor's looks."""
        self._suggestions = [harmless(suggestion.text(lang)) for suggestion in looks.suggestions]
        greeting = Content.styled(harmless(looks.greeting.text(lang)), "bold")
        lead = Content.styled(text("suggestions", lang), "$foreground 60%")
        lines = [Content.styled(f"  › {words}", "$primary") for words in self._suggestions]
        super().__init__(Content("\n").join([greeting, Content(""), lead, *lines] if lines else [greeting]))

    def on_click(self, event: Click) -> None:
        """Pick the question that was clicked at."""
        picked = self._suggestions[event.y - _FIRST_LINE :][:1] if event.y >= _FIRST_LINE else []
        if picked:
            event.stop()
            self.post_message(SuggestionPicked(picked[0]))
