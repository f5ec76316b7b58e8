"""One phone on the screen: folds its events, hands each widget its part and carries out what the user does.

What happens on the phone is the conversation's; what the display then holds is `domain.screen`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import aclosing, suppress
from functools import reduce
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import Screen
from textual.worker import Worker, WorkerCancelled

from simulator.conversation.conversation import Conversation
from simulator.domain.events import Event
from simulator.domain.limit import Lang
from simulator.domain.phone import PhoneWishes
from simulator.domain.problem import UserProblem
from simulator.domain.screen import ScreenState, break_off, show
from simulator.faces.parts import Backends
from simulator.faces.tui.foreign import harmless
from simulator.faces.tui.keys import KEYS
from simulator.faces.tui.texts import text
from simulator.faces.tui.widgets.conversation_view import ConversationView
from simulator.faces.tui.widgets.empty_state import SuggestionPicked
from simulator.faces.tui.widgets.key_hints import KeyHints
from simulator.faces.tui.widgets.phone_header import PhoneHeader
from simulator.faces.tui.widgets.status_bar import StatusBar
from simulator.faces.tui.widgets.utterance_line import UtteranceLine, UtteranceSubmitted
from simulator.faces.tui.widgets.wake_indicator import WakeIndicator

FRAME_SECONDS = 0.04
"""Deltas that arrive within a frame are drawn together: at 200 a second, drawing each costs 3 to 5 times as much."""


class PhoneScreen(Screen[None]):
    """A phone and the line to speak to it. One worker at a time takes a turn; another draws."""

    AUTO_FOCUS = "UtteranceLine"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(key.key, key.action, key.says.en, id=key.id, show=False) for key in KEYS if key.action
    ]

    def __init__(
        self, conversation: Conversation, lang: Lang, opening: Sequence[Event], backends: Backends | None = None
    ) -> None:
        """Take an open phone; `opening` is what has happened on it, `backends` are those it can be pointed at."""
        super().__init__()
        self._backends = backends
        self._conversation = conversation
        self.lang = lang
        self._hint = ""
        self.turn: Worker[None] | None = None
        self._changed = asyncio.Event()
        self._drawn = asyncio.Event()
        self.state = reduce(show, opening, ScreenState())
        words = conversation.handset.vendor.wake_words
        self._wake_word = harmless(words[0].text) if words else ""

    @property
    def backends(self) -> Backends | None:
        """The backends that the phone can be pointed at; None if it is left on its own."""
        return self._backends

    @property
    def backend(self) -> tuple[str, str]:
        """The name and the model of the backend that answers now."""
        return self._conversation.backend.name, self._conversation.backend.model

    @property
    def is_busy(self) -> bool:
        """Say whether a turn is under way."""
        return self.turn is not None and not self.turn.is_finished

    def compose(self) -> ComposeResult:
        """Give the phone, and the keys under it."""
        handset = self._conversation.handset
        with Vertical(id="phone"):
            yield StatusBar()
            yield PhoneHeader(handset.vendor, handset.release, self.lang)
            yield ConversationView(handset.vendor.looks, self.lang)
            yield WakeIndicator()
            yield UtteranceLine(text("placeholder", self.lang))
        yield KeyHints(self.lang)

    def on_mount(self) -> None:
        """Start to draw, and to look at the clock."""
        self._draw_lines()
        self._changed.set()
        self.run_worker(self._draw_frames(), group="draw")
        self.set_interval(1.0, self.tick)

    def tick(self) -> None:
        """Look at the clock: the minute, the seconds of thinking, and a phone that falls asleep in silence."""
        asleep = None if self.is_busy else self._conversation.tick()
        rung = () if self.is_busy else self._conversation.ring()
        for event in rung:
            self.app.bell()
            self._take(event)
        if asleep is not None:
            self._take(asleep)
        elif self.is_busy:
            self._change()
        else:
            self._draw_lines()

    async def drawn(self) -> None:
        """Wait until all that has happened is on the screen."""
        await self._drawn.wait()

    def hint(self, words: str) -> None:
        """Show a passing hint beside the wake state, until that state changes."""
        self._hint = words
        self._draw_lines()

    async def stop_turn(self, *, at_once: bool = False) -> None:
        """End the turn under way, if there is one, and wait for its end: `at_once` leaves its last events undrawn."""
        turn = self.turn
        if turn is None or turn.is_finished:
            return
        if at_once:
            turn.cancel()
        else:
            self._conversation.interrupt()
        with suppress(WorkerCancelled):
            await turn.wait()

    def on_utterance_submitted(self, message: UtteranceSubmitted) -> None:
        """Take what the user said, unless the phone still answers: then it stays in the line."""
        if self.is_busy:
            self.hint(text("busy", self.lang))
            return
        self.query_one(UtteranceLine).clear()
        self._say(message.text)

    def on_suggestion_picked(self, message: SuggestionPicked) -> None:
        """Put a suggestion into the line, to be sent or changed."""
        line = self.query_one(UtteranceLine)
        line.value = message.text
        line.action_end()
        line.focus()

    def action_interrupt(self) -> None:
        """Stop the turn under way."""
        if self.is_busy:
            self._conversation.interrupt()

    async def action_new_conversation(self) -> None:
        """Begin a new conversation; a turn under way is stopped first."""
        await self.stop_turn()
        self._take(self._conversation.renew())

    async def action_sleep_or_wake(self) -> None:
        """Put the phone to sleep; one that sleeps hears its wake word instead."""
        await self.stop_turn()
        if self.state.wake == "asleep":
            self._say(self._wake_word)
        elif self._wake_word:
            self._take(self._conversation.sleep())
        else:
            self.hint(text("no_wake_word", self.lang))

    def action_upgrade(self) -> None:
        """Let the user pick another release for this phone."""
        # Only now: the list is not needed for the first frame.
        from simulator.faces.tui.screens.picker import Picker
        from simulator.faces.tui.screens.rows import release_rows

        handset, lang = self._conversation.handset, self.lang
        now = handset.release.version
        rows = release_rows(handset.vendor.releases, now, lang)
        self.app.push_screen(Picker(text("pick_release", lang), rows, now, lang), self._upgrade)

    async def _upgrade(self, version: str | None) -> None:
        """Take the phone to the picked release; a turn under way is stopped first."""
        if version is None or version == self._conversation.handset.release.version:
            return
        await self.stop_turn()
        self._take(self._conversation.travel(PhoneWishes(release=version)))
        self.query_one(PhoneHeader).show_release(self._conversation.handset.release)

    def action_swap_backend(self) -> None:
        """Let the user pick another backend for the rest of the conversation; its configuration is read anew."""
        from simulator.faces.tui.screens.picker import Picker
        from simulator.faces.tui.screens.rows import backend_rows

        lang, now = self.lang, self._conversation.backend.name
        try:
            rows = backend_rows(self._backends.names() if self._backends else (now,), now)
        except UserProblem as problem:
            self.hint(str(problem).partition("\n")[0])
            return
        self.app.push_screen(Picker(text("pick_backend", lang), rows, now, lang), self.swap_backend)

    async def swap_backend(self, name: str | None, model: str | None = None) -> None:
        """Point the phone at another backend or model; a turn under way is stopped first, the conversation stays."""
        if name is None or self._backends is None:
            return
        try:
            backend, *fallbacks = self._backends.chain(name, model)
        except UserProblem as problem:
            self.hint(str(problem).partition("\n")[0])
            return
        await self.stop_turn()
        self.hint("")  # what was wrong with the configuration before is no longer
        self._take(self._conversation.use(backend, tuple(fallbacks)))

    def action_fold_thinking(self) -> None:
        """Fold or unfold the newest thinking."""
        self.query_one(ConversationView).fold_thinking()

    async def action_look_back(self) -> None:
        """Scroll towards the beginning."""
        await self.query_one(ConversationView).look_back()

    def action_look_on(self) -> None:
        """Scroll towards the end."""
        self.query_one(ConversationView).scroll_page_down(animate=False)

    def _say(self, utterance: str) -> None:
        self.query_one(ConversationView).anchor()
        self.turn = self.run_worker(self._run_turn(utterance), group="turn", exclusive=True)

    async def _run_turn(self, utterance: str) -> None:
        try:
            async with aclosing(self._conversation.turn(utterance)) as events:
                async for event in events:
                    self._take(event)
        except Exception as error:  # whatever fails below, the phone stays usable and says so
            self.state = break_off(self.state, f"{type(error).__name__}: {error}")
            self._change()

    def _take(self, event: Event) -> None:
        before = self.state.wake
        self.state = show(self.state, event)
        if self.state.wake != before:
            self._hint = ""
        self._change()

    def _change(self) -> None:
        self._drawn.clear()
        self._changed.set()

    async def _draw_frames(self) -> None:
        """Draw whenever something changed, at most once a frame; an idle phone draws nothing."""
        view = self.query_one(ConversationView)
        while True:
            await self._changed.wait()
            self._changed.clear()
            self._draw_lines()
            await view.show(self.state, self._conversation.now)
            if not self._changed.is_set():
                self._drawn.set()
            await asyncio.sleep(FRAME_SECONDS)

    def _draw_lines(self) -> None:
        state, lang = self.state, self.lang
        self.query_one(StatusBar).show(state.moment(self._conversation.now), state.device, state.os, lang)
        self.query_one(WakeIndicator).show(state.wake, self._wake_word, self._hint, lang)
        key = "placeholder_asleep" if state.wake == "asleep" else "placeholder"
        self.query_one(UtteranceLine).placeholder = text(key, lang, wake_word=self._wake_word)
