"""What is being spoken, as the phone has understood it so far. It stands where the bubble will be that it becomes."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content

from simulator.faces.tui.foreign import harmless
from simulator.faces.tui.widgets.wrapped_text import WrappedText

_SHOWN = 160
"""Characters, from the end: the newest words are looked at."""


class SpeechLine(Horizontal):
    """Hidden while nobody speaks; class `-asleep` while the phone does not listen to what it hears."""

    DEFAULT_CSS = """
    SpeechLine { display: none; height: auto; align-horizontal: right; margin: 0 1;
        & > WrappedText { height: auto; max-height: 4; width: auto; max-width: 75%; padding: 0 1; }
    }
    """

    def __init__(self) -> None:
        """Start hidden."""
        super().__init__()
        self._words = WrappedText(Content())
        self._shown: tuple[str | None, bool, bool] = (None, False, False)

    def compose(self) -> ComposeResult:
        """Give the bubble."""
        yield self._words

    def show(self, speech: str | None, *, is_asleep: bool, is_over: bool) -> None:
        """Show what was spoken so far, None for nobody; `is_over` when no more will come."""
        if (speech, is_asleep, is_over) == self._shown:
            return
        self._shown = (speech, is_asleep, is_over)
        self.display = bool(speech)
        self.set_class(is_asleep, "-asleep")
        if speech:
            self._words.update(Content(f"♪ {harmless(speech)[-_SHOWN:]}{'' if is_over else ' …'}"))
