"""Who plays the cases of `simulator run`: this process, others, or a cluster. Reporting is `run_cases`' part."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec

from simulator.domain.problem import UserProblem
from simulator.faces.cli.run import Address
from simulator.replay.case import Case, Result
from simulator.replay.lab import Laboratory
from simulator.replay.running import play_here, play_in_processes

CASES_A_PROCESS = 24
"""Cases that are worth the start of another process."""

Play = Callable[[Sequence[Case]], Generator[Result, None, None]]


@contextmanager
def players(args: Namespace, lab: Laboratory, cases: Sequence[Case]) -> Iterator[Play]:
    """Give what plays these cases or some of them, where the options want it.

    Raises: UserProblem if a backend cannot be used there, or the cluster cannot.
    """
    setups = list({case.setup["backend"]: case.setup for case in cases}.values())
    if isinstance(args.executor, Address):
        if args.jobs is not None:
            raise UserProblem("-j is of processes here; a cluster has as many as its workers have threads")
        if find_spec("distributed") is None:
            raise UserProblem("--executor dask: needs the extra dask; pip install 'phone-assistant-simulator[dask]'")
        from simulator.replay.dask_cluster import crew_at
        from simulator.replay.elsewhere import play_elsewhere

        away = lab.elsewhere()
        with crew_at(args.executor, away, setups) as crew:
            yield lambda cases: play_elsewhere(cases, away, crew, args.retries)
        return
    for setup in setups:
        lab.try_out(setup)
    yield lambda cases: _here(args, lab, cases)


def _here(args: Namespace, lab: Laboratory, cases: Sequence[Case]) -> Generator[Result, None, None]:
    jobs = _jobs(args, len(cases))
    return play_in_processes(cases, lab, jobs, args.retries) if jobs else play_here(cases, lab, args.retries)


def _jobs(args: Namespace, cases: int) -> int:
    """Give the number of other processes; 0 plays here."""
    useful = min(os.cpu_count() or 1, max(1, cases // CASES_A_PROCESS))
    jobs = args.jobs if args.jobs is not None else useful
    if args.executor == "local" or (args.executor is None and jobs == 1):
        return 0
    return int(jobs)
