"""A strip of days over the phone, to take it to one of them. Which release stands on a day is `domain.timeline`."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from simulator.domain.labels import channel_label, day_label, figure_label
from simulator.domain.limit import Lang
from simulator.domain.release import Channel, Release, Vendor
from simulator.domain.timeline import DAYS, FIRST_DAY, LAST_MINUTE, all_days, at_ten, standing
from simulator.domain.upgrade import changed_figures
from simulator.faces.tui.foreign import harmless
from simulator.faces.tui.texts import text

_BLOCKS: dict[Channel, tuple[str, str]] = {
    "announced": ("░", "$foreground 45%"),
    "internal": ("▒", "$secondary"),
    "beta": ("▓", "$warning"),
    "official": ("█", "$success"),
}
_LINES = 12
"""Of what a day brings: more changes than fit are counted."""


class TimelineScreen(ModalScreen[datetime | None]):
    """Gives the day that was picked, at ten in the morning, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "move(-1)", "Earlier", show=False),
        Binding("right", "move(1)", "Later", show=False),
        Binding("up,pageup", "move(-7)", "A week earlier", show=False),
        Binding("down,pagedown", "move(7)", "A week later", show=False),
        Binding("home", "move(-100)", "First", show=False),
        Binding("end", "move(100)", "Last", show=False),
        Binding("enter", "take", "Go", show=False),
        Binding("escape", "dismiss(None)", "Back", show=False),
    ]

    def __init__(self, vendor: Vendor, now: Release, today: datetime | None, lang: Lang) -> None:
        """Begin at the phone's day, or at the nearest that the strip has; `now` is the release that it runs."""
        super().__init__()
        self._vendor, self._now, self._lang = vendor, now, lang
        self._place = 0 if today is None else max(0, min(DAYS - 1, (today - FIRST_DAY).days))
        self._today = self._place

    def compose(self) -> ComposeResult:
        """Give the strip, what stands on the day under the cursor, and how to use it."""
        with Vertical(id="timeline"):
            yield Static(Content(), id="strip")
            yield Static(Content(), id="day")
        yield Static(text("timeline.how", self._lang), markup=False)

    def on_mount(self) -> None:
        """Draw the first day."""
        self.query_one("#timeline").border_title = text("timeline.title", self._lang)
        self._draw()

    def action_move(self, step: int) -> None:
        """Go some days on, or back; the strip ends at its ends."""
        self._place = max(0, min(DAYS - 1, self._place + step))
        self._draw()

    def action_take(self) -> None:
        """Give the day under the cursor."""
        self.dismiss(at_ten(self._day))

    @property
    def _day(self) -> datetime:
        return FIRST_DAY + timedelta(days=self._place)

    def _draw(self) -> None:
        self.query_one("#strip", Static).update(self._strip())
        self.query_one("#day", Static).update(self._told())

    def _strip(self) -> Content:
        months = "".join(f"{day.month}/{day.day}".ljust(7) for day in all_days()[::7])[:DAYS]
        row = Content("").join([self._cell(place, day) for place, day in enumerate(all_days())])
        pointer = Content.assemble(" " * self._place, ("▲", "bold $primary"))
        return Content("\n").join([Content.styled(months, "$foreground 60%"), row, pointer])

    def _cell(self, place: int, day: datetime) -> Content:
        release = standing(self._vendor, day + LAST_MINUTE)
        sign, style = ("·", "$foreground 35%") if release is None else _BLOCKS[release.channel]
        return Content.styled(sign, f"{style} underline" if place == self._today else style)

    def _told(self) -> Content:
        release, lang = standing(self._vendor, self._day + LAST_MINUTE), self._lang
        date = Content.styled(day_label(self._day, lang), "bold")
        if release is None:
            return Content.assemble(date, f"\n{text('timeline.nothing', lang)}")
        name = f"  {harmless(release.version)}  {channel_label(release.channel, lang)}"
        rows = [Content.assemble(date, (name, "$primary")), Content.styled(harmless(release.entry.text(lang)), "")]
        none = text("none", lang)
        changes = [
            Content.styled(f"{figure_label(item.name, lang)} {item.before or none} → {item.after or none}", "$warning")
            for item in changed_figures(self._now, release)
        ]
        more = [Content(f"+{len(changes) - _LINES}")] if len(changes) > _LINES else []
        return Content("\n").join([*rows, *changes[:_LINES], *more])
