"""A phone among others, and how its newest turn stands among theirs. Which one is in hand is the screen's."""

from __future__ import annotations

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import MouseDown
from textual.message import Message

from simulator.faces.tui.phone_in_use import PhoneInUse
from simulator.faces.tui.widgets.compared_lines import ComparedLines
from simulator.faces.tui.widgets.phone_panel import PhonePanel


@dataclass
class PhonePicked(Message):
    """The user takes the phone at a place in hand; places count from 0."""

    place: int


class PhoneColumn(Vertical):
    """A phone in the colour of its place; a click anywhere on it takes it in hand."""

    def __init__(self, phone: PhoneInUse, place: int) -> None:
        """Draw `phone`, which is at `place`."""
        super().__init__(classes=f"column -place-{place + 1}")
        self._place = place
        self.phone = phone
        self.panel = PhonePanel(phone.vendor, phone.release, phone.lang, colour=f"$phone-{place + 1}")
        self.lines = ComparedLines(phone.lang)

    def compose(self) -> ComposeResult:
        """Give the phone, and under it the lines."""
        yield self.panel
        yield self.lines

    def on_mouse_down(self, event: MouseDown) -> None:
        """Take it in hand."""
        self.post_message(PhonePicked(self._place))

    def draw_lines(self) -> None:
        """Draw what is not a message."""
        phone = self.phone
        left = phone.conversation.silence_left
        self.panel.show_lines(phone.state, phone.release, phone.now, phone.wake_word, phone.hint, left)

    async def draw(self) -> None:
        """Draw the phone."""
        self.draw_lines()
        await self.panel.show(self.phone.state, self.phone.now)
