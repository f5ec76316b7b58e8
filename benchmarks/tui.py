"""The phone in the terminal as it streams, idles, holds long histories and is typed into, beside bare Textual apps."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from benchmarks.tui_apps import A_SECOND, CHUNKS, IDLE_SECONDS, PAGES

TITLE = f"The phone at a 120×40 terminal, {CHUNKS:,} chunks at {A_SECOND} a second"

PATIENCE = 120.0
KEYS = 50
"""Each two cells wide: the line never scrolls."""
FIRST_KEY = 0x3400
"""Han characters that no answer holds: whoever sees one on the screen has seen the echo."""

LAST_KEY = "退出"
"""The end of the first frame: before it, and shortly after it, nobody takes the keys yet."""

Row = tuple[str, str, str, str]


@dataclass
class Terminal:
    """A process at a terminal; what it measured comes through a pipe of its own."""

    screen: int
    figures: int
    process: subprocess.Popen[bytes]

    def read(self, seconds: float) -> bytes:
        """Give what it drew, empty after so many seconds of nothing."""
        ready = select.select([self.screen, self.figures], [], [], seconds)[0]
        try:
            return os.read(self.screen, 65_536) if self.screen in ready else b""
        except OSError:  # the process has ended
            return b""

    def measured(self) -> dict[str, float]:
        """Keep its terminal empty until it tells what it measured. Raises: SystemExit if it never does."""
        until = time.monotonic() + PATIENCE
        while not select.select([self.figures], [], [], 0)[0]:
            self.read(0.1)
            if time.monotonic() > until:
                raise SystemExit(f"{self.process.args!r} measured nothing")
        said: dict[str, float] = json.loads(os.read(self.figures, 4_096))
        return said


@contextmanager
def terminal(*words: str) -> Iterator[Terminal]:
    """Start one of the apps at a fresh terminal."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(ours, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    figures, told = os.pipe()
    environ = os.environ | {"TERM": "xterm-256color", "COLORTERM": "truecolor", "MEASURED_TO": str(told)}
    command = [sys.executable, "-m", "benchmarks.tui_apps", *words]
    with subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env=environ, pass_fds=[told], start_new_session=True
    ) as process:
        os.close(told)
        os.close(theirs)
        try:
            yield Terminal(ours, figures, process)
        finally:
            process.kill()
            os.close(ours)
            os.close(figures)


def figures_of(what: str, kind: str, history: int = 0) -> dict[str, float]:
    """Give what one app measured of itself."""
    with terminal(what, kind, str(history)) as running:
        return running.measured()


def _streaming(kind: str, target: str) -> tuple[Row, float]:
    bare, ours = figures_of("bare", kind), figures_of("phone", kind)
    row = (
        f"{kind}: CPU, loop stalls p95 (worst)",
        _spent(ours),
        f"{ours['cpu'] / bare['cpu']:.2f}× of a bare MarkdownStream ({_spent(bare)})",
        target,
    )
    return row, ours["cpu"]


def _spent(figures: dict[str, float]) -> str:
    return f"{figures['cpu']:.2f} s, {figures['p95'] * 1000:.0f} ms ({figures['worst'] * 1000:.0f} ms)"


def _histories(short: float) -> Iterator[Row]:
    for messages in (10, 1_000):
        figures = figures_of("phone", "prose", messages)
        ratio = f"{figures['cpu'] / short:.2f}× of no history"
        yield f"prose after {messages:,} messages", _spent(figures), ratio, "≤ 1.2×"


def _scroll_back() -> Row:
    """Page back through a long history with a key that is held."""
    figures = {messages: figures_of("scroll", "mixed", messages) for messages in (40, 10_000)}
    told = {messages: f"{taken['p95'] * 1000:.0f} ms" for messages, taken in figures.items()}
    far = figures[10_000]
    more = f"median {far['median'] * 1000:.0f} ms, worst {far['worst'] * 1000:.0f} ms; in 40 messages {told[40]}"
    return f"page-up in 10,000 messages, p95 of {PAGES}", told[10_000], more, "≤ 100 ms"


def _idle() -> Iterator[Row]:
    bare = figures_of("bare", "idle")
    for messages in (0, 1_000):
        figures = figures_of("phone", "idle", messages)
        share = f"{figures['cpu'] / IDLE_SECONDS:.1%} of a core"
        beside = f"bare: {bare['cpu'] / IDLE_SECONDS:.1%}"
        yield f"idle for {IDLE_SECONDS:.0f} s, {messages:,} messages", share, beside, "≈ 0"
        memory = figures["kib"] / 1024
        ratio = f"{figures['kib'] / bare['kib']:.2f}× of bare ({bare['kib'] / 1024:.0f} MiB)"
        target = "≤ 1.6×" if messages == 0 else "≤ 100 MiB"
        yield f"resident memory, {messages:,} messages", f"{memory:.0f} MiB", ratio, target


def _echo() -> Row:
    """Type while four phones answer; an echo is seen when the typed character is in what the terminal was sent."""
    taken = []
    with terminal("compare", "prose", "0") as running:
        _seconds_to(running, LAST_KEY.encode())
        _drain(running, 1.0)
        for number in range(KEYS):
            key = chr(FIRST_KEY + number).encode()
            os.write(running.screen, key)
            taken.append(_seconds_to(running, key))
            _drain(running, 0.05)
    ordered = sorted(taken)
    median, late = ordered[KEYS // 2] * 1000, ordered[int(KEYS * 0.99)] * 1000
    return "key to echo while four phones answer, p99", f"{late:.0f} ms", f"median {median:.0f} ms", "≤ 100 ms"


def _seconds_to(running: Terminal, sign: bytes) -> float:
    """Give the seconds until a sign is drawn. Raises: SystemExit if it never is."""
    began, seen = time.perf_counter(), b""
    while sign not in seen:
        if time.perf_counter() - began > PATIENCE:
            raise SystemExit(f"{sign.decode()} was never drawn")
        seen += running.read(1.0)
    return time.perf_counter() - began


def _drain(running: Terminal, seconds: float) -> None:
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        running.read(left)


def run() -> Iterator[Row]:
    """Give the rows: what, measured, compared with, target."""
    prose, cpu = _streaming("prose", "≤ 0.5×, p95 ≤ 60 ms")
    yield prose
    yield _streaming("mixed", "≤ 0.9×, p95 ≤ 60 ms")[0]
    yield from _histories(cpu)
    yield _scroll_back()
    yield from _idle()
    yield _echo()
