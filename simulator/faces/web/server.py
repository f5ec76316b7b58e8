"""Serves the phone to a browser: a process a tab, so many tabs, and no process left behind. Who may come in is `door`.

textual-serve carries the bytes between browser and process and brings the terminal for the page.
"""

from __future__ import annotations

import asyncio
import logging
import os
import shlex
import signal
from asyncio.subprocess import Process
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from aiohttp import WSCloseCode, web
from textual_serve.app_service import AppService
from textual_serve.server import Server, to_int

from simulator.domain.problem import UserProblem
from simulator.faces.web.door import check

MOST_TABS = 8
"""Each is a process of some 60 MB."""
PATIENCE = 5.0
"""Seconds for a phone to be put down before its process is killed."""
LARGEST_MESSAGE = 1 << 20
"""Bytes from a browser at once: a paste of a million characters."""
_PAGE = Path(__file__).parent / "page"


class WebPhones(Server):
    """Phones in tabs; `command` gives what the shell starts for the tab of a number, from 1."""

    def __init__(self, command: Callable[[int], str], title: str, most_tabs: int = MOST_TABS) -> None:
        """Serve nothing yet."""
        super().__init__(command(0), host="127.0.0.1", title=title)
        self._of_tab, self._most, self._tabs, self._opened = command, most_tabs, 0, 0
        self._phones: set[_Phone] = set()
        self._index = (_PAGE / "index.html").read_text("utf-8").replace("{{title}}", title)

    @property
    def tabs(self) -> int:
        """How many tabs are open."""
        return self._tabs

    async def _make_app(self) -> web.Application:
        """Route what there is: the page, its parts, the terminal's connection, and whether it lives."""
        app = web.Application(middlewares=[check])
        app.add_routes(
            [
                web.get("/", self._show),
                web.get("/ws", self.handle_websocket),
                web.get("/healthz", self._health),
                web.static("/page", _PAGE),
                web.static("/static", self.statics_path),
            ]
        )
        return app

    async def put_away(self) -> None:
        """Put all phones down."""
        await asyncio.gather(*(phone.put_away() for phone in self._phones))

    async def _show(self, request: web.Request) -> web.Response:
        return web.Response(text=self._index, content_type="text/html", charset="utf-8")

    async def _health(self, request: web.Request) -> web.Response:
        return web.json_response({"status": "ok", "tabs": self._tabs, "most_tabs": self._most})

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """Start a phone for a tab and carry its bytes until either side ends; one tab too many is told so."""
        socket = web.WebSocketResponse(heartbeat=15, max_msg_size=LARGEST_MESSAGE)
        await socket.prepare(request)
        if self._tabs >= self._most:
            await socket.close(code=WSCloseCode.TRY_AGAIN_LATER, message=b"too many tabs are open; close one")
            return socket
        self._tabs, self._opened = self._tabs + 1, self._opened + 1

        async def close() -> None:
            await socket.close()

        phone = _Phone(
            self._of_tab(self._opened),
            write_bytes=socket.send_bytes,
            write_str=socket.send_str,
            close=close,
            download_manager=self.download_manager,
        )
        self._phones.add(phone)
        try:
            await phone.start(_cells(request, "width", 80), _cells(request, "height", 24))
            # What is no message of the page's own terminal ends the tab.
            with suppress(ValueError, TypeError, KeyError, IndexError, AssertionError, AttributeError):
                await self._process_messages(socket, phone)
        finally:
            await phone.put_away()
            self._phones.discard(phone)
            self._tabs -= 1
        return socket


class _Phone(AppService):
    """The process of one tab, and whatever it starts."""

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        """Start it without a shell and in a group of its own, so that killing it kills all of it."""
        pipe = asyncio.subprocess.PIPE
        self._process = process = await asyncio.create_subprocess_exec(
            *shlex.split(self.command),
            stdin=pipe,
            stdout=pipe,
            stderr=pipe,
            env=self._build_environment(width, height),
            start_new_session=True,
        )
        self._stdin = process.stdin
        return process

    async def put_away(self) -> None:
        """Ask it to quit, and kill it if it does not in time."""
        with suppress(TimeoutError, ConnectionError):
            await asyncio.wait_for(self.stop(), PATIENCE)
        process = self._process
        if process is not None and process.returncode is None:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            await process.wait()


def _cells(request: web.Request, name: str, usual: int) -> int:
    return max(20, min(500, to_int(request.query.get(name, ""), usual)))


def serve(phones: WebPhones, port: int, announce: Callable[[str], None]) -> None:
    """Serve on the loopback address until SIGINT or SIGTERM; `announce` gets the address once it listens.

    Port 0 takes a free one. Raises: UserProblem if it cannot listen there.
    """
    logging.getLogger("aiohttp").setLevel(logging.ERROR)
    logging.getLogger("textual-serve").setLevel(logging.CRITICAL)
    asyncio.run(_serve(phones, port, announce))


async def _serve(phones: WebPhones, port: int, announce: Callable[[str], None]) -> None:
    runner = web.AppRunner(await phones._make_app(), handle_signals=False, access_log=None, shutdown_timeout=PATIENCE)
    await runner.setup()
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for stop in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(stop, ended.set)
    try:
        site = web.TCPSite(runner, phones.host, port)
        try:
            await site.start()
        except OSError as error:
            reason = error.strerror or error
            raise UserProblem(f"cannot listen on {phones.host}:{port}: {reason}; choose another --port") from None
        announce(f"http://{phones.host}:{runner.addresses[0][1]}")
        await ended.wait()
    finally:
        await phones.put_away()
        await runner.cleanup()
