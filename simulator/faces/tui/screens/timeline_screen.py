"""A strip of days over the phone, to take it to one of them. Which release stands on a day is `domain.timeline`."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
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
from simulator.domain.timeline import LAST_MINUTE, at_ten, days_of, standing
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
        Binding("tab", "release(1)", "The next release", show=False),
        Binding("shift+tab", "release(-1)", "The release before", show=False),
        Binding("home", "first", "First", show=False),
        Binding("end", "last", "Last", show=False),
        Binding("enter", "take", "Go", show=False),
        Binding("escape", "dismiss(None)", "Back", show=False),
    ]

    def __init__(self, vendor: Vendor, now: Release, today: datetime | None, lang: Lang) -> None:
        """Begin at the phone's day, or at the nearest that the strip has; `now` is the release that it runs."""
        super().__init__()
        self._vendor, self._now, self._lang = vendor, now, lang
        self._days = days_of(vendor)
        self._out = Counter(self._place_of(release.since) for release in vendor.releases)
        self._place = self._today = 0 if today is None else self._place_of(today)

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

    def on_resize(self) -> None:
        """Draw as many days as there is room for."""
        self._draw()

    def action_move(self, step: int) -> None:
        """Go some days on, or back; the strip ends at its ends."""
        self._place = max(0, min(len(self._days) - 1, self._place + step))
        self._draw()

    def action_release(self, step: int) -> None:
        """Go to the next day on which something came out, or to the one before."""
        days = sorted(self._out, reverse=step < 0)
        self._place = next((day for day in days if (day - self._place) * step > 0), self._place)
        self._draw()

    def action_first(self) -> None:
        """Go to the first day."""
        self.action_move(-len(self._days))

    def action_last(self) -> None:
        """Go to the last day."""
        self.action_move(len(self._days))

    def action_take(self) -> None:
        """Give the day under the cursor."""
        self.dismiss(at_ten(self._day))

    @property
    def _day(self) -> datetime:
        return self._days[self._place]

    def _place_of(self, moment: datetime) -> int:
        return max(0, min(len(self._days) - 1, (moment - self._days[0]).days))

    def _draw(self) -> None:
        self.query_one("#strip", Static).update(self._strip())
        self.query_one("#day", Static).update(self._told())

    def _strip(self) -> Content:
        """Give weeks, days and releases, of longer times those weeks in which the cursor is."""
        places = self._seen(self.query_one("#strip").content_size.width)
        weeks = "".join(f"{self._days[place].month}/{self._days[place].day}".ljust(7) for place in places[::7])
        days = Content("").join([self._cell(place) for place in places])
        out = "".join(_counted(self._out[place]) for place in places)
        pointer = Content.assemble(" " * (self._place - places.start), ("▲", "bold $primary"))
        rows = [Content.styled(weeks[: len(places)], "$foreground 60%"), days, Content.styled(out, "bold"), pointer]
        return Content("\n").join(rows)

    def _seen(self, width: int) -> range:
        weeks = max(1, width // 7)
        first = max(0, min(self._place // 7 - weeks // 2, -(-len(self._days) // 7) - weeks)) * 7
        return range(first, min(len(self._days), first + weeks * 7))

    def _cell(self, place: int) -> Content:
        release = standing(self._vendor, self._days[place] + LAST_MINUTE)
        sign, style = ("·", "$foreground 35%") if release is None else _BLOCKS[release.channel]
        return Content.styled(sign, f"{style} underline" if place == self._today else style)

    def _told(self) -> Content:
        release, lang = standing(self._vendor, self._day + LAST_MINUTE), self._lang
        date = Content.styled(day_label(self._day, lang), "bold")
        if release is None:
            return Content.assemble(date, f"\n{text('timeline.nothing', lang)}")
        name = f"  {_short(release, lang)}"
        rows = [Content.assemble(date, (name, "$primary")), Content(harmless(release.entry.text(lang)))]
        others = [
            item for item in self._vendor.releases if item != release and self._place_of(item.since) == self._place
        ]
        rows += [Content.styled(_short(item, lang), "$foreground 60%") for item in others]
        none = text("none", lang)
        changes = [
            Content.styled(f"{figure_label(item.name, lang)} {item.before or none} → {item.after or none}", "$warning")
            for item in changed_figures(self._now, release)
        ]
        more = [Content(f"+{len(changes) - _LINES}")] if len(changes) > _LINES else []
        return Content("\n").join([*rows, *changes[:_LINES], *more])


def _counted(releases: int) -> str:
    """Give the sign for so many releases on a day."""
    return " " if not releases else "╵" if releases == 1 else str(min(9, releases))


def _short(release: Release, lang: Lang) -> str:
    return f"{harmless(release.version)}  {channel_label(release.channel, lang)}"
