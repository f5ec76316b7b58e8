"""`simulator serve` as a process: what it prints, how it ends, what it refuses before it listens."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest

from tests.faces.serve.talk import answer_of, asking

COMMAND = [sys.executable, "-m", "simulator", "serve", "--port", "0", "--lang", "en"]


@contextmanager
def started(environ: dict[str, str], *options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run the command and give it with the URL that it prints."""
    pipe = subprocess.PIPE
    with subprocess.Popen([*COMMAND, *options], stdout=pipe, stderr=pipe, text=True, env=environ) as process:
        try:
            assert process.stdout is not None
            yield process, process.stdout.readline().split()[2]
        finally:
            process.kill()


def test_a_signal_ends_it_within_five_seconds_and_a_turn_under_way_is_told(environ):
    with started(environ) as (process, url):
        asked = asking("你好") | {"stream": True}
        with httpx.stream("POST", f"{url}/chat/completions", json=asked, trust_env=False) as response:
            assert response.status_code == 200
            since = time.monotonic()
            process.send_signal(signal.SIGTERM)
            *_, last = (line for line in response.iter_lines() if line)
        rest, errors = process.communicate(timeout=10)
    assert time.monotonic() - since < 5.0
    assert '"code":"interrupted"' in last
    assert (process.returncode, rest, errors) == (0, "", "")


def test_ctrl_c_ends_it_quietly(environ):
    with started(environ) as (process, url):
        assert httpx.get(f"{url}/models", trust_env=False).status_code == 200
        process.send_signal(signal.SIGINT)
        assert (process.communicate(timeout=10), process.returncode) == (("", ""), 0)


def test_the_backend_of_the_server_answers_and_a_request_may_name_another(environ, mock_command):
    with (
        started(environ, "--clock", "virtual", "--backend-url", mock_command) as (_, url),
        httpx.Client(trust_env=False) as client,
    ):
        path = f"{url}/chat/completions"
        body = client.post(path, json=asking("9.8 和 9.11 哪个大？")).json()
        named = client.post(path, json=asking("你好"), headers={"X-Simulator-Backend": "mock"}).json()
        wrong = client.post(path, json=asking("你好"), headers={"X-Simulator-Backend": "mokc"})
    assert "9.8" in answer_of(body)
    assert body["x_simulator"][0]["backend"] == mock_command.removeprefix("http://")
    assert named["x_simulator"][0]["backend"] == "mock"
    assert (wrong.status_code, 'did you mean "mock"' in wrong.json()["error"]["message"]) == (400, True)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--backend", "wrok"], "no such backend"),
        (["--date", "someday"], "is no day"),
        (["--clock", "fast"], "is not real, virtual, or a rate"),
        (["--port", "70000"], "a port is a number"),
        (["--host", "0.0.0.0"], "give --api-key, or --open"),
    ],
)
def test_a_wrong_choice_is_told_before_it_listens(environ, options, said):
    done = subprocess.run([*COMMAND, *options], capture_output=True, text=True, env=environ, timeout=60)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_data_folder_that_cannot_be_used_is_told_before_it_listens(environ, tmp_path):
    (tmp_path / "data").write_text("no folder")
    done = subprocess.run(COMMAND, capture_output=True, text=True, env=environ, timeout=60)
    assert (done.returncode, done.stdout) == (2, "")
    assert str(tmp_path / "data") in done.stderr and "SIMULATOR_DATA_DIR" in done.stderr


def test_a_taken_port_is_told_in_one_line(environ):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        options = ["--port", str(taken.getsockname()[1])]
        done = subprocess.run([*COMMAND, *options], capture_output=True, text=True, env=environ, timeout=60)
    assert (done.returncode, "the port is in use" in done.stderr) == (2, True)
