"""The program's door: hands the command line and the environment to the faces. No command is defined here."""

from __future__ import annotations

import gc
import os
import sys

GARBAGE_THRESHOLD = 50_000
"""New objects between two looks for cyclic garbage; Python's own 700 makes it look some hundred times while a command
is imported, where there is none to find."""


def main() -> int:
    """Run one command and give its exit code."""
    gc.set_threshold(GARBAGE_THRESHOLD, 20, 20)
    from simulator.faces.cli.main import main as run

    try:
        return run(sys.argv[1:], os.environ)
    finally:
        # The process ends: without this, Python would first search all of memory for cycles, 20 ms of a short command.
        gc.freeze()


if __name__ == "__main__":
    sys.exit(main())
