"""An index of pages in memory, ranked by SQLite's BM25. What a term is, the domain says; files are `corpus`' work.

SQLite's own trigram tokenizer finds nothing for a word of two characters, so the index is given terms cut by
`domain.terms` and separated by blanks, which its plain tokenizer keeps as they are.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date

from simulator.domain.search import LONGEST_QUERY, search_terms
from simulator.domain.terms import terms
from simulator.search.corpus import Entry

ENOUGH = 0.5
"""The share of a query's terms that a page must hold to count as found: one common word alone makes no answer."""

_CREATE = "CREATE VIRTUAL TABLE pages USING fts5(title, tags, body, day UNINDEXED, tokenize = 'unicode61')"
_RANKED = """SELECT rowid FROM pages WHERE pages MATCH ? AND day <= ?
ORDER BY bm25(pages, 4.0, 3.0, 1.0), day DESC, rowid"""
_NEWEST = "SELECT rowid FROM pages WHERE day <= ? ORDER BY day DESC, rowid LIMIT ?"


class Index:
    """Finds entries by their terms. For one thread; closing it is Python's business."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        """Index the entries: about a tenth of a millisecond a page. Raises: sqlite3.Error if SQLite has no FTS5."""
        self._entries = tuple(entries)
        self._held = [frozenset(terms(" ".join((e.page.title, *e.tags, e.page.text)))) for e in self._entries]
        self._database = sqlite3.connect(":memory:")
        self._database.execute(_CREATE)
        self._database.executemany(
            "INSERT INTO pages (rowid, title, tags, body, day) VALUES (?, ?, ?, ?, ?)", self._rows()
        )

    def _rows(self) -> list[tuple[int, str, str, str, str]]:
        return [
            (number, _cut(page.title), _cut(" ".join(entry.tags)), _cut(page.text), page.date.isoformat())
            for number, entry in enumerate(self._entries)
            for page in (entry.page,)
        ]

    def find(self, query: str, until: date, most: int) -> list[Entry]:
        """Give at most `most` entries of `until` or earlier, best first; the newest for a query without any term.

        Any text is a query: it reaches SQLite as quoted terms only, and no more than its first 200 characters.
        """
        wanted = search_terms(query[:LONGEST_QUERY])
        if not wanted:
            numbers = self._database.execute(_NEWEST, (until.isoformat(), most))
            return [self._entries[number] for (number,) in numbers]
        # A term holds letters, digits and points alone, so that nothing in it can end the quotes.
        match = " OR ".join(f'"{term}"' for term in wanted)
        found = self._database.execute(_RANKED, (match, until.isoformat())).fetchall()
        held = [number for (number,) in found if self._share(number, wanted) >= ENOUGH]
        return [self._entries[number] for number in held[:most]]

    def _share(self, number: int, wanted: Sequence[str]) -> float:
        return sum(term in self._held[number] for term in wanted) / len(wanted)


def _cut(text: str) -> str:
    return " ".join(terms(text))
