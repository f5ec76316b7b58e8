"""An event loop in a thread of its own, in which a mock listens at a port. Which mock it is comes in."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from typing import Any, TypeVar

from simulator.mock.core import DeepSeekMock
from simulator.mock.listening import Server, base_url, listen, server

T = TypeVar("T")


class MockThread:
    """Listens on this machine at a free port until it is closed; answers under way are then cut."""

    def __init__(self, mock: DeepSeekMock) -> None:
        """Start; connections are accepted when this returns. Raises: CannotListen."""
        self._socket = listen("127.0.0.1", 0)
        self.url = base_url(self._socket)
        self._listens = threading.Event()
        self._stop = asyncio.Event()
        self._thread = threading.Thread(target=self._run, args=(mock,), name="deepseek-mock", daemon=True)
        self._thread.start()
        self._listens.wait()

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Run a coroutine in the thread's loop and wait for it. Raises what it raises."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    def close(self) -> None:
        """Stop listening, end all connections, and wait for the thread."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._stop.set)
            self._thread.join()

    def _run(self, mock: DeepSeekMock) -> None:
        try:
            asyncio.run(self._serve(server(mock, self._listens.set)))
        finally:
            self._listens.set()  # whoever waits for a server that could not start would wait for ever

    async def _serve(self, web: Server) -> None:
        """Do what uvicorn does to begin and to end, but at once: it waits a tenth of a second, and tests are many."""
        self._loop = asyncio.get_running_loop()
        web.config.load()
        web.lifespan = web.config.lifespan_class(web.config)
        await web.startup([self._socket])
        await self._stop.wait()
        for listening in web.servers:
            listening.close()
        self._socket.close()
        for connection in list(web.server_state.connections):
            connection.transport.abort()
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()
        await asyncio.sleep(0)
