"""The same cases on a real Dask cluster: the same report, even when a worker is killed among them."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from simulator.domain.problem import UserProblem
from simulator.replay.dask_cluster import check_versions
from tests.warm import ROOT

SCRIPT = f"""\
script: many
matrix: {{seed: {list(range(96))}}}
turns:
  - user: 我叫小明
  - user: 我叫什么？
    expect: [answer: 小明]
"""


@pytest.fixture
def environ(tmp_path: Path) -> Mapping[str, str]:
    places = {f"SIMULATOR_{name}_DIR": str(tmp_path / name) for name in ("CONFIG", "CACHE", "DATA")}
    return os.environ | places


@pytest.fixture
def cluster(tmp_path: Path, environ: Mapping[str, str]) -> Iterator[tuple[str, int]]:
    """Give the address of a scheduler with two workers, and the process of one of them."""
    command = [sys.executable, "-m", "tests.replay.dask_parts", str(tmp_path)]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, stdout=pipe, stderr=pipe, text=True, env=environ, cwd=ROOT, start_new_session=True
    ) as parts:
        assert parts.stdout is not None and parts.stderr is not None
        try:
            *_, worker = (int(parts.stdout.readline()) for _ in range(3))
            ready = (line for line in parts.stderr if "Registered to" in line)
            next(ready)
            yield next(ready).split()[-1].removeprefix("tcp://"), worker
        finally:
            os.killpg(parts.pid, signal.SIGKILL)


def told(jsonl: bytes, junit: Path) -> tuple[list[object], str]:
    """Give both reports without what is of the machine: real seconds."""
    lines = [json.loads(line) | {"seconds": 0} for line in jsonl.splitlines()]
    return lines, re.sub(' time="[^"]*"', "", junit.read_text("utf-8"))


def test_a_worker_killed_in_the_middle_changes_no_report(cluster, environ, tmp_path, simulator):
    address, worker = cluster
    script, there, here = (tmp_path / name for name in ("many.sim.yaml", "there.xml", "here.xml"))
    script.write_text(SCRIPT, "utf-8")
    options = ["run", str(script), "--jsonl", "-", "--junit"]
    command = [sys.executable, "-m", "simulator", *options, str(there), "--executor", f"dask://{address}"]
    with (
        (tmp_path / "err").open("w+") as err,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=err, env=environ) as process,
    ):
        assert process.stdout is not None
        first = process.stdout.readline()
        os.kill(worker, signal.SIGKILL)  # the pipe is full long before the last case
        rest = process.stdout.read()
        code, _ = process.wait(), err.seek(0)
        people = err.read()
    assert code == 0, people
    assert "96 cases, 192 turns: 96 passed" in people
    assert "Traceback" not in people
    local = simulator(*options, str(here), "--executor", "local")
    assert told(first + rest, there) == told(local.out.encode(), here)


def test_where_no_scheduler_listens_it_is_said_in_a_line(simulator):
    ran = simulator("run", "xiaoyi", "--executor", "dask://127.0.0.1:1")
    said = (
        "--executor dask://127.0.0.1:1: Connection refused; start one with `dask scheduler`, or name its host and port"
    )
    assert (ran.code, ran.out, ran.err.strip()) == (2, "", said)


@pytest.mark.parametrize(
    ("theirs", "said"),
    [
        ({}, "no worker is connected"),
        ({"tcp://a:1": None}, "the worker tcp://a:1 has no simulator, and"),
        (
            {"tcp://a:1": "0.0.7"},
            r"has version 0\.0\.7 of the simulator, and .* pip install phone-assistant-simulator==",
        ),
    ],
)
def test_a_cluster_that_would_play_otherwise_is_refused(theirs, said):
    workers = {name: {"packages": {"phone-assistant-simulator": version}} for name, version in theirs.items()}
    with pytest.raises(UserProblem, match=said):
        check_versions(workers, "--executor dask://a:1")


@pytest.mark.parametrize("text", ["dask:", "dask://a", "dask://:1", "dask://a:0", "dask://a:99999", "ray://a:1", "x"])
def test_an_executor_that_there_is_not_is_refused(simulator, text):
    ran = simulator("run", "xiaoyi", "--executor", text)
    assert (ran.code, "write local, process or dask://HOST:PORT" in ran.err) == (2, True)
