"""Plays many cases, in this process or in several, and gives their results in the order of the cases.

Each case has its own phone, store, clock and seed, so how they are spread changes nothing. Reports are `reports`' part.
"""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import sys
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from threading import Thread
from typing import TYPE_CHECKING

from simulator.replay.case import Case, Result
from simulator.replay.lab import Lab
from simulator.replay.playing import play

if TYPE_CHECKING:  # what processes need is imported by those who have some
    from concurrent.futures import Future, ProcessPoolExecutor

AT_ONCE = 32
"""Cases that are under way at the same time in a process, where playing waits for a network or a real clock."""
BATCH = 16
"""Most cases that go to another process together: sending them costs less, and results still come often."""
_ENDING = (signal.SIGINT, signal.SIGTERM)
_FORKS = sys.platform == "linux"
"""A fork has all modules already: 0.4 s less for each process. Elsewhere the platform's own way is the safe one."""
_GARBAGE = 20_000
"""Objects that are made before a process looks for rings of them: a case leaves few, and looking costs a twentieth."""
AHEAD = 3
"""Batches for each process that are sent before their turn, so that none waits for work."""


async def play_until_passed(case: Case, lab: Lab, retries: int) -> Result:
    """Play a case, and again up to `retries` times while it is not passed."""
    first = result = await play(case, lab)
    while not result.is_fine and result.attempts <= retries:
        result = replace(await play(case, lab), attempts=result.attempts + 1)
    if result.is_fine and result is not first:
        return replace(result, verdict="flaky", misses=first.misses, error=first.error)
    return result


def play_here(cases: Iterable[Case], lab: Lab, retries: int = 0) -> Generator[Result, None, None]:
    """Play cases in this process, many at once where playing waits; give each result as soon as those before are there.

    Closing the generator ends those under way.
    """
    with asyncio.Runner() as runner:
        if not lab.waits:
            play_whole = runner.get_loop().run_until_complete  # the runner's own way sets up signals for each case
            for case in cases:
                yield play_whole(play_until_passed(case, lab, retries))
            return
        under_way: deque[asyncio.Task[Result]] = deque()
        loop, left = runner.get_loop(), iter(cases)
        try:
            while True:
                new = islice(left, AT_ONCE - len(under_way))
                under_way.extend(loop.create_task(play_until_passed(case, lab, retries)) for case in new)
                if not under_way:
                    return
                yield runner.run(_first(under_way))
        finally:
            for task in under_way:
                task.cancel()


async def _first(under_way: deque[asyncio.Task[Result]]) -> Result:
    result = await under_way[0]
    under_way.popleft()
    return result


def play_in_processes(cases: Iterable[Case], lab: Lab, jobs: int, retries: int = 0) -> Generator[Result, None, None]:
    """Play cases in `jobs` processes.

    A process that dies takes with it the batches under way; their cases are played again, each alone, and one of
    which its process dies again is an error. Closing the generator ends the processes.
    """
    from concurrent.futures.process import BrokenProcessPool

    cases = list(cases)
    if _FORKS and cases:
        lab.warm_up(cases[0].setup)
    batches = batches_of(cases, jobs)
    pool = _pool(lab, jobs, retries)
    sent: deque[tuple[Sequence[Case], Future[list[Result]]]] = deque()
    try:
        while True:
            sent.extend((batch, pool.submit(_play_batch, batch)) for batch in islice(batches, jobs * AHEAD - len(sent)))
            if not sent:
                return
            batch, future = sent.popleft()
            try:
                results = future.result()
            except BrokenProcessPool:
                pool.shutdown(wait=False, cancel_futures=True)
                results = [_alone(case, lab, retries) for case in batch]
                pool = _pool(lab, jobs, retries)
                sent = deque((later, pool.submit(_play_batch, later)) for later, _ in sent)
            yield from results
    finally:
        _end(pool)


def batches_of(cases: Sequence[Case], jobs: int) -> Iterator[Sequence[Case]]:
    """Cut cases into what goes to one of `jobs` players together; their order stays."""
    size = max(1, min(BATCH, len(cases) // (jobs * 4)))
    return (cases[start : start + size] for start in range(0, len(cases), size))


def _alone(case: Case, lab: Lab, retries: int) -> Result:
    """Play a case in a process of its own, since others died in its company."""
    from concurrent.futures.process import BrokenProcessPool

    pool = _pool(lab, 1, retries)
    try:
        return pool.submit(_play_batch, (case,)).result()[0]
    except BrokenProcessPool:
        said = "the process that played it died, as one does that runs out of memory; play it alone with --only"
        return Result.broken(case, said)
    finally:
        _end(pool)


def _pool(lab: Lab, jobs: int, retries: int) -> ProcessPoolExecutor:
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    context = multiprocessing.get_context("fork" if _FORKS else None)
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin, initargs=(lab, retries))
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING) if hasattr(signal, "pthread_sigmask") else ()
    try:
        pool.submit(int)  # starts the processes, which would take a signal in our way before they come to theirs
    finally:
        if hasattr(signal, "pthread_sigmask"):
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
    return pool


def _end(pool: ProcessPoolExecutor) -> None:
    """End the processes, those in the middle of a case too, for which the pool has no method before Python 3.14.

    One that is killed while it writes a result leaves half of it in the pipe, and the pool's own thread waits for the
    rest, and Python's exit for that thread, until nobody holds the other end of the pipe any more.
    """
    processes, results = list((pool._processes or {}).values()), pool._result_queue
    pool.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        process.kill()  # one that has only just begun may lose a signal that it could handle
    for process in processes:
        process.join()
    writer = getattr(results, "_writer", None)
    if writer is not None:
        writer.close()


_lab: list[tuple[Lab, int]] = []
"""The lab of a worker process, kept from batch to batch for what it has read, and how often a case is retried."""


def _begin(lab: Lab, retries: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the first process ends the others
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDING)
    Thread(target=_end_with_parent, daemon=True).start()
    gc.freeze()
    gc.set_threshold(_GARBAGE)
    _lab[:] = [(lab, retries)]


def _end_with_parent() -> None:
    """End this process when the one that began it was killed: it would wait for work for ever."""
    from multiprocessing import parent_process

    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _play_batch(cases: Sequence[Case]) -> list[Result]:
    return list(play_here(cases, *_lab[0]))
