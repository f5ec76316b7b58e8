"""A process that writes to a store: `writer.py FOLDER SESSION COUNT`. It prints a line after each recorded event."""

from __future__ import annotations

import sys
from pathlib import Path

from simulator.domain.events import Heard
from simulator.store.sqlite import SqliteStore


def main(folder: str, session: str, count: str) -> None:
    """Record `count` events and say the number of each once it is safe."""
    recorder = SqliteStore(Path(folder)).recorder(session)
    for number in range(1, int(count) + 1):
        recorder.record(Heard(session=session, turn=number, t=float(number), text=f"第{number}问", source="text"))
        print(number, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
