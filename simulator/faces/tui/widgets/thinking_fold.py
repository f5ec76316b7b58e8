"""The model's thinking: a label with its seconds, and the text under it. The label's words are the vendor's looks."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.events import Click
from textual.widgets import Static

from simulator.domain.limit import Lang
from simulator.domain.release import Looks
from simulator.domain.screen import AssistantMessage
from simulator.faces.tui.foreign import harmless
from simulator.faces.tui.texts import text
from simulator.faces.tui.widgets.laid_out_once import LaidOutOnce
from simulator.faces.tui.widgets.wrapped_text import WrappedText

_PEEKED_LINES = 4
_PEEKED = 400
"""While the model thinks, its newest lines are drawn, out of this many characters, whatever the length of it all."""


class ThinkingFold(Vertical, LaidOutOnce):
    """Open on its newest lines while the model thinks; folds itself when the answer begins, unless it was used."""

    DEFAULT_CSS = """
    ThinkingFold { height: auto;
        & > #label { width: auto; }
        & > #thoughts { display: none; padding: 0 1; margin: 0 0 1 0; width: 1fr; }
        &.-alone { margin: 0 0 1 0; }
        &.-open > #thoughts { display: block; }
    }
    """

    def __init__(self, looks: Looks, lang: Lang) -> None:
        """Start open and without text."""
        super().__init__(classes="-open")
        self._looks = looks
        self._lang = lang
        self._message: AssistantMessage | None = None
        self._drawn = 0
        self._was_used = False

    @property
    def is_open(self) -> bool:
        """Say whether the text is shown."""
        return self.has_class("-open")

    def compose(self) -> ComposeResult:
        """Give the label and the text."""
        yield Static(Content(), id="label")
        yield WrappedText(Content(), id="thoughts", expand=True)

    def show(self, message: AssistantMessage, now: float) -> None:
        """Show a message's thinking; `now` in session seconds counts while it is under way."""
        was_live = self._message is None or self._message.is_thinking
        self._message = message
        if was_live and not message.is_thinking and not self._was_used:
            self.remove_class("-open")
        self._write_label(message, now)
        if self.is_open and (self._drawn != len(message.thinking) or was_live != message.is_thinking):
            self._write_thoughts(message)

    def toggle(self) -> None:
        """Fold or unfold, and leave it so."""
        self._was_used = True
        self.toggle_class("-open")
        if self._message is not None:
            self._write_thoughts(self._message)
            self._write_label(self._message, (self._message.thinking_since or 0.0) + self._seconds)

    def on_click(self, event: Click) -> None:
        """Fold or unfold at a click on the label."""
        if event.widget is not None and event.widget.id == "label":
            event.stop()
            self.toggle()

    def _write_label(self, message: AssistantMessage, now: float) -> None:
        seconds = message.thinking_seconds
        self._seconds = max(0.0, now - (message.thinking_since or now)) if seconds is None else seconds
        template = self._looks.thinking if message.is_thinking else self._looks.thought
        words = template.text(self._lang).replace("{seconds}", f"{self._seconds:.0f}")
        key = text("how_to_fold" if self.is_open else "how_to_unfold", self._lang)
        sign = "▾" if self.is_open else "▸"
        content = Content.assemble((f"{sign} {harmless(words)}", "$foreground 60%"), (f"  {key}", "$foreground 35%"))
        label = self.query_one("#label", Static)
        if label.content != content:
            label.update(content)

    def _write_thoughts(self, message: AssistantMessage) -> None:
        self._drawn = len(message.thinking)
        is_whole = not message.is_thinking
        thoughts = str(message.thinking) if is_whole else message.thinking.since(self._drawn - _PEEKED)
        shown = self.query_one("#thoughts", WrappedText)
        shown.last_lines = None if is_whole else _PEEKED_LINES
        shown.update(Content(_without_gaps(harmless(thoughts))))


def _without_gaps(thoughts: str) -> str:
    """Give the text without its empty lines: they would take the room of the few lines that are shown."""
    return "\n".join(line for line in thoughts.split("\n") if line.strip())
