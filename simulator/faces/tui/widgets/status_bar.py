"""The top line of a phone: simulated time and date, the device and its system. It does not tell real time."""

from __future__ import annotations

from datetime import datetime

from textual.content import Content

from simulator.domain.labels import day_label
from simulator.domain.limit import Lang
from simulator.faces.tui.foreign import harmless
from simulator.faces.tui.widgets.two_ends import TwoEnds


class StatusBar(TwoEnds):
    """Shows minutes, so that an idle phone redraws once a minute."""

    def show(self, moment: datetime | None, device: str, os: str, lang: Lang) -> None:
        """Show the simulated `moment` (None is not known yet) and what phone this is."""
        time = f"{moment:%H:%M}" if moment else "--:--"
        date = f"  {day_label(moment, lang)}" if moment else ""
        left = Content.assemble((time, "bold"), (date, "$foreground 60%"))
        self.show_ends(left, Content.styled(harmless(f"{device} · {os}"), "$foreground 60%"))
