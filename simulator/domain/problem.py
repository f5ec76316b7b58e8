"""What the user can mend: one exception for all layers. A backend's bad end is not of this kind: see `faults`."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class UserProblem(Exception):
    """The command, its configuration, a profile or a file is wrong; the text says what, why and what to do next."""


def unknown(what: str, given: str, known: Iterable[str], more: str = "") -> UserProblem:
    """Make the problem that `given` is none of `known`, with the nearest of them; `more` says where to see all."""
    names = sorted(known)
    near = get_close_matches(given.casefold(), names, n=1, cutoff=0.5)
    meant = f'; did you mean "{near[0]}"?' if near else ""
    return UserProblem(f"no such {what}: {given[:60]!r}{meant} (known: {', '.join(names)}{more})")
