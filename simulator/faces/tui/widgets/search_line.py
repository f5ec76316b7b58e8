"""The line that the user types a search into. What is found is not its business."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input


@dataclass
class SearchChanged(Message):
    """The user looks for other words."""

    words: str


@dataclass
class SearchMoved(Message):
    """The user wants another match: 1 is a later one, -1 an earlier one."""

    step: int


class SearchClosed(Message):
    """The user has found it, or gives up."""


class SearchLine(Input):
    """Enter and Up go to earlier matches, Down to later ones, Escape closes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "Earlier match", show=False),
        Binding("down", "move(1)", "Later match", show=False),
        Binding("escape", "close", "Close", show=False),
    ]

    def __init__(self, placeholder: str) -> None:
        """Start empty."""
        super().__init__(placeholder=placeholder, compact=True)
        self.cursor_blink = False

    def on_input_changed(self, event: Input.Changed) -> None:
        """Look for what is typed."""
        event.stop()
        self.post_message(SearchChanged(event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go to the match before."""
        event.stop()
        self.action_move(-1)

    def action_move(self, step: int) -> None:
        """Go to another match."""
        self.post_message(SearchMoved(step))

    def action_close(self) -> None:
        """Close the search."""
        self.post_message(SearchClosed())
