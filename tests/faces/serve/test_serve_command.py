"""`simulator serve` as a process: what it prints, how it ends, what it refuses before it listens."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time

import httpx
import pytest

from tests.faces.serve.talk import answer_of, asking

COMMAND = [sys.executable, "-m", "simulator", "serve", "--port", "0", "--lang", "en"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_prints_its_address_answers_there_and_ends_quietly_at_a_signal(environ, number):
    pipe = subprocess.PIPE
    with subprocess.Popen(COMMAND, stdout=pipe, stderr=pipe, text=True, env=environ) as process:
        try:
            assert process.stdout is not None
            url = process.stdout.readline().split()[2]
            asked = asking("你好") | {"stream": True}
            with httpx.stream("POST", f"{url}/chat/completions", json=asked, trust_env=False) as response:
                assert response.status_code == 200
                started = time.monotonic()
                process.send_signal(number)
                *_, last = (line for line in response.iter_lines() if line)
            rest, errors = process.communicate(timeout=10)
        finally:
            process.kill()
    assert time.monotonic() - started < 5.0
    assert '"code":"interrupted"' in last
    assert (process.returncode, rest, errors) == (0, "", "")


def test_the_backend_of_the_server_answers(environ, mock_command, tmp_path):
    command = [*COMMAND, "--clock", "virtual", "--backend-url", mock_command]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environ) as process:
        try:
            assert process.stdout is not None
            url = process.stdout.readline().split()[2]
            body = httpx.post(f"{url}/chat/completions", json=asking("9.8 和 9.11 哪个大？"), trust_env=False).json()
            named = httpx.post(
                f"{url}/chat/completions",
                json=asking("你好"),
                headers={"X-Simulator-Backend": "mock"},
                trust_env=False,
            ).json()
        finally:
            process.kill()
    assert "9.8" in answer_of(body)
    assert body["x_simulator"][0]["backend"] == mock_command.removeprefix("http://")
    assert named["x_simulator"][0]["backend"] == "mock"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--backend", "wrok"], "no such backend"),
        (["--date", "someday"], "is no day"),
        (["--clock", "fast"], "is not real, virtual, or a rate"),
        (["--vendors-path", "nowhere"], "no such folder"),
        (["--port", "70000"], "a port is a number"),
        (["--host", "0.0.0.0"], "give --api-key, or --open"),
        (["--os", "???"], "???"),
    ],
)
def test_a_wrong_choice_is_told_before_it_listens(environ, options, said):
    done = subprocess.run([*COMMAND, *options], capture_output=True, text=True, env=environ, timeout=60)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_taken_port_is_told_in_one_line(environ):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        options = ["--port", str(taken.getsockname()[1])]
        done = subprocess.run([*COMMAND, *options], capture_output=True, text=True, env=environ, timeout=60)
    assert (done.returncode, "the port is in use" in done.stderr) == (2, True)
