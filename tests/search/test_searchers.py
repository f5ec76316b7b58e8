"""What every searcher promises: the fake, the small web that comes with the program, and a SearXNG instance."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.backends.http import httpx
from simulator.backends.searxng import SearxngSearcher
from simulator.bundled import folder
from simulator.domain.problem import UserProblem
from simulator.domain.release import SHANGHAI
from simulator.domain.search import SearchFailed
from simulator.ports import Searcher
from simulator.search.corpus import load_entries
from simulator.search.embedded import EmbeddedSearcher
from simulator.wiring.search import searcher
from tests.search.searchers import Listed, noon

WEB = folder("fixtures") / "web"
PAGES = [entry.page for entry in load_entries(WEB)]
ANY = st.text(st.characters(codec=None, exclude_categories=()), max_size=80)
DAYS = st.datetimes(datetime(2024, 12, 30), datetime(2025, 3, 3)).map(lambda moment: moment.replace(tzinfo=SHANGHAI))


def answer(request: httpx.Request) -> httpx.Response:
    """Answer as an instance that finds every page, the newest first."""
    results = [
        {"title": page.title, "url": page.url, "content": page.text, "publishedDate": f"{page.date}T08:00:00"}
        for page in NEWEST_FIRST
    ]
    return httpx.Response(200, json={"query": request.url.params["q"], "results": results})


def real() -> SearxngSearcher:
    return SearxngSearcher("http://127.0.0.1:8888", transport=httpx.MockTransport(answer))


NEWEST_FIRST = sorted(PAGES, key=lambda page: page.date, reverse=True)
SEARCHERS = {"listed": lambda: Listed(*NEWEST_FIRST), "embedded": lambda: EmbeddedSearcher(WEB), "searxng": real}
EMBEDDED = EmbeddedSearcher(WEB)


@pytest.fixture(params=SEARCHERS)
def any_searcher(request) -> Searcher:
    return SEARCHERS[request.param]()


async def test_something_is_found(any_searcher):
    assert await any_searcher.search("DeepSeek", noon(2025, 2, 12))


async def test_nothing_after_the_day_is_found(any_searcher):
    for day in range(1, 29):
        found = await any_searcher.search("DeepSeek 小艺 OPPO 小米", noon(2025, 2, day))
        assert all(page.date <= noon(2025, 2, day).date() for page in found)
    assert await any_searcher.search("DeepSeek", noon(2024, 12, 31)) == []


async def test_the_day_is_the_one_in_china(any_searcher):
    evening_in_london = datetime(2025, 2, 4, 17, tzinfo=UTC)
    found = await any_searcher.search("小艺 Beta", evening_in_london)
    assert max(page.date for page in found) == datetime(2025, 2, 5).date()
    earlier = await any_searcher.search("小艺 Beta", evening_in_london - timedelta(hours=2))
    assert all(page.date < datetime(2025, 2, 5).date() for page in earlier)


async def test_a_search_gives_a_handful(any_searcher):
    assert len(await any_searcher.search("DeepSeek", noon(2025, 3, 1))) == 5


HOSTILE = [
    "",
    '"',
    '小艺" OR day:*',
    "NEAR(小艺 助手, 5) AND NOT *",
    "{title tags} : ^x -y",
    "'; DROP TABLE pages; --",
    "\x00\ud800 小艺",
    "( " * 5_000,
    "小" * 100_000,
    "deepseek " * 12_000,
    "a.b" * 34_000,
]


@pytest.mark.parametrize("query", HOSTILE, ids=range(len(HOSTILE)))
async def test_a_hostile_query_is_a_query(any_searcher, query):
    assert len(await any_searcher.search(query, noon(2025, 2, 12))) <= 5


@given(ANY, DAYS)
async def test_any_text_can_be_searched_on_any_day(query, until):
    found = await EMBEDDED.search(query, until)
    assert len(found) <= 5 and all(page.date <= until.date() for page in found)


async def test_a_missing_folder_is_a_failed_search_with_its_reason(tmp_path):
    with pytest.raises(SearchFailed, match="cannot be read"):
        await EmbeddedSearcher(tmp_path / "none").search("小艺", noon(2025, 2, 12))


def test_without_an_address_the_small_web_is_searched():
    assert isinstance(searcher(None), EmbeddedSearcher)
    assert isinstance(searcher("http://127.0.0.1:8888"), SearxngSearcher)
    with pytest.raises(UserProblem, match="--search-url ftp://x"):
        searcher("ftp://x")


def test_sqlite_is_imported_by_the_first_search():
    code = (
        "import asyncio, json, sys; from datetime import UTC, datetime\n"
        "from simulator.wiring.search import searcher\n"
        "found, before = searcher(None), 'sqlite3' in sys.modules\n"
        "asyncio.run(found.search('小艺', datetime(2025, 2, 12, tzinfo=UTC)))\n"
        "print(json.dumps([before, 'sqlite3' in sys.modules]))"
    )
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout
    assert json.loads(printed) == [False, True]
