"""How much a script may be made of: files that include one another again and again soon come to an end."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.replay.places import Place
from simulator.toml_file.problem import FileError, Problem

MOST_STEPS = 100_000
MOST_INCLUDES = 1_000
MOST_INCLUDED_BYTES = 8 * 1024 * 1024


@dataclass(slots=True)
class Room:
    """What is left for a script: steps, each as often as it is repeated, included files, and their bytes."""

    steps: int = MOST_STEPS
    includes: int = MOST_INCLUDES
    included_bytes: int = MOST_INCLUDED_BYTES

    def take_step(self, place: Place, repeat: int) -> None:
        """Take the room of a step. Raises: FileError if there is not enough."""
        self.steps -= repeat
        if self.steps < 0:
            _refuse(place, f"makes more than {MOST_STEPS} steps")

    def take_file(self, place: Place, size: int) -> None:
        """Take the room of an included file of so many bytes. Raises: FileError if there is not enough."""
        self.includes -= 1
        self.included_bytes -= size
        if self.includes < 0:
            _refuse(place, f"includes more than {MOST_INCLUDES} files")
        if self.included_bytes < 0:
            _refuse(place, f"includes more than {MOST_INCLUDED_BYTES // 1024 // 1024} MiB of files")


def _refuse(place: Place, found: str) -> None:
    problem = Problem(file=place.file, line=place.line, column=place.column, key="turns", message=found, remedy=_SPLIT)
    raise FileError([problem])


_SPLIT = "split it into several scripts"
