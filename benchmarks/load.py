"""Loads `simulator mock`: 1,000 streams at once, 100,000 short requests, its start. Pacing is `pacing`'s.

The server is the command itself, the load a bare client on raw connections, so that the client costs little.
"""

from __future__ import annotations

import asyncio
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.processes import medians, python

TITLE = "Load: `simulator mock` as a process"

STREAMS = 1_000
SHORT = 100_000
CONNECTIONS = 32
ROUNDS = 7
IMPORTS = "import uvicorn, h11, asyncio"
"""What any ASGI server of these parts has to import: the floor of a start."""


def run() -> Iterator[tuple[str, str, str, str]]:
    """Give the rows: what, measured, compared with, target."""
    with _mock() as (pid, port):
        yield ("memory before the first request", f"{_memory(pid):.0f} MiB", "", "≤ 60")
        whole, mixed, seconds = asyncio.run(_crowd(port))
        yield (f"{STREAMS:,} streams at once", f"{whole} whole, {mixed} mixed up, {seconds:.1f} s", "", "all, 0")
        yield ("memory after them, tokenizer included", f"{_memory(pid):.0f} MiB", "", "")
    with _mock() as (pid, port):
        asyncio.run(_short(port, SHORT // 10))
        before = _memory(pid)
        started = _cpu(pid)
        asyncio.run(_short(port, SHORT))
        yield (f"{SHORT:,} short requests", f"{SHORT / (_cpu(pid) - started):,.0f} a server-CPU-second", "", "")
        yield ("memory over them", f"{before:.1f} → {_memory(pid):.1f} MiB", "", "flat")
        yield ("descriptors after them", str(len(os.listdir(f"/proc/{pid}/fd"))), "", "< 20")  # noqa: PTH208
    floor = medians({"imports": python(IMPORTS)}, ROUNDS)["imports"]
    start = statistics.median(_start() for _ in range(ROUNDS))
    yield ("start to the open port", f"{start:.2f} s", f"imports {floor:.2f} s", "≤ 0.35 s more")


@contextmanager
def _mock() -> Iterator[tuple[int, int]]:
    """Run the mock; give its process and port."""
    command = [sys.executable, "-m", "simulator", "mock", "--port", "0", "--lang", "en"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        url = next(word for word in process.stdout.readline().split() if word.startswith("http"))
        yield process.pid, int(url.rpartition(":")[2])
        process.terminate()


def _start() -> float:
    started = time.perf_counter()
    with _mock():
        return time.perf_counter() - started


def _memory(pid: int) -> float:
    """Give the resident memory of a process in MiB (Linux)."""
    fields = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in fields if line.startswith("VmRSS")) / 1024


def _cpu(pid: int) -> float:
    """Give the CPU seconds of a process (Linux)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _request(path: str, body: bytes = b"", **headers: str) -> bytes:
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    method = "POST" if body else "GET"
    return f"{method} {path} HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\n{lines}\r\n".encode() + body


async def _crowd(port: int) -> tuple[int, int, float]:
    """Ask for all streams at once, each for a name of its own; give how many were whole, how many had another's."""
    started = time.perf_counter()
    texts = await asyncio.gather(*(_stream(port, f"Q{number:04}Z") for number in range(STREAMS)))
    names = [f"Q{number:04}Z" for number in range(STREAMS)]
    pairs = list(zip(names, map(_said, texts), strict=True))
    whole = sum(text.endswith("data: [DONE]\n\n") for text in texts)
    mixed = sum(name not in said or said.count("Q") != said.count(name) for name, said in pairs)
    return whole, mixed, time.perf_counter() - started


async def _stream(port: int, name: str) -> str:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    said = [{"role": "user", "content": f"我叫{name}"}, {"role": "user", "content": "我叫什么？"}]
    body = json.dumps({"model": "deepseek-chat", "stream": True, "messages": said}).encode()
    wishes = {"X-Mock-Latency": "third-party-2025-02", "Connection": "close"}
    writer.write(_request("/chat/completions", body, **wishes))
    text = _unchunked(await reader.read())
    writer.close()
    return text


def _unchunked(answer: bytes) -> str:
    rest, whole = answer.partition(b"\r\n\r\n")[2], b""
    while rest:
        size, _, rest = rest.partition(b"\r\n")
        length = int(size, 16)
        whole, rest = whole + rest[:length], rest[length + 2 :]
        if not length:
            break
    return whole.decode()


def _said(text: str) -> str:
    data = [json.loads(line[6:]) for line in text.splitlines() if line.startswith("data: {")]
    return "".join(choice["delta"].get("content") or "" for chunk in data for choice in chunk["choices"])


async def _short(port: int, number: int) -> None:
    await asyncio.gather(*(_ask(port, number // CONNECTIONS) for _ in range(CONNECTIONS)))


async def _ask(port: int, times: int) -> None:
    """Ask for a short answer so many times on one connection."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    said = [{"role": "user", "content": "1+1=?"}]
    request = _request("/chat/completions", json.dumps({"model": "deepseek-chat", "messages": said}).encode())
    for _ in range(times):
        writer.write(request)
        await reader.readuntil(b"\r\n0\r\n\r\n")
    writer.close()
