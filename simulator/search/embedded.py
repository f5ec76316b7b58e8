"""The searcher over the pages that come with the program. Which of them fit is decided in `index`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.domain.release import SHANGHAI
from simulator.domain.search import Page, SearchFailed, search_terms

if TYPE_CHECKING:
    from simulator.search.index import Index

MOST_PAGES = 5
"""Pages of one search. Assumed: how many the phones sent is not public."""


class EmbeddedSearcher:
    """Searches a folder of pages. Files are read, and SQLite is imported, when the first search happens."""

    def __init__(self, folder: Path) -> None:
        """Take the folder, which is read once."""
        self._folder = folder
        self._index: Index | None = None

    async def search(self, query: str, until: datetime) -> Sequence[Page]:
        """Give the pages that answer `query` up to the day of `until`, each with the part that fits the query.

        Raises: SearchFailed if the folder cannot be read or this Python's SQLite has no full-text search.
        """
        if self._index is None:
            self._index = _indexed(self._folder)
        found = self._index.find(query, until.astimezone(SHANGHAI).date(), MOST_PAGES)
        wanted = search_terms(query)
        return [_cut(entry.page, wanted) for entry in found]


def _cut(page: Page, wanted: Sequence[str]) -> Page:
    from simulator.search.excerpt import excerpt

    return replace(page, text=excerpt(page.text, wanted))


def _indexed(folder: Path) -> Index:
    import sqlite3

    from simulator.search.corpus import load_entries
    from simulator.search.index import Index

    try:
        return Index(load_entries(folder))
    except (OSError, ValueError) as error:
        raise SearchFailed(f"the pages that come with the program cannot be read: {error}") from None
    except sqlite3.Error as error:
        raise SearchFailed(f"this Python's SQLite cannot search text: {error}") from None
