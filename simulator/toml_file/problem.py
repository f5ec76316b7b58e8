"""What is wrong with a file, in lines for people, and the error that carries them. Finding it out is done elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.domain.clean import clean
from simulator.domain.problem import UserProblem
from simulator.toml_file.naming import KeyPath


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing to correct: where it is, what was found and what to write instead.

    `line` and `column` count characters from 1, and are None where it is the whole file. `key` is the key as a person
    names it; it and `remedy` may be empty.
    """

    file: str
    line: int | None = None
    column: int | None = None
    key: str = ""
    message: str
    remedy: str = ""

    def __str__(self) -> str:
        """Give the problem as one line: `path:line:col: key message; remedy`."""
        place = [self.file, *(str(number) for number in (self.line, self.column) if number is not None)]
        said = " ".join(part for part in (self.key, self.message) if part)
        return clean(f"{':'.join(place)}: {said}{'; ' + self.remedy if self.remedy else ''}".replace("\n", " "))


class FileError(UserProblem):
    """A file cannot be used; `problems` are all that was found in it, in the order of the file."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(
            sorted(problems, key=lambda problem: (problem.file, problem.line or 0, problem.column or 0))
        )
        super().__init__("\n".join(str(problem) for problem in self.problems))


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem before its place in the file is known. `at_key` means the key itself is wrong, not its value."""

    path: KeyPath
    message: str
    remedy: str = ""
    at_key: bool = False
