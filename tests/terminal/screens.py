"""A real pseudo-terminal with a terminal emulator behind it: what a person at a keyboard would see."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sysconfig
import termios
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType

import pyte

from tests.warm import Forked, Warm

PATIENCE = 45.0
"""Seconds until a screen that never comes fails the test."""


class Terminal:
    """`simulator` at a terminal of `columns` × `rows`; `raw` is every byte that it wrote.

    `warm` forks it, None starts the installed command. `leads` makes the terminal its own, as a shell does: only then a
    hang-up comes with a signal.
    """

    def __init__(
        self,
        warm: Warm | None,
        argv: list[str],
        environ: Mapping[str, str],
        columns: int = 80,
        rows: int = 24,
        *,
        leads: bool = True,
    ) -> None:
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self.raw = b""
        self._ours, theirs = pty.openpty()
        self.before = termios.tcgetattr(theirs)
        self._resize(columns, rows)
        self.process: Forked | subprocess.Popen[bytes] = (
            warm.at_terminal(argv, environ, theirs, leads=leads) if warm else _installed(argv, environ, theirs)
        )
        self._theirs: int | None = theirs

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.hang_up()

    def hang_up(self) -> None:
        """Close the terminal under the program, as a window that is shut does."""
        if self._theirs is not None:
            os.close(self._ours)
            os.close(self._theirs)
            self._theirs = None

    def type(self, text: str) -> None:
        """Type as a person does: a key, or a committed word of an input method, at a time."""
        os.write(self._ours, text.encode())

    @property
    def text(self) -> str:
        """The screen as lines; the second cell of a wide character is left out."""
        return "\n".join(
            "".join(cell for cell in _cells(self._screen, row)).rstrip() for row in range(self._screen.lines)
        )

    def until(self, seen: Callable[[str], bool]) -> str:
        """Read until the screen satisfies `seen` and give it; fails with the last screen otherwise."""
        deadline = time.monotonic() + PATIENCE
        while not seen(self.text):
            left = deadline - time.monotonic()
            assert left > 0 and self._read(left), f"never seen; the screen is:\n{self.text}"
        return self.text

    def until_written(self, wanted: bytes, since: int = 0) -> None:
        """Read until the program has written `wanted`, of which the screen need show nothing."""
        deadline = time.monotonic() + PATIENCE
        while wanted not in self.raw[since:]:
            left = deadline - time.monotonic()
            assert left > 0 and self._read(left), f"never wrote {wanted!r}"

    def until_stopped(self) -> None:
        """Wait until the program was stopped, as by Ctrl+Z."""
        assert isinstance(self.process, Forked)
        self.process.until_stopped(PATIENCE)

    def wipe(self) -> None:
        """Empty the screen, as a terminal does that goes from one of its screens to the other."""
        self._screen.reset()

    def ended(self) -> int:
        """Read to the end of the program and give its exit code."""
        deadline = time.monotonic() + PATIENCE
        while self.process.poll() is None and time.monotonic() < deadline:
            self._read(0.1)
        while self._read(0.1):
            pass
        return self.process.wait(timeout=1)

    def signal(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    def resize(self, columns: int, rows: int) -> None:
        self._screen.resize(rows, columns)
        self._resize(columns, rows)

    @property
    def settings(self) -> list[object]:
        """The terminal's modes, to compare with `before`."""
        assert self._theirs is not None, "the terminal is gone"
        return list(termios.tcgetattr(self._theirs))

    def _read(self, seconds: float) -> bool:
        ready, _, _ = select.select([self._ours], [], [], seconds)
        if not ready:
            return False
        data = os.read(self._ours, 65_536)
        self.raw += data
        self._stream.feed(data)
        return bool(data)

    def _resize(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self._ours, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def _cells(screen: pyte.Screen, row: int) -> list[str]:
    return [screen.buffer[row][column].data for column in range(screen.columns)]


AtTerminal = Callable[..., Terminal]
"""Makes a `Terminal` of what follows `warm`."""


def _installed(argv: list[str], environ: Mapping[str, str], terminal: int) -> subprocess.Popen[bytes]:
    command = [str(Path(sysconfig.get_path("scripts")) / "simulator"), *argv]
    return subprocess.Popen(
        command,
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        env=dict(environ),
        start_new_session=True,
        preexec_fn=_take_terminal,
    )


def _take_terminal() -> None:
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
