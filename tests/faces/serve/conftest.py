"""A server on a free port in the test's own loop, over the program's parts or over scripted ones."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from simulator.catalogue.scaffold import scaffold
from simulator.faces.parts import Backends, OpenPhone, Parts
from simulator.faces.serve.run import server
from simulator.faces.serve.serving import Serving
from simulator.http.limits import LOCAL, Service
from simulator.http.listening import base_url, listen
from simulator.settings.choices import BackendChoice, PhoneChoice, ServeChoice
from simulator.wiring.program import Program
from tests.fakes import PhoneInHand
from tests.servers import leave

Serve = Callable[..., Awaitable[str]]


class ScriptedParts(Program):
    """The program's parts, but every phone is the one that `make` gives."""

    def __init__(self, make: Callable[[], PhoneInHand]) -> None:
        super().__init__({})
        self._make = make
        self.put_away = 0

    def open_phone(self, *_: object, **__: object) -> OpenPhone:
        made = self._make()
        backends = Backends(lambda: (), lambda name, model: ())
        return OpenPhone(
            conversation=made.conversation, history=(), opening=made.opening, put_away=self._away, backends=backends
        )

    @asynccontextmanager
    async def alone(self, session: str) -> AsyncIterator[Callable[[], int]]:
        yield lambda: 0

    async def _away(self) -> None:
        self.put_away += 1


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SIMULATOR_")}
    folders = {f"SIMULATOR_{name}_DIR": str(tmp_path / name.lower()) for name in ("DATA", "CONFIG", "CACHE")}
    return kept | folders


class Running:
    """A server that runs, and how to stop it."""

    def __init__(self, parts: Parts, choice: ServeChoice, hold: float) -> None:
        self._socket = listen(choice.service.host, choice.service.port)
        self._listens = asyncio.Event()
        self._serving = Serving(parts, choice, hold)
        self._server = server(self._serving, self._listens.set, finish=0.1)
        self._task = asyncio.create_task(self._server.serve(sockets=[self._socket]))

    async def start(self) -> str:
        await self._listens.wait()
        return base_url(self._socket)

    async def stop(self) -> None:
        self._server.should_exit = True
        await self._task

    async def leave(self) -> None:
        await leave(self._server, self._task)
        await self._serving.stop(0.1)


@pytest.fixture
async def running(environ: dict[str, str]) -> AsyncIterator[Callable[..., Running]]:
    """Give servers that are not started; keywords are the parameters below and fields of `PhoneChoice`."""
    made: list[Running] = []

    def make(
        parts: Parts | None = None,
        backend: BackendChoice | None = None,
        api_keys: frozenset[str] = frozenset(),
        concurrency: int = 256,
        service: Service = LOCAL,
        hold: float = 15.0,
        **phone: Any,
    ) -> Running:
        choice = ServeChoice(
            service=service,
            phone=PhoneChoice(**({"clock": "virtual"} | phone)),
            backend=backend or BackendChoice(),
            api_keys=api_keys,
            concurrency=concurrency,
        )
        made.append(Running(parts or Program(environ), choice, hold))
        return made[-1]

    yield make
    for one in made:
        await one.leave()


@pytest.fixture
def serve(running: Callable[..., Running]) -> Serve:
    """Start servers; each call gives a base URL."""

    async def start(**options: Any) -> str:
        return await running(**options).start()

    return start


@pytest.fixture
def scripted(serve: Serve) -> Serve:
    """Start a server whose phones `make` makes; gives its URL."""

    async def start(make: Callable[[], PhoneInHand], **options: Any) -> str:
        return await serve(parts=ScriptedParts(make), **options)

    return start


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(trust_env=False, timeout=30) as client:
        yield client


@pytest.fixture
def simulator_vendor(tmp_path: Path) -> Path:
    """Write a vendor of one's own and give its folder."""
    scaffold("acme", tmp_path, with_plugin=False)
    return tmp_path / "acme"


@pytest.fixture
def mock_command(environ: dict[str, str]) -> Iterator[str]:
    """Run `simulator mock` and give its URL."""
    command = [sys.executable, "-m", "simulator", "mock", "--port", "0", "--lang", "en"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environ) as process:
        assert process.stdout is not None
        yield next(word for word in process.stdout.readline().split() if word.startswith("http"))
        process.terminate()
