"""The live feed at `/v1/events`."""

from __future__ import annotations

import asyncio
import json
from contextlib import ExitStack

from simulator.domain.completion import AnswerText
from simulator.faces.serve import feed
from tests.faces.serve.talk import asking
from tests.fakes import Pause, phone


async def follow(client, url, until, ready, query="", **headers):
    """Give the events that are told until one of the kind `until`."""
    events = []
    async with client.stream("GET", f"{url}/v1/events{query}", headers=headers) as response:
        assert response.headers["content-type"].startswith("text/event-stream")
        async for line in response.aiter_lines():
            if line == ": keep-alive":
                ready.set()
            elif line.startswith("data: "):
                events.append(json.loads(line[6:]))
                if events[-1]["event"] == until:
                    return events


async def told(client, url, *asked, query="", **headers):
    ready = asyncio.Event()
    reading = asyncio.create_task(follow(client, url, "turn_ended", ready, query, **headers))
    await ready.wait()
    for session, text in asked:
        body, header = asking(text), {"X-Simulator-Session": session} if session else {}
        await client.post(f"{url}/v1/chat/completions", json=body, headers=header | headers)
    return await asyncio.wait_for(reading, 10)


async def test_every_event_of_a_turn_is_told_with_its_completion(serve, client):
    events = await told(client, await serve(), (None, "你好"))
    kinds = [event["event"] for event in events]
    assert kinds[:3] == ["session_started", "heard", "routed"]
    assert {"thinking_delta", "answer_delta"} <= set(kinds)
    assert len({(event["completion"], event["served_model"]) for event in events}) == 1
    assert events[1]["text"] == "你好"


async def test_a_reader_may_follow_one_session(serve, client):
    events = await told(client, await serve(), ("other", "你好"), ("mine", "再见"), query="?session=mine")
    assert {event["session"] for event in events} == {"mine"}


async def test_a_reader_hears_nothing_of_other_keys(serve, client):
    url = await serve(api_keys=frozenset({"sk-one", "sk-two"}))
    await client.post(f"{url}/v1/chat/completions", json=asking("你好"), headers={"Authorization": "Bearer sk-two"})
    ready = asyncio.Event()
    one = {"Authorization": "Bearer sk-one"}
    reading = asyncio.create_task(follow(client, url, "turn_ended", ready, **one))
    await ready.wait()
    for key in ("sk-two", "sk-one"):
        headers = {"Authorization": f"Bearer {key}"}
        await client.post(f"{url}/v1/chat/completions", json=asking(f"我是{key}"), headers=headers)
    heard = [event["text"] for event in await asyncio.wait_for(reading, 10) if event["event"] == "heard"]
    assert heard == ["我是sk-one"]
    assert (await client.get(f"{url}/v1/events")).status_code == 401


async def test_a_turn_that_its_client_left_is_told_as_interrupted(scripted, client):
    url = await scripted(lambda: phone([AnswerText("从前"), Pause(None)]))
    ready = asyncio.Event()
    reading = asyncio.create_task(follow(client, url, "turn_ended", ready))
    await ready.wait()
    async with client.stream("POST", f"{url}/v1/chat/completions", json=asking("你好") | {"stream": True}) as response:
        await anext(response.aiter_bytes())
    ended = (await asyncio.wait_for(reading, 10))[-1]
    assert (ended["outcome"], ended["answer"]) == ("interrupted", "从前")


async def test_a_slow_reader_loses_the_oldest_events_and_is_told_how_many():
    lines = feed.Feed()
    with lines.reading("", None) as reader:
        for number in range(feed.MOST_WAITING + 5):
            lines.publish("", {"event": "heard", "session": "s", "number": number})
        lines.close()
        said = [line async for line in reader.lines()]
    data = [json.loads(line[6:]) for line in said if line.startswith(b"data: ")]
    assert data[0] == {"event": "events_lost", "count": 5}
    assert [item["number"] for item in data[1:]] == list(range(5, feed.MOST_WAITING + 5))


async def test_a_silent_feed_is_kept_alive_and_leaves_no_reader_behind():
    lines = feed.Feed()
    with ExitStack() as readers:
        reader, *_ = (readers.enter_context(lines.reading("", None)) for _ in range(feed.MOST_READERS))
        said = reader.lines(every=0.01)
        assert [await anext(said) for _ in range(3)] == [feed.COMMENT] * 3
        await said.aclose()
        assert lines.is_full
    assert not lines.is_full
