"""Reads the pages of the small web from a folder of TOML files. Finding one among them is `index`.

A file holds `[[pages]]` tables. Keys: `date` (a TOML date: the day from which the page can be found), `url`, `title`,
`text`, and `tags`, words that the page is also found by. A report of an evening is dated the next day.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from simulator.domain.search import Page

_KINDS: Mapping[str, type] = {"date": date, "url": str, "title": str, "text": str, "tags": list}


@dataclass(frozen=True, slots=True)
class Entry:
    """A page as it is stored: its text is whole, and `tags` are further words that find it."""

    page: Page
    tags: tuple[str, ...]


def load_entries(folder: Path) -> tuple[Entry, ...]:
    """Read all `*.toml` of a folder in the order of their names; other files are left alone.

    Raises: ValueError naming file, page and key of the first error, FileNotFoundError if there is no such folder.
    """
    if not folder.is_dir():
        raise FileNotFoundError(f"{folder}: no such folder of pages")
    return tuple(entry for path in sorted(folder.glob("*.toml")) for entry in _file(path))


def _file(path: Path) -> Iterator[Entry]:
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"{path}: not a TOML file in UTF-8: {error}") from None
    tables = data.get("pages")
    if data.keys() != {"pages"} or not isinstance(tables, list):
        raise ValueError(f"{path}: a file of pages holds [[pages]] and nothing else")
    for place, table in enumerate(tables, 1):
        yield _entry(table, f"{path}: pages[{place}]")


def _entry(table: Any, where: str) -> Entry:
    if not isinstance(table, dict) or table.keys() != _KINDS.keys():
        raise ValueError(f"{where}: write exactly the keys {', '.join(_KINDS)}")
    for key, kind in _KINDS.items():
        # A TOML date-time is a date to isinstance, and would break the comparison of days.
        if type(table[key]) is not kind or not table[key]:
            raise ValueError(f"{where}.{key} is {table[key]!r}; write a {kind.__name__}")
    if not all(isinstance(tag, str) for tag in table["tags"]):
        raise ValueError(f"{where}.tags is {table['tags']!r}; write a list of texts")
    if not table["url"].startswith(("https://", "http://")):
        raise ValueError(f"{where}.url is {table['url']!r}; write an http or https address")
    page = Page(title=table["title"], url=table["url"], date=table["date"], text=" ".join(table["text"].split()))
    return Entry(page, tuple(table["tags"]))
