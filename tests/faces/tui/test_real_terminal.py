from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

ROOT = Path(__file__).parents[3]
PATIENCE = 30.0


class Terminal:
    """A program in a pseudo-terminal of 80 by 24, and all that it has written."""

    def __init__(self, *argv: str) -> None:
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.before = termios.tcgetattr(slave)
        environ = {**os.environ, "TERM": "xterm-256color", "PYTHONPATH": str(ROOT)}
        self.program = subprocess.Popen(
            argv, stdin=slave, stdout=slave, stderr=slave, cwd=ROOT, env=environ, start_new_session=True
        )
        self.slave = slave
        self.written = b""

    def type(self, keys: str) -> None:
        os.write(self.master, keys.encode())

    def wait_for(self, words: str) -> None:
        start, until = len(self.written), time.monotonic() + PATIENCE
        while words.encode() not in self.written[start:]:
            assert time.monotonic() < until, f"never saw {words!r} in {self.written[start:]!r}"
            self._read()

    def wait_for_end(self) -> int:
        until = time.monotonic() + PATIENCE
        while self.program.poll() is None:
            assert time.monotonic() < until, "it does not end"
            self._read()
        self._read()
        return self.program.returncode

    def _read(self) -> None:
        if select.select([self.master], [], [], 0.05)[0]:
            self.written += os.read(self.master, 65536)

    def close(self) -> None:
        if self.program.poll() is None:
            self.program.kill()
            self.program.wait()
        os.close(self.master)
        os.close(self.slave)


def test_a_hostile_model_cannot_drive_a_real_terminal_and_quitting_restores_it():
    terminal = Terminal(sys.executable, "-m", "tests.faces.tui.hostile_phone")
    try:
        terminal.wait_for("退出")
        terminal.type("你好\r")
        terminal.wait_for("甲]52;c;aGk=乙2J丙")
        terminal.type("再来\r")
        terminal.wait_for("从前有座山")
        terminal.type("\x11")  # Ctrl+Q, in the middle of the answer
        assert terminal.wait_for_end() == 0
        assert termios.tcgetattr(terminal.slave) == terminal.before
    finally:
        terminal.close()
    written = re.sub(rb"\x1b\]22;[a-z-]*\x07", b"", terminal.written)  # Textual's own: the shape of the pointer
    for obeyed in (b"\x1b]", "\x9b".encode(), "\u202e".encode(), b"\x7f", b"\x07"):
        assert obeyed not in written
    assert terminal.written.rindex(b"\x1b[?1049l") > terminal.written.index(b"\x1b[?1049h")
