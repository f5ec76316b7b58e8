"""What is behind the phone: a line of pages and the page that is open. What a page says is `inspector`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Literal

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widgets import Input, Static

from simulator.domain.limit import Lang
from simulator.faces.tui.foreign import harmless
from simulator.faces.tui.inspector.events_page import events_page
from simulator.faces.tui.inspector.inspected import Inspected
from simulator.faces.tui.inspector.limits_page import limits_page
from simulator.faces.tui.inspector.turn_page import turn_page
from simulator.faces.tui.inspector.wire_page import wire_page
from simulator.faces.tui.texts import text

Page = Literal["turn", "limits", "events", "wire"]

PAGES: Mapping[Page, Callable[[Inspected, int], Content]] = {
    "turn": turn_page,
    "limits": limits_page,
    "events": events_page,
    "wire": wire_page,
}


class InspectorChanged(Message):
    """The user chose another page or filter: the inspector wants to be shown anew."""


class Inspector(Vertical):
    """One page at a time; the ones that grow follow their end."""

    DEFAULT_CSS = """
    Inspector {
        & > #pages { height: 1; padding: 0 1; }
        & > #filter { display: none; margin: 0 1; }
        & > VerticalScroll { height: 1fr; padding: 0 1; scrollbar-size-vertical: 1; scrollbar-gutter: stable; }
        &.-events > #filter { display: block; }
    }
    """

    def __init__(self, lang: Lang) -> None:
        """Open on the page of the turn."""
        super().__init__()
        self._lang = lang
        self.page: Page = "turn"
        self._phone_name = ""
        self._shown: Content | None = None
        self._ends: list[tuple[int, Page]] = []

    def compose(self) -> ComposeResult:
        """Give the line of pages, the filter of the log, and the page."""
        yield Static(Content(), id="pages")
        yield Input(placeholder=text("inspector.filter", self._lang), compact=True, id="filter")
        with VerticalScroll(can_focus=False):
            yield Static(Content(), id="page")

    def on_mount(self) -> None:
        """Write the line of pages."""
        self._write_pages()

    def on_resize(self) -> None:
        """Be shown anew: a page is written for a width."""
        self._write_pages()
        self.post_message(InspectorChanged())

    def turn_over(self) -> None:
        """Open the next page."""
        pages = list(PAGES)
        self.open(pages[(pages.index(self.page) + 1) % len(pages)])

    def open(self, page: Page) -> None:
        """Open a page at its beginning, or where it grows, at its end."""
        self.page = page
        self.set_class(page == "events", "-events")
        self._write_pages()
        scroll = self.query_one(VerticalScroll)
        if page in ("events", "wire"):
            scroll.anchor()
        else:
            scroll.release_anchor()
            scroll.scroll_home(animate=False)
        self.post_message(InspectorChanged())

    def show(self, phone: Inspected) -> None:
        """Show the open page of a phone; nothing is drawn if it says the same as before."""
        width = self.query_one(VerticalScroll).scrollable_content_region.width
        if not self.is_mounted or width <= 0:
            return
        if phone.name != self._phone_name:
            self._phone_name = phone.name
            self._write_pages()
        wanted = replace(phone, filter=harmless(self.query_one("#filter", Input).value))
        content = PAGES[self.page](wanted, width)
        before = self._shown
        if before is None or (before.plain, before.spans) != (content.plain, content.spans):
            self._shown = content
            self.query_one("#page", Static).update(content)

    def look(self, pages: int) -> None:
        """Scroll by so many screenfuls; negative is towards the beginning."""
        scroll = self.query_one(VerticalScroll)
        scroll.scroll_page_up(animate=False) if pages < 0 else scroll.scroll_page_down(animate=False)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Choose lines of the log anew."""
        event.stop()
        self.post_message(InspectorChanged())

    def on_click(self, event: Click) -> None:
        """Open the page whose name was clicked at."""
        if event.widget is not None and event.widget.id == "pages":
            event.stop()
            page = next((page for end, page in self._ends if event.x <= end), None)
            if page is not None:
                self.open(page)

    def _write_pages(self) -> None:
        shown, self._ends = Content(""), []
        for page in PAGES:
            name = f" {text(f'inspector.page.{page}', self._lang)} "
            style = "bold $background on $primary" if page == self.page else "$foreground 60%"
            shown = Content.assemble(shown, (name, style), " ")
            self._ends.append((shown.cell_length, page))
        line = self.query_one("#pages", Static)
        whose = Content.styled(self._phone_name, "$foreground 60%")
        gap = line.content_size.width - shown.cell_length - whose.cell_length
        line.update(Content.assemble(shown, " " * gap, whose) if gap >= 0 else shown)
