"""The file of results that a run can be resumed from: read again up to where it was cut off, and gone on with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from simulator.domain.problem import UserProblem
from simulator.replay.case import Case, Result
from simulator.replay.reports.json_lines import from_line


class TakenOver(Mapping[str, Result]):
    """Results by the names of their cases. Each is read when it is asked for, so that however many take no memory."""

    def __init__(self, path: Path, places: Mapping[str, int]) -> None:
        """Take the file and where in it each line begins."""
        self._path, self._places = path, places

    def __getitem__(self, case: str) -> Result:
        with self._path.open("rb") as file:
            file.seek(self._places[case])
            return from_line(file.readline().decode("utf-8"))

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def __contains__(self, case: object) -> bool:
        return case in self._places


def taken_over(path: Path, cases: Iterable[Case]) -> TakenOver:
    """Give the results that the file holds of these cases; what has changed since is not among them.

    A last line that was cut off is ignored; a file that is not there holds nothing.
    Raises: UserProblem if it is no file of results.
    """
    wanted = {case.name: case.fingerprint for case in cases}
    places: dict[str, int] = {}
    for number, (place, line) in enumerate(_lines(path), 1):
        try:
            result = from_line(line)
        except ValueError as error:
            raise UserProblem(f"--resume {path}:{number}: {error}; name a file that --jsonl wrote") from None
        if wanted.get(result.case) == result.fingerprint:
            places[result.case] = place
    return TakenOver(path, places)


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """Give the whole lines of a file, and where each begins."""
    place = 0
    try:
        with path.open("rb") as file:
            for line in file:
                if line.endswith(b"\n"):
                    yield place, line.decode("utf-8")
                place += len(line)
    except FileNotFoundError:
        return
    except (OSError, UnicodeDecodeError) as error:
        raise UserProblem(f"--resume {path} cannot be read: {error}") from None
