"""A scheduler and two workers of Dask, processes forked from one that has imported all: most of a start is that."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from distributed.cli import dask_scheduler, dask_worker

from simulator.wiring import replay  # noqa: F401, a worker that has it plays at once

SCHEDULER = ("--host=127.0.0.1", "--port=0", "--dashboard-address=127.0.0.1:0", "--scheduler-file=scheduler.json")
WORKER = ("--no-nanny", "--nthreads=1", "--no-dashboard", "--local-directory=.", "--scheduler-file=scheduler.json")


def start(folder: Path) -> None:
    """Start them in a folder, and print the number of each process."""
    for run, argv in ((dask_scheduler.main, SCHEDULER), (dask_worker.main, WORKER), (dask_worker.main, WORKER)):
        process = os.fork()
        if process == 0:
            os.chdir(folder)
            run(list(argv))
        print(process, flush=True)
    for _ in range(3):
        os.wait()


if __name__ == "__main__":
    start(Path(sys.argv[1]))
