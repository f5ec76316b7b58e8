"""Two to four phones side by side and one line to speak to all of them. What differs is `domain.comparison`."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.worker import Worker, WorkerCancelled

from simulator.domain.comparison import compare
from simulator.domain.limit import Lang
from simulator.domain.trace import TurnTrace
from simulator.faces.tui.held import Held
from simulator.faces.tui.keys import COMPARE_KEYS
from simulator.faces.tui.phone_in_use import PhoneInUse
from simulator.faces.tui.screens.phone_actions import PhoneActions
from simulator.faces.tui.shelf import Shelf
from simulator.faces.tui.texts import text
from simulator.faces.tui.widgets.empty_state import SuggestionPicked
from simulator.faces.tui.widgets.key_hints import KeyHints
from simulator.faces.tui.widgets.phone_column import PhoneColumn, PhonePicked
from simulator.faces.tui.widgets.phone_panel import PhonePanel
from simulator.faces.tui.widgets.utterance_box import UtteranceBox, UtteranceSubmitted


class CompareScreen(PhoneActions):
    """Phones in columns; what is said is said to each at once, and one of them is in hand for all that is of one."""

    AUTO_FOCUS = "UtteranceLine"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide"), (180, "-widest")]  # noqa: RUF012 - as Textual declares it
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(key.key, key.action, key.says.en, id=key.id, show=False, priority=key.is_first)
        for key in COMPARE_KEYS
        if key.action
    ]
    keys = COMPARE_KEYS

    def __init__(self, phones: Sequence[Held], lang: Lang, shelf: Shelf | None = None, place: int = 0) -> None:
        """Take open phones, two to four of them; the one at `place` is in hand."""
        super().__init__(phones[place].phone, phones[place].wire, shelf)
        self.lang = lang
        self.held = tuple(phones)
        self.place = place
        self.columns = tuple(PhoneColumn(held.phone, at) for at, held in enumerate(phones))
        self._turns: list[Worker[None]] = []
        for held in self.held:
            held.phone.changed = self.redraw

    @property
    def phones(self) -> tuple[PhoneInUse, ...]:
        """All of them, from left to right."""
        return tuple(held.phone for held in self.held)

    @property
    def panel(self) -> PhonePanel:
        """The phone in hand, as it is drawn."""
        return self.columns[self.place].panel

    @property
    def is_busy(self) -> bool:
        """Say whether a turn is under way on any of them."""
        return any(phone.is_busy for phone in self.phones)

    def compose(self) -> ComposeResult:
        """Give the phones, the line to speak to them, and the keys."""
        with Horizontal(id="desk"):
            yield Horizontal(*self.columns, id="columns")
        yield UtteranceBox(text("placeholder_all", self.lang), self.lang)
        yield KeyHints(self.lang, COMPARE_KEYS)

    def on_mount(self) -> None:
        """Start to draw, and to look at the clocks."""
        self._mark_picked()
        self.redraw()
        self.run_worker(self._frames.run(self), group="draw")
        self.set_interval(1.0, self.tick)

    def tick(self) -> None:
        """Look at the clocks: minutes, seconds of thinking, alarms, phones that fall asleep in silence."""
        rang = [phone.tick() for phone in self.phones]
        if any(rang):
            self.app.bell()
        self.redraw()

    async def answered(self) -> None:
        """Wait until the turn is over on every phone."""
        for turn in self._turns:
            await turn.wait()

    async def stop_turn(self, *, at_once: bool = False) -> None:
        """End the turns under way, and wait for their end: `at_once` leaves their last events undrawn."""
        for turn, phone in zip(self._turns, self.phones, strict=False):
            if not turn.is_finished:
                turn.cancel() if at_once else phone.interrupt()
        with suppress(WorkerCancelled):
            await asyncio.gather(*(turn.wait() for turn in self._turns))

    def on_utterance_submitted(self, message: UtteranceSubmitted) -> None:
        """Say it to all phones, unless one of them still answers: then it stays in the line, and that one says so."""
        if self.is_busy:
            for phone in self.phones:
                phone.hint = text("busy", self.lang) if phone.is_busy else phone.hint
            self.redraw()
            return
        self.query_one(UtteranceBox).take()
        self._turns = [
            self.run_worker(phone.turn(message.text), group=f"turn-{place}", exclusive=True)
            for place, phone in enumerate(self.phones)
        ]
        for column in self.columns:
            column.panel.messages.anchor()

    async def on_suggestion_picked(self, message: SuggestionPicked) -> None:
        """Put a suggestion into the line, to be sent or changed."""
        await self.query_one(UtteranceBox).offer(message.text)

    async def on_phone_picked(self, message: PhonePicked) -> None:
        """Take in hand the phone that was clicked at."""
        await self.pick_phone(message.place)

    async def action_other_phone(self) -> None:
        """Take the next phone in hand, after the last one the first."""
        await self.pick_phone((self.place + 1) % len(self.held))

    async def pick_phone(self, place: int) -> None:
        """Take another phone in hand: the inspector, the search and all that is of one phone are now of this one."""
        if place == self.place:
            return
        await self.end_search()
        self.place = place
        self.phone, self.wire = self.held[place].phone, self.held[place].wire
        self._mark_picked()
        self.look_at_this_phone()

    def resume(self, session: str | None) -> None:
        """Go on with a recorded session, unless one of the phones does: two would write over each other."""
        if session is not None and any(phone.session == session for phone in self.phones):
            self.hint(text("session_in_hand", self.lang))
        else:
            super().resume(session)

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
        self.redraw()

    def action_fold_thinking(self) -> None:
        """Fold or unfold the newest thinking of every phone."""
        for column in self.columns:
            column.panel.messages.fold_thinking()

    async def look_back(self) -> None:
        """Scroll all phones towards the beginning."""
        for column in self.columns:
            await column.panel.messages.look_back()

    def look_on(self) -> None:
        """Scroll all phones towards the end."""
        for column in self.columns:
            column.panel.messages.scroll_page_down(animate=False)

    async def draw(self) -> None:
        """Draw the phones, how their turns compare, and the inspector where it is open."""
        for place, column in enumerate(self.columns):
            if place:
                await self._frames.next_phone()
            await column.draw()
        self._compare()
        self.draw_inspector()

    def draw_lines(self) -> None:
        """Draw what is not a message."""
        for column in self.columns:
            column.draw_lines()

    def _mark_picked(self) -> None:
        for place, column in enumerate(self.columns):
            column.set_class(place == self.place, "-picked")

    def _compare(self) -> None:
        """Show under each phone how its newest turn stands among the others, once all have ended."""
        turns = [turn for phone in self.phones if (turn := _newest(phone)) is not None]
        is_over = len(turns) == len(self.phones) and all(turn.ended is not None for turn in turns)
        rows = compare(turns) if is_over and not self.is_busy else ((),) * len(self.phones)
        for column, row in zip(self.columns, rows, strict=True):
            column.lines.show(row)


def _newest(phone: PhoneInUse) -> TurnTrace | None:
    return phone.traces.turns[-1] if phone.traces.turns else None
