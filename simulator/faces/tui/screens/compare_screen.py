"""Two to four phones side by side and one line to speak to all of them. What differs is `domain.comparison`."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.worker import Worker, WorkerCancelled

from simulator.domain.comparison import compare
from simulator.domain.limit import Lang
from simulator.domain.trace import TurnTrace
from simulator.faces.tui.frames import Frames
from simulator.faces.tui.keys import KEYS
from simulator.faces.tui.phone_in_use import PhoneInUse
from simulator.faces.tui.texts import text
from simulator.faces.tui.widgets.compared_lines import ComparedLines
from simulator.faces.tui.widgets.empty_state import SuggestionPicked
from simulator.faces.tui.widgets.key_hints import KeyHints
from simulator.faces.tui.widgets.phone_panel import PhonePanel
from simulator.faces.tui.widgets.utterance_box import UtteranceBox, UtteranceSubmitted

MOST = 4
"""More phones leave none enough room to be read."""
_OF_ALL = frozenset(
    {"submit", "interrupt", "new_conversation", "sleep", "light", "thinking", "look_back", "look_on", "palette", "quit"}
)


_KEYS = tuple(key for key in KEYS if key.id in _OF_ALL)


class CompareScreen(Screen[None]):
    """Phones in columns; what is said is said to each of them at once."""

    AUTO_FOCUS = "UtteranceLine"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(key.key, key.action, key.says.en, id=key.id, show=False) for key in _KEYS if key.action
    ]

    def __init__(self, phones: Sequence[PhoneInUse], lang: Lang) -> None:
        """Take open phones, two to four of them."""
        super().__init__()
        self.lang = lang
        self.phones = tuple(phones)
        self._frames = Frames(self._draw)
        self._hint = ""
        self._turns: list[Worker[None]] = []
        for phone in self.phones:
            phone.changed = self._frames.change

    @property
    def is_busy(self) -> bool:
        """Say whether a turn is under way on any of them."""
        return any(phone.is_busy for phone in self.phones)

    def compose(self) -> ComposeResult:
        """Give a column a phone, the line to speak to them, and the keys."""
        with Horizontal(id="columns"):
            for place, phone in enumerate(self.phones, 1):
                with Vertical(classes=f"column -place-{place}"):
                    yield PhonePanel(phone.vendor, phone.release, self.lang, colour=f"$phone-{place}")
                    yield ComparedLines(self.lang)
        yield UtteranceBox(text("placeholder_all", self.lang), self.lang)
        yield KeyHints(self.lang, _KEYS)

    def on_mount(self) -> None:
        """Start to draw, and to look at the clocks."""
        self._frames.change()
        self.run_worker(self._frames.run(self), group="draw")
        self.set_interval(1.0, self.tick)

    def tick(self) -> None:
        """Look at the clocks: minutes, seconds of thinking, alarms, phones that fall asleep in silence."""
        rang = [phone.tick() for phone in self.phones]
        if any(rang):
            self.app.bell()
        self._frames.change()

    async def drawn(self) -> None:
        """Wait until all that has happened is on the screen."""
        await self._frames.drawn()

    async def answered(self) -> None:
        """Wait until the turn is over on every phone."""
        for turn in self._turns:
            await turn.wait()

    def hint(self, words: str) -> None:
        """Show a passing hint on every phone, until its state changes."""
        for phone in self.phones:
            phone.hint = words
        self._frames.change()

    async def stop_turn(self, *, at_once: bool = False) -> None:
        """End the turns under way, and wait for their end: `at_once` leaves their last events undrawn."""
        for turn, phone in zip(self._turns, self.phones, strict=False):
            if not turn.is_finished:
                turn.cancel() if at_once else phone.interrupt()
        with suppress(WorkerCancelled):
            await asyncio.gather(*(turn.wait() for turn in self._turns))

    def on_utterance_submitted(self, message: UtteranceSubmitted) -> None:
        """Say it to all phones, unless one of them still answers: then it stays in the line."""
        if self.is_busy:
            self.hint(text("busy", self.lang))
            return
        self.query_one(UtteranceBox).take()
        self._turns = [
            self.run_worker(phone.turn(message.text), group=f"turn-{place}", exclusive=True)
            for place, phone in enumerate(self.phones)
        ]
        for panel in self.query(PhonePanel):
            panel.messages.anchor()

    async def on_suggestion_picked(self, message: SuggestionPicked) -> None:
        """Put a suggestion into the line, to be sent or changed."""
        await self.query_one(UtteranceBox).offer(message.text)

    def action_interrupt(self) -> None:
        """Stop the turns under way."""
        for phone in self.phones:
            phone.interrupt()

    async def action_new_conversation(self) -> None:
        """Begin a new conversation on every phone; turns under way are stopped first."""
        await self.stop_turn()
        for phone in self.phones:
            phone.renew()

    async def action_sleep_or_wake(self) -> None:
        """Put every phone to sleep that knows a wake word; it is the user who then says one."""
        await self.stop_turn()
        for phone in self.phones:
            if phone.wake_word:
                phone.sleep()
            else:
                phone.hint = text("no_wake_word", self.lang)
        self._frames.change()

    def action_fold_thinking(self) -> None:
        """Fold or unfold the newest thinking of every phone."""
        for panel in self.query(PhonePanel):
            panel.messages.fold_thinking()

    async def action_look_back(self) -> None:
        """Scroll all phones towards the beginning."""
        for panel in self.query(PhonePanel):
            await panel.messages.look_back()

    def action_look_on(self) -> None:
        """Scroll all phones towards the end."""
        for panel in self.query(PhonePanel):
            panel.messages.scroll_page_down(animate=False)

    async def _draw(self) -> None:
        for panel, phone in zip(self.query(PhonePanel), self.phones, strict=True):
            panel.show_lines(phone.state, phone.release, phone.now, phone.wake_word, phone.hint)
            await panel.show(phone.state, phone.now)
        self._compare()

    def _compare(self) -> None:
        """Show under each phone how its newest turn stands among the others, once all have ended."""
        turns = [turn for phone in self.phones if (turn := _newest(phone)) is not None]
        is_over = len(turns) == len(self.phones) and all(turn.ended is not None for turn in turns)
        rows = compare(turns) if is_over and not self.is_busy else ((),) * len(self.phones)
        for lines, row in zip(self.query(ComparedLines), rows, strict=True):
            lines.show(row)


def _newest(phone: PhoneInUse) -> TurnTrace | None:
    return phone.traces.turns[-1] if phone.traces.turns else None
