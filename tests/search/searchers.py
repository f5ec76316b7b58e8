"""A searcher over a list, and pages to search. It keeps the promises of its port, as `test_searchers` proves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from simulator.domain.release import SHANGHAI
from simulator.domain.search import Page, SearchFailed


def page(title: str = "小艺上线", day: date = date(2025, 2, 5), url: str = "", text: str = "") -> Page:
    """Make a page."""
    return Page(title=title, url=url or f"https://example.com/{day}", date=day, text=text or f"{title}。")


def noon(*day: int) -> datetime:
    """Give noon in Shanghai."""
    return datetime(*day, 12, tzinfo=SHANGHAI)  # type: ignore[misc,arg-type]


class Listed:
    """Finds all its pages for every query, those of the future left out; `failing` is the reason why it cannot."""

    def __init__(self, *pages: Page, failing: str | None = None) -> None:
        self.asked: list[tuple[str, datetime]] = []
        self._pages, self._failing = pages, failing

    async def search(self, query: str, until: datetime) -> Sequence[Page]:
        self.asked.append((query, until))
        if self._failing is not None:
            raise SearchFailed(self._failing)
        return [page for page in self._pages if page.date <= until.astimezone(SHANGHAI).date()][:5]
