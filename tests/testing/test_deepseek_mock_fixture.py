"""The fixture `deepseek_mock` in a project of its own, as whoever installed the program has it."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

DOCS = Path(__file__).resolve().parents[2] / "docs" / "mock.md"
INI = """
[pytest]
filterwarnings = error
addopts = --strict-markers -p no:cacheprovider
asyncio_mode = auto
asyncio_default_fixture_loop_scope = function
"""

PROJECT = """
import httpx
import openai
import pytest

from simulator.testing import running_mock

HI = [{"role": "user", "content": "我叫小明"}]


def client(mock, **options):
    return openai.OpenAI(base_url=mock.url, api_key="sk-secret-abc123", max_retries=0, **options)


def ask(mock, **options):
    with client(mock) as asking:
        return asking.chat.completions.create(**{"model": "deepseek-reasoner", "messages": HI} | options)


def test_a_reply_is_said_and_seen(deepseek_mock):
    id = deepseek_mock.reply(when={"regex": "我叫(?P<name>\\\\w+)"}, answer="{name}好", thinking="想")
    message = ask(deepseek_mock).choices[0].message
    assert (message.content, message.reasoning_content) == ("小明好", "想")
    (seen,) = deepseek_mock.requests
    assert (seen.prompt, seen.model, seen.answer, seen.thinking) == ("我叫小明", "deepseek-reasoner", "小明好", "想")
    assert (seen.status, seen.ended, seen.reply, seen.streams, seen.fault) == (200, "done", id, False, None)
    assert seen.messages == HI and seen.usage["completion_tokens"] > 0 and seen.path == "/chat/completions"
    assert "secret" not in str(seen.to_json())


def test_a_stream_is_seen_as_a_whole(deepseek_mock):
    deepseek_mock.reply(answer="一二三")
    with client(deepseek_mock) as asking:
        stream = asking.chat.completions.create(model="deepseek-reasoner", messages=HI, stream=True)
        assert "".join(chunk.choices[0].delta.content or "" for chunk in stream if chunk.choices) == "一二三"
    assert (deepseek_mock.requests[-1].answer, deepseek_mock.requests[-1].ended) == ("一二三", "done")


def test_tools_are_called_as_told(deepseek_mock):
    deepseek_mock.reply("小明", tool_calls=[{"name": "f", "arguments": {"a": 1}}])
    tool = {"type": "function", "function": {"name": "f", "parameters": {}}}
    call = ask(deepseek_mock, model="deepseek-chat", tools=[tool]).choices[0].message.tool_calls[0]
    assert (call.function.name, call.function.arguments) == ("f", '{"a": 1}')
    assert deepseek_mock.requests[0].tools == [tool]
    assert deepseek_mock.requests[0].tool_calls[0]["name"] == "f"


def test_a_sequence_then_a_reset(deepseek_mock):
    deepseek_mock.reply(sequence=["a", {"answer": "b"}])
    assert [ask(deepseek_mock).choices[0].message.content for _ in range(3)] == ["a", "b", "b"]
    deepseek_mock.fault("http429", nth=1, retry_after=2)
    with pytest.raises(openai.RateLimitError):
        ask(deepseek_mock)
    assert deepseek_mock.requests[-1].fault == "http429"
    deepseek_mock.reset()
    assert list(deepseek_mock.requests) == []
    assert "小明" in ask(deepseek_mock).choices[0].message.content


def test_a_client_that_gives_up_is_seen(deepseek_mock):
    deepseek_mock.fault("silence")
    with pytest.raises(openai.APITimeoutError), client(deepseek_mock, timeout=0.2) as asking:
        asking.chat.completions.create(model="deepseek-chat", messages=HI)
    assert deepseek_mock.requests[0].ended == "gone"


def test_a_stream_under_way_keeps_nobody(deepseek_mock):
    deepseek_mock.reply(answer="a b c " * 1000, latency="first_token=0,gap=0.1")
    with client(deepseek_mock) as asking:
        stream = asking.chat.completions.create(model="deepseek-reasoner", messages=HI, stream=True)
        assert next(iter(stream))
        deepseek_mock.close()
        stream.close()


async def test_async_in_process(deepseek_mock):
    deepseek_mock.reply(answer="here")
    async with httpx.AsyncClient(transport=deepseek_mock.transport(), base_url="http://mock") as client:
        response = await client.post("/v1/chat/completions", json={"model": "deepseek-chat", "messages": HI})
    assert response.json()["choices"][0]["message"]["content"] == "here"
    assert deepseek_mock.requests[0].answer == "here"


async def test_async_over_a_socket(deepseek_mock):
    async with openai.AsyncOpenAI(base_url=deepseek_mock.url, api_key="k") as client:
        reply = await client.chat.completions.create(model="deepseek-chat", messages=HI)
    assert "小明" in reply.choices[0].message.content


def test_in_process_without_async(deepseek_mock):
    deepseek_mock.reply(answer="一二三")
    body = {"model": "deepseek-chat", "messages": HI, "stream": True}
    with httpx.Client(transport=deepseek_mock.transport(), base_url="http://mock") as client:
        with client.stream("POST", "/v1/chat/completions", json=body) as response:
            assert len(list(response.iter_lines())) > 4
        assert client.get("/v1/models").status_code == 200


@pytest.mark.deepseek_mock(era="2026-11", api_key="sk-secret-abc123")
def test_a_marker_says_how_it_is(deepseek_mock):
    with client(deepseek_mock) as asking:
        assert [model.id for model in asking.models.list()] == ["deepseek-flash", "deepseek-v4-pro"]
    assert httpx.get(deepseek_mock.url + "/mock/journal", trust_env=False).status_code == 401


def test_what_is_wrong_is_said():
    with running_mock() as mock:
        with pytest.raises(Exception, match='answer has the place {nmae}.*or write {{nmae}}'):
            mock.reply(answer="{nmae}")
        with pytest.raises(Exception, match='did you mean "contains"'):
            mock.reply(when={"contians": "x"}, answer="a")
        with pytest.raises(Exception, match='did you mean "busy"'):
            mock.fault("bsy")
    with pytest.raises(Exception, match="no such era"):
        with running_mock(era="1999"):
            pass


def test_two_at_once_know_nothing_of_each_other():
    with running_mock() as one, running_mock() as other:
        one.reply(answer="1")
        assert ask(one).choices[0].message.content == "1"
        assert ask(other).choices[0].message.content != "1"
        assert one.url != other.url
"""


def pytest_in(folder: Path, **files: str) -> subprocess.CompletedProcess[str]:
    (folder / "pytest.ini").write_text(INI, "utf-8")
    for name, code in files.items():
        (folder / f"{name}.py").write_text(code, "utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", "-p", "no:respx", "-p", "no:hypothesispytest"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=False)


def test_another_project_and_the_example_of_the_page_pass(tmp_path):
    page = DOCS.read_text("utf-8").partition("## In your tests")[2]
    example = page.partition("```python\n")[2].partition("```")[0]
    done = pytest_in(tmp_path, test_mine=PROJECT, test_example=example)
    assert (done.returncode, "15 passed" in done.stdout) == (0, True), done.stdout + done.stderr


def test_a_run_that_does_not_use_it_loads_nothing_of_it(tmp_path):
    code = """
    import sys

    def test_it():
        loaded = {name for name in sys.modules if name.split(".")[0] in ("simulator", "uvicorn", "re2")}
        plugins = {f"simulator.pytest_plugin{part}" for part in ("", ".fixtures", ".hooks")}
        assert loaded == {"simulator", "simulator.testing", "simulator.testing.plugin"} | plugins
    """
    done = pytest_in(tmp_path, test_mine=textwrap.dedent(code))
    assert done.returncode == 0, done.stdout
