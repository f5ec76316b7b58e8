"""Whole processes: timed in turn, so that a change of the machine's speed hits all of them alike; on one core each."""

from __future__ import annotations

import asyncio
import os
import statistics
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

CORES = sorted(os.sched_getaffinity(0)) if sys.platform == "linux" else []
"""The cores that this process might use when it began."""


def script() -> str:
    """Give the path of the installed `simulator`. Raises: SystemExit if it is not installed beside this Python."""
    path = Path(sysconfig.get_path("scripts")) / "simulator"
    if not path.exists():
        raise SystemExit("install the program first: pip install '.[bench]'")
    return str(path)


def medians(commands: Mapping[str, Sequence[str]], rounds: int = 15) -> dict[str, float]:
    """Give the median wall seconds of each command over `rounds` rounds, after one round that is not counted."""
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, command in commands.items():
            started = time.perf_counter()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=os.sep)
            if number:
                seconds[name].append(time.perf_counter() - started)
    return {name: statistics.median(taken) for name, taken in seconds.items()}


def python(code: str) -> list[str]:
    """Give the command that runs a line of Python with this interpreter."""
    return [sys.executable, "-c", code]


@contextmanager
def on_core(index: int) -> Iterator[None]:
    """Stay on one of the cores that this process may use, and start what is started there (Linux)."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {CORES[index]})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def loop_factory() -> type[asyncio.AbstractEventLoop]:
    """Give the quickest event loop that is installed, which is the one that uvicorn takes, too."""
    try:
        import uvloop
    except ImportError:
        return asyncio.SelectorEventLoop
    return uvloop.Loop
