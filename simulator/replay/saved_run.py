"""The file of results that a run can be resumed from: read again up to where it was cut off, and gone on with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from simulator.domain.problem import UserProblem
from simulator.replay.case import Case, Result
from simulator.replay.reports.json_lines import from_line


def taken_over(path: Path, cases: Iterable[Case], *, with_events: bool) -> dict[str, Result]:
    """Give the results that the file holds of these cases, by name; what has changed since is not among them.

    Without their events they take little memory.

    A last line that was cut off is ignored; a file that is not there holds nothing.
    Raises: UserProblem if it is no file of results.
    """
    wanted = {case.name: case.fingerprint for case in cases}
    results: dict[str, Result] = {}
    for number, line in enumerate(_lines(path), 1):
        try:
            result = from_line(line)
        except ValueError as error:
            raise UserProblem(f"--resume {path}:{number}: {error}; name a file that --jsonl wrote") from None
        if wanted.get(result.case) == result.fingerprint:
            results[result.case] = result if with_events else replace(result, events_json="[]")
    return results


def _lines(path: Path) -> Iterable[str]:
    """Give the whole lines of a file."""
    try:
        with path.open("rb") as file:
            yield from (line.decode("utf-8") for line in file if line.endswith(b"\n"))
    except FileNotFoundError:
        return
    except (OSError, UnicodeDecodeError) as error:
        raise UserProblem(f"--resume {path} cannot be read: {error}") from None
