"""Commands as processes of their own, forked from one that has imported the program already: most of a start is that.

What a start from nothing imports, and that it is quick, is proved by tests that start Python themselves.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import pkgutil
import select
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PYTHONS_OWN = ("PYTHON", "LC_", "LANG")
"""Variables that only count when Python starts begin so."""


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    code: int
    out: bytes
    err: bytes


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
        """Run `simulator` with arguments and environment until it ends. Raises: TimeoutError."""
        if any(env.get(name) != self._environ.get(name) for name in env if name.startswith(PYTHONS_OWN)):
            return _cold(argv, env, stdin, cwd, timeout)
        with contextlib.ExitStack() as files:
            heard, out, err = (files.enter_context(tempfile.TemporaryFile()) for _ in range(3))
            heard.write(stdin)
            heard.seek(0)
            code = self._ask(argv, env, cwd, [heard.fileno(), out.fileno(), err.fileno()], timeout)
            out.seek(0)
            err.seek(0)
            return Done(code, out.read(), err.read())

    def _ask(
        self, argv: Sequence[str | bytes], env: Mapping[str, str], cwd: Path | None, streams: list[int], timeout: float
    ) -> int:
        wanted = {"argv": [os.fsdecode(text) for text in argv], "env": dict(env), "cwd": str(cwd or Path.cwd())}
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(timeout)
            line.connect(str(self._place))
            socket.send_fds(line, [b"?"], streams)
            line.sendall(json.dumps(wanted).encode())
            line.shutdown(socket.SHUT_WR)
            return os.waitstatus_to_exitcode(int(line.recv(16)))


def _cold(argv: Sequence[str | bytes], env: Mapping[str, str], stdin: bytes, cwd: Path | None, timeout: float) -> Done:
    command = [sys.executable, "-m", "simulator", *argv]
    done = subprocess.run(command, input=stdin, capture_output=True, env=dict(env), cwd=cwd, timeout=timeout)
    return Done(done.returncode, done.stdout, done.stderr)


@contextlib.contextmanager
def warmed() -> Iterator[Warm]:
    """Keep a process that has imported the program, and end it and all that came of it."""
    environ = dict(os.environ)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "warm"
        command = [sys.executable, "-m", "tests.warm", str(place)]
        pipe = subprocess.PIPE  # its end tells the process that we are gone, in whatever way
        with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, start_new_session=True) as kept:
            try:
                assert kept.stdout is not None and kept.stdout.readline() == b"warm\n"
                yield Warm(place, environ)
            finally:
                os.killpg(kept.pid, signal.SIGKILL)


def _listen(place: str) -> None:
    """Fork for every command that is asked for; only the process of a command returns."""
    for module in pkgutil.walk_packages(importlib.import_module("simulator").__path__, "simulator."):
        if not module.name.startswith(("simulator.faces.tui.", "simulator._bundled")):
            importlib.import_module(module.name)
    gc.freeze()
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(place)
    listening.listen(64)
    print("warm", flush=True)
    while listening in select.select([listening, sys.stdin], [], [])[0]:
        line, _ = listening.accept()
        with contextlib.suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG) != (0, 0):
                pass
        if os.fork():
            line.close()
            continue
        listening.close()
        return _wait(line)


def _wait(line: socket.socket) -> None:
    """Run one command in yet another process, and tell how it ended."""
    _, streams, _, _ = socket.recv_fds(line, 1, 3)
    wanted = json.loads(b"".join(iter(lambda: line.recv(65536), b"")))
    if command := os.fork():
        line.sendall(str(os.waitpid(command, 0)[1]).encode())
        os._exit(0)
    line.close()
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    os.chdir(wanted["cwd"])
    os.environ.clear()
    os.environ.update(wanted["env"])
    time.tzset()
    sys.argv = ["simulator", *wanted["argv"]]
    sys.exit(importlib.import_module("simulator.__main__").main())


if __name__ == "__main__":
    _listen(sys.argv[1])
