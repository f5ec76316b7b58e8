"""What the assistant is doing, from asleep to speaking, and what moves meanwhile. When it changes is `display`'s."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Region

from simulator.domain.display import Wake
from simulator.domain.limit import Lang
from simulator.domain.release import Motion
from simulator.faces.tui.foreign import harmless
from simulator.faces.tui.texts import text
from simulator.faces.tui.widgets.two_ends import TwoEnds

_SIGNS: dict[Wake, tuple[str, str]] = {
    "asleep": ("○", "$foreground 60%"),
    "heard": ("◉", "$primary"),
    "listening": ("●", "$primary"),
    "recognising": ("◐", "$primary"),
    "thinking": ("◐", "$warning"),
    "speaking": ("◉", "$success"),
}
"""What stands there where nothing moves, and the colour of the state; its words are beside it."""
_HEARS = ("asleep", "listening")


class WakeIndicator(TwoEnds):
    """One line: the state at the left, how to stop or a passing hint at the right.

    It moves while something goes on, and draws nothing while nothing does, or where the user wants no motion.
    """

    def __init__(self, motion: Motion) -> None:
        """Start still; `motion` is the vendor's."""
        super().__init__()
        self._motion = motion
        self._beat = 0
        self._wake: Wake = "listening"
        self._words = ""

    def show(
        self, wake: Wake, wake_word: str, hint: str, lang: Lang, *, is_spoken_to: bool, left: float | None
    ) -> None:
        """Show a state; `hint` takes the right end if it is not empty.

        `is_spoken_to` is an open microphone, and `left` the seconds until a phone sleeps that hears nothing.
        """
        is_waited_for = left is not None and wake == "listening" and not is_spoken_to
        is_open = is_spoken_to and wake in _HEARS
        self._wake, self._words = wake, text(f"spoken_to.{wake}" if is_open else wake, lang, wake_word=wake_word)
        self._move(wake not in _HEARS or (wake == "listening" and (is_open or is_waited_for)))
        self.show_ends(self._state(), _right(wake, hint, lang, left if is_waited_for else None))

    def automatic_refresh(self) -> None:
        """Draw the next sign, and nothing else of the line."""
        self._beat += 1
        self._ends = (self._state(), self._ends[1])
        self.refresh(Region(0, 0, self._ends[0].cell_length - Content(self._words).cell_length, 1))

    def _move(self, moves: bool) -> None:
        seconds = 1 / self._motion.rate if moves and self.app.animation_level != "none" else None
        if seconds != self.auto_refresh:
            self.auto_refresh = seconds

    def _state(self) -> Content:
        sign, colour = _SIGNS[self._wake]
        if self.auto_refresh is not None:
            signs = getattr(self._motion, _MOVES[self._wake])
            sign = harmless(signs[self._beat % len(signs)])
        return Content.assemble((f"{sign} ", colour), (self._words, "$foreground 60%"))


_MOVES: dict[Wake, str] = {
    "heard": "listening",
    "listening": "listening",
    "recognising": "thinking",
    "thinking": "thinking",
    "speaking": "speaking",
}
"""Which of the vendor's motions a state has."""


def _right(wake: Wake, hint: str, lang: Lang, left: float | None) -> Content:
    if hint:
        return Content.styled(hint, "$warning")
    if left is not None:
        return Content.styled(text("sleeps_in", lang, seconds=f"{left:.0f}"), "$foreground 60%")
    return Content(text("how_to_stop", lang) if wake in ("recognising", "thinking", "speaking") else "")
