"""The mock as a process of its own: M30 and M32 of the wire reference."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest

from simulator.mock.listening import CannotListen, base_url, listen

PROGRAM = """
import sys
from simulator.mock.latencies import latency_named
from simulator.mock.serve import serve
sys.exit(serve(seed=7, latency=latency_named(sys.argv[1]), api_keys=frozenset({"sk-right"}),
               announce=lambda url: print(url, flush=True)))
"""
QUESTION = {"model": "deepseek-reasoner", "messages": [{"role": "user", "content": "9.8 和 9.11 哪个大？"}]}
KEY = {"Authorization": "Bearer sk-right"}


@contextmanager
def running(latency: str = "none") -> Iterator[tuple[subprocess.Popen[str], httpx.Client]]:
    """Start the mock in a process, and a client whose base URL is the line that it printed."""
    command = [sys.executable, "-c", PROGRAM, latency]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, env=dict(os.environ)) as process:
        try:
            assert process.stdout is not None
            with httpx.Client(base_url=process.stdout.readline().strip(), headers=KEY, trust_env=False) as client:
                yield process, client
        finally:
            process.kill()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_within_two_seconds_and_quietly(number):
    """M32, with a connection still open."""
    with running() as (process, client):
        assert client.get("/healthz").status_code == 200
        started = time.monotonic()
        process.send_signal(number)
        rest, errors = process.communicate(timeout=10)
    assert time.monotonic() - started < 2.0
    assert (process.returncode, rest, errors) == (0, "", "")


def test_a_signal_ends_streams_under_way():
    """M32: R1 of February 2025 would still be thinking."""
    asked = QUESTION | {"stream": True}
    with (
        running("deepseek-2025-02") as (process, client),
        client.stream("POST", "/chat/completions", json=asked) as response,
    ):
        assert response.status_code == 200
        started = time.monotonic()
        process.terminate()
        _, errors = process.communicate(timeout=10)
    assert time.monotonic() - started < 2.0
    assert (process.returncode, errors) == (0, "")


def test_the_announced_address_answers_at_once_and_on_loopback():
    """M30, M32."""
    with running() as (_, client):
        assert client.base_url.host == "127.0.0.1"
        first, second = (client.post("/chat/completions", json=QUESTION).json() for _ in range(2))
    assert first["choices"] == second["choices"]
    assert abs(first["created"] - time.time()) < 60


def test_a_taken_port_is_said_in_one_line():
    with listen("127.0.0.1", 0) as taken, pytest.raises(CannotListen) as error:
        listen("127.0.0.1", taken.getsockname()[1])
    message = str(error.value)
    assert message.endswith("the port is in use; choose another with --port, or let --port 0 pick a free one")
    assert "\n" not in message


@pytest.mark.parametrize(
    ("host", "port"),
    [("127.0.0.1", 70_000), ("127.0.0.1", -1), ("no-such-host.invalid", 0), ("192.0.2.1", 0), ("a" * 80, 0)],
)
def test_an_address_that_cannot_be_had_is_said_in_one_line(host, port):
    with pytest.raises(CannotListen, match=rf"^cannot listen at {host} port {port}: [^\n]+$"):
        listen(host, port)


def test_an_ip_6_address_is_bracketed():
    if not socket.has_dualstack_ipv6():
        pytest.skip("this machine has no IPv6")
    with listen("::1", 0) as listening:
        assert base_url(listening) == f"http://[::1]:{listening.getsockname()[1]}"


def test_a_connection_sends_small_pieces_at_once():
    with listen("127.0.0.1", 0) as listening, socket.create_connection(listening.getsockname()):
        accepted, _ = listening.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
