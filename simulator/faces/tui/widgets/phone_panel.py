"""A phone as it is drawn: status bar, header, messages and wake state. What is on it comes in; it knows no session."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical

from simulator.domain.limit import Lang
from simulator.domain.release import Release, Vendor
from simulator.domain.screen import ScreenState
from simulator.faces.tui.widgets.conversation_view import ConversationView
from simulator.faces.tui.widgets.phone_header import PhoneHeader
from simulator.faces.tui.widgets.status_bar import StatusBar
from simulator.faces.tui.widgets.utterance_box import UtteranceBox
from simulator.faces.tui.widgets.wake_indicator import WakeIndicator


class PhonePanel(Vertical):
    """One phone; with a `line` to speak to it at its foot, or None where one line speaks to several."""

    def __init__(
        self,
        vendor: Vendor,
        release: Release,
        lang: Lang,
        line: UtteranceBox | None = None,
        colour: str = "$primary",
    ) -> None:
        """Draw the phone of `vendor` in `release`, empty; `colour` is its name's."""
        super().__init__()
        self._colour = colour
        self._vendor, self._release, self._lang, self._line = vendor, release, lang, line

    def compose(self) -> ComposeResult:
        """Give the parts from top to bottom."""
        yield StatusBar()
        yield PhoneHeader(self._vendor, self._release, self._lang, self._colour)
        yield ConversationView(self._vendor.looks, self._lang)
        yield WakeIndicator()
        if self._line is not None:
            yield self._line

    @property
    def messages(self) -> ConversationView:
        """The messages."""
        return self.query_one(ConversationView)

    def show_lines(self, state: ScreenState, release: Release, now: float, wake_word: str, hint: str) -> None:
        """Draw what is not a message; `now` is in session seconds, `hint` a passing word beside the wake state."""
        if release is not self._release:
            self._release = release
            self.query_one(PhoneHeader).show_release(release)
        self.query_one(StatusBar).show(state.moment(now), state.device, state.os, self._lang)
        self.query_one(WakeIndicator).show(state.wake, wake_word, hint, self._lang)

    async def show(self, state: ScreenState, now: float) -> None:
        """Draw the messages as they are at `now`, in session seconds."""
        await self.messages.show(state, now)
