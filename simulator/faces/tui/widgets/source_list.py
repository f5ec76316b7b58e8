"""The pages that an answer cites, folded under it: their titles, and the addresses when they are asked for.

Nothing is opened: an address is there to be read first, and to be selected.
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from textual.content import Content
from textual.events import Click

from simulator.domain.events import SearchResult
from simulator.domain.limit import Lang
from simulator.faces.tui.foreign import harmless
from simulator.faces.tui.texts import text
from simulator.faces.tui.widgets.wrapped_text import WrappedText


class SourceList(WrappedText):
    """One line as long as it is folded; a click unfolds it."""

    DEFAULT_CSS = "SourceList { height: auto; width: 1fr; padding: 0 1; margin: 0 0 1 0; }"

    def __init__(self, sources: Sequence[SearchResult], lang: Lang) -> None:
        """Start folded."""
        self._sources, self._lang = tuple(sources), lang
        self._is_open = False
        super().__init__(self._written(), expand=True)

    def on_click(self, event: Click) -> None:
        """Fold or unfold."""
        event.stop()
        self.toggle()

    def toggle(self) -> None:
        """Show addresses and days, or only whose pages they are."""
        self._is_open = not self._is_open
        self.update(self._written())

    def _written(self) -> Content:
        sign = "▾" if self._is_open else "▸"
        head = Content.styled(f"{sign} {text('sources', self._lang, count=len(self._sources))}", "$foreground 60%")
        if not self._is_open:
            hosts = " · ".join(dict.fromkeys(_host(source.url) for source in self._sources))
            return Content.assemble(head, (f"  {hosts}", "$foreground 45%"))
        rows = [
            Content.assemble(
                (f"[{number}] ", "$primary"),
                harmless(source.title),
                (f"  {harmless(source.date)}\n    {harmless(source.url)}", "$foreground 60%"),
            )
            for number, source in enumerate(self._sources, 1)
        ]
        return Content("\n").join([head, *rows])


def _host(url: str) -> str:
    try:
        return harmless(urlsplit(url).hostname or url)
    except ValueError:
        return harmless(url)
