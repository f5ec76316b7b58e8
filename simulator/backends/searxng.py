"""Searches the real web through a SearXNG instance. What is searched for, and how results are sent, is not here.

Source of the form: https://docs.searxng.org/dev/search_api (`/search?q=…&format=json`; an instance that does not
allow JSON answers 403).
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from simulator.backends.address import place_of
from simulator.backends.http import httpx
from simulator.backends.network_faults import NETWORK_ERRORS
from simulator.dialects.json_text import NotJson, read
from simulator.dialects.plain import line
from simulator.domain.release import SHANGHAI
from simulator.domain.search import LONGEST_QUERY, Page, SearchFailed

MOST_PAGES = 5
TOTAL_SECONDS = 10.0
CONNECT_SECONDS = 5.0
_BODY_CAP = 4 * 1024 * 1024
_TEXT_CAP = 500
_TITLE_CAP = 200
_URL_CAP = 2_000


class SearxngSearcher:
    """Asks one instance, a request a search and no retry. `transport` replaces the network.

    A result without a day is left out: nobody could say whether the phone's day knew it already.
    Raises: ValueError with the remedy if the address cannot be used.
    """

    def __init__(
        self, url: str, *, seconds: float = TOTAL_SECONDS, transport: httpx.AsyncBaseTransport | None = None
    ) -> None:
        """Take the instance's address, with or without `/search`; `seconds` is all that a search may take."""
        self._url = _endpoint(url)
        self._place = place_of(self._url)
        self._seconds = seconds
        self._transport = transport

    async def search(self, query: str, until: datetime) -> Sequence[Page]:
        """Give the dated results up to the day of `until` in China, in the instance's order.

        Raises: SearchFailed if the instance cannot be reached, refuses, takes too long or answers something else.
        """
        try:
            async with asyncio.timeout(self._seconds):
                body = await self._asked(query[:LONGEST_QUERY].encode("utf-8", "replace").decode())
        except TimeoutError:
            raise SearchFailed(f"{self._place.name} took longer than {self._seconds:g} s to search") from None
        except (*NETWORK_ERRORS, httpx.InvalidURL, ValueError) as error:
            reason = line(str(error), cap=200) or type(error).__name__
            raise SearchFailed(f"no search at {self._place.name}: {reason}; check --search-url") from None
        return list(_pages(_results(body, self._place.name), until.astimezone(SHANGHAI).date()))[:MOST_PAGES]

    async def _asked(self, query: str) -> bytes:
        client = httpx.AsyncClient(
            transport=self._transport,
            timeout=httpx.Timeout(None, connect=CONNECT_SECONDS),
            verify=self._url.scheme == "https",
            trust_env=not self._place.is_loopback,
            follow_redirects=False,
        )
        # News engines are those that date their results.
        parameters = {"q": query, "format": "json", "categories": "general,news"}
        async with client, client.stream("GET", self._url, params=parameters) as response:
            if not response.is_success:
                raise SearchFailed(_refusal(response.status_code, self._place.name))
            body = bytearray()
            async for piece in response.aiter_bytes():
                body += piece
                if len(body) > _BODY_CAP:
                    raise SearchFailed(f"{self._place.name} answers more than {_BODY_CAP >> 20} MB")
            return bytes(body)


def _endpoint(url: str) -> httpx.URL:
    address = url.strip().partition("#")[0].partition("?")[0].rstrip("/").removesuffix("/search")
    try:
        parsed = httpx.URL(f"{address}/search")
    except (httpx.InvalidURL, UnicodeError, ValueError):
        raise ValueError(f"--search-url {address}: not a URL; {_REMEDY}") from None
    if parsed.userinfo:
        raise ValueError(f"--search-url of {parsed.host}: a password in the URL would be shown; leave it out")
    if parsed.scheme not in ("http", "https") or not parsed.host or "%" in parsed.host:
        raise ValueError(f"--search-url {address}: not an http or https URL; {_REMEDY}")
    return parsed


_REMEDY = "write a SearXNG instance's address, like http://127.0.0.1:8888"


def _refusal(status: int, name: str) -> str:
    if status == 403:
        return f"{name} answers 403; allow json among search.formats in the instance's settings.yml"
    if status == 429:
        return f"{name} answers 429: too many searches; wait, or use an instance of your own"
    return f"{name} answers {status} instead of results; check --search-url"


def _results(body: bytes, name: str) -> list[Any]:
    try:
        data = read(body.decode("utf-8", "replace"))
    except NotJson:
        data = None
    results = data.get("results") if isinstance(data, dict) else None
    if not isinstance(results, list):
        raise SearchFailed(f"{name} answers something else than SearXNG's JSON; check --search-url")
    return results


def _pages(results: list[Any], until: date) -> Iterator[Page]:
    """Give the usable results: a title, an http address, and a day that has come."""
    for result in results:
        if not isinstance(result, dict):
            continue
        day, url = _day(result.get("publishedDate")), _text(result.get("url"), _URL_CAP + 1)
        title = _text(result.get("title"), _TITLE_CAP)
        if (
            day is None
            or day > until
            or not title
            or len(url) > _URL_CAP
            or not url.startswith(("https://", "http://"))
        ):
            continue
        yield Page(title=title, url=url, date=day, text=_text(result.get("content"), _TEXT_CAP))


def _day(value: object) -> date | None:
    """Read a day. Without a zone it is taken as written; with one, it is the day in China."""
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
        return None if moment is None else (moment.astimezone(SHANGHAI) if moment.tzinfo else moment).date()
    except (ValueError, OverflowError):
        return None


def _text(value: object, cap: int) -> str:
    return line(value, cap=cap) if isinstance(value, str) else ""
