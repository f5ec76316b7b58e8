"""The warm process: has the program in memory, and forks a process for every command. `tests.warm` is what asks it."""

from __future__ import annotations

import atexit
import contextlib
import fcntl
import gc
import importlib
import io
import json
import os
import pkgutil
import select
import signal
import socket
import sys
import tempfile
import termios
import threading
import time
from typing import Any

NUMBER = 4
PIPES_BROKE = 120
"""Python's exit code where the last flush of a stream fails."""


def listen(place: str, *faces: str) -> dict[str, Any]:
    """Fork for every command that is asked for; only the process of a command returns, with what was asked for."""
    _warm_up(*faces)
    lines: dict[int, socket.socket] = {}
    woken, waker = socket.socketpair()
    listening = socket.socket(socket.AF_UNIX)
    for each in (woken, waker):
        each.setblocking(False)
    signal.set_wakeup_fd(waker.fileno())
    signal.signal(signal.SIGCHLD, lambda number, frame: None)
    listening.bind(place)
    listening.listen(64)
    print("warm", flush=True)
    while sys.stdin not in (ready := select.select([listening, woken, sys.stdin], [], [])[0]):
        if woken in ready:
            woken.recv(4096)
            _tell(lines)
        if listening in ready:
            line, _ = listening.accept()
            _, streams, _, _ = socket.recv_fds(line, 1, 3)
            wanted: dict[str, Any] = json.loads(b"".join(iter(lambda line=line: line.recv(65536), b"")))
            if (command := os.fork()) == 0:
                signal.set_wakeup_fd(-1)
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                for each in (listening, woken, waker, line, *lines.values()):
                    each.close()
                return wanted | {"streams": streams}
            lines[command] = line
            with contextlib.suppress(OSError):
                line.sendall(command.to_bytes(NUMBER, "big"))
            for stream in streams:
                os.close(stream)
    os._exit(0)


def _warm_up(*faces: str) -> None:
    """Import everything, the terminal's face if it is named, and answer once: that reads tables, compiles patterns."""
    left_out = ("simulator._bundled", *([] if "tui" in faces else ["simulator.faces.tui."]))
    for module in pkgutil.walk_packages(importlib.import_module("simulator").__path__, "simulator."):
        if not module.name.startswith(left_out):
            importlib.import_module(module.name)
    main = importlib.import_module("simulator.faces.cli.main").main
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()):
        main(
            ["ask", "你好", "6 个人排成一排有几种排法？", "--clock", "virtual", "--json"],
            {f"SIMULATOR_{name}_DIR": folder for name in ("CONFIG", "CACHE", "DATA")},
        )
    gc.collect()
    gc.freeze()


def _tell(lines: dict[int, socket.socket]) -> None:
    """Tell of every command that ended or stopped to whoever asked for it."""
    while lines:
        command, status = os.waitpid(-1, os.WNOHANG | os.WUNTRACED)
        if not command:
            return
        with contextlib.suppress(OSError):
            lines[command].sendall(status.to_bytes(NUMBER, "big"))
        if not os.WIFSTOPPED(status):
            lines.pop(command).close()


def become(wanted: dict[str, Any]) -> None:
    """Make this process the command's: its session, streams, folder, environment and arguments."""
    if wanted["own_session"]:
        os.setsid()
    for number, stream in enumerate(wanted["streams"]):
        os.dup2(stream, number)
        os.close(stream)
    if wanted["leads"]:
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    for name, number, mode in (("stdin", 0, "r"), ("stdout", 1, "w"), ("stderr", 2, "w")):
        of_the_start = getattr(sys, name)
        lines = 1 if name == "stderr" else -1  # as Python chooses: a terminal's are buffered by lines, too
        how = {"encoding": of_the_start.encoding, "errors": of_the_start.errors, "closefd": False}
        stream = open(number, mode, lines, **how)  # noqa: PTH123, SIM115  # a number is no path
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)
    os.chdir(wanted["cwd"])
    os.environ.clear()
    os.environ.update(wanted["env"])
    time.tzset()
    sys.argv = ["simulator", *wanted["argv"]]


def ended() -> int:
    """Run the program and do what Python does at its end, and give the exit code.

    The one thing left out is to take all modules apart: in a fork each object that is touched costs a page of its own.
    """
    try:
        code = importlib.import_module("simulator.__main__").main()
    except SystemExit as left:
        code = left.code
    except BaseException:
        sys.excepthook(*sys.exc_info())
        code = 1
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        return PIPES_BROKE
    return code if isinstance(code, int) else int(code is not None)


if __name__ == "__main__":
    become(listen(*sys.argv[1:]))
    os._exit(ended())
