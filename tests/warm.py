"""Commands as processes of their own, forked from one that has imported the program already: most of a start is that.

What a start from nothing imports, and that it is quick, is proved by tests that start Python themselves. How the warm
process forks is in `tests.forking`.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

ROOT = Path(__file__).resolve().parents[1]
PYTHONS_OWN = ("PYTHON", "LC_", "LANG")
"""Variables that only count when Python starts begin so."""
NUMBER = 4
"""Bytes of each number that the warm process tells: a process's, then what `waitpid` gave for it."""


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    code: int
    out: bytes
    err: bytes


class Forked:
    """A command that was forked: like `Popen`, but its parent is the warm process, which tells how it fares."""

    def __init__(self, line: socket.socket) -> None:
        self._line = line
        self.pid = self._told(None)
        self.returncode: int | None = None

    def wait(self, timeout: float | None = None) -> int:
        """Give the exit code once the command has ended; what stopped and went on has not. Raises: TimeoutError."""
        while self.returncode is None:
            status = self._told(timeout)
            if not os.WIFSTOPPED(status):
                self.returncode = os.waitstatus_to_exitcode(status)
                self._line.close()
        return self.returncode

    def until_stopped(self, timeout: float | None = None) -> None:
        """Wait until the command was stopped, as by Ctrl+Z. Raises: TimeoutError."""
        assert os.WIFSTOPPED(self._told(timeout)), "it ended instead"

    def poll(self) -> int | None:
        """Give the exit code, or None while the command runs."""
        with contextlib.suppress(BlockingIOError):
            return self.wait(0)
        return None

    def send_signal(self, number: int) -> None:
        """Send a signal, unless the command is known to have ended."""
        if self.returncode is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """End it whatever it does."""
        self.send_signal(signal.SIGKILL)

    def _told(self, timeout: float | None) -> int:
        self._line.settimeout(timeout)
        return int.from_bytes(self._line.recv(NUMBER, socket.MSG_WAITALL), "big")


class Heard(Forked):
    """A command whose text somebody listens to while it runs."""

    def __init__(self, line: socket.socket, stdout: TextIO, stderr: TextIO) -> None:
        super().__init__(line)
        self.stdout, self.stderr = stdout, stderr

    def communicate(self, timeout: float) -> tuple[str, str]:
        """Read to the end of both streams and give what was not read yet. Raises: TimeoutError, and kills it then."""
        with self.stdout, self.stderr, ThreadPoolExecutor(2) as readers:
            rest = [readers.submit(stream.read) for stream in (self.stdout, self.stderr)]
            try:
                self.wait(timeout)
            except TimeoutError:
                os.killpg(self.pid, signal.SIGKILL)
                raise
            return rest[0].result(timeout), rest[1].result(timeout)


class Warm:
    """Runs commands one beside the other, each with streams, environment and folder of its own."""

    def __init__(self, place: Path, environ: Mapping[str, str]) -> None:
        self._place, self._environ = place, environ

    def run(
        self,
        argv: Sequence[str | bytes],
        env: Mapping[str, str],
        stdin: bytes = b"",
        cwd: Path | None = None,
        timeout: float = 60,
    ) -> Done:
        """Run `simulator` with arguments and environment until it ends. Raises: TimeoutError, and kills it then."""
        if any(env.get(name) != self._environ.get(name) for name in env if name.startswith(PYTHONS_OWN)):
            return _cold(argv, env, stdin, cwd, timeout)
        with contextlib.ExitStack() as files:
            heard, out, err = (files.enter_context(tempfile.TemporaryFile()) for _ in range(3))
            heard.write(stdin)
            heard.seek(0)
            code = self._ended(Forked(self._ask(argv, env, [heard.fileno(), out.fileno(), err.fileno()], cwd)), timeout)
            out.seek(0)
            err.seek(0)
            return Done(code, out.read(), err.read())

    def start(self, argv: Sequence[str], env: Mapping[str, str]) -> Heard:
        """Start `simulator` in a session of its own, with nothing to read and pipes to write to."""
        with contextlib.ExitStack() as files:
            nothing = files.enter_context(Path(os.devnull).open("rb"))
            ends = [os.pipe() for _ in range(2)]
            for _, theirs in ends:
                files.callback(os.close, theirs)
            line = self._ask(argv, env, [nothing.fileno(), ends[0][1], ends[1][1]], own_session=True)
        return Heard(line, *(os.fdopen(ours, encoding="utf-8") for ours, _ in ends))

    def at_terminal(self, argv: Sequence[str], env: Mapping[str, str], terminal: int, *, leads: bool) -> Forked:
        """Start `simulator` in a session of its own, at a terminal that is the session's if `leads`."""
        return Forked(self._ask(argv, env, [terminal] * 3, own_session=True, leads=leads))

    def _ended(self, forked: Forked, timeout: float) -> int:
        try:
            return forked.wait(timeout)
        except TimeoutError:
            forked.kill()
            raise

    def _ask(
        self,
        argv: Sequence[str | bytes],
        env: Mapping[str, str],
        streams: list[int],
        cwd: Path | None = None,
        *,
        own_session: bool = False,
        leads: bool = False,
    ) -> socket.socket:
        wanted = {
            "argv": [os.fsdecode(text) for text in argv],
            "env": dict(env),
            "cwd": str(cwd or Path.cwd()),
            "own_session": own_session,
            "leads": leads,
        }
        line = socket.socket(socket.AF_UNIX)
        line.connect(str(self._place))
        socket.send_fds(line, [b"?"], streams)
        line.sendall(json.dumps(wanted).encode())
        line.shutdown(socket.SHUT_WR)
        return line


def _cold(argv: Sequence[str | bytes], env: Mapping[str, str], stdin: bytes, cwd: Path | None, timeout: float) -> Done:
    command = [sys.executable, "-m", "simulator", *argv]
    done = subprocess.run(command, input=stdin, capture_output=True, env=dict(env), cwd=cwd, timeout=timeout)
    return Done(done.returncode, done.stdout, done.stderr)


@contextlib.contextmanager
def warmed(*, has_tui: bool = False) -> Iterator[Warm]:
    """Keep a process that has imported the program, and end it and all that came of it.

    Only with `has_tui` has it imported the terminal's face, which other commands would pay for at each fork.
    """
    environ = dict(os.environ)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "warm"
        command = [sys.executable, "-m", "tests.forking", str(place), *["tui"] * has_tui]
        pipe = subprocess.PIPE  # its end tells the process that we are gone, in whatever way
        with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, start_new_session=True) as kept:
            try:
                assert kept.stdout is not None and kept.stdout.readline() == b"warm\n"
                yield Warm(place, environ)
            finally:
                os.killpg(kept.pid, signal.SIGKILL)
