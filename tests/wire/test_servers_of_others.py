"""Servers that others wrote, where they are installed; docs/compatibility.md says how to run them and what was seen."""

from __future__ import annotations

import asyncio
import shutil
import socket
from pathlib import Path

import pytest

RULES = {"mockllm": ("responses.yml", "responses: {}\ndefaults: {unknown_response: 好}\n")}
COMMANDS = {
    "mockllm": ["mockllm", "start", "-h", "127.0.0.1", "-p"],
    "llmock": ["llmock", "serve", "--response-style", "echo", "-p"],
}
ANSWERS = {"mockllm": "好", "llmock": "你好"}


async def _listens(port: int) -> None:
    while True:
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.1)
        else:
            writer.close()
            return


@pytest.mark.parametrize("name", COMMANDS)
async def test_a_phone_talks_to_a_server_of_others(name: str, ask, tmp_path: Path) -> None:
    if shutil.which(name) is None:
        pytest.skip(f"{name} is not installed; pip install {name}")
    if name in RULES:
        (tmp_path / RULES[name][0]).write_text(RULES[name][1], encoding="utf-8")
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        port = bound.getsockname()[1]
    command = [*COMMANDS[name], str(port)]
    quiet = asyncio.subprocess.DEVNULL
    server = await asyncio.create_subprocess_exec(*command, cwd=tmp_path, stdout=quiet, stderr=quiet)
    try:
        await asyncio.wait_for(_listens(port), 20)
        asked = await ask(f"http://127.0.0.1:{port}/v1", "--model", "gpt-4", "--clock", "virtual")
        assert asked.end["outcome"] == "completed" and ANSWERS[name] in asked.end["answer"]
    finally:
        server.terminate()
        await server.wait()
