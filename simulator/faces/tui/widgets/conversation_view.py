"""The messages and notices of a phone, newest at the bottom. It draws what it is given and keeps old ones cheap."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from simulator.domain.limit import Lang
from simulator.domain.release import Looks
from simulator.domain.screen import AssistantMessage, Entry, ScreenState
from simulator.faces.tui.texts import text
from simulator.faces.tui.widgets.empty_state import EmptyState
from simulator.faces.tui.widgets.laid_out_once import LaidOutOnce

if TYPE_CHECKING:
    from simulator.faces.tui.widgets.marking import Marks

RICH = 20
"""The newest entries keep their Markdown: 500 old ones as Markdown stall the loop for a second, as text for nothing."""
KEPT = 120
"""So many entries are widgets at most, once the user is at the end: each append lays them all out again."""
PAGE = 40
"""So many earlier entries come back at a time."""
MARGIN = 5
"""So many entries come back before the one that was searched for."""


class ConversationView(VerticalScroll, LaidOutOnce, can_focus=False):
    """A scrolling column of entries that follows its end until the user scrolls away from it.

    Entry `_first + k` is drawn by `_widgets[k]`; the first `_cheap` of these are cheap already; the last one is
    `_live` while its message is under way.
    """

    BLANK = True  # but for its entries, which are drawn over it
    DEFAULT_CSS = "ConversationView { height: 1fr; scrollbar-size-vertical: 1; padding: 1 0 0 0; }"

    def __init__(self, looks: Looks, lang: Lang) -> None:
        """Start with the greeting."""
        super().__init__(classes="-empty")
        self._looks = looks
        self._lang = lang
        self._entries: tuple[Entry, ...] = ()
        self._widgets: list[Widget] = []
        self._first = 0
        self._cheap = 0
        self._live: Widget | None = None
        self._earlier: Static | None = None
        self._marks: Marks | None = None

    def compose(self) -> ComposeResult:
        """Give the greeting."""
        yield EmptyState(self._looks, self._lang)

    async def show(self, screen: ScreenState, now: float) -> None:
        """Draw what is new in `screen`; `now` is in session seconds."""
        if screen.entries and not self._widgets:
            await self._begin(screen.entries)
        drawn = self._first + len(self._widgets) - (self._live is not None)
        self._entries = screen.entries
        for entry in screen.entries[drawn:]:
            await self._add(entry, now)
        if screen.current is not None:
            await self._follow(screen.current, now)
        await self._make_room()

    def fold_thinking(self) -> None:
        """Fold or unfold the newest thinking; what was unfolded is brought to the top, and folding goes to the end."""
        from simulator.faces.tui.widgets.entries import toggle_thinking

        for widget in reversed(self._widgets):
            is_open = toggle_thinking(widget)
            if is_open and self._live is None:
                self.call_after_refresh(self.scroll_to_widget, widget, top=True, animate=False)
            elif is_open is not None:
                self.anchor()
            if is_open is not None:
                return

    async def look_back(self) -> None:
        """Scroll a page towards the beginning; at the top, bring earlier entries back."""
        if self.scroll_y > 0:
            self.scroll_page_up(animate=False)
        elif self._first > 0:
            await self._bring_back()

    async def reveal(self, found: Sequence[int], place: int, words: str) -> None:
        """Bring the entry at `place` into view, and mark `words` in all `found` entries that are drawn."""
        from simulator.faces.tui.widgets.marking import Marks

        self._marks = self._marks or Marks()
        self.release_anchor()
        if place < self._first:
            await self._bring_back(self._first - place + MARGIN)
        self._marks.put((self._widgets[at - self._first] for at in found if at >= self._first), words)
        for widget in self._widgets:
            widget.set_class(widget is self._widgets[place - self._first], "-found")
        self.call_after_refresh(
            self.scroll_to_widget, self._widgets[place - self._first], animate=False, center=True, force=True
        )

    def end_search(self) -> None:
        """Take all marks away."""
        if self._marks is not None:
            self._marks.take_away()
            self._marks = None
            for widget in self._widgets:
                widget.remove_class("-found")

    async def _begin(self, entries: tuple[Entry, ...]) -> None:
        await self.query(EmptyState).remove()
        self.remove_class("-empty")
        self.anchor()
        self._first = max(0, len(entries) - RICH)
        await self._count_earlier()

    async def _add(self, entry: Entry, now: float) -> None:
        # Only here, and in the other methods, since the first frame of an empty phone needs none of these widgets.
        from simulator.faces.tui.widgets.entries import fill, widget_for

        if isinstance(entry, AssistantMessage) and self._live is not None:
            widget, self._live = self._live, None
        else:
            widget = widget_for(entry, self._looks, self._lang)
            self._widgets.append(widget)
            await self.mount(widget)
        await fill(widget, entry, now)

    async def _follow(self, message: AssistantMessage, now: float) -> None:
        from simulator.faces.tui.widgets.entries import fill, widget_for

        if self._live is None:
            self._live = widget_for(message, self._looks, self._lang)
            self._widgets.append(self._live)
            await self.mount(self._live)
        await fill(self._live, message, now)

    async def _make_room(self) -> None:
        """Turn answers beyond the newest `RICH` into text, and take entries beyond `KEPT` off the screen."""
        if len(self._widgets) > KEPT + PAGE and self.is_vertical_scroll_end and self._marks is None:
            gone, self._widgets = self._widgets[:-KEPT], self._widgets[-KEPT:]
            await self.remove_children(gone)
            self._first += len(gone)
            self._cheap = max(0, self._cheap - len(gone))
            await self._count_earlier()

    async def _bring_back(self, count: int = PAGE) -> None:
        from simulator.faces.tui.widgets.entries import fill, widget_for

        start = max(0, self._first - max(count, PAGE))
        entries = self._entries[start : self._first]
        widgets = [widget_for(entry, self._looks, self._lang) for entry in entries]
        await self.mount_all(widgets, before=self._widgets[0])
        for widget, entry in zip(widgets, entries, strict=True):
            await fill(widget, entry, 0.0)
        self._widgets[:0], self._first = widgets, start
        self._cheap += len(widgets)
        await self._count_earlier()

    async def _count_earlier(self) -> None:
        """Say above the entries how many are not drawn."""
        if self._earlier is None and self._first > 0:
            self._earlier = Static(id="earlier")
            await self.mount(self._earlier, before=0)
        if self._earlier is not None:
            self._earlier.display = self._first > 0
            self._earlier.update(Content(text("earlier", self._lang, count=self._first)))
