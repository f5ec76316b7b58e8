"""The terminal under the app: signals that end or wake the program, and a terminal that is gone. It draws nothing."""

from __future__ import annotations

import asyncio
import os
import select
import signal
import termios
import threading
import time
from collections.abc import Callable, Coroutine
from contextlib import suppress
from types import FrameType
from typing import Any

from textual.app import App

_STDIN = 0
_STREAMS = range(3)
_ENDING = (signal.SIGTERM, signal.SIGHUP)
_GRACE_SECONDS = 5.0
"""For the way out once the terminal is gone: Textual's writer may have died of it, and a frame then waits for ever."""


def watch_over(app: App[Any], leave: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Leave by `leave` when the system ends the program or its terminal is gone; draw anew after a suspension."""
    loop = asyncio.get_running_loop()
    leaving: list[asyncio.Task[None]] = []

    def end() -> None:
        if not leaving:
            leaving.append(loop.create_task(leave()))

    for number in _ENDING:
        loop.add_signal_handler(number, end)
    _suspend_between_steps(loop)
    # Textual 8.2 enters the other screen again, which terminals clear, and draws only what changes from then on.
    app.app_resume_signal.subscribe(app, lambda _: app.refresh(layout=True))
    if os.isatty(_STDIN):
        _wake_only_at_a_terminal()
        # A thread, since the loop may be waiting for a writer that the hang-up has killed; and a hang-up comes with a
        # signal only to a program that leads a session.
        threading.Thread(target=_await_hang_up, args=(loop, end), name="hang-up", daemon=True).start()


def is_gone() -> bool:
    """Say whether the terminal that the program was started at was closed since."""
    try:
        termios.tcgetattr(_STDIN)
    except termios.error:
        return True
    return False


def can_come_back() -> bool:
    """Say whether a shell could wake the program: one that runs jobs gives each a group of processes of its own."""
    return os.getpgrp() != os.getsid(0)


def _suspend_between_steps(loop: asyncio.AbstractEventLoop) -> None:
    """Let Textual stop its threads when no step of the loop is under way.

    Textual 8.2 does so in the signal's handler: in the middle of writing to its writer's queue, whose lock is then held
    for ever, the program hung instead of stopping.
    """
    suspend = signal.getsignal(signal.SIGTSTP)
    if callable(suspend):
        loop.add_signal_handler(signal.SIGTSTP, suspend, signal.SIGTSTP, None)


def _wake_only_at_a_terminal() -> None:
    """Keep Textual from starting its threads anew at a hang-up, of which SIGCONT is a part."""
    wake = signal.getsignal(signal.SIGCONT)

    def if_there(number: int, frame: FrameType | None) -> None:
        if callable(wake) and not is_gone():
            wake(number, frame)

    signal.signal(signal.SIGCONT, if_there)


def _await_hang_up(loop: asyncio.AbstractEventLoop, end: Callable[[], None]) -> None:
    waiting = select.poll()
    waiting.register(_STDIN, 0)
    while not any(event & select.POLLHUP for _, event in waiting.poll()):
        pass
    _let_go()
    with suppress(RuntimeError):  # the loop has ended: so has the program, nearly
        loop.call_soon_threadsafe(end)
    time.sleep(_GRACE_SECONDS)
    os._exit(1)


def _let_go() -> None:
    """Put nothing in the place of what is gone, so that the way out can write what it always does."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in _STREAMS:
        os.dup2(nothing, stream)
    os.close(nothing)
