"""The messages and notices of a phone, newest at the bottom. It draws what it is given and keeps old ones cheap."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from simulator.domain.limit import Lang
from simulator.domain.release import Looks
from simulator.domain.screen import AssistantMessage, Entry, ScreenState, UserMessage
from simulator.faces.tui.texts import text
from simulator.faces.tui.widgets.assistant_bubble import AssistantBubble
from simulator.faces.tui.widgets.empty_state import EmptyState
from simulator.faces.tui.widgets.notice_line import NoticeLine
from simulator.faces.tui.widgets.user_bubble import UserBubble

RICH = 20
"""The newest entries keep their Markdown: 500 old ones as Markdown stall the loop for a second, as text for nothing."""
KEPT = 120
"""So many entries are widgets at most: each append lays them all out again."""
PAGE = 40


class ConversationView(VerticalScroll, can_focus=False):
    """A scrolling column of bubbles that follows its end until the user scrolls away from it."""

    DEFAULT_CSS = "ConversationView { height: 1fr; scrollbar-size-vertical: 1; padding: 1 0 0 0; }"

    def __init__(self, looks: Looks, lang: Lang) -> None:
        """Start with the greeting."""
        super().__init__(classes="-empty")
        self._looks = looks
        self._lang = lang
        self._widgets: list[Widget] = []
        self._entries: tuple[Entry, ...] = ()
        self._first = 0
        self._settled = 0
        self._live: AssistantBubble | None = None
        self._earlier = Static(id="earlier")

    def compose(self) -> ComposeResult:
        """Give the greeting, and the line that stands for entries that are not drawn."""
        self._earlier.display = False
        yield self._earlier
        yield EmptyState(self._looks, self._lang)

    async def show(self, screen: ScreenState, now: float) -> None:
        """Draw what is new in `screen`; `now` is in session seconds."""
        drawn = self._first + len(self._widgets) - (self._live is not None)
        if screen.entries and not self._widgets:
            await self.query(EmptyState).remove()
            self.remove_class("-empty")
            self.anchor()
            self._first = drawn = max(0, len(screen.entries) - KEPT)
        self._entries = screen.entries
        for entry in screen.entries[drawn:]:
            await self._add(entry, now)
        if screen.current is not None:
            if self._live is None:
                self._live = await self._open(screen.current)
            await self._live.show(screen.current, now)
        await self._make_cheap()

    def fold_thinking(self) -> None:
        """Fold or unfold the newest thinking; what was unfolded is brought to the top, and folding goes to the end."""
        folds = [widget.fold for widget in self._widgets if isinstance(widget, AssistantBubble) and widget.fold]
        if not folds:
            return
        folds[-1].toggle()
        if folds[-1].is_open and self._live is None:
            self.call_after_refresh(self.scroll_to_widget, folds[-1], top=True, animate=False)
        else:
            self.anchor()

    async def look_back(self) -> None:
        """Scroll a page towards the beginning; from the top, bring earlier entries back."""
        if self.scroll_y > 0:
            self.scroll_page_up(animate=False)
        elif self._first > 0:
            await self._bring_back()

    async def _bring_back(self) -> None:
        start = max(0, self._first - PAGE)
        widgets: list[Widget] = []
        for entry in self._entries[start : self._first]:
            widgets.append(await self._place(entry))
        await self.mount_all(widgets, after=self._earlier)
        for widget, entry in zip(widgets, self._entries[start:], strict=False):
            await self._fill(widget, entry, 0.0)
            await _settle(widget, entry)
        self._widgets[:0], self._first = widgets, start
        self._settled += len(widgets)
        self._count_earlier()

    async def _add(self, entry: Entry, now: float) -> None:
        if isinstance(entry, AssistantMessage) and self._live is not None:
            live, self._live = self._live, None
            await live.show(entry, now)
            return
        widget = await self._place(entry)
        self._widgets.append(widget)
        await self.mount(widget)
        await self._fill(widget, entry, now)

    async def _open(self, message: AssistantMessage) -> AssistantBubble:
        bubble = AssistantBubble(message.turn, self._looks, self._lang)
        self._widgets.append(bubble)
        await self.mount(bubble)
        return bubble

    async def _place(self, entry: Entry) -> Widget:
        if isinstance(entry, AssistantMessage):
            return AssistantBubble(entry.turn, self._looks, self._lang)
        return UserBubble(entry, self._lang) if isinstance(entry, UserMessage) else NoticeLine(entry, self._lang)

    async def _fill(self, widget: Widget, entry: Entry, now: float) -> None:
        if isinstance(widget, AssistantBubble) and isinstance(entry, AssistantMessage):
            await widget.show(entry, now)

    async def _make_cheap(self) -> None:
        """Turn answers beyond the newest `RICH` into text, and take entries beyond `KEPT` off the screen."""
        while self._settled < len(self._widgets) - RICH:
            await _settle(self._widgets[self._settled], self._entries[self._first + self._settled])
            self._settled += 1
        if len(self._widgets) > KEPT + PAGE and self.is_vertical_scroll_end:
            gone, self._widgets = self._widgets[:-KEPT], self._widgets[-KEPT:]
            await self.remove_children(gone)
            self._first += len(gone)
            self._settled -= len(gone)
            self._count_earlier()

    def _count_earlier(self) -> None:
        self._earlier.display = self._first > 0
        self._earlier.update(Content(text("earlier", self._lang, count=self._first)))


async def _settle(widget: Widget, entry: Entry) -> None:
    if isinstance(widget, AssistantBubble) and isinstance(entry, AssistantMessage):
        await widget.settle(entry)
