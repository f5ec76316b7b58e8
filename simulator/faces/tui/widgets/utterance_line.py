"""The line that the user types into. Whether the phone hears what is sent is not decided here."""

from __future__ import annotations

from dataclasses import dataclass

from textual.events import Paste
from textual.message import Message
from textual.widgets import Input

from simulator.faces.tui.foreign import harmless


@dataclass
class UtteranceSubmitted(Message):
    """The user sent `text`; the line keeps it until the screen takes it."""

    text: str


class UtteranceLine(Input):
    """An input of one line. Its cursor does not blink: an idle phone draws nothing, and an input method stays put."""

    def __init__(self, placeholder: str) -> None:
        """Start empty."""
        super().__init__(placeholder=placeholder, compact=True, select_on_focus=False)
        self.cursor_blink = False

    def offer(self, words: str) -> None:
        """Put words into the line, to be sent or changed."""
        self.value = words
        self.action_end()
        self.focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Pass on what was sent; an empty line says nothing."""
        event.stop()
        if event.value.strip():
            self.post_message(UtteranceSubmitted(event.value))

    def on_paste(self, event: Paste) -> None:
        """Paste all lines as one: Textual's own input keeps the first and drops the others without a word."""
        event.prevent_default()
        event.stop()
        self.insert_text_at_cursor(harmless(" ".join(event.text.split("\n"))))
