"""A SearXNG instance: what is asked of it, what of its answer counts, and how it fails."""

from __future__ import annotations

import asyncio
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.backends.http import httpx
from simulator.backends.searxng import SearxngSearcher
from simulator.domain.search import SearchFailed
from tests.search.searchers import noon

URL = "http://127.0.0.1:8888"
UNTIL = noon(2025, 2, 12)
GOOD = {"title": "题", "url": "https://a.example/1", "content": "文", "publishedDate": "2025-02-05T10:00:00"}
JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*GOOD, "results"]), inner, max_size=5),
    max_leaves=12,
)


def answering(content: bytes, status: int = 200) -> SearxngSearcher:
    return SearxngSearcher(URL, transport=httpx.MockTransport(lambda request: httpx.Response(status, content=content)))


def found_by(*results: object) -> SearxngSearcher:
    return answering(json.dumps({"results": results}).encode())


async def reason(searcher: SearxngSearcher) -> str:
    with pytest.raises(SearchFailed) as failed:
        await searcher.search("小艺", UNTIL)
    return str(failed.value)


@pytest.mark.parametrize("address", [URL, f"{URL}/", f"{URL}/search", f" {URL}/search?x=1#y "])
async def test_the_query_is_asked_for_as_json(address):
    asked = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(200, json={"results": []})

    assert await SearxngSearcher(address, transport=httpx.MockTransport(answer)).search("小艺 & 天气=?", UNTIL) == []
    (request,) = asked
    assert request.url.copy_with(query=None) == f"{URL}/search"
    assert (request.url.params["q"], request.url.params["format"]) == ("小艺 & 天气=?", "json")


async def test_a_result_without_a_day_that_has_come_is_left_out():
    days = [None, "", "soon", 20250205, "2025-02-13", "2025-02-12T17:00:00Z", "2025-02-12", "2025-02-12T15:59:00Z"]
    results = [{**GOOD, "title": str(day), "publishedDate": day} for day in days]
    assert [page.title for page in await found_by(*results).search("x", UNTIL)] == days[-2:]


async def test_only_pages_that_a_browser_opens_are_found():
    urls = [
        "javascript:alert(1)",
        "",
        None,
        "ftp://a.example",
        "https://a.example/" + "x" * 3_000,
        "http://a.example/ok",
    ]
    found = await found_by(*({**GOOD, "url": url} for url in urls)).search("x", UNTIL)
    assert [page.url for page in found] == ["http://a.example/ok"]


async def test_foreign_text_is_one_tame_line():
    wild = {**GOOD, "title": "<b>题</b>\x1b[31m\n二", "content": "文" * 9_000}
    (page,) = await found_by(wild).search("x", UNTIL)
    assert page.title == "题 二" and len(page.text) == 500


@pytest.mark.parametrize(
    ("searcher", "words"),
    [
        (answering(b"Forbidden", 403), "allow json among search.formats"),
        (answering(b"", 429), "too many searches"),
        (answering(b"", 301), "answers 301 instead of results"),
        (answering(b"<html>hello</html>"), "something else than SearXNG's JSON"),
        (answering(b"[]"), "something else than SearXNG's JSON"),
        (answering(b'{"results": 3}'), "something else than SearXNG's JSON"),
        (answering(b"[" * 200_000), "something else than SearXNG's JSON"),
        (answering(b" " * 5_000_000), "more than 4 MB"),
    ],
)
async def test_an_answer_without_results_is_a_failed_search(searcher, words):
    said = await reason(searcher)
    assert words in said and "127.0.0.1:8888" in said


async def test_a_refused_connection_is_a_failed_search(serve_once):
    url = await serve_once(b"")
    assert "check --search-url" in await reason(SearxngSearcher(url))


async def test_an_instance_that_hangs_is_given_up(serve_once):
    url = await serve_once(None)
    assert "took longer than 0.05 s" in await reason(SearxngSearcher(url, seconds=0.05))


async def test_results_come_over_a_real_socket(serve_once):
    body = json.dumps({"results": [GOOD]}).encode()
    url = await serve_once(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))
    assert [page.title for page in await SearxngSearcher(url).search("x", UNTIL)] == ["题"]


@pytest.fixture
async def serve_once():
    """Give a function that serves these bytes to every connection and hangs up; None says nothing and holds on."""
    servers: list[asyncio.Server] = []
    over = asyncio.Event()

    async def serve_once(reply: bytes | None) -> str:
        async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.readuntil(b"\r\n\r\n")
            if reply is None:
                await over.wait()
            writer.write(reply or b"")
            writer.close()

        servers.append(await asyncio.start_server(talk, "127.0.0.1", 0))
        return f"http://127.0.0.1:{servers[-1].sockets[0].getsockname()[1]}"

    yield serve_once
    over.set()
    for server in servers:
        server.close()


@given(JSON)
async def test_any_json_gives_pages_or_a_reason(data):
    try:
        found = await answering(json.dumps(data).encode()).search("x", UNTIL)
    except SearchFailed:
        assert not isinstance(data, dict) or not isinstance(data.get("results"), list)
        return
    assert all(page.date <= UNTIL.date() and page.title for page in found)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("", "write a SearXNG instance's address"),
        ("localhost:8888", "not an http or https URL"),
        ("ftp://a.example", "not an http or https URL"),
        ("http://", "not an http or https URL"),
        ("http://a b/", "URL"),
        ("http://[::1", "not a URL"),
    ],
)
def test_an_address_that_cannot_be_used_says_how_to_write_one(url, words):
    with pytest.raises(ValueError, match="--search-url") as problem:
        SearxngSearcher(url)
    assert words in str(problem.value)


def test_a_password_in_the_address_is_not_repeated():
    with pytest.raises(ValueError, match="leave it out") as problem:
        SearxngSearcher("http://me:secret@a.example")
    assert "secret" not in str(problem.value)
