"""A phone as it is drawn: its edge, status bar, header, messages and wake state. What is on it comes in.

Which edge belongs to which of the vendor's shapes is `styles/shapes.tcss`.
"""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from simulator.domain.limit import Lang
from simulator.domain.release import Release, Vendor
from simulator.domain.screen import ScreenState
from simulator.faces.tui.foreign import harmless
from simulator.faces.tui.widgets.conversation_view import ConversationView
from simulator.faces.tui.widgets.phone_header import PhoneHeader
from simulator.faces.tui.widgets.speech_line import SpeechLine
from simulator.faces.tui.widgets.status_bar import StatusBar
from simulator.faces.tui.widgets.utterance_box import UtteranceBox
from simulator.faces.tui.widgets.wake_indicator import WakeIndicator

_GESTURE_BAR = "━━━━━━"


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
        self._release, self._lang, self._line = release, lang, line
        self._status = StatusBar()
        self._header = PhoneHeader(vendor, release, lang, colour)
        self.messages = ConversationView(vendor.looks, lang)
        self._speech = SpeechLine()
        self._wake = WakeIndicator(vendor.looks.motion)
        self.add_class(f"-{vendor.looks.shape}")
        self.border_title = Content(harmless(vendor.looks.camera)).markup
        self.border_subtitle = _GESTURE_BAR

    def compose(self) -> ComposeResult:
        """Give the parts from top to bottom."""
        yield self._status
        yield self._header
        yield self.messages
        yield self._speech
        yield self._wake
        if self._line is not None:
            yield self._line

    def show_lines(
        self,
        state: ScreenState,
        release: Release,
        now: float,
        wake_word: str,
        hint: str,
        left: float | None = None,
    ) -> None:
        """Draw what is not a message; `now` is in session seconds, `hint` a passing word beside the wake state.

        `left` is for how many more seconds a woken phone listens, None where it does not sleep in silence.
        """
        if release is not self._release:
            self._release = release
            self._header.show_release(release)
        self._status.show(state.moment(now), state.device, state.os, self._lang)
        wake, is_spoken_to = state.wake_at(now), state.speech is not None
        self._speech.show(state.speech, is_asleep=wake == "asleep", is_over=wake == "recognising")
        self._wake.show(wake, wake_word, hint, self._lang, is_spoken_to=is_spoken_to, left=left)

    async def show(self, state: ScreenState, now: float) -> None:
        """Draw the messages as they are at `now`, in session seconds."""
        await self.messages.show(state, now)
