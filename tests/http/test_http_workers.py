"""Both servers as commands: workers, keys, pages and the log, seen from other processes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

MODELS = {"mock": "deepseek-chat", "serve": "xiaoyi"}


@contextmanager
def command(place: Path, *arguments: str) -> Iterator[tuple[subprocess.Popen[str], httpx.Client]]:
    """Run a server, and a client of the address that it printed."""
    folders = {f"SIMULATOR_{name}_DIR": str(place / name.lower()) for name in ("DATA", "CONFIG", "CACHE")}
    pipe = subprocess.PIPE
    line = [sys.executable, "-m", "simulator", *arguments, "--port", "0", "--lang", "en"]
    with subprocess.Popen(line, stdout=pipe, stderr=pipe, text=True, env=dict(os.environ) | folders) as process:
        try:
            assert process.stdout is not None
            url = next(word for word in process.stdout.readline().split() if word.startswith("http"))
            with httpx.Client(base_url=url.removesuffix("/v1"), trust_env=False, timeout=20) as client:
                yield process, client
        finally:
            process.kill()


def children(pid: int) -> set[int]:
    return {int(text) for text in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()}


asks_linux = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="asks Linux for the children of a process")


@asks_linux
def test_a_worker_that_dies_is_replaced_and_a_signal_ends_all(tmp_path):
    with command(tmp_path, "mock", "--workers", "2") as (process, client):
        before = children(process.pid)
        assert len(before) == 2
        os.kill(min(before), signal.SIGKILL)
        until = time.monotonic() + 20
        while len(children(process.pid) - {min(before)}) < 2 and time.monotonic() < until:
            assert client.get("/healthz").status_code == 200
        workers = children(process.pid)
        assert len(workers) == 2 and min(before) not in workers
        process.terminate()
        out, errors = process.communicate(timeout=10)
    assert (process.returncode, out) == (0, "")
    assert errors == f"worker {min(before)} ended with -9; another takes its place\n"
    assert not any(Path(f"/proc/{worker}").exists() for worker in workers)


@pytest.mark.parametrize("name", ["mock", "serve"])
def test_the_pages_for_programs_need_no_key_and_the_others_do(tmp_path, name):
    log = ("--access-log", "--api-key", "sk-one", "--api-key", "sk-two", "--max-messages", "2")
    with command(tmp_path, name, *log) as (process, client):
        for path in ("/healthz", "/metrics", "/openapi.json", "/docs"):
            assert client.get(path).status_code == 200
        assert "://" not in client.get("/docs").text
        assert client.get("/models").status_code == 401
        hello = {"role": "user", "content": "你好"}
        body = {"model": MODELS[name], "messages": [hello] * 3}
        for key in ("sk-one", "sk-two"):
            headers = {"Authorization": f"Bearer {key}"}
            assert client.get("/models", headers=headers).status_code == 200
            assert client.post("/v1/chat/completions", json=body, headers=headers).status_code == 400
        described = client.get("/openapi.json").json()
        assert "/v1/chat/completions" in described["paths"]
        process.terminate()
        _, errors = process.communicate(timeout=10)
    assert "POST /v1/chat/completions 400 " in errors
    assert "sk-" not in errors and "你好" not in errors


@pytest.mark.parametrize("name", ["mock", "serve"])
def test_other_machines_come_in_with_a_key_or_an_open_door_alone(tmp_path, name):
    line = [sys.executable, "-m", "simulator", name, "--host", "0.0.0.0", "--port", "0"]
    refused = subprocess.run(line, capture_output=True, text=True, check=False)
    assert refused.returncode == 2
    assert refused.stderr.count("\n") == 1 and "--api-key" in refused.stderr and "--open" in refused.stderr
    with command(tmp_path, name, "--host", "0.0.0.0", "--open") as (_, client):
        assert client.get("/healthz").status_code == 200


def said(client, text):
    body = {"model": "xiaoyi", "messages": [{"role": "user", "content": text}]}
    headers = {"X-Simulator-Session": "demo", "Connection": "close"}
    return client.post("/v1/chat/completions", json=body, headers=headers)


def told(events, kind):
    """Read server-sent events until one of a kind."""
    for line in events:
        if line.startswith("data: ") and (event := json.loads(line[6:]))["event"] == kind:
            return event
    raise AssertionError(f"the stream ended without {kind}")


def test_a_session_and_its_events_are_the_same_in_all_workers(tmp_path):
    """Each request has a connection of its own, which the system gives to any of the two."""
    with (
        command(tmp_path, "serve", "--workers", "2", "--clock", "virtual") as (_, client),
        client.stream("GET", "/v1/events") as feed,
    ):
        lines = feed.iter_lines()
        next(lines)  # it is followed
        assert said(client, "我叫小明").status_code == 200
        with ThreadPoolExecutor(4) as at_once:
            answers = list(at_once.map(lambda _: said(client, "我叫什么？").json(), range(8)))
        followed = [told(lines, "turn_ended")["turn"] for _ in range(9)]
    assert all("小明" in answer["choices"][0]["message"]["content"] for answer in answers)
    turns = [event["turn"] for answer in answers for event in answer["x_simulator"] if event["event"] == "turn_ended"]
    assert sorted(turns) == list(range(2, 10))
    assert followed == list(range(1, 10))


@asks_linux
def test_what_a_mock_is_told_holds_in_all_workers_and_in_those_that_come_later(tmp_path):
    closing = {"Connection": "close"}
    body = {"model": "deepseek-chat", "messages": [{"role": "user", "content": "你好"}]}
    with command(tmp_path, "mock", "--workers", "3") as (process, client):
        client.post("/mock/replies", json={"when": "你好", "answer": "都一样"}, headers=closing)
        for worker in sorted(children(process.pid))[:2]:
            os.kill(worker, signal.SIGKILL)
        said = [client.post("/chat/completions", json=body, headers=closing).json() for _ in range(12)]
        client.put("/mock/faults", json=["busy"], headers=closing)
        statuses = {client.post("/chat/completions", json=body, headers=closing).status_code for _ in range(12)}
    assert {answer["choices"][0]["message"]["content"] for answer in said} == {"都一样"}
    assert statuses == {503}
