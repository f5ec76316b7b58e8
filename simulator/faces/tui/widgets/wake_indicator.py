"""What the assistant is doing: asleep, listening, thinking, speaking. When it changes is the screen's to say."""

from __future__ import annotations

from textual.content import Content

from simulator.domain.limit import Lang
from simulator.domain.screen import Wake
from simulator.faces.tui.texts import text
from simulator.faces.tui.widgets.two_ends import TwoEnds

_SIGNS: dict[Wake, tuple[str, str]] = {
    "asleep": ("○", "$foreground 60%"),
    "listening": ("●", "$primary"),
    "thinking": ("◐", "$warning"),
    "speaking": ("◉", "$success"),
}


class WakeIndicator(TwoEnds):
    """One line: the state at the left, how to stop or a passing hint at the right."""

    def show(self, wake: Wake, wake_word: str, hint: str, lang: Lang) -> None:
        """Show a state; `hint` takes the right end if it is not empty."""
        sign, colour = _SIGNS[wake]
        left = Content.assemble((f"{sign} ", colour), (text(wake, lang, wake_word=wake_word), "$foreground 60%"))
        is_busy = wake in ("thinking", "speaking")
        right = Content.styled(hint, "$warning") if hint else Content(text("how_to_stop", lang) if is_busy else "")
        self.show_ends(left, right)
