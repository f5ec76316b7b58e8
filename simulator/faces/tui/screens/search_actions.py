"""Searches the conversation for words, and goes from match to match. Entries that are off the screen come back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.faces.tui.screens.phone_desk import PhoneDesk
from simulator.faces.tui.texts import text
from simulator.faces.tui.widgets.utterance_box import UtteranceBox

if TYPE_CHECKING:  # the search is imported when it is opened: no first frame needs it
    from simulator.faces.tui.widgets.search_line import SearchChanged, SearchMoved


class SearchActions(PhoneDesk):
    """The newest match comes first."""

    _words = ""
    _found: tuple[int, ...] = ()
    _match = 0

    async def action_search(self) -> None:
        """Open the line to search with, or go back to it."""
        from simulator.faces.tui.widgets.search_line import SearchLine

        lines = self.query(SearchLine)
        if not lines:
            await self.panel.mount(SearchLine(text("search.how", self.lang)), after=self.panel.messages)
        self.query_one(SearchLine).focus()

    async def on_search_changed(self, message: SearchChanged) -> None:
        """Find other words."""
        from simulator.faces.tui.searching import matches

        self._words = message.words
        self._found = matches(self.state.entries, message.words, self.lang)
        self._match = len(self._found) - 1
        await self._show_match()

    async def on_search_moved(self, message: SearchMoved) -> None:
        """Go to another match, beyond the first one to the last."""
        if self._found:
            self._match = (self._match + message.step) % len(self._found)
            await self._show_match()

    async def on_search_closed(self) -> None:
        """Close the search."""
        await self.end_search()

    async def end_search(self) -> None:
        """Take the line and the marks away, where there are any; the match stays in view."""
        if not self.query("SearchLine"):
            return
        from simulator.faces.tui.widgets.search_line import SearchLine

        self._words, self._found = "", ()
        self.panel.messages.end_search()
        await self.query(SearchLine).remove()
        self.hint("")
        self.query_one(UtteranceBox).go()

    async def _show_match(self) -> None:
        if self._found:
            at, count = self._match + 1, len(self._found)
            self.hint(text("search.found", self.lang, at=at, count=count))
            await self.panel.messages.reveal(self._found, self._found[self._match], self._words)
        else:
            self.hint(text("search.none", self.lang) if self._words.strip() else "")
            self.panel.messages.end_search()
