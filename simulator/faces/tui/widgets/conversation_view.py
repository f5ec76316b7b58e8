"""The messages and notices of a phone, newest at the bottom. Those far from what is looked at are no widgets at all."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static

from simulator.domain.limit import Lang
from simulator.domain.release import Looks
from simulator.domain.screen import AssistantMessage, Entry, ScreenState
from simulator.faces.tui.texts import text
from simulator.faces.tui.widgets.empty_state import EmptyState
from simulator.faces.tui.widgets.laid_out_once import LaidOutOnce
from simulator.faces.tui.widgets.quiet_blank import quiet

if TYPE_CHECKING:
    from simulator.faces.tui.widgets.marking import Marks

NEWEST = 16
"""So many entries are drawn where the view opens: at the end, or around what was searched for."""
MOST = 40
"""So many entries are widgets at the end: each piece of an answer lays them all out again."""
STEP = 6
"""So many entries come at a time: keys are acted on between steps."""
FAR = 3
"""Pages from the top of the view: what stands farther from it goes."""
MARGIN = 5
"""So many entries stand before the one that was searched for."""


class ConversationView(VerticalScroll, LaidOutOnce, can_focus=False):
    """A scrolling column of entries that follows its end until the user scrolls away from it.

    Entry `_first + k` is drawn by `_widgets[k]`; the last one is `_live` while its message is under way. Where the view
    `_is_cut`, the newest entries are not drawn, since the user looks far back.
    """

    BLANK = True  # but for its entries, which are drawn over it
    DEFAULT_CSS = "ConversationView { height: 1fr; scrollbar-size-vertical: 1; padding: 1 0 0 0; }"

    def render_lines(self, crop: Region) -> list[Strip]:
        """Give the blank that its parts are drawn over."""
        return quiet(self, super().render_lines(crop))

    def __init__(self, looks: Looks, lang: Lang) -> None:
        """Start with the greeting."""
        super().__init__(classes="-empty")
        self._looks = looks
        self._lang = lang
        self._entries: tuple[Entry, ...] = ()
        self._widgets: list[Widget] = []
        self._first = 0
        self._live: Widget | None = None
        self._is_cut = False
        self._is_to_return = False
        self._changing = asyncio.Lock()
        self._earlier: Static | None = None
        self._marks: Marks | None = None

    def compose(self) -> ComposeResult:
        """Give the greeting."""
        yield EmptyState(self._looks, self._lang)

    async def show(self, screen: ScreenState, now: float) -> None:
        """Draw what is new in `screen`; `now` is in session seconds."""
        async with self._changing:
            if screen.entries and not self._widgets:
                await self._begin(screen.entries)
            self._entries = screen.entries
            if self._is_to_return:
                self._is_to_return = False
                await self._open_at(len(screen.entries))
            if self._is_cut:
                return
            for entry in screen.entries[self._end :]:
                await self._add(entry, now)
            if screen.current is not None:
                await self._follow(screen.current, now)
            if len(self._widgets) > MOST + STEP and self.is_vertical_scroll_end and self._marks is None:
                await self._drop_earliest(min(self._far_above, len(self._widgets) - MOST))

    def anchor(self, anchor: bool = True) -> None:
        """Follow the end; with the next frame, where it is not drawn now."""
        super().anchor(anchor)
        self._is_to_return = anchor and self._is_cut

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
        """Scroll a page towards the beginning; earlier entries come back before they are in view."""
        if self.scroll_y <= 0 < self._first:
            await self._change(self._bring_earlier, 0)
        self.scroll_page_up(animate=False)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Bring back what is about to come into view, however the user scrolls."""
        super().watch_scroll_y(old_value, new_value)
        if (self._is_near_first or self._is_near_last) and not self._changing.locked():
            self.call_later(self._tend)

    async def reveal(self, found: Sequence[int], place: int, words: str) -> None:
        """Bring the entry at `place` into view, and mark `words` in all `found` entries that are drawn."""
        from simulator.faces.tui.widgets.entries import unfold_thinking
        from simulator.faces.tui.widgets.marking import Marks

        async with self._changing:
            self.release_anchor()
            if not self._first <= place < self._end:
                await self._open_at(place)
            shown = self._widgets[place - self._first]
            unfold_thinking(shown, self._entries[place], words)
            self._marks = self._marks or Marks()
            self._marks.put((self._widgets[at - self._first] for at in found if self._first <= at < self._end), words)
            for widget in self._widgets:
                widget.set_class(widget is shown, "-found")
            self._hold(shown)

    def end_search(self) -> None:
        """Take all marks away."""
        if self._marks is not None:
            self._marks.take_away()
            self._marks = None
            for widget in self._widgets:
                widget.remove_class("-found")

    @property
    def _end(self) -> int:
        """The place after the last finished entry that is drawn."""
        return self._first + len(self._widgets) - (self._live is not None)

    @property
    def _page(self) -> int:
        return max(1, self.scrollable_content_region.height)

    @property
    def _is_near_first(self) -> bool:
        return self._first > 0 and self.scroll_y < self._page and not self.is_vertical_scroll_end

    @property
    def _is_near_last(self) -> bool:
        return self._is_cut and self.scroll_y > self.max_scroll_y - self._page

    @property
    def _far_above(self) -> int:
        top = self.scroll_y - FAR * self._page
        return sum(1 for _ in takewhile(lambda widget: widget.virtual_region.bottom < top, self._widgets))

    @property
    def _far_below(self) -> int:
        foot = self.scroll_y + FAR * self._page
        return sum(1 for _ in takewhile(lambda widget: widget.virtual_region.y > foot, reversed(self._widgets)))

    async def _tend(self) -> None:
        """Draw what is about to come into view, step by step."""
        if self._is_near_first:
            await self._change(self._bring_earlier, 0)
        elif self._is_near_last:
            await self._change(self._bring_later, -1)
        else:
            return
        self.call_later(self._tend)

    async def _change(self, change: Callable[[], Awaitable[None]], held: int) -> None:
        """Let entries come and go; what is in view stays in its place, and so does the `held` one beside what comes."""
        async with self._changing:
            widget = self._widgets[held]
            height = widget.virtual_region.y - self.scroll_y
            with self.app.batch_update():
                await change()
                self._hold(widget, height)

    def _hold(self, widget: Widget, height: float | None = None) -> None:
        """Scroll to where `widget` stands so many lines under the top, or in the middle; whatever has come or gone."""
        arranged = self.arrange(self.scrollable_content_region.size)
        self.virtual_size = arranged.total_region.size
        region = next(placement.region for placement in arranged.placements if placement.widget is widget)
        under = max(0, self._page - region.height) // 2 if height is None else height
        self.scroll_to(y=region.y - under, animate=False, immediate=True, force=True)

    async def _begin(self, entries: tuple[Entry, ...]) -> None:
        await self.query(EmptyState).remove()
        self.remove_class("-empty")
        self.anchor()
        self._first = max(0, len(entries) - max(NEWEST, self._page // 2))
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

    async def _open_at(self, place: int) -> None:
        """Draw the entries around a place anew, and none of those that were drawn."""
        self.end_search()
        gone, self._widgets, self._live = self._widgets, [], None
        count = max(NEWEST, self._page // 2)
        self._first = max(0, min(place - MARGIN, len(self._entries) - count))
        with self.app.batch_update():
            await self.remove_children(gone)
            await self._bring_later(count)

    async def _bring_earlier(self) -> None:
        far, start = self._far_below, max(0, self._first - STEP)
        widgets = self._made(start, self._first)
        await self.mount_all(widgets, before=self._widgets[0])
        await self._fill(widgets, start)
        self._widgets[:0], self._first = widgets, start
        if far:
            gone, self._widgets = self._widgets[-far:], self._widgets[:-far]
            self._live, self._is_cut = None, True
            await self.remove_children(gone)
        await self._count_earlier()

    async def _bring_later(self, count: int = STEP) -> None:
        far, start = self._far_above, self._end
        widgets = self._made(start, start + count)
        await self.mount_all(widgets)
        await self._fill(widgets, start)
        self._widgets += widgets
        self._is_cut = self._end < len(self._entries)
        await self._drop_earliest(far)

    async def _drop_earliest(self, count: int) -> None:
        gone, self._widgets = self._widgets[:count], self._widgets[count:]
        self._first += count
        await self.remove_children(gone)
        await self._count_earlier()

    def _made(self, start: int, end: int) -> list[Widget]:
        from simulator.faces.tui.widgets.entries import widget_for

        return [widget_for(entry, self._looks, self._lang) for entry in self._entries[start:end]]

    async def _fill(self, widgets: Sequence[Widget], start: int) -> None:
        from simulator.faces.tui.widgets.entries import fill

        for widget, entry in zip(widgets, self._entries[start:], strict=False):
            await fill(widget, entry, 0.0)

    async def _count_earlier(self) -> None:
        """Say above the entries how many are not drawn."""
        if self._earlier is None and self._first > 0:
            self._earlier = Static(id="earlier")
            await self.mount(self._earlier, before=0)
        if self._earlier is not None:
            self._earlier.display = self._first > 0
            self._earlier.update(Content(text("earlier", self._lang, count=self._first)))
