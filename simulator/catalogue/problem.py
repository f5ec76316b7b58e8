"""What is wrong with vendors, in lines for people, and errors that carry them. Finding it out is done elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.catalogue.naming import KeyPath, shown
from simulator.domain.clean import clean
from simulator.domain.problem import UserProblem


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


class ProfileError(UserProblem):
    """A profile cannot be used; `problems` are all that was found in it, in the order of the file."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: (problem.line or 0, problem.column or 0)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class UnknownVendor(UserProblem):
    """No vendor has this id; `nearest` is the id that may have been meant, or None, `known` are all there are."""

    def __init__(self, asked: str, nearest: str | None, known: tuple[str, ...]) -> None:
        self.asked, self.nearest, self.known = asked, nearest, known
        guess = f'; did you mean "{nearest}"?' if nearest else ""
        name = asked if asked.isidentifier() else shown(asked)
        super().__init__(f"{name}: no such vendor{guess} (known: {', '.join(known)}; see `simulator vendors list`)")


class VendorsPathError(UserProblem):
    """A folder that should hold vendors does not, or cannot be read."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem before its place in the file is known. `at_key` means the key itself is wrong, not its value."""

    path: KeyPath
    message: str
    remedy: str = ""
    at_key: bool = False
