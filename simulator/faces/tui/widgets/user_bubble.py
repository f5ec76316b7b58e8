"""What the user said, at the right. How it was heard is in the event."""

from __future__ import annotations

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widgets import Static

from simulator.domain.limit import Lang
from simulator.domain.screen import UserMessage
from simulator.faces.tui.foreign import harmless
from simulator.faces.tui.texts import text
from simulator.faces.tui.widgets.laid_out_once import LaidOutOnce
from simulator.faces.tui.widgets.wrapped_text import WrappedText

SHOWN = 2_000
"""Characters: somebody who pasted a book wants to see what was answered."""


@dataclass
class TurnPicked(Message):
    """The user wants to look at a turn."""

    turn: int


class UserBubble(Horizontal, LaidOutOnce):
    """A bubble with the number of its turn beside it, which the notices about memory refer to."""

    DEFAULT_CSS = """
    UserBubble { height: auto; align-horizontal: right; margin: 0 1 1 1;
        & > .turn { width: auto; padding: 0 1; }
        & > WrappedText { width: auto; max-width: 75%; padding: 0 1; }
    }
    """

    def __init__(self, message: UserMessage, lang: Lang) -> None:
        """Show `message`."""
        super().__init__()
        self._message = message
        self._lang = lang

    def compose(self) -> ComposeResult:
        """Give the number and the text."""
        turn = text("turn", self._lang, turn=self._message.turn)
        if self._message.is_spoken:
            turn = text("spoken", self._lang, turn=turn)
        yield Static(Content(turn), classes="turn")
        yield WrappedText(self._said())

    def _said(self) -> Content:
        said = self._message.text
        if len(said) <= SHOWN:
            return Content(harmless(said))
        more = text("said_more", self._lang, count=f"{len(said):,}")
        return Content.assemble(harmless(said[:SHOWN]), (f"… {more}", "italic"))

    def on_click(self, event: Click) -> None:
        """Pick the turn at a click on its number: the text itself is there to be selected."""
        if event.widget is not None and event.widget.has_class("turn"):
            event.stop()
            self.post_message(TurnPicked(self._message.turn))
