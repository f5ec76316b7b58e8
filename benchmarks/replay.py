"""What a run of scripts costs: turns a second through the whole command, and the harness without its phones."""

from __future__ import annotations

import asyncio
import http.server
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

from benchmarks.processes import medians, script
from simulator.domain.events import Event, Heard, TurnEnded
from simulator.replay.alarm import VirtualAlarm
from simulator.replay.choosing import Choice, cases_in, read_all, scripts_at
from simulator.replay.lab import LabChoice
from simulator.replay.places import Complaints
from simulator.replay.playing import play
from simulator.wiring.replay import ReplayLab

TITLE = "Scripts (with JUnit and JSON Lines; two processes unless said)"
Row = tuple[str, str, str, str]
SAID = ("我叫小明", "讲个笑话", "我叫什么？")
WAIT = 0.05


def run() -> Iterator[Row]:
    """Give the rows: what, measured, compared with, target."""
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        yield from _whole_runs(here)
        yield _harness(here)
        yield _backend_that_waits(here)
        yield _start(here)


def _whole_runs(here: Path) -> Iterator[Row]:
    pytest = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:asyncio", "--junit-xml=o.xml"]
    floor = _timed(pytest, here, _tests(here))
    for cases, turns, jobs in ((1_000, 1, 2), (1_000, 3, 1), (1_000, 3, 2), (200, 10, 2)):
        path = _script(here, cases, turns)
        command = [script(), "run", path.name, "-j", str(jobs), "--junit", "o.xml", "--jsonl", "o.jsonl"]
        seconds = _timed(command, here)
        what = f"{cases} × {turns} turns, {jobs} process{'es' if jobs > 1 else ''}"
        beside = f"{1_000 / floor:.0f} empty tests/s of pytest"
        yield what, f"{cases * turns / seconds:.0f} turns/s, {seconds:.1f} s", beside, ""
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    yield "largest process of these", f"{peak:.0f} MB", "", "≤ 80 MB"


def _timed(command: Sequence[str], here: Path, *_: object) -> float:
    started = time.perf_counter()
    environ = os.environ | {"SIMULATOR_CACHE_DIR": str(here / "cache")}
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=here, env=environ)
    return time.perf_counter() - started


def _tests(here: Path) -> Path:
    path = here / "test_floor.py"
    path.write_text("".join(f"def test_{number}():\n    assert True\n" for number in range(1_000)), "utf-8")
    return path


def _script(here: Path, cases: int, turns: int, more: str = "") -> Path:
    path = here / f"{cases}x{turns}.sim.yaml"
    steps = "".join(f"  - user: {SAID[turn % 3]}\n    expect: [outcome: completed]\n" for turn in range(turns))
    seeds = ", ".join(map(str, range(cases)))
    matrix = f"matrix: {{vendor: [xiaoyi], release: [11.2.10.340], seed: [{seeds}]{more}}}\n"
    path.write_text(f"script: benchmark\n{matrix}turns:\n{steps}", "utf-8")
    return path


def _harness(here: Path) -> Row:
    """Measure all but the phone: its turns are two events that are there already."""
    path, said = _script(here, 300, 10), Complaints()
    cases = cases_in(read_all(scripts_at([str(path)], here), said), Choice(), ReplayLab({}, LabChoice()), said)

    async def played() -> float:
        started = time.perf_counter()
        for case in cases:
            result = await play(case, _Nothing())
            assert result.verdict == "passed"
        return time.perf_counter() - started

    return "harness, without the phone", f"{asyncio.run(played()) / 3_000 * 1000:.3f} ms a turn", "", "≤ 0.3 ms a turn"


class _Nothing:
    """A lab whose phones do nothing, at no cost."""

    waits = False

    def open(self, *_: object) -> SimpleNamespace:
        ended = {"t": 1.0, "outcome": "completed", "answer": "好的" * 50, "thinking": "想想" * 50, "seconds": 1.0}
        none = ("thinking_seconds", "first_token_seconds", "finish", "usage", "cost", "fault", "limit")
        common = {"session": "phone", "turn": 1}
        events: tuple[Event, ...] = (
            Heard(**common, t=0.0, text="你好", source="script"),
            TurnEnded(**common, **ended, **dict.fromkeys(none)),
        )

        async def turn(*_: object):
            for event in events:
                yield event

        async def put_away() -> None:
            return None

        conversation = SimpleNamespace(turn=turn, now=0.0, close=lambda: events[0], interrupt=lambda: None)
        return SimpleNamespace(
            conversation=conversation,
            clock=VirtualAlarm(),
            opening=(),
            sent=(),
            lacking=None,
            forget_sent=lambda: None,
            fly=lambda _: None,
            misbehave=lambda _: None,
            put_away=put_away,
        )


def _backend_that_waits(here: Path) -> Row:
    with _server() as url:
        (here / "simulator.toml").write_text(f'[backends.slow]\nbase_url = "{url}"\nmodel = "m"\n', "utf-8")
        path = _script(here, 100, 3)
        command = [script(), "run", path.name, "--backend", "slow", "--executor", "local", "--junit", "o.xml"]
        whole, alone = _timed(command, here), _timed([*command, "--only", "seed=0]"], here)
    least = 100 / 32 * 3 * WAIT
    said = f"{whole - alone + 3 * WAIT:.2f} s after start-up"
    return "100 × 3 turns, backend of 50 ms, 32 at once", said, f"{least:.2f} s of waiting", "≤ 0.75 s"


@contextmanager
def _server() -> Iterator[str]:
    """Serve one answer after 50 ms, whatever is asked."""
    chunk = '{"choices":[{"index":0,"delta":{"content":"好的"},"finish_reason":"stop"}]}'
    body = f"data: {chunk}\n\ndata: [DONE]\n\n".encode()

    class Answer(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            time.sleep(WAIT)
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            return

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()


def _start(here: Path) -> Row:
    path = _script(here, 1, 1)
    commands = {"ours": [script(), "run", str(path)]}
    if promptfoo := shutil.which("promptfoo"):
        commands["promptfoo --version"] = [promptfoo, "--version"]
    taken = medians(commands, rounds=7)
    ours, *others = taken.values()
    beside = f"promptfoo {others[0]:.2f} s" if others else "promptfoo is not installed"
    return "a script of one turn, start to end", f"{ours:.2f} s", beside, "≤ 0.6 s"
