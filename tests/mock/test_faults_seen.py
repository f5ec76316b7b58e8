"""Every fault, seen by our own client over a socket as the right kind of part 9 of the wire reference (M22, M24)."""

from __future__ import annotations

import asyncio
from pathlib import Path

import httpx
import openai
import pytest

from simulator.backends.chat_completions import ChatCompletions
from simulator.backends.embedded import EmbeddedTransport
from simulator.backends.timeouts import Timeouts
from simulator.domain.completion import AnswerText, Failed, Finished, Message, Prompt, ThinkingText
from simulator.mock.faults.kinds import KINDS
from simulator.mock.faults.plan import FaultPlan

DOCS = Path(__file__).parents[2] / "docs" / "mock.md"
PATIENCE = 5.0
THINKING, ANSWER = "先比较整数部分，再比较小数部分。" * 2, "9.8 更大。👨‍👩‍👧 完全没有疑问。"
LONG = Timeouts(connect=PATIENCE, idle=PATIENCE, event=PATIENCE, total=4 * PATIENCE)
SHORT = Timeouts(connect=PATIENCE, idle=0.3, event=0.6, total=PATIENCE)
QUESTION = Prompt((Message("user", "9.8 和 9.11 哪个大？"),))
ASKED = {"model": "deepseek-reasoner", "messages": [{"role": "user", "content": "9.8 和 9.11 哪个大？"}]}

KIND_OF = {
    "busy": "overloaded",
    "http400": "bad_request",
    "http401": "auth",
    "http402": "payment",
    "http402@shape=E7": "payment",
    "http422": "bad_request",
    "http429": "rate_limited",
    "http500": "server",
    "http503": "overloaded",
    "http504": "timeout",
    "http529": "overloaded",
    "html": "server",
    "html@status=200": "malformed",
    "error_in_200": "server",
    "error_in_200@as=event@status=429": "rate_limited",
    "empty": "truncated",
    "silence": "timeout",
    "silence@at=start": "timeout",
    "silence@at=thinking": "timeout",
    "silence@comments=yes": "timeout",
    "cut": "truncated",
    "cut@at=thinking": "truncated",
    "cut@at=open": "truncated",
    "cut@at=start": "connection",
    "reset": "connection",
    "reset@at=answer": "truncated",
    "eof": "truncated",
    "eof@at=thinking": "truncated",
    "malformed": "malformed",
    "exhausted": "overloaded",
    "exhausted@at=thinking": "overloaded",
    "stream_error": "server",
    "stream_error@status=429@at=thinking": "rate_limited",
}
HARMLESS = [
    "slow@seconds=0.002",
    "split",
    "split@size=3",
    "bytewise",
    "flood@count=20000",
    "charset",
    "charset@charset=utf-16",
]


@pytest.fixture
def ask(mock_at, deepseek):
    """Ask a mock that commits a fault, over a socket or embedded; give thinking, answer and the last item."""

    async def said(spec, over="socket", **options):
        options = {"thinking": THINKING, "answer": ANSWER, "keep_alive": 0.1} | options
        options["faults"], clocks = FaultPlan.parse([spec]), SHORT if spec.startswith("silence") else LONG
        if over == "socket":
            url, mock = await mock_at(**options)
            backend = ChatCompletions(name="mock", base_url=url, model="deepseek-reasoner", timeouts=clocks)
        else:
            mock = deepseek(**options).mock
            door = EmbeddedTransport(mock)
            backend = ChatCompletions(
                name="mock", base_url="http://m.invalid", model="deepseek-reasoner", timeouts=clocks, transport=door
            )
        items = [item async for item in backend.ask(QUESTION)]
        await backend.aclose()
        thinking = "".join(item.text for item in items if isinstance(item, ThinkingText))
        answer = "".join(item.text for item in items if isinstance(item, AnswerText))
        return thinking, answer, items[-1], mock

    return said


def test_every_kind_is_among_these():
    named = {spec.partition("@")[0] for spec in [*KIND_OF, *HARMLESS]}
    assert set(KINDS) <= named | {"http"}


@pytest.mark.parametrize("name", [name for name in KINDS if name != "http"])
def test_every_kind_and_option_is_in_the_docs(name):
    rows = [row for row in DOCS.read_text("utf-8").splitlines() if row.startswith(f"| `{name}`")]
    assert len(rows) == 1
    assert all(f"`{option}`" in rows[0] for option in KINDS[name].options)


@pytest.mark.parametrize("spec", KIND_OF)
async def test_a_fault_is_seen_as_its_kind(ask, spec):
    """M22: what came before the fault is kept, and is the beginning of what would have come."""
    thinking, answer, last, mock = await ask(spec)
    assert isinstance(last, Failed)
    assert last.fault.kind == KIND_OF[spec]
    assert THINKING.startswith(thinking)
    assert ANSWER.startswith(answer)
    assert mock.strikes.committed.total() == 1


@pytest.mark.parametrize("spec", [spec for spec in KIND_OF if not spec.startswith("http")])
async def test_the_embedded_mock_commits_the_same(ask, spec):
    _, _, last, mock = await ask(spec, over="nothing")
    assert last.fault.kind == KIND_OF[spec]
    assert mock.slots.open == 0


@pytest.mark.parametrize("spec", HARMLESS)
async def test_the_manner_of_bytes_changes_no_answer(ask, spec):
    """M24, W86, W88: split at any byte, flooded with comments, of a wrong charset."""
    thinking, answer, last, _ = await ask(spec)
    assert isinstance(last, Finished)
    assert (thinking, answer) == (THINKING, ANSWER)


@pytest.mark.parametrize("place", ["thinking", "answer"])
async def test_a_cut_is_where_it_was_asked_for(ask, place):
    thinking, answer, _, _ = await ask(f"cut@at={place}")
    assert bool(answer) is (place == "answer")
    assert (thinking == THINKING) is (place == "answer")


async def test_an_answer_without_a_word_is_whole(ask):
    thinking, answer, last, _ = await ask("empty@at=answer")
    assert isinstance(last, Finished)
    assert (thinking, answer) == (THINKING, "")


async def test_a_wish_to_wait_reaches_the_client(ask):
    _, _, last, _ = await ask("http429@retry_after=2@message=慢一点")
    assert (last.fault.status, last.fault.retry_after) == (429, 2.0)
    assert "慢一点" in last.fault.message


async def test_too_many_requests_are_told_when_to_come_back(ask):
    _, _, last, _ = await ask("http429")
    assert last.fault.retry_after == 1.0


async def test_a_reset_is_one(mock_at):
    """M22: TCP RST, before the status line and in the middle."""
    for spec in ("reset", "reset@at=thinking"):
        url, _ = await mock_at(faults=FaultPlan.parse([spec]), thinking=THINKING)
        parts = httpx.URL(url)
        reader, writer = await asyncio.open_connection(parts.host, parts.port)
        body = b'{"model":"deepseek-reasoner","stream":true,"messages":[{"role":"user","content":"hi"}]}'
        writer.write(b"POST /chat/completions HTTP/1.1\r\nHost: m\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))
        with pytest.raises(ConnectionResetError):
            async with asyncio.timeout(PATIENCE):
                await reader.read()
        writer.close()


@pytest.mark.parametrize("spec", ["cut", "eof", "malformed", "stream_error", "exhausted", "reset", "silence", "empty"])
async def test_an_answer_that_is_not_streamed_goes_wrong_too(mock_at, spec):
    url, mock = await mock_at(faults=FaultPlan.parse([spec]), answer=ANSWER)
    async with httpx.AsyncClient(trust_env=False, timeout=0.3) as client:
        try:
            response = await client.post(f"{url}/chat/completions", json=ASKED)
            value = response.json()
            assert "error" in value or value["choices"][0]["finish_reason"] == "insufficient_system_resource"
        except (httpx.TransportError, ValueError):
            pass
    assert mock.strikes.committed[spec] == 1


async def test_a_fault_may_be_committed_on_other_paths(mock_at):
    url, _ = await mock_at(faults=FaultPlan.parse(["busy@path=/models@nth=1", "cut@path=/models"]))
    async with httpx.AsyncClient(trust_env=False, timeout=PATIENCE) as client:
        assert (await client.get(f"{url}/v1/models")).status_code == 503
        with pytest.raises(httpx.RemoteProtocolError):
            await client.get(f"{url}/models")
        assert (await client.get(f"{url}/healthz")).status_code == 200


async def test_faults_are_named_in_a_header_and_changed_while_it_runs(mock_at):
    url, mock = await mock_at(faults=FaultPlan.parse(["busy"]))
    async with httpx.AsyncClient(trust_env=False, timeout=PATIENCE) as client:
        first = await client.post(f"{url}/chat/completions", json=ASKED)
        mock.strikes.follow(FaultPlan())
        second = await client.post(f"{url}/chat/completions", json=ASKED)
    assert (first.status_code, first.headers["x-mock-fault"]) == (503, "busy")
    assert (second.status_code, "x-mock-fault" in second.headers) == (200, False)


async def test_a_connection_serves_again_after_an_error_reply(mock_at):
    """M27."""
    url, _ = await mock_at(faults=FaultPlan.parse(["busy@nth=1", "error_in_200@nth=2"]))
    async with httpx.AsyncClient(trust_env=False, timeout=PATIENCE) as client:
        statuses = [(await client.post(f"{url}/chat/completions", json=ASKED)).status_code for _ in range(3)]
    assert statuses == [503, 200, 200]


async def test_the_official_client_comes_back_after_a_429(mock_at):
    url, mock = await mock_at(faults=FaultPlan.parse(["http429@nth=1@retry_after=0.01"]), answer=ANSWER)
    async with openai.AsyncOpenAI(base_url=url, api_key="any", max_retries=1) as client:
        completion = await client.chat.completions.create(**ASKED)
    assert completion.choices[0].message.content == ANSWER
    assert mock.strikes.committed == {"http429": 1}


@pytest.mark.parametrize(
    ("spec", "error"),
    [
        ("busy", openai.InternalServerError),
        ("http402", openai.APIStatusError),
        ("cut@at=start", openai.APIConnectionError),
    ],
)
async def test_the_official_client_sees_faults_as_its_own_errors(mock_at, spec, error):
    url, _ = await mock_at(faults=FaultPlan.parse([spec]))
    async with openai.AsyncOpenAI(base_url=url, api_key="any", max_retries=0) as client:
        with pytest.raises(error):
            await client.chat.completions.create(**ASKED)


async def test_a_fault_leaves_no_log(mock_at, caplog):
    """M30."""
    url, _ = await mock_at(faults=FaultPlan.parse(["cut"]))
    async with httpx.AsyncClient(trust_env=False, timeout=PATIENCE) as client:
        with pytest.raises(httpx.RemoteProtocolError):
            await client.post(f"{url}/chat/completions", json=ASKED | {"stream": True})
    assert [record for record in caplog.records if record.name.startswith(("uvicorn", "simulator"))] == []
