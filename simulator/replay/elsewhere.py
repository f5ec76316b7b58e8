"""Plays cases through any executor of `concurrent.futures`, on other machines too. Dask's is made by `dask_cluster`.

What is sent holds all that it needs: cases with their scripts and goldens, and a function that makes their lab.
"""

from __future__ import annotations

import pickle
from collections import deque
from collections.abc import Callable, Generator, Iterable, Sequence
from concurrent.futures import CancelledError, Executor, Future
from dataclasses import dataclass
from functools import lru_cache

from simulator import __version__
from simulator.domain.problem import UserProblem
from simulator.replay.case import Case, Result
from simulator.replay.lab import Lab
from simulator.replay.running import AHEAD, batches_of, play_here
from simulator.replay.script import Setup

GO_ON = "what was played is kept, and --resume goes on with it"
LOOK_EVERY = 5.0
"""Seconds after which it is asked whether there is still anybody to wait for."""


def _is_well() -> None:
    """Find nothing wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Crew:
    """Who plays. `name` is how people know them; `at_once` gives how many batches are played at the same time now.

    `lost` are the exceptions of a batch whose players died of it again and again. `look` is called while a result is
    waited for, and raises UserProblem where none can come.
    """

    name: str
    executor: Executor
    at_once: Callable[[], int]
    lost: tuple[type[Exception], ...] = ()
    look: Callable[[], None] = _is_well


def play_elsewhere(
    cases: Iterable[Case], lab: Callable[[], Lab], crew: Crew, retries: int = 0
) -> Generator[Result, None, None]:
    """Play cases there and give their results in order; closing the generator takes back what is not begun.

    `lab` is sent along, pickled, as `Laboratory.elsewhere` gives it. Of a batch that is lost each case is played
    again alone, and one that is lost then is an error.
    Raises: UserProblem if those who play are gone, or cannot.
    """
    packed = pickle.dumps(lab)
    batches = batches_of(list(cases), crew.at_once())
    sent: deque[tuple[Sequence[Case], Future[list[Result]]]] = deque()

    def send(batch: Sequence[Case]) -> Future[list[Result]]:
        return crew.executor.submit(play_batch, __version__, packed, batch, retries)

    try:
        while True:
            while len(sent) < crew.at_once() * AHEAD and (batch := next(batches, None)) is not None:
                sent.append((batch, send(batch)))
            if not sent:
                return
            batch, future = sent[0]
            try:
                results = _waited_for(future, crew)
            except crew.lost:
                results = [_alone(case, send, crew) for case in batch]
            sent.popleft()
            yield from results
    finally:
        for _, future in sent:
            future.cancel()


def _alone(case: Case, send: Callable[[Sequence[Case]], Future[list[Result]]], crew: Crew) -> Result:
    future = send((case,))
    try:
        return _waited_for(future, crew)[0]
    except crew.lost:
        said = "every worker that played it died, as one does that runs out of memory; play it here with --only"
        return Result.broken(case, said)
    finally:
        future.cancel()


def _waited_for(future: Future[list[Result]], crew: Crew) -> list[Result]:
    while True:
        try:
            return future.result(LOOK_EVERY)
        except crew.lost:
            raise
        except CancelledError:
            raise UserProblem(f"{crew.name} ended before all was played; {GO_ON}") from None
        except TimeoutError as error:
            if future.done():
                raise _cannot(crew, error) from None
            crew.look()
        except Exception as error:  # whatever a worker of another machine may lack
            raise _cannot(crew, error) from None


def _cannot(crew: Crew, error: Exception) -> UserProblem:
    kind = "" if isinstance(error, UserProblem) else f"{type(error).__name__}: "
    return UserProblem(f"{crew.name} has a worker that cannot play: {kind}{error}; {GO_ON}")


def play_batch(version: str, packed: bytes, cases: Sequence[Case], retries: int) -> list[Result]:
    """Play cases on the lab that `packed` makes. It is made once in a process, for what it has read.

    Raises: UserProblem if another version of the program sent them: it may have come when others were looked at.
    """
    if version != __version__:
        raise UserProblem(f"it has version {__version__} of the simulator, and {version} sent the cases")
    return list(play_here(cases, _lab(packed), retries))


def try_there(lab: Callable[[], Lab], setups: Sequence[Setup]) -> str | None:
    """Say why such phones cannot be had where this is called; None if they can."""
    try:
        made = lab()
        for setup in setups:
            made.try_out(setup)
    except UserProblem as problem:
        return str(problem)
    return None


@lru_cache(maxsize=1)
def _lab(packed: bytes) -> Lab:
    made: Lab = pickle.loads(packed)()
    return made
