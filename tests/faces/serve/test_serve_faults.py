"""What clients see of a backend that fails, and of a turn that is cut."""

from __future__ import annotations

import asyncio
import json

import openai
import pytest

from simulator.clocks import RealClock
from simulator.domain.completion import AnswerText, Failed
from simulator.domain.faults import FAULT_KINDS, Fault
from tests.faces.serve.conftest import ScriptedParts
from tests.faces.serve.talk import asking, events_of, streamed
from tests.fakes import ListRecorder, Pause, phone

STATUS = {
    "auth": 401,
    "payment": 402,
    "rate_limited": 429,
    "bad_request": 400,
    "server": 502,
    "overloaded": 503,
    "timeout": 504,
    "truncated": 502,
    "malformed": 502,
    "connection": 502,
}


@pytest.mark.parametrize("streams", [False, True])
@pytest.mark.parametrize("kind", FAULT_KINDS)
async def test_a_fault_before_any_text_is_a_status_of_its_own(scripted, client, kind, streams):
    url = await scripted(lambda: phone(*[Fault(kind, "it went wrong")] * 5))
    response = await client.post(f"{url}/v1/chat/completions", json=asking("你好") | {"stream": streams})
    assert response.status_code == STATUS[kind]
    body = response.json()
    assert body["error"]["code"] == kind
    assert "it went wrong" in body["error"]["message"]
    (fault,) = events_of(body, "backend_fault")
    assert fault["words"]


async def test_a_fault_after_text_is_an_error_event_and_no_end(scripted, client):
    broken = [AnswerText("从前"), Failed(Fault("truncated", "the line broke"))]
    chunks = await streamed(client, await scripted(lambda: phone(broken)), asking("讲个故事"))
    assert chunks[-1]["error"]["code"] == "truncated"
    assert chunks[-1]["x_simulator"]["outcome"] == "fault"
    assert "[DONE]" not in chunks
    assert [chunk["choices"][0]["delta"].get("content") for chunk in chunks[:-1]].count("从前") == 1
    assert all(chunk["choices"][0]["finish_reason"] is None for chunk in chunks[:-1])


async def test_the_official_client_raises_at_a_fault_in_the_middle(scripted):
    broken = [AnswerText("从前"), Failed(Fault("server", "it broke"))]
    url = await scripted(lambda: phone(broken))
    async with openai.AsyncOpenAI(base_url=f"{url}/v1", api_key="none", max_retries=0) as official:
        stream = await official.chat.completions.create(**asking("讲个故事"), stream=True)
        with pytest.raises(openai.APIError, match="it broke"):
            async for _ in stream:
                pass


async def test_a_recording_that_fails_is_an_error_without_its_path(scripted, client):
    url = await scripted(lambda: phone("好的", recorder=ListRecorder(fails_at=3)))
    response = await client.post(f"{url}/v1/chat/completions", json=asking("你好"))
    assert response.status_code == 503
    assert "recorded" in response.json()["error"]["message"]


def no_folder(path):
    """Put a file where a folder is to be."""
    path.write_text("no folder")


async def test_a_server_that_stops_tells_those_that_it_cuts(running, client):
    server = running(parts=ScriptedParts(lambda: phone([AnswerText("从前"), Pause(None)])))
    url = await server.start()
    path = f"{url}/v1/chat/completions"
    async with client.stream("POST", path, json=asking("讲个故事") | {"stream": True}) as response:
        lines = response.aiter_lines()
        async for line in lines:
            if "从前" in line:
                break
        await server.stop()
        rest = [line[6:] async for line in lines if line.startswith("data: ")]
    assert json.loads(rest[-1])["error"]["code"] == "interrupted"


async def test_a_server_that_stops_tells_those_that_still_wait_for_their_session(running, client):
    server = running(parts=ScriptedParts(lambda: phone([AnswerText("从前"), Pause(None)])))
    url = await server.start()
    path, session = f"{url}/v1/chat/completions", {"X-Simulator-Session": "one"}
    asked = asking("讲个故事") | {"stream": True}
    async with client.stream("POST", path, json=asked, headers=session) as response:
        pieces = response.aiter_bytes()  # kept: a generator that is let go closes the response
        await anext(pieces)
        waiting = asyncio.create_task(client.post(path, json=asking("你好"), headers=session))
        async with asyncio.timeout(20):
            while "simulator_turns_under_way 2" not in (await client.get(f"{url}/metrics")).text:
                pass
        await server.stop()
    refused = await waiting
    assert (refused.status_code, refused.json()["error"]["code"]) == (503, "interrupted")


async def test_a_request_beyond_the_turns_at_once_is_refused_at_once(scripted, client):
    url = await scripted(lambda: phone([AnswerText("从前"), Pause(None)]), concurrency=1)
    path = f"{url}/v1/chat/completions"
    async with client.stream("POST", path, json=asking("讲个故事") | {"stream": True}) as response:
        pieces = response.aiter_bytes()  # kept: a generator that is let go closes the response
        await anext(pieces)
        refused = await client.post(path, json=asking("你好"))
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "1")
    assert refused.json()["error"]["code"] == "rate_limited"


async def test_a_stream_without_text_begins_after_a_while_and_is_kept_alive(scripted, client):
    late = [Pause(0.1), Failed(Fault("timeout", "it took too long"))]
    url = await scripted(lambda: phone(late, clock=RealClock()), hold=0.01)
    async with client.stream("POST", f"{url}/chat/completions", json=asking("你好") | {"stream": True}) as response:
        lines = [line async for line in response.aiter_lines() if line]
    assert response.status_code == 200
    assert ": keep-alive" in lines
    assert json.loads(lines[-1][6:])["error"]["code"] == "timeout"


@pytest.mark.parametrize("streams", [False, True])
async def test_a_data_folder_that_breaks_meanwhile_is_the_servers_fault_and_told_without_its_path(
    serve, client, environ, streams, caplog, tmp_path
):
    url, folder = await serve(), environ["SIMULATOR_DATA_DIR"]
    no_folder(tmp_path / "data")
    headers = {"X-Simulator-Session": "demo"}
    response = await client.post(
        f"{url}/v1/chat/completions", json=asking("你好") | {"stream": streams}, headers=headers
    )
    assert response.status_code == 503
    assert folder not in response.text and "cannot be recorded" in response.json()["error"]["message"]
    assert folder in caplog.text
