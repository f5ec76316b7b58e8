"""The results in a file of JSON Lines, however many: only their names are in memory. A line is `json_lines`' part."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path

from simulator.domain.problem import UserProblem
from simulator.replay.case import Result
from simulator.replay.reports.json_lines import from_line

_NAMES = re.compile(rb'\{"case": ("(?:[^"\\]|\\.)*"), "script": ("(?:[^"\\]|\\.)*"),')
"""How a line of ours begins: what it takes to know where a case is, without reading all of the line."""


class SavedResults:
    """The cases of a file, those of a script together; the newest line of a case counts.

    So files of several machines can be joined, and a file that was resumed may hold cases twice.
    """

    def __init__(self, path: Path, file: BufferedReader) -> None:
        """Look where each case is. Raises: UserProblem if a line is no result, or there is none."""
        self.path, self._file = path, file
        self._places = self._found()
        if not self._places:
            raise UserProblem(f"{path} holds no results; name a file that `simulator run --jsonl` wrote")

    def __len__(self) -> int:
        return len(self._places)

    def __contains__(self, case: str) -> bool:
        return case in self._places

    def __iter__(self) -> Iterator[Result]:
        """Give the results, in the order of the scripts. Raises: UserProblem if one is spoilt."""
        return (self[case] for case in self._places)

    def __getitem__(self, case: str) -> Result:
        """Give the result of a case. Raises: UserProblem if it is spoilt, KeyError if there is none."""
        number, offset = self._places[case]
        self._file.seek(offset)
        return self._read(self._file.readline(), number)

    @property
    def names(self) -> tuple[str, ...]:
        """Give the names of the cases."""
        return tuple(self._places)

    def _found(self) -> dict[str, tuple[int, int]]:
        places: dict[str, tuple[int, int]] = {}
        scripts: dict[str, int] = {}
        of_script: dict[str, int] = {}
        offset = 0
        for number, line in enumerate(self._file, 1):
            if line.strip() and not self._is_cut_off(line):
                case, script = self._names(line, number)
                places.pop(case, None)
                places[case] = (number, offset)
                of_script[case] = scripts.setdefault(script, len(scripts))
            offset += len(line)
        return {case: places[case] for case in sorted(places, key=lambda case: of_script[case])}

    @staticmethod
    def _is_cut_off(line: bytes) -> bool:
        """Say whether this is the last line of a run that was killed in the middle of it."""
        return not line.endswith((b"\n", b"}"))

    def _names(self, line: bytes, number: int) -> tuple[str, str]:
        found = _NAMES.match(line)
        if found is not None:
            case, script = json.loads((b"[%b,%b]" % found.groups()).decode("utf-8", "replace"))
            return case, script
        result = self._read(line, number)
        return result.case, result.script

    def _read(self, line: bytes, number: int) -> Result:
        try:
            return from_line(line.decode("utf-8"))
        except ValueError:
            raise UserProblem(
                f"{self.path}:{number}: this is no result of a case; name a file that `simulator run --jsonl` wrote"
            ) from None


@contextmanager
def saved_results(path: Path) -> Iterator[SavedResults]:
    """Open a file of results. Raises: UserProblem if it cannot be read or is none."""
    try:
        file = path.open("rb")
    except OSError as error:
        raise UserProblem(
            f"{path} cannot be read: {error.strerror or error}; name a file that `simulator run --jsonl` wrote"
        ) from None
    with file:
        yield SavedResults(path, file)
