"""Runs the mock as a process until a signal. What is answered is decided in `core`, and sent by `simulator.http`."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from simulator.dialects.shape import Shape
from simulator.dialects.shapes import DEEPSEEK
from simulator.http.limits import LOCAL, Service
from simulator.http.run import run, to_standard_error
from simulator.http.server import Server
from simulator.http.shared import SharedLog
from simulator.mock.core import KEEP_ALIVE_SECONDS, DeepSeekMock
from simulator.mock.era import FEBRUARY_2025, Era
from simulator.mock.faults.plan import NO_FAULTS, FaultPlan
from simulator.mock.journal.book import Journal
from simulator.mock.journal.file import JournalFile
from simulator.mock.late_mind import LateMind
from simulator.mock.latency import Latency
from simulator.mock.listening import server
from simulator.mock.mind import Mind
from simulator.mock.remembered import RememberedMind
from simulator.mock.replies.reply import PreparedReply
from simulator.mock.replies.tape import Tape
from simulator.mock.ticking import TickingClock
from simulator.tokenizer.deepseek import LazyTokenizer


def serve(
    *,
    service: Service = LOCAL,
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
    """Run the mock as `service` says until SIGINT or SIGTERM, and give exit code 0 within two seconds of it.

    Each worker has a mock of its own, and what is changed over `/mock/` is changed in all. `announce` gets the base
    URL once connections are accepted; `journal` keeps all exchanges.
    The other arguments are those of `DeepSeekMock`. It has to be called in the main thread, where signals arrive.
    Raises: CannotListen if the port is taken or the address is not this machine's.
    """
    opened = int(time.time())
    changes = SharedLog() if service.workers > 1 else None

    def made(ready: Callable[[], None]) -> Server:
        clock, mind = TickingClock(), LateMind(_brain)

        def begun() -> None:
            ready()
            mind.prepare()

        mock = DeepSeekMock(
            brain=RememberedMind(mind),
            clock=clock,
            tokenizer=LazyTokenizer(),
            seed=seed,
            latency=latency,
            api_keys=api_keys,
            shape=shape,
            faults=faults,
            keep_alive=keep_alive,
            concurrency=concurrency,
            most_messages=service.limits.messages,
            era=era,
            balance=balance,
            opened=opened,
            replies=replies,
            tapes=tapes,
            journal=Journal(clock, opened=opened, file=journal),
        )
        return server(mock, begun, service.limits, to_standard_error if service.access_log else None, changes)

    try:
        return run(service, made, announce)
    finally:
        if changes is not None:
            changes.close()


def _brain() -> Mind:
    # Half of the start: a port that is open sooner is asked sooner, and most answers need the brain a moment later.
    from simulator.mock.brain.fixtures import bundled_replies
    from simulator.mock.brain.think import Brain

    return Brain(bundled_replies())
