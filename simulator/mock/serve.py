"""Runs the mock as a process until a signal. What is answered is decided in `core`, and sent by `app`."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from simulator.dialects.shape import Shape
from simulator.dialects.shapes import DEEPSEEK
from simulator.mock.brain.fixtures import bundled_replies
from simulator.mock.brain.think import Brain
from simulator.mock.core import KEEP_ALIVE_SECONDS, DeepSeekMock
from simulator.mock.era import FEBRUARY_2025, Era
from simulator.mock.faults.plan import NO_FAULTS, FaultPlan
from simulator.mock.journal.book import Journal
from simulator.mock.journal.file import JournalFile
from simulator.mock.latency import Latency
from simulator.mock.listening import base_url, listen, server
from simulator.mock.replies.reply import PreparedReply
from simulator.mock.replies.tape import Tape
from simulator.mock.ticking import TickingClock
from simulator.tokenizer.deepseek import LazyTokenizer

_STOPS = (signal.SIGINT, signal.SIGTERM)


def serve(
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    seed: int,
    latency: Latency,
    api_keys: frozenset[str] | None,
    shape: Shape = DEEPSEEK,
    faults: FaultPlan = NO_FAULTS,
    keep_alive: float = KEEP_ALIVE_SECONDS,
    concurrency: int | None = None,
    era: Era = FEBRUARY_2025,
    balance: float | None = None,
    replies: Sequence[PreparedReply] = (),
    tapes: Sequence[Tape] = (),
    journal: JournalFile | None = None,
    announce: Callable[[str], None],
) -> int:
    """Run the mock until SIGINT or SIGTERM, and give exit code 0 within two seconds of it.

    `announce` gets the base URL once connections are accepted; `journal` keeps all exchanges.
    The other arguments are those of `DeepSeekMock`. It has to be called in the main thread, where signals arrive.
    Raises: CannotListen if the port is taken or the address is not this machine's.
    """
    clock, opened = TickingClock(), int(time.time())
    mock = DeepSeekMock(
        brain=Brain(bundled_replies()),
        clock=clock,
        tokenizer=LazyTokenizer(),
        seed=seed,
        latency=latency,
        api_keys=api_keys,
        shape=shape,
        faults=faults,
        keep_alive=keep_alive,
        concurrency=concurrency,
        era=era,
        balance=balance,
        opened=opened,
        replies=replies,
        tapes=tapes,
        journal=Journal(clock, opened=opened, file=journal),
    )
    listening = listen(host, port)
    url = base_url(listening)
    with listening, _survived_signals():
        server(mock, lambda: announce(url)).run(sockets=[listening])
    return 0


@contextmanager
def _survived_signals() -> Iterator[None]:
    """Let a signal end the server but not the process: uvicorn raises it again once it has shut down."""
    before = {stop: signal.signal(stop, lambda number, frame: None) for stop in _STOPS}
    try:
        yield
    finally:
        for stop, handler in before.items():
            signal.signal(stop, handler)
