"""The phone in browsers: who comes in, how many, and that nothing is left behind."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from simulator.faces.web.server import WebPhones
from tests.replay.browser import FOUND, Page, browser

QUICK = ("--clock", "virtual")


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SIMULATOR_")}
    return kept | {f"SIMULATOR_{name}_DIR": str(tmp_path / name) for name in ("DATA", "CONFIG", "CACHE")}


class Served:
    """A running `simulator tui --web`."""

    def __init__(self, environ: dict[str, str], *options: str) -> None:
        command = [sys.executable, "-m", "simulator", "tui", "--web", "--port", "0", *QUICK, *options]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environ)
        assert self.process.stderr is not None
        found = re.search(r"http://[\d.]+:\d+", self.process.stderr.readline())
        assert found is not None
        self.url = found[0]

    def end(self) -> int:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        self.process.communicate(timeout=20)
        return self.process.returncode


@pytest.fixture
async def web(environ: dict[str, str]) -> AsyncIterator[Served]:
    served = Served(environ, "--session", "stand")
    yield served
    served.end()


async def test_only_pages_of_this_server_reach_a_phone(web: Served):
    async with aiohttp.ClientSession() as session:
        async with session.get(web.url) as answer:
            assert answer.status == 200
            assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
            assert "http" not in (await answer.text())
        async with session.get(web.url, headers={"Host": "evil.example"}) as answer:
            assert answer.status == 403
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await session.ws_connect(f"{web.url}/ws", headers={"Origin": "http://evil.example"})
        assert refused.value.status == 403
        async with session.get(f"{web.url}/healthz") as answer:
            assert await answer.json() == {"status": "ok", "tabs": 0, "most_tabs": 8}


async def test_a_tab_too_many_is_told_so_and_what_is_no_message_ends_a_tab():
    from aiohttp import web as site

    phones = WebPhones(lambda number: "cat", "phones", most_tabs=1)
    runner = site.AppRunner(await phones._make_app())
    await runner.setup()
    await site.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/ws"
    try:
        async with aiohttp.ClientSession() as session:
            first = await session.ws_connect(url)
            second = await session.ws_connect(url)
            assert (await second.receive()).data == aiohttp.WSCloseCode.TRY_AGAIN_LATER
            await first.send_str("[1")
            assert (await first.receive()).type in (aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSED)
            for _ in range(200):
                if not phones.tabs:
                    break
                await asyncio.sleep(0.01)
            assert phones.tabs == 0
    finally:
        await runner.cleanup()


@pytest.mark.skipif(FOUND is None, reason="no chromium is installed")
def test_a_person_types_in_a_browser_and_no_phone_is_left_behind(environ: dict[str, str], tmp_path: Path):
    served = Served(environ, "--session", "stand")
    try:
        with browser() as tab:
            tab.visit(served.url)
            tab.until("document.activeElement.tagName === 'TEXTAREA'")
            until_received(tab, "在听")
            type_until_it_is_echoed(tab, "我叫小明")
            tab.press("Enter", 13)
            until_received(tab, "深度思考")
            tab.picture(tmp_path / "phone.png")
            assert (tmp_path / "phone.png").stat().st_size > 5_000
            phones = children_of(served.process.pid)
            assert phones
            assert served.end() == 0
            assert not [phone for phone in phones if is_alive(phone)]
    finally:
        served.end()
    shown = subprocess.run(
        [sys.executable, "-m", "simulator", "sessions", "show", "stand-1"], env=environ, capture_output=True, check=True
    )
    assert "我叫小明" in shown.stdout.decode()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--port", "99"), "--port is of --web"),
        (("--web", "--vendor", "nobody"), "nobody"),
        (("--web", "--compare", "xiaoyi"), "name two to 4 phones"),
    ],
)
def test_a_wrong_option_is_told_before_anything_is_served(environ: dict[str, str], options: tuple[str, ...], said: str):
    ran = subprocess.run(
        [sys.executable, "-m", "simulator", "tui", *options], env=environ, capture_output=True, text=True
    )
    assert ran.returncode == 2
    assert said in ran.stderr


def is_alive(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()


def until_received(tab: Page, words: str) -> None:
    """Wait until the page was sent `words`."""
    for _ in range(600):
        if words in received(tab):
            return
        tab.ask("new Promise(done => setTimeout(done, 50))")
    raise AssertionError(f"{words} never came")


def type_until_it_is_echoed(tab: Page, text: str) -> None:
    """Type, and type again where the phone was not ready yet: what comes before its line has the keyboard is lost."""
    for _ in range(20):
        before = len(received(tab))
        tab.type(text)
        for _ in range(60):
            tab.ask("new Promise(done => setTimeout(done, 50))")
            if text[-1] in received(tab)[before:]:
                return
    raise AssertionError(f"{text} was never echoed")


def received(tab: Page) -> str:
    import base64

    frames = (event["params"] for event in tab.events if event.get("method") == "Network.webSocketFrameReceived")
    data = (frame["response"]["payloadData"] for frame in frames if frame["response"]["opcode"] == 2)
    return "".join(base64.b64decode(piece).decode("utf-8", "replace") for piece in data)


def children_of(pid: int) -> list[int]:
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True)
    direct = [int(line) for line in found.stdout.split()]
    return [*direct, *(grandchild for child in direct for grandchild in children_of(child))]
