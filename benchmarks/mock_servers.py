"""Compares `simulator mock` with bare ASGI and other mocks, per second of server CPU. Pacing's error is `pacing`'s.

Each server has one core and the load another. What is compared is events, or short replies, per CPU second of the
server's processes, so that a server that waits is not called slow. "paced" is an event each 5 ms; "at once" waits for
nothing, and there a server may write several events as one HTTP chunk: the table says how many.
`--quick` measures 32 connections once, `--peers` adds mockllm and litellm.
"""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks.mock_servers_load import MOST_WINDOWS, Burden, burden, cpu_seconds, request
from benchmarks.mock_servers_peers import AIMOCK, JSON, LITELLM, MOCKLLM, OURS, PREPARED, Absent, Kind, Server, is_short
from benchmarks.processes import loop_factory, on_core

TITLE = "Mock servers: `simulator mock` and others, per second of server CPU"

SERVERS = (OURS, PREPARED, JSON, AIMOCK)
CELLS: Sequence[tuple[Kind, str, str]] = (
    ("short", "short replies", "> aimock, goal ≥ 0.8 × prepared"),
    ("new", "short replies to new questions", ""),
    ("paced", "paced streams, events", "≥ 1 × JSON, goal ≥ 1 × prepared"),
    ("at once", "streams at once, events", "≥ 2 × aimock"),
)
CONNECTIONS = (1, 32, 256)
SECONDS, ROUNDS = 1.2, 2
WARM_CPU, WARM_STEP, WARM_SECONDS = 0.7, 0.3, 3.0
"""CPU seconds that a server works before it is measured, in steps of so many seconds, and the most of those together: a
just-in-time compiler and late imports need that."""

START_SECONDS = 60.0

Found = Mapping[tuple[str, int], Burden | str]
"""What was measured by server and connections, or why nothing was."""


def run(*options: str) -> Iterator[tuple[str, str, str, str]]:
    """Give the rows: what, measured, compared with, target."""
    quick, servers = "--quick" in options, SERVERS + ((MOCKLLM, LITELLM) if "--peers" in options else ())
    crowds, rounds = ((32,), 1) if quick else (CONNECTIONS, ROUNDS)
    for kind, what, target in CELLS:
        chosen = [server for server in servers if kind in server.kinds]
        found = _found(chosen, kind, crowds, rounds)
        for connections in crowds:
            for server in chosen:
                told = _told(server, kind, connections, found)
                yield (f"{what}, {connections} open: {server.name}", *told, target if server is OURS else "")


def _found(servers: Sequence[Server], kind: Kind, crowds: Sequence[int], rounds: int) -> Found:
    """Measure all servers in turn, so that a change of the machine's speed hits all alike; give each one's best."""
    found: dict[tuple[str, int], Burden | str] = {}
    for _ in range(rounds):
        for server in servers:
            for connections, now in _measured(server, kind, crowds):
                best = found.get((server.name, connections))
                if not isinstance(best, Burden) or isinstance(now, str) or _rate(now, kind) > _rate(best, kind):
                    found[server.name, connections] = now
    return found


def _measured(server: Server, kind: Kind, crowds: Sequence[int]) -> Iterator[tuple[int, Burden | str]]:
    asks = [request("/v1/chat/completions", body) for body in server.bodies(kind)]
    try:
        with _running(server, kind) as (pid, port), on_core(-1):
            _warm_up(port, asks, pid)
            for connections in crowds:
                yield connections, _burden(port, asks, connections, SECONDS, pid)
    except Absent as error:
        yield from ((connections, str(error)) for connections in crowds)


def _warm_up(port: int, asks: Sequence[bytes], pid: int) -> None:
    until, cpu = time.monotonic() + WARM_SECONDS, cpu_seconds(pid) + WARM_CPU
    while time.monotonic() < until and cpu_seconds(pid) < cpu:
        _burden(port, asks, 32, WARM_STEP, pid)


def _burden(port: int, asks: Sequence[bytes], connections: int, seconds: float, pid: int) -> Burden:
    with asyncio.Runner(loop_factory=loop_factory()) as runner:
        return runner.run(burden(port, asks, connections, seconds, pid))


def _rate(found: Burden, kind: Kind) -> float:
    return found.replies if is_short(kind) else found.events


def _told(server: Server, kind: Kind, connections: int, found: Found) -> tuple[str, str]:
    """Say what was measured, and how it compares with the bare application and with aimock."""
    own = found[server.name, connections]
    if isinstance(own, str):
        return own, ""
    if not _rate(own, kind):
        return f"answered nothing in {SECONDS * MOST_WINDOWS:.0f} s", ""
    said = f"{_rate(own, kind):,.0f} a CPU s"
    if not is_short(kind):
        said += f", {own.events_a_chunk:.1f} an HTTP chunk"
    said += f"; core {own.busy:.0%} busy, client's {own.client:.0%}"
    others = {"prepared": PREPARED, "JSON": JSON, "aimock": AIMOCK}
    ratios = [
        f"{_rate(own, kind) / _rate(other, kind):.2f} × {name}"
        for name, peer in others.items()
        if peer is not server
        and isinstance(other := found.get((peer.name, connections)), Burden)
        and _rate(other, kind)
    ]
    return said, ", ".join(ratios)


@contextmanager
def _running(server: Server, kind: Kind) -> Iterator[tuple[int, int]]:
    """Run a server on the first core for as long as the context lasts; give its process and port."""
    with tempfile.TemporaryDirectory() as folder, socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
        free.close()
        command = server.command(kind, port, Path(folder))
        root = Path(__file__).parent.parent
        environment = {**os.environ, "PYTHONPATH": str(root), "LITELLM_LOCAL_MODEL_COST_MAP": "True"}
        environment["MOCKLLM_RESPONSES_FILE"] = str(Path(folder) / "responses.yml")
        with (
            on_core(0),
            subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment) as process,
        ):
            try:
                _wait_for(port, process)
                yield process.pid, port
            finally:
                process.terminate()


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            time.sleep(0.02)
        else:
            return
    raise Absent(f"did not listen within {START_SECONDS:g} s")


if __name__ == "__main__":
    from benchmarks.__main__ import main

    main(["mock_servers", *sys.argv[1:]])
