"""Raw servers, the real client, and `simulator ask` as a process: what the tests of the wire share."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from simulator.backends.chat_completions import ChatCompletions
from simulator.backends.timeouts import Timeouts
from simulator.domain.completion import Message, Prompt
from simulator.domain.events import TurnEnded
from tests.fakes import phone
from tests.warm import Warm
from tests.wire.server import Script, WireServer
from tests.wire.turn import Turn, turn_of

PROMPT = Prompt((Message("user", "9.8 和 9.11 哪个大？"),))

Serve = Callable[..., Awaitable[WireServer]]
Client = Callable[..., ChatCompletions]
Take = Callable[..., Awaitable[Turn]]


@dataclass(frozen=True)
class Asked:
    """What `simulator ask --json` left behind."""

    code: int
    out: str
    err: str

    @property
    def events(self) -> list[dict[str, Any]]:
        """The events, a line each."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def end(self) -> dict[str, Any]:
        """The one `turn_ended`."""
        [end] = (event for event in self.events if event["event"] == "turn_ended")
        return end


@pytest.fixture
async def serve() -> AsyncIterator[Serve]:
    """Give a function that starts a server for its scripts."""
    servers: list[WireServer] = []

    async def serve(*scripts: Script, **options: Any) -> WireServer:
        servers.append(WireServer(*scripts, **options))
        await servers[-1].start()
        return servers[-1]

    yield serve
    for server in servers:
        await server.stop()


@pytest.fixture
async def client() -> AsyncIterator[Client]:
    """Give a function that makes a client of an address; its connections end with the test."""
    clients: list[ChatCompletions] = []

    def client(url: str, **options: Any) -> ChatCompletions:
        # So short that a test which waits where it should not fails instead of lasting.
        usual = Timeouts(connect=5, idle=8, event=8, total=15)
        settings: dict[str, Any] = {"name": "test", "model": "deepseek-reasoner", "timeouts": usual, **options}
        clients.append(ChatCompletions(base_url=url, **settings))
        return clients[-1]

    yield client
    for made in clients:
        await made.aclose()


@pytest.fixture
def take(serve: Serve, client: Client) -> Take:
    """Give a function that has one turn with a server of the script."""

    async def take(*steps: Any, prompt: Prompt = PROMPT, **options: Any) -> Turn:
        script = steps[0] if len(steps) == 1 and callable(steps[0]) else steps
        server = await serve(script)
        return turn_of([item async for item in client(server.url, **options).ask(prompt)])

    return take


@pytest.fixture
def tell(client: Client) -> Callable[..., Awaitable[TurnEnded]]:
    """Give a function that has one turn of a phone with the client of an address, on a virtual clock."""

    async def tell(url: str, **options: Any) -> TurnEnded:
        turn = phone(backend=client(url, **options)).conversation.turn("你好", "text")  # type: ignore[arg-type]
        async with aclosing(turn) as events:
            [end] = [event async for event in events if isinstance(event, TurnEnded)]
        return end

    return tell


@pytest.fixture
def ask(tmp_path: Path, warm: Warm) -> Callable[..., Awaitable[Asked]]:
    """Give a function that runs `simulator ask … --json` against an address, with folders of its own."""

    async def ask(url: str, *argv: str, env: dict[str, str] | None = None, texts: tuple[str, ...] = ("你好",)) -> Asked:
        names = ("DATA", "CONFIG", "CACHE")
        folders = {f"SIMULATOR_{name}_DIR": str(tmp_path / name) for name in names}
        command = ["ask", *texts, "--backend-url", url, "--json", *argv]
        done = await asyncio.to_thread(warm.run, command, {**os.environ, **folders, **(env or {})})
        return Asked(done.code, done.out.decode(), done.err.decode())

    return ask


@pytest.fixture
def prompt() -> Prompt:
    """Give some question."""
    return PROMPT
