"""Several lines to say at once. Imported with the first second line: its text area costs 20 ms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Key, Paste
from textual.message import Message
from textual.widgets import TextArea

from simulator.faces.tui.widgets.utterance_line import LONG, NEW_LINE, TextEntered, TextPasted, pasted_text


@dataclass
class RecallWanted(Message):
    """The user moved beyond the first line or the last one."""

    step: int


_OF_THE_PHONE = frozenset({"f6", "f7", "pageup", "pagedown", "ctrl+f", "ctrl+y", "ctrl+z"})
"""Keys that mean the same whether one line is written or several."""


class UtteranceSheet(TextArea, inherit_bindings=False):
    """A text area that grows to five lines; Enter sends, Ctrl+J and Alt+Enter begin a line, Ctrl+_ takes back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(binding for binding in Binding.make_bindings(TextArea.BINDINGS) if binding.key not in _OF_THE_PHONE),
        Binding("ctrl+underscore", "undo", "Undo", show=False),
    ]
    DEFAULT_CSS = "UtteranceSheet { height: auto; max-height: 5; }"

    def __init__(self, text: str) -> None:
        """Start with `text`, the cursor at its end."""
        super().__init__(text, compact=True, highlight_cursor_line=False)
        self.cursor_blink = False
        self.move_cursor(self.document.end)

    async def _on_key(self, event: Key) -> None:
        """Send at Enter, which in a text area begins a line; others begin one."""
        if event.key == "enter":
            event.prevent_default()
            event.stop()
            if self.text.strip():
                self.post_message(TextEntered(self.text))
        elif event.key in NEW_LINE:
            event.prevent_default()
            event.stop()
            self.insert("\n")
        else:
            await super()._on_key(event)

    async def _on_paste(self, event: Paste) -> None:
        """Paste what is short; what is long is shown by its length."""
        event.prevent_default()
        event.stop()
        pasted = pasted_text(event)
        if len(pasted) > LONG:
            self.post_message(TextPasted(pasted))
        else:
            self.insert(pasted)

    def action_cursor_up(self, select: bool = False) -> None:
        """Go up a line, or from the first one to what was said before."""
        if self.cursor_at_first_line and not select:
            self.post_message(RecallWanted(-1))
        else:
            super().action_cursor_up(select)

    def action_cursor_down(self, select: bool = False) -> None:
        """Go down a line, or from the last one to what was said after it."""
        if self.cursor_at_last_line and not select:
            self.post_message(RecallWanted(1))
        else:
            super().action_cursor_down(select)
