"""How long until the whole phone stands on a terminal, beside a Textual app with one Static."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import shutil
import statistics
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Mapping, Sequence

from benchmarks.processes import script

TITLE = "First complete frame at a 120×40 terminal (median of 11)"

ROUNDS = 11
PEERS = {"elia": b"Help"}
"""Terminal chats, and what each writes last in its first frame. toad asks for a newer Python than 3.11, and oterm draws
nothing at a terminal that does not answer its queries."""
BARE = """
from textual.app import App
from textual.widgets import Static
class Bare(App):
    def compose(self):
        yield Static("READY")
Bare().run()
"""


def seconds_until(command: Sequence[str], sign: bytes) -> float:
    """Start a command at a fresh terminal and give the seconds until it wrote `sign`."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(ours, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    environ = os.environ | {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
    started = time.perf_counter()
    process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=environ, start_new_session=True)
    written = b""
    while sign not in written:
        if not select.select([ours], [], [], 20)[0]:
            raise SystemExit(f"{command[-1][:40]!r} never wrote {sign!r}")
        written += os.read(ours, 65_536)
    taken = time.perf_counter() - started
    process.kill()
    process.wait()
    os.close(ours)
    os.close(theirs)
    return taken


def run(*options: str) -> list[tuple[str, str, str, str]]:
    """Give the rows: what, measured, compared with, target; `--peers` times those of PEERS that are on PATH, too."""
    # The footer is the last line of the frame: once its last key is written, all before it is.
    commands = {"one Static": ([sys.executable, "-c", BARE], b"READY"), "simulator": ([script()], "退出".encode())}
    peers = PEERS if "--peers" in options else {}
    commands |= {name: ([path], sign) for name, sign in peers.items() if (path := shutil.which(name))}
    medians = _medians(commands)
    rows = [_row(name, medians, "≤ 1.4×" if name == "simulator" else "a peer") for name in list(medians)[1:]]
    return rows + [(name, "not on PATH", "one Static", "a peer") for name in peers if name not in medians]


def _medians(commands: Mapping[str, tuple[Sequence[str], bytes]]) -> dict[str, float]:
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(ROUNDS + 1):
        for name, (command, sign) in commands.items():
            seconds = seconds_until(command, sign)
            if number:
                taken[name].append(seconds)
    return {name: statistics.median(seconds) for name, seconds in taken.items()}


def _row(name: str, medians: Mapping[str, float], target: str) -> tuple[str, str, str, str]:
    bare = medians["one Static"]
    ratio = f"{medians[name] / bare:.2f}× of one Static ({bare * 1000:.0f} ms)"
    return name, f"{medians[name] * 1000:.0f} ms", ratio, target
