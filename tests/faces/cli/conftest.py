"""The command line as a process, with folders of its own: what a shell sees is what the tests see."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.warm import Warm


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def events(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]

    def all(self, kind: str) -> list[dict[str, Any]]:
        return [event for event in self.events if event["event"] == kind]

    @property
    def answers(self) -> list[str]:
        return [event["answer"] for event in self.all("turn_ended")]


Simulator = Callable[..., Ran]


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SIMULATOR_")}
    return kept | {
        "SIMULATOR_DATA_DIR": str(tmp_path / "data"),
        "SIMULATOR_CONFIG_DIR": str(tmp_path / "config"),
        "SIMULATOR_CACHE_DIR": str(tmp_path / "cache"),
    }


@pytest.fixture
def simulator(environ: Mapping[str, str], warm: Warm) -> Simulator:
    def run(*argv: str | bytes, stdin: bytes = b"", **more: str) -> Ran:
        done = warm.run(argv, {**environ, **more}, stdin)
        return Ran(done.code, done.out.decode(), done.err.decode())

    return run


@pytest.fixture
def mock_url(environ: Mapping[str, str]) -> Iterator[Callable[..., str]]:
    running: list[subprocess.Popen[str]] = []

    def start(*argv: str) -> str:
        command = [sys.executable, "-m", "simulator", "mock", "--port", "0", *argv]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=dict(environ))
        running.append(process)
        assert process.stdout is not None
        return next(
            word.rstrip("（") for word in process.stdout.readline().replace("（", " ").split() if "http" in word
        ).split("：")[-1]

    yield start
    for process in running:
        process.terminate()
        process.communicate(timeout=10)
