"""The program's door: hands the command line and the environment to the faces. No command is defined here."""

from __future__ import annotations

import os
import sys


def main() -> int:
    """Run one command and give its exit code."""
    from simulator.faces.cli.main import main as run

    return run(sys.argv[1:], os.environ)


if __name__ == "__main__":
    sys.exit(main())
