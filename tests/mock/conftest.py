"""A mind with a script, and mocks around it: what the tests of the server share."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from typing import Any

import httpx
import pytest

from simulator.clocks import RealClock, VirtualClock
from simulator.domain.completion import Message, Tool, ToolCall
from simulator.mock.brain.fixtures import bundled_replies
from simulator.mock.brain.think import Brain
from simulator.mock.brain.thought import Thought
from simulator.mock.core import DeepSeekMock
from simulator.mock.era import ERAS
from simulator.mock.exchange import Request, Response
from simulator.mock.listening import base_url, listen, server
from simulator.tokenizer.deepseek import LazyTokenizer
from tests.mock.api import Api
from tests.servers import leave


class Scripted:
    """A mind that always gives one thought, and keeps the messages and the tools that it was asked with."""

    def __init__(
        self,
        thinking: str = "比较小数位，9.80 比 9.11 大。",
        answer: str = "9.8 更大。",
        calls: tuple[ToolCall, ...] = (),
    ) -> None:
        self._thought = Thought(thinking, answer, calls)
        self.heard: list[Sequence[Message]] = []
        self.offered: list[tuple[tuple[Tool, ...], bool]] = []

    def answer(
        self,
        messages: Sequence[Message],
        seed: int,
        *,
        thinks: bool = True,
        tools: Sequence[Tool] = (),
        must_call: bool = False,
    ) -> Thought:
        self.heard.append(messages)
        self.offered.append((tuple(tools), must_call))
        return self._thought if thinks else Thought("", self._thought.answer, self._thought.calls)


class Server:
    """A mock that is asked in one line."""

    def __init__(self, mock: DeepSeekMock, mind: Scripted, clock: VirtualClock) -> None:
        self.mock = mock
        self.mind = mind
        self.clock = clock

    async def send(self, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, Any, dict[str, str]]:
        """Give status, parsed JSON body and headers of one exchange."""
        response = await self.mock.respond(Request(method, path, headers, body))
        text = b"".join([piece async for piece in response.body])
        return response.status, json.loads(text), dict(response.headers)

    async def post(self, key: str = "", **fields: Any) -> tuple[int, Any]:
        """Ask R1 in full, with `fields` over a plain question; a field set to `...` is left out."""
        headers = {"authorization": f"Bearer {key}"} if key else {}
        status, value, _ = await self.send("POST", "/chat/completions", body_of(**fields), **headers)
        return status, value

    async def begin(self, **fields: Any) -> Response:
        """Ask R1 and give the response, its body unread."""
        return await self.mock.respond(Request("POST", "/chat/completions", {}, body_of(**fields)))

    async def pieces(self, **fields: Any) -> list[bytes]:
        """Ask R1 for a stream and give its pieces."""
        response = await self.begin(stream=True, **fields)
        assert response.status == 200
        assert response.headers["content-type"] == "text/event-stream; charset=utf-8"
        return [piece async for piece in response.body]

    async def chunks(self, **fields: Any) -> list[Any]:
        """Ask R1 for a stream and give its parsed chunks, without comments and without the end marker."""
        pieces = await self.pieces(**fields)
        assert pieces[-1].endswith(b"data: [DONE]\n\n")
        events = b"".join(pieces).split(b"\n\n")[:-2]
        return [json.loads(event.removeprefix(b"data: ")) for event in events if event.startswith(b"data: ")]


def body_of(**fields: Any) -> bytes:
    """Make a request body."""
    asked = {"model": "deepseek-reasoner", "messages": [{"role": "user", "content": "9.8 和 9.11 哪个大？"}]} | fields
    return json.dumps({name: value for name, value in asked.items() if value is not ...}).encode()


@pytest.fixture
def deepseek() -> Callable[..., Server]:
    """Make a server on a virtual clock; keywords are those of `Scripted` and of `DeepSeekMock`."""

    def make(thinking: str | None = None, answer: str | None = None, **options: Any) -> Server:
        script = {"thinking": thinking, "answer": answer, "calls": options.pop("calls", None)}
        mind = Scripted(**{name: part for name, part in script.items() if part is not None})
        clock = options.pop("clock", None) or VirtualClock()
        parts = {"brain": mind, "clock": clock, "tokenizer": LazyTokenizer()} | options
        return Server(DeepSeekMock(**parts), mind, clock)

    return make


@pytest.fixture
async def mock_at(
    deepseek: Callable[..., Server],
) -> AsyncGenerator[Callable[..., Awaitable[tuple[str, DeepSeekMock]]], None]:
    """Start mocks at free ports, on real clocks; each call gives a base URL and the mock behind it."""
    running = []

    async def start(**options: Any) -> tuple[str, DeepSeekMock]:
        listening = asyncio.Event()
        socket = listen("127.0.0.1", 0)
        mock = deepseek(**{"clock": RealClock()} | options).mock
        process = server(mock, listening.set)
        running.append((process, asyncio.create_task(process.serve(sockets=[socket]))))
        await listening.wait()
        return base_url(socket), mock

    yield start
    for process, task in running:
        await leave(process, task)


@pytest.fixture
async def api(
    mock_at: Callable[..., Awaitable[tuple[str, DeepSeekMock]]],
) -> AsyncGenerator[Callable[..., Awaitable[Api]], None]:
    """Start mocks of an era at free ports, with the brain that ships; each call gives a client of one."""
    async with httpx.AsyncClient(trust_env=False, timeout=10) as client:

        async def start(era: str, **options: Any) -> Api:
            url, _ = await mock_at(era=ERAS[era], brain=Brain(bundled_replies()), **options)
            return Api(url, client)

        yield start
