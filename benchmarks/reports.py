"""What reports of ten thousand conversations cost: a page, and a comparison of two runs, as whole commands."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from benchmarks.processes import script
from simulator.replay.reports.json_lines import from_line, to_line

TITLE = "Reports of 10,000 conversations of three turns"
Row = tuple[str, str, str, str]
CASES = 10_000
PLAYED = 500
"""Conversations that are really played; the others are these again under other names."""
SAID = ("我叫小明", "讲个笑话", "我叫什么？")


def run() -> Iterator[Row]:
    """Give the rows: what, measured, compared with, target."""
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        lines = _kept(here)
        size = lines.stat().st_size / 1e6
        seconds, peak = _taken(here, "report", lines.name, "--html", "out.html")
        page = (here / "out.html").stat().st_size / 1e6
        yield "page", f"{page:.1f} MB in {seconds:.1f} s", f"{size:.0f} MB of JSON Lines", "≤ 15 MB in ≤ 3 s"
        yield "its process", f"{peak:.0f} MB", "", "≤ 80 MB"
        seconds, peak = _taken(here, "report", lines.name, lines.name)
        yield "comparison of two runs", f"{seconds:.1f} s, {peak:.0f} MB", "", ""
        seconds, _ = _taken(here, "report", lines.name, lines.name, "--html", "both.html")
        yield "the same with a page", f"{seconds:.1f} s", "", ""


def _kept(here: Path) -> Path:
    steps = "".join(f"  - user: {text}\n" for text in SAID)
    seeds = ", ".join(map(str, range(PLAYED)))
    matrix = f"matrix: {{vendor: [xiaoyi], release: [11.2.10.340], seed: [{seeds}]}}\n"
    (here / "a.sim.yaml").write_text(f"script: benchmark\n{matrix}turns:\n{steps}", "utf-8")
    _taken(here, "run", "a.sim.yaml", "--jsonl", "played.jsonl")
    played = [from_line(line) for line in (here / "played.jsonl").read_text("utf-8").splitlines()]
    path = here / "all.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for number in range(CASES):
            result = played[number % PLAYED]
            file.write(to_line(replace(result, case=f"{result.case} {number}")))
    return path


def _taken(here: Path, *command: str) -> tuple[float, float]:
    """Give the seconds of a command, and the megabytes that its process took at most."""
    started = time.perf_counter()
    environ = os.environ | {"SIMULATOR_CACHE_DIR": str(here / "cache")}
    with subprocess.Popen([script(), *command], stdout=subprocess.DEVNULL, cwd=here, env=environ) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, command
    return time.perf_counter() - started, used.ru_maxrss / 1024
