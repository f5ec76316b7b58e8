"""One phone on the screen: its widgets, the clock, and what the user says. What the other keys do is `*_actions`.

What is known of the phone is `phone_in_use`; what happens on it is the conversation's.
"""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal

from simulator.domain.screen import UserMessage
from simulator.faces.tui.keys import KEYS
from simulator.faces.tui.screens.phone_actions import PhoneActions
from simulator.faces.tui.screens.speech_actions import SpeechActions
from simulator.faces.tui.texts import text
from simulator.faces.tui.widgets.empty_state import SuggestionPicked
from simulator.faces.tui.widgets.key_hints import KeyHints
from simulator.faces.tui.widgets.phone_panel import PhonePanel
from simulator.faces.tui.widgets.utterance_box import UtteranceBox, UtteranceSubmitted


class PhoneScreen(SpeechActions, PhoneActions):
    """A phone and the line to speak to it."""

    AUTO_FOCUS = "UtteranceLine"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 - Textual declares it of an instance
    VERTICAL_BREAKPOINTS = [(0, "-low"), (10, "-high")]  # noqa: RUF012 - as above
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(key.key, key.action, key.says.en, id=key.id, show=False, priority=key.is_first)
        for key in KEYS
        if key.action
    ]

    def compose(self) -> ComposeResult:
        """Give the phone, and the keys under it."""
        said = [entry.text for entry in self.state.entries if isinstance(entry, UserMessage)]
        box = UtteranceBox(text("placeholder", self.lang), self.lang, said)
        with Horizontal(id="desk"):
            yield PhonePanel(self.phone.vendor, self.phone.release, self.lang, box)
        yield KeyHints(self.lang)

    def on_mount(self) -> None:
        """Start to draw, and to look at the clock."""
        self.draw_lines()
        self.redraw()
        self.run_worker(self._frames.run(self), group="draw")
        self.set_interval(1.0, self.tick)

    def tick(self) -> None:
        """Look at the clock: the minute, the seconds of thinking, and a phone that falls asleep in silence."""
        if self.phone.tick():
            self.app.bell()
        if self.is_busy:
            self.redraw()
        else:
            self.draw_lines()

    def on_utterance_submitted(self, message: UtteranceSubmitted) -> None:
        """Take what the user said, unless the phone still answers: then it stays in the line."""
        if self.is_busy:
            self.hint(text("busy", self.lang))
            return
        if self.is_listening:
            self.end_speech(message.text)
            return
        self.query_one(UtteranceBox).take()
        self.say(message.text)

    async def on_suggestion_picked(self, message: SuggestionPicked) -> None:
        """Put a suggestion into the line, to be sent or changed."""
        await self.query_one(UtteranceBox).offer(message.text)

    def action_interrupt(self) -> None:
        """Stop the turn under way, or drop what is being spoken."""
        if self.is_listening:
            self.drop_speech()
        elif self.is_busy:
            self.phone.interrupt()

    async def action_new_conversation(self) -> None:
        """Begin a new conversation; a turn under way is stopped first."""
        await self.stop_turn()
        self.phone.renew()

    async def action_sleep_or_wake(self) -> None:
        """Put the phone to sleep; one that sleeps hears its wake word instead."""
        await self.stop_turn()
        if self.state.wake == "asleep":
            self.say(self.phone.wake_word)
        elif self.phone.wake_word:
            self.phone.sleep()
        else:
            self.hint(text("no_wake_word", self.lang))

    def action_fold_thinking(self) -> None:
        """Fold or unfold the newest thinking."""
        self.panel.messages.fold_thinking()
