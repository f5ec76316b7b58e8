"""What is wrong with a profile, in lines for people, and the errors that carry them. Finding it is the checks' duty."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any

from simulator.domain.clean import clean

SHOWN_CHARACTERS = 40
"""How much of a found value or key an error quotes."""

KeyPath = tuple[str | int, ...]
"""Where a value is in a profile, such as ("releases", 0, "gates", "os", "value")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing to correct: its place (from 1, in characters; None where it is the whole file), the key as a person
    names it (may be empty), what was found, and what to write instead (may be empty)."""

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


class ProfileError(ValueError):
    """A profile cannot be used; `problems` are all that was found in it, in the order of the file."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: (problem.line or 0, problem.column or 0)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class UnknownVendor(LookupError):
    """No vendor has this id; `nearest` is the id that may have been meant, or None, `known` are all there are."""

    def __init__(self, asked: str, nearest: str | None, known: tuple[str, ...]) -> None:
        self.asked, self.nearest, self.known = asked, nearest, known
        guess = f'did you mean "{nearest}"? ' if nearest else ""
        super().__init__(
            f"{shown(asked)}: no such vendor; {guess}(known: {', '.join(known)}; see `simulator vendors list`)"
        )


class VendorsPathError(ValueError):
    """A folder that should hold vendors does not, or cannot be read."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem before its place in the file is known. `at_key` means the key itself is wrong, not its value."""

    path: KeyPath
    message: str
    remedy: str = ""
    at_key: bool = False


def shown(value: object) -> str:
    """Give a found value as an error quotes it: one line, shortened, without control characters."""
    if isinstance(value, Mapping):
        return "a table"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "a list" if value else "an empty list"
    if isinstance(value, str):
        cut = value if len(value) <= SHOWN_CHARACTERS else value[:SHOWN_CHARACTERS] + "…"
        return clean(json.dumps(cut, ensure_ascii=False))
    if isinstance(value, bool):
        return str(value).lower()
    return value.isoformat() if isinstance(value, date) else str(value)[:SHOWN_CHARACTERS]


def nearest(word: str, known: Sequence[str]) -> str | None:
    """Give the known word most like `word`, or None if none is."""
    return next(iter(get_close_matches(word[:SHOWN_CHARACTERS], known, n=1, cutoff=0.5)), None)


def key_name(path: KeyPath, data: Mapping[str, Any]) -> str:
    """Give a path as a person names it: `releases[11.2.10.310].gates.os`, the last `value` left out."""
    parts = path[:-1] if len(path) > 1 and path[-1] == "value" else path
    name = ""
    for index, part in enumerate(parts):
        if isinstance(part, int):
            name += f"[{_release_name(data, part)}]" if parts[:index] == ("releases",) else f"[{part}]"
        else:
            name += ("." if name else "") + (part if re.fullmatch(r"[\w-]{1,60}", part) else shown(part))
    return name


def _release_name(data: Mapping[str, Any], index: int) -> str:
    releases = data.get("releases")
    release = releases[index] if isinstance(releases, list) and index < len(releases) else None
    if not isinstance(release, dict):
        return str(index)
    return name_of(release) or str(index)


def name_of(release: Mapping[str, Any]) -> str | None:
    """Give the name of a release as it stands in the file: its version, else its day; None if it has neither."""
    version, day = release.get("version"), release.get("date")
    if isinstance(version, str) and re.fullmatch(r"[\w.-]{1,40}", version):
        return version
    if isinstance(day, datetime):
        day = day.date()
    return day.isoformat() if isinstance(day, date) else None
