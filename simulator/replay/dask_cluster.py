"""The way to an existing Dask cluster: connecting, and refusing one that cannot play. Playing is `elsewhere`'s part.

Importing this needs the extra `dask`.
"""

from __future__ import annotations

import logging
import socket
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from distributed import Client, KilledWorker

from simulator import __version__
from simulator.domain.problem import UserProblem
from simulator.replay.elsewhere import GO_ON, Crew, try_there
from simulator.replay.lab import Lab
from simulator.replay.script import Setup

CONNECT = 10.0
"""Seconds for a scheduler to answer."""
COUNT_EVERY = 2.0
"""Seconds for which a count of workers is believed."""
NOBODY = 60.0
"""Seconds without any worker after which none is waited for."""


@contextmanager
def crew_at(address: tuple[str, int], lab: Callable[[], Lab], setups: Sequence[Setup]) -> Iterator[Crew]:
    """Connect to the scheduler at host and port; each worker must be able to take such phones in hand.

    Leaving takes back what is not begun and disconnects; the cluster goes on.
    Raises: UserProblem if nobody answers, there is no worker, or one has another version or lacks a key.
    """
    named = f"--executor dask://{_shown(address)}"
    with _quiet(), _client(address, named) as client:
        check_versions(client.get_versions(packages=[_PACKAGE])["workers"], named)
        complaints: Mapping[str, str | None] = client.run(try_there, lab, tuple(setups))
        for worker, complaint in complaints.items():
            if complaint is not None:
                raise UserProblem(f"{named}: the worker {worker} cannot play: {complaint}")
        workers = _Workers(client, named, time.monotonic)
        executor = client.get_executor(pure=False)  # else a case that is played again would not be played
        at_once, look = workers.at_once, workers.look
        yield Crew(name=named, executor=executor, at_once=at_once, lost=(KilledWorker,), look=look)


@contextmanager
def _quiet() -> Iterator[None]:
    """Let nothing be logged: Dask's loggers tell with tracebacks of what is said in a line here."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(before)


_PACKAGE = "phone-assistant-simulator"


@contextmanager
def _client(address: tuple[str, int], named: str) -> Iterator[Any]:
    connect: Callable[..., Any] = Client
    try:  # Dask waits for ever for what is silent, and tries again and again where nobody listens
        with socket.create_connection(address, CONNECT) as tried:
            if not tried.recv(1):
                raise TimeoutError
        client = connect(f"tcp://{_shown(address)}", timeout=CONNECT, set_as_default=False)
    except (OSError, TimeoutError) as error:
        reason = getattr(error, "strerror", None) or "no Dask scheduler answers there"
        raise UserProblem(f"{named}: {reason}; start one with `dask scheduler`, or name its host and port") from None
    try:
        yield client
    finally:
        with suppress(OSError, TimeoutError):
            client.close(timeout=2)


def check_versions(workers: Mapping[str, Mapping[str, Any]], named: str) -> None:
    """Refuse a cluster without workers, or with one that would play otherwise."""
    if not workers:
        raise UserProblem(f"{named}: no worker is connected to it; start one with `dask worker` and its address")
    for worker, versions in workers.items():
        theirs = versions["packages"].get(_PACKAGE)
        if theirs != __version__:
            found = "has no simulator" if theirs is None else f"has version {theirs} of the simulator"
            wanted = f"pip install {_PACKAGE}=={__version__}"
            raise UserProblem(f"{named}: the worker {worker} {found}, and {__version__} runs here; {wanted} there")


class _Workers:
    """Who there is at the moment."""

    def __init__(self, client: Any, named: str, now: Callable[[], float]) -> None:
        self._client, self._named, self._now = client, named, now
        self._threads, self._counted, self._seen = 1, float("-inf"), now()

    def at_once(self) -> int:
        """Give how many batches are played at the same time, at least one: workers may come back."""
        if self._now() - self._counted > COUNT_EVERY:
            self._count()
        return max(1, self._threads)

    def look(self) -> None:
        """Refuse to wait any longer where there has been nobody for long."""
        self._count()
        if self._now() - self._seen > NOBODY:
            raise self._ended(f"has had no worker for {NOBODY:.0f} s")

    def _count(self) -> None:
        try:
            threads = self._client.nthreads()
        except (OSError, TimeoutError):
            raise self._ended("is gone") from None
        self._threads, self._counted = sum(threads.values()), self._now()
        if threads:
            self._seen = self._counted

    def _ended(self, why: str) -> UserProblem:
        return UserProblem(f"{self._named}: the cluster {why}; {GO_ON}")


def _shown(address: tuple[str, int]) -> str:
    host, port = address
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
