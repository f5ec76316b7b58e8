"""What a server has read before is billed as a cache hit: M29 of the wire reference."""

from __future__ import annotations

import asyncio
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.domain.completion import Message, Tool, ToolCall
from simulator.mock.era import SELF_HOSTED_R1
from simulator.mock.prefix_cache import MOST, UNIT, PrefixCache, beginnings, hit_tokens

LONG = " a" * 100


def asks(*texts: str) -> list[dict[str, str]]:
    return [{"role": "user" if place % 2 == 0 else "assistant", "content": text} for place, text in enumerate(texts)]


async def usage(server, messages, key="sk-a", **fields):
    _, body = await server.post(key, messages=messages, **fields)
    return body["usage"]


async def test_the_repeated_beginning_of_a_conversation_hits_in_whole_units(deepseek):
    """Two turns of 100 tokens and more: the second request finds the first one's messages."""
    server = deepseek()
    first = await usage(server, asks(LONG))
    second = await usage(server, asks(LONG, "好", "再来"))
    third = await usage(server, asks(LONG, "好", "再来", "好", LONG))
    assert [first["prompt_cache_hit_tokens"], second["prompt_cache_hit_tokens"]] == [0, 64]
    assert third["prompt_cache_hit_tokens"] == 64
    assert all(one["prompt_cache_hit_tokens"] % UNIT == 0 for one in (first, second, third))
    assert second["prompt_cache_hit_tokens"] + second["prompt_cache_miss_tokens"] == second["prompt_tokens"]
    assert second["prompt_tokens_details"]["cached_tokens"] == 64


async def test_hits_grow_with_the_conversation(deepseek):
    server, texts, hits = deepseek(), [], []
    for _ in range(4):
        texts.append(LONG)
        hits.append((await usage(server, asks(*texts)))["prompt_cache_hit_tokens"])
        texts.append("好")
    assert all(later > earlier for earlier, later in pairwise(hits))


async def test_the_same_prompt_again_hits_but_for_its_rest(deepseek):
    server = deepseek()
    await usage(server, asks(LONG))
    again = await usage(server, asks(LONG))
    assert again["prompt_cache_hit_tokens"] == again["prompt_tokens"] // UNIT * UNIT


@pytest.mark.parametrize(
    "other",
    [
        {"key": "sk-b"},
        {"user_id": "u-2"},
        {"model": "deepseek-chat"},
        {"tools": [{"type": "function", "function": {"name": "f"}}]},
    ],
)
async def test_another_key_user_model_or_offer_finds_nothing(deepseek, other):
    server = deepseek(era=SELF_HOSTED_R1)
    await usage(server, asks(LONG))
    assert (await usage(server, asks(LONG), **other))["prompt_cache_hit_tokens"] == 0
    assert (await usage(server, asks(LONG)))["prompt_cache_hit_tokens"] > 0


async def test_a_beginning_that_differs_finds_nothing_after_it(deepseek):
    server = deepseek()
    await usage(server, asks("一", LONG, LONG))
    assert (await usage(server, asks("二", LONG, LONG)))["prompt_cache_hit_tokens"] == 0


@pytest.mark.parametrize(("shared", "hits"), [(60, 0), (300, 256), (6_000, 4_096)])
async def test_a_beginning_inside_a_message_hits_in_whole_units(deepseek, shared, hits):
    """Two questions behind the same text: no message is the same."""
    server = deepseek()
    await usage(server, asks("好" * shared + "第一个问题？"))
    used = await usage(server, asks("好" * shared + "第二个问题？"))
    assert used["prompt_cache_hit_tokens"] % UNIT == 0
    assert (used["prompt_cache_hit_tokens"] > 0) is (hits > 0)
    assert used["prompt_cache_hit_tokens"] <= used["prompt_tokens"]


async def test_the_stream_says_the_same_hits_as_the_body(deepseek):
    """M15."""
    servers = [deepseek(), deepseek()]
    for server in servers:
        await server.post(messages=asks(LONG))
    chunks = await servers[0].chunks(messages=asks(LONG, "好", "再来"))
    _, body = await servers[1].post(messages=asks(LONG, "好", "再来"))
    assert chunks[-1]["usage"] == body["usage"]
    assert body["usage"]["prompt_cache_hit_tokens"] == 64


async def test_requests_at_once_hit_by_the_order_in_which_they_came(deepseek):
    """The answers are read in the other order: what counts is the request."""
    server = deepseek()
    first = await server.begin(messages=asks(LONG))
    second = await server.begin(messages=asks(LONG))

    async def read(response):
        return b"".join([piece async for piece in response.body])

    late, early = await asyncio.gather(read(second), read(first))
    assert b'"prompt_cache_hit_tokens":64' in late
    assert b'"prompt_cache_hit_tokens":0' in early


async def test_a_refused_request_is_not_remembered(deepseek):
    server = deepseek()
    status, _ = await server.post(messages=asks(" a" * 61_438))
    assert status == 400
    assert (await usage(server, asks(" a" * 61_437)))["prompt_cache_hit_tokens"] == 0


MESSAGES = st.lists(
    st.builds(Message, st.sampled_from(["user", "assistant"]), st.sampled_from(["一", "二", ""])), max_size=5
)


@given(st.lists(MESSAGES, max_size=8))
def test_what_is_known_is_the_longest_beginning_seen(prompts):
    cache, seen = PrefixCache(), set()
    for prompt in prompts:
        parts = [tuple(prompt[:number]) for number in range(1, len(prompt) + 1)]
        found = cache.known(beginnings("k", prompt, ()))
        assert found.messages == max((len(one) for one in parts if one in seen), default=0)
        seen.update(parts)


def test_calls_and_tools_are_part_of_a_beginning():
    cache = PrefixCache()
    call = Message("assistant", "", (ToolCall("a", "f", "{}"),))
    cache.known(beginnings("k", [call], ()))
    assert cache.known(beginnings("k", [Message("assistant", "", (ToolCall("a", "f", "[]"),))], ())).messages == 0
    assert cache.known(beginnings("k", [call], [Tool("f", "", {})])).messages == 0
    assert cache.known(beginnings("k", [call], ())).messages == 1


def test_memory_is_bounded_and_the_longest_unused_goes_first():
    cache = PrefixCache(most=3)
    for text in "一二三":
        cache.known(beginnings("k", [Message("user", text)], ()))
    assert cache.known(beginnings("k", [Message("user", "一")], ())).messages == 1
    cache.known(beginnings("k", [Message("user", "四")], ()))
    assert [cache.known(beginnings("k", [Message("user", text)], ())).messages for text in "一二"] == [1, 0]


def test_a_prompt_longer_than_the_memory_is_taken():
    cache = PrefixCache()
    assert cache.known(beginnings("k", [Message("user", str(number)) for number in range(MOST + 50)], ())).messages == 0


@pytest.mark.parametrize(("tokens", "hits"), [(0, 0), (63, 0), (64, 64), (127, 64), (1_000, 960)])
def test_less_than_a_unit_is_no_hit(tokens, hits):
    assert hit_tokens(tokens) == hits
