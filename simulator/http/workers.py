"""Processes that share one port: started, replaced where one dies, stopped together. What they do is not here."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from types import FrameType

from simulator.domain.problem import UserProblem

STOP_SECONDS = 6.0
"""How long workers may take to stop before they are killed; one takes five at most."""

BREATH = 1.0
"""Seconds before a dead worker is replaced: one that dies at once must not make the machine busy."""

Work = Callable[[Callable[[], None]], int]


def supervise(number: int, work: Work, announce: Callable[[], None]) -> int:
    """Run `work` in so many processes until SIGINT or SIGTERM, and give the exit code.

    `work` is given what it has to call when it is ready; once all are, `announce` is called. A worker that dies is
    replaced; if one dies before all are ready, the others are stopped and the code is 1.
    Raises: UserProblem on a system that cannot fork, since workers share what was made before they began.
    """
    if "fork" not in multiprocessing.get_all_start_methods():
        raise UserProblem("--workers needs a system that can fork; leave it out here")
    return _Supervisor(number, work).run(announce)


class _Supervisor:
    def __init__(self, number: int, work: Work) -> None:
        self._number, self._work = number, work
        self._workers: list[BaseProcess] = []
        self._is_stopping = False
        self._alive, self._held = os.pipe()

    def run(self, announce: Callable[[], None]) -> int:
        before = {number: signal.signal(number, self._stop) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            if not self._begin():
                return 0 if self._is_stopping else 1
            announce()
            while not self._is_stopping:
                wait([worker.sentinel for worker in self._workers], timeout=0.2)
                self._replace()
            return 0
        finally:
            self._end()
            for number, handler in before.items():
                signal.signal(number, handler)

    def _begin(self) -> bool:
        """Start all; say whether all of them became ready."""
        waiting = [self._start() for _ in range(self._number)]
        while waiting and not self._is_stopping:
            for ready in wait(waiting, timeout=0.2):
                assert isinstance(ready, Connection)
                try:
                    ready.recv_bytes()
                except EOFError:
                    return False
                ready.close()
                waiting.remove(ready)
        return not self._is_stopping

    def _replace(self) -> None:
        dead = [worker for worker in self._workers if not worker.is_alive()]
        for worker in dead:
            if self._is_stopping:
                return
            print(f"worker {worker.pid} ended with {worker.exitcode}; another takes its place", file=sys.stderr)
            self._workers.remove(worker)
            time.sleep(BREATH)
            self._start().close()

    def _start(self) -> Connection:
        ours, theirs = multiprocessing.Pipe(duplex=False)
        worker = multiprocessing.get_context("fork").Process(target=self._worker, args=(theirs,))
        worker.start()
        theirs.close()
        self._workers.append(worker)
        return ours

    def _worker(self, ready: Connection) -> None:
        os.close(self._held)
        threading.Thread(target=self._outlive, daemon=True).start()
        sys.exit(self._work(lambda: _say(ready)))

    def _outlive(self) -> None:
        """Stop this worker when its parent has gone, however that ended."""
        os.read(self._alive, 1)
        os.kill(os.getpid(), signal.SIGTERM)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self._is_stopping = True

    def _end(self) -> None:
        for worker in self._workers:
            if worker.is_alive():
                worker.terminate()
        until = time.monotonic() + STOP_SECONDS
        for worker in self._workers:
            worker.join(max(0.0, until - time.monotonic()))
            worker.kill()
            worker.join()
        os.close(self._held)
        os.close(self._alive)


def _say(ready: Connection) -> None:
    try:
        ready.send_bytes(b"1")
    except OSError:  # a replacement, for which nobody waits
        return
    finally:
        ready.close()
