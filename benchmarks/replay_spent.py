"""Runs a command and tells what it took: time, CPU, memory. Which commands there are is `replay`'s and its peers'."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Spent:
    """What a command took: seconds, those of CPU with all its processes, and MB of the largest of them."""

    seconds: float
    cpu: float
    memory: float


def spent(command: Sequence[str], here: Path, **environ: str) -> Spent:
    """Run a command in a folder. Raises: SystemExit with the end of what it said if it fails."""
    said = here / "said.txt"
    compiled = {"PYTHONDONTWRITEBYTECODE": ""}  # as it is where a program is installed
    with said.open("w") as output:
        started = time.perf_counter()
        process = subprocess.Popen(command, stdout=output, stderr=output, cwd=here, env=os.environ | compiled | environ)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)[:300]}: exit {process.returncode}\n{said.read_text('utf-8')[-2000:]}")
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return Spent(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit)
