"""The top line of a phone: simulated time and date, the device and its system. It does not tell real time."""

from __future__ import annotations

from datetime import datetime

from textual.content import Content

from simulator.domain.labels import day_label
from simulator.domain.limit import Lang
from simulator.faces.tui.foreign import harmless
from simulator.faces.tui.widgets.two_ends import TwoEnds

_ROOMY = 60
"""From so many cells on there is room for the system's name."""
_FULL_AT, _AN_HOUR, _LOWEST = 7, 4, 9


class StatusBar(TwoEnds):
    """Shows minutes, so that an idle phone redraws once a minute. Where there is little room the system is left out."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self._short = Content("")

    def show(self, moment: datetime | None, device: str, os: str, lang: Lang) -> None:
        """Show the simulated `moment` (None is not known yet) and what phone this is."""
        time = f"{moment:%H:%M}" if moment else "--:--"
        date = f"  {day_label(moment, lang)}" if moment else ""
        left = Content.assemble((time, "bold"), (date, "$foreground 60%"))
        self._short = Content.assemble((harmless(device), "$foreground 60%"), *_lamps(moment))
        self.show_ends(left, Content.assemble((harmless(f"{device} · {os}"), "$foreground 60%"), *_lamps(moment)))

    def render(self) -> Content:
        """Give the line at the present width."""
        left, right = self._ends
        return self._line(left, right if self.content_size.width >= _ROOMY else self._short)


def _lamps(moment: datetime | None) -> tuple[tuple[str, str], ...]:
    """Draw network and battery, which stand there as on any phone and mean nothing to the assistant."""
    charge = battery(moment) if moment is not None else 100
    filled = round(charge / 25)
    return (
        ("  5G ", "$foreground 60%"),
        ("▰" * filled + "▱" * (4 - filled), "$success"),
        (f" {charge}%", "$foreground 60%"),
    )


def battery(moment: datetime) -> int:
    """Give the charge of a phone that is full at seven and used all day, in percent."""
    hours = (moment.hour - _FULL_AT) % 24 + moment.minute / 60
    return max(_LOWEST, round(100 - _AN_HOUR * hours))
