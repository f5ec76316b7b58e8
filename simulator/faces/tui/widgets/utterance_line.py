"""The line that the user types into. Several lines are the sheet's; whether the phone hears is not decided here."""

from __future__ import annotations

from dataclasses import dataclass

from textual.events import Key, Paste
from textual.message import Message
from textual.widgets import Input

from simulator.faces.tui.foreign import harmless


@dataclass
class TextEntered(Message):
    """The user pressed Enter over `text`."""

    text: str


@dataclass
class TextPasted(Message):
    """The user pasted `text`, which has several lines or is long; it is harmless."""

    text: str


NEW_LINE = ("ctrl+j", "alt+enter")
LONG = 2_000
"""Characters. A paste that is longer is shown by its length: every key would lay the whole text out again."""


class UtteranceLine(Input):
    """An input of one line. Its cursor does not blink: an idle phone draws nothing, and an input method stays put."""

    def __init__(self, placeholder: str) -> None:
        """Start empty."""
        super().__init__(placeholder=placeholder, compact=True, select_on_focus=False)
        self.cursor_blink = False

    def on_key(self, event: Key) -> None:
        """Begin another line at once: the box puts the sheet in the place of two lines."""
        if event.key in NEW_LINE:
            event.stop()
            self.insert_text_at_cursor("\n")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Pass on what was entered."""
        event.stop()
        self.post_message(TextEntered(event.value))

    def on_paste(self, event: Paste) -> None:
        """Paste one line; Textual's own input keeps the first of several and drops the others without a word."""
        event.prevent_default()
        event.stop()
        pasted = pasted_text(event)
        if "\n" in pasted or len(pasted) > LONG:
            self.post_message(TextPasted(pasted))
        else:
            self.insert_text_at_cursor(pasted)


def pasted_text(event: Paste) -> str:
    """Give what was pasted, harmless, without the line end that copying a line brings along."""
    return harmless(event.text.replace("\r\n", "\n").replace("\r", "\n")).rstrip("\n")
