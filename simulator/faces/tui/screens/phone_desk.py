"""The ground of a phone's screen: the phone, its turn, its hints, and drawing. What the keys do is the `*_actions`."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar

from textual.screen import Screen
from textual.worker import Worker, WorkerCancelled

from simulator.domain.events import Source
from simulator.domain.problem import UserProblem
from simulator.domain.screen import ScreenState
from simulator.faces.parts import Backends
from simulator.faces.tui.foreign import harmless
from simulator.faces.tui.frames import Frames
from simulator.faces.tui.keys import KEYS, Key
from simulator.faces.tui.phone_in_use import PhoneInUse
from simulator.faces.tui.texts import text
from simulator.faces.tui.widgets.phone_panel import PhonePanel
from simulator.faces.tui.widgets.utterance_box import UtteranceBox

if TYPE_CHECKING:
    from simulator.faces.tui.shelf import Shelf


class PhoneDesk(Screen[None]):
    """A phone on a screen. One worker at a time takes a turn; another draws. `keys` are those that the screen has."""

    keys: ClassVar[Sequence[Key]] = KEYS

    def __init__(self, phone: PhoneInUse, shelf: Shelf | None = None) -> None:
        """Take an open phone; `shelf` is where other phones and recordings are, None where there are none."""
        super().__init__()
        self.phone = phone
        self.shelf = shelf
        self.lang = phone.lang
        self.turn: Worker[None] | None = None
        self._frames = Frames(self.draw)
        phone.changed = self._frames.change

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

    @property
    def is_listening(self) -> bool:
        """Say whether the microphone is open."""
        return self.state.speech is not None and not self.is_busy

    @property
    def panel(self) -> PhonePanel:
        """The phone as it is drawn."""
        return self.query_one(PhonePanel)

    def action_help(self) -> None:
        """Show all keys and what they do."""
        from simulator.faces.tui.screens.help_screen import HelpScreen

        self.app.push_screen(HelpScreen(self.lang, self.keys))

    async def look_back(self) -> None:
        """Scroll the phone towards the beginning."""
        await self.panel.messages.look_back()

    def look_on(self) -> None:
        """Scroll the phone towards the end."""
        self.panel.messages.scroll_page_down(animate=False)

    def redraw(self) -> None:
        """Draw with the next frame."""
        self._frames.change()

    async def drawn(self) -> None:
        """Wait until all that has happened is on the screen."""
        await self._frames.drawn()

    def hint(self, words: str) -> None:
        """Show a passing hint beside the wake state, until that state changes."""
        self.phone.hint = words
        self.draw_lines()

    def tell(self, problem: UserProblem) -> None:
        """Show the first line of what is wrong, as a hint."""
        self.hint(harmless(str(problem).partition("\n")[0]))

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

    def say(self, utterance: str, source: Source = "text") -> None:
        """Take a turn with an utterance, typed or spoken."""
        self.panel.messages.anchor()
        self.turn = self.run_worker(self.phone.turn(utterance, source), group="turn", exclusive=True)

    async def draw(self) -> None:
        """Draw all that has changed."""
        self.draw_lines()
        await self.panel.show(self.state, self.phone.now)

    def draw_lines(self) -> None:
        """Draw what is not a message."""
        phone, lang = self.phone, self.lang
        left = phone.conversation.silence_left
        self.panel.show_lines(phone.state, phone.release, phone.now, phone.wake_word, phone.hint, left)
        is_asleep = phone.state.wake == "asleep"
        key = "placeholder_spoken" if self.is_listening else "placeholder_asleep" if is_asleep else "placeholder"
        box = self.query_one(UtteranceBox)
        box.placeholder(text(key, lang, wake_word=phone.wake_word))
        box.speak(self.is_listening)
