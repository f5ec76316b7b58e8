"""One phone on the screen: hands each widget its part and carries out what the user does with the keys.

What is known of the phone is `phone_in_use`; what happens on it is the conversation's.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.screen import Screen
from textual.worker import Worker, WorkerCancelled

from simulator.conversation.conversation import Conversation
from simulator.domain.events import Event
from simulator.domain.limit import Lang
from simulator.domain.phone import PhoneWishes
from simulator.domain.problem import UserProblem
from simulator.domain.screen import ScreenState
from simulator.faces.parts import Backends
from simulator.faces.tui.frames import Frames
from simulator.faces.tui.keys import KEYS
from simulator.faces.tui.phone_in_use import PhoneInUse
from simulator.faces.tui.texts import text
from simulator.faces.tui.widgets.empty_state import SuggestionPicked
from simulator.faces.tui.widgets.key_hints import KeyHints
from simulator.faces.tui.widgets.phone_panel import PhonePanel
from simulator.faces.tui.widgets.utterance_line import UtteranceLine, UtteranceSubmitted

if TYPE_CHECKING:  # the inspector is imported when it is opened: no first frame needs it
    from simulator.backends.cassettes.lines import Line
    from simulator.domain.what_if import Direction
    from simulator.faces.tui.inspecting import Inspecting
    from simulator.faces.tui.widgets.inspector import Inspector
    from simulator.faces.tui.widgets.user_bubble import TurnPicked


class PhoneScreen(Screen[None]):
    """A phone and the line to speak to it. One worker at a time takes a turn; another draws."""

    AUTO_FOCUS = "UtteranceLine"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 - Textual declares it of an instance
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(key.key, key.action, key.says.en, id=key.id, show=False) for key in KEYS if key.action
    ]

    def __init__(
        self,
        conversation: Conversation,
        lang: Lang,
        opening: Sequence[Event],
        backends: Backends | None = None,
        wire: Callable[[], Sequence[Line]] = tuple,
    ) -> None:
        """Take an open phone.

        `opening` is what has happened on it, `backends` are those it can be pointed at, `wire` gives the newest lines
        that went over its wire.
        """
        super().__init__()
        self._wire = wire
        self._inspecting: Inspecting | None = None
        self.lang = lang
        self.phone = PhoneInUse(conversation, lang, opening, backends)
        self.turn: Worker[None] | None = None
        self._frames = Frames(self._draw)
        self.phone.changed = self._frames.change

    @property
    def state(self) -> ScreenState:
        """What the display holds."""
        return self.phone.state

    @property
    def backends(self) -> Backends | None:
        """The backends that the phone can be pointed at; None if it is left on its own."""
        return self.phone.backends

    @property
    def backend(self) -> tuple[str, str]:
        """The name and the model of the backend that answers now."""
        return self.phone.backend

    @property
    def is_busy(self) -> bool:
        """Say whether a turn is under way."""
        return self.turn is not None and not self.turn.is_finished

    def compose(self) -> ComposeResult:
        """Give the phone, and the keys under it."""
        line = UtteranceLine(text("placeholder", self.lang))
        with Horizontal(id="desk"):
            yield PhonePanel(self.phone.vendor, self.phone.release, self.lang, line)
        yield KeyHints(self.lang)

    def on_mount(self) -> None:
        """Start to draw, and to look at the clock."""
        self._draw_lines()
        self._frames.change()
        self.run_worker(self._frames.run(), group="draw")
        self.set_interval(1.0, self.tick)

    def tick(self) -> None:
        """Look at the clock: the minute, the seconds of thinking, and a phone that falls asleep in silence."""
        if self.phone.tick():
            self.app.bell()
        if self.is_busy:
            self._frames.change()
        else:
            self._draw_lines()

    async def drawn(self) -> None:
        """Wait until all that has happened is on the screen."""
        await self._frames.drawn()

    def hint(self, words: str) -> None:
        """Show a passing hint beside the wake state, until that state changes."""
        self.phone.hint = words
        self._draw_lines()

    async def stop_turn(self, *, at_once: bool = False) -> None:
        """End the turn under way, if there is one, and wait for its end: `at_once` leaves its last events undrawn."""
        turn = self.turn
        if turn is None or turn.is_finished:
            return
        if at_once:
            turn.cancel()
        else:
            self.phone.interrupt()
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
        self.query_one(UtteranceLine).offer(message.text)

    def action_interrupt(self) -> None:
        """Stop the turn under way."""
        if self.is_busy:
            self.phone.interrupt()

    async def action_new_conversation(self) -> None:
        """Begin a new conversation; a turn under way is stopped first."""
        await self.stop_turn()
        self.phone.renew()

    async def action_sleep_or_wake(self) -> None:
        """Put the phone to sleep; one that sleeps hears its wake word instead."""
        await self.stop_turn()
        if self.state.wake == "asleep":
            self._say(self.phone.wake_word)
        elif self.phone.wake_word:
            self.phone.sleep()
        else:
            self.hint(text("no_wake_word", self.lang))

    def action_upgrade(self) -> None:
        """Let the user pick another release for this phone."""
        # Only now: the list is not needed for the first frame.
        from simulator.faces.tui.screens.picker import Picker
        from simulator.faces.tui.screens.rows import release_rows

        lang, now = self.lang, self.phone.release.version
        rows = release_rows(self.phone.vendor.releases, now, lang)
        self.app.push_screen(Picker(text("pick_release", lang), rows, now, lang), self._upgrade)

    async def _upgrade(self, version: str | None) -> None:
        """Take the phone to the picked release; a turn under way is stopped first."""
        if version is None or version == self.phone.release.version:
            return
        await self.stop_turn()
        self.phone.travel(PhoneWishes(release=version))

    def action_timeline(self) -> None:
        """Let the user pick a day on a strip of releases, and take the phone there."""
        from simulator.faces.tui.screens.timeline_screen import TimelineScreen

        phone = self.phone
        today = phone.state.moment(phone.now)
        self.app.push_screen(TimelineScreen(phone.vendor, phone.release, today, self.lang), self.travel_to)

    async def travel_to(self, day: datetime | None) -> None:
        """Take the phone to a day; a turn under way is stopped first."""
        if day is not None:
            await self.stop_turn()
            self.phone.travel(PhoneWishes(date=day))

    def action_swap_backend(self) -> None:
        """Let the user pick another backend for the rest of the conversation; its configuration is read anew."""
        from simulator.faces.tui.screens.picker import Picker
        from simulator.faces.tui.screens.rows import backend_rows

        lang, (now, _) = self.lang, self.backend
        try:
            rows = backend_rows(self.backends.names() if self.backends else (now,), now)
        except UserProblem as problem:
            self.hint(str(problem).partition("\n")[0])
            return
        self.app.push_screen(Picker(text("pick_backend", lang), rows, now, lang), self.swap_backend)

    async def swap_backend(self, name: str | None, model: str | None = None) -> None:
        """Point the phone at another backend or model; a turn under way is stopped first, the conversation stays."""
        if name is None or self.backends is None:
            return
        try:
            swap = self.phone.use(name, model)
        except UserProblem as problem:
            self.hint(str(problem).partition("\n")[0])
            return
        await self.stop_turn()
        self.hint("")  # what was wrong with the configuration before is no longer
        swap()

    def action_fold_thinking(self) -> None:
        """Fold or unfold the newest thinking."""
        self._panel.messages.fold_thinking()

    async def action_look_back(self) -> None:
        """Scroll towards the beginning."""
        if self._covering is not None:
            self._covering.look(-1)
        else:
            await self._panel.messages.look_back()

    def action_look_on(self) -> None:
        """Scroll towards the end."""
        if self._covering is not None:
            self._covering.look(1)
        else:
            self._panel.messages.scroll_page_down(animate=False)

    async def action_inspect(self) -> None:
        """Open the inspector beside the phone, or over it where there is no room; close it again."""
        from simulator.faces.tui.inspecting import Inspecting
        from simulator.faces.tui.widgets.inspector import Inspector

        if self._inspecting is None:
            self._inspecting = Inspecting(self.phone, self._wire)
            await self.query_one("#desk").mount(Inspector(self.lang))
        self.toggle_class("-inspecting")
        self._frames.change()

    async def action_turn_page(self) -> None:
        """Open the inspector's next page."""
        if self._inspector is None:
            await self.action_inspect()
        elif (inspector := self._inspector) is not None:
            inspector.turn_over()

    def action_pick(self, step: int) -> None:
        """Look at an earlier or a later turn, or choose a figure on the page of limits."""
        if self._inspecting is None or self._inspector is None:
            return
        if self._inspector.page == "limits":
            self._inspecting.pick_figure(step)
        else:
            self._inspecting.pick_turn(step)
        self._frames.change()

    def action_turn_figure(self, direction: Direction) -> None:
        """Turn the chosen figure of the release down or up, from the next turn on."""
        if self._inspecting is None or self._inspector is None:
            return
        self._inspector.open("limits")
        if not self._inspecting.turn_figure(direction):
            self.hint(text("inspector.cannot_turn", self.lang))

    async def on_turn_picked(self, message: TurnPicked) -> None:
        """Look at the turn that was clicked at."""
        if self._inspector is None:
            await self.action_inspect()
        if self._inspecting is not None and (inspector := self._inspector) is not None:
            self._inspecting.picked = message.turn
            inspector.open("turn")

    def on_inspector_changed(self) -> None:
        """Show the inspector's other page."""
        self._frames.change()

    @property
    def _inspector(self) -> Inspector | None:
        """The inspector, where it is open."""
        if self._inspecting is None or not self.has_class("-inspecting"):
            return None
        from simulator.faces.tui.widgets.inspector import Inspector

        return self.query_one(Inspector)

    @property
    def _covering(self) -> Inspector | None:
        """The inspector, where it lies over the phone."""
        return self._inspector if self.has_class("-narrow") else None

    @property
    def _panel(self) -> PhonePanel:
        return self.query_one(PhonePanel)

    def _say(self, utterance: str) -> None:
        self._panel.messages.anchor()
        self.turn = self.run_worker(self.phone.turn(utterance), group="turn", exclusive=True)

    async def _draw(self) -> None:
        self._draw_lines()
        await self._panel.show(self.state, self.phone.now)
        if self._inspecting is not None and (inspector := self._inspector) is not None:
            inspector.show(self._inspecting.view())

    def _draw_lines(self) -> None:
        phone, lang = self.phone, self.lang
        self._panel.show_lines(phone.state, phone.release, phone.now, phone.wake_word, phone.hint)
        key = "placeholder_asleep" if phone.state.wake == "asleep" else "placeholder"
        self.query_one(UtteranceLine).placeholder = text(key, lang, wake_word=phone.wake_word)
