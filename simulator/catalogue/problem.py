"""What can be wrong with vendors, as errors that carry lines for people. Finding it out is done elsewhere."""

from __future__ import annotations

from simulator.domain.problem import UserProblem
from simulator.toml_file.naming import shown
from simulator.toml_file.problem import FileError


class ProfileError(FileError):
    """A profile cannot be used; `problems` are all that was found in it, in the order of the file."""


class UnknownVendor(UserProblem):
    """No vendor has this id; `nearest` is the id that may have been meant, or None, `known` are all there are."""

    def __init__(self, asked: str, nearest: str | None, known: tuple[str, ...]) -> None:
        self.asked, self.nearest, self.known = asked, nearest, known
        guess = f'; did you mean "{nearest}"?' if nearest else ""
        name = asked if asked.isidentifier() else shown(asked)
        super().__init__(f"{name}: no such vendor{guess} (known: {', '.join(known)}; see `simulator vendors list`)")


class VendorsPathError(UserProblem):
    """A folder that should hold vendors does not, or cannot be read."""
