"""Reads version numbers and system names, and compares them. Which version a release needs is `gates`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from simulator.domain.brief import remembered
from simulator.domain.clean import clean

_NUMBER = re.compile(r"[Vv]?(\d{1,9}(?:\.\d{1,9}){0,7})")
_SYSTEM = re.compile(r"([^\W\d_].*?)\s*(\d{1,9}(?:\.\d{1,9}){0,7})")
_LONGEST = 100


@dataclass(frozen=True, slots=True)
class System:
    """An operating system and its version, such as MagicOS 8.0."""

    name: str
    version: tuple[int, ...]

    def runs(self, needed: System) -> bool:
        """Say whether this is the same system in the needed version or a later one."""
        return self.name.casefold() == needed.name.casefold() and reaches(self.version, needed.version)


@remembered
def parse_version(text: str) -> tuple[int, ...]:
    """Read up to eight numbers with dots between, such as 11.2.10.310; a leading v is allowed.

    Raises: ValueError with the form that is expected.
    """
    match = _NUMBER.fullmatch(text.strip())
    if match is None:
        raise ValueError(f'"{_quoted(text)}" is not a version; write numbers with dots, like 11.2.10.310')
    return tuple(int(part) for part in match[1].split("."))


@remembered
def parse_system(text: str) -> System:
    """Read a system and its version, such as "HarmonyOS 5.0".

    Raises: ValueError with the form that is expected.
    """
    match = _SYSTEM.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    if match is None:
        raise ValueError(f'"{_quoted(text)}" is not a system; write a name and a version, like "MagicOS 8.0"')
    return System(match[1].strip(), parse_version(match[2]))


def reaches(actual: tuple[int, ...], needed: tuple[int, ...]) -> bool:
    """Compare versions of any lengths: missing numbers count as 0, so that 8 reaches 8.0."""
    width = max(len(actual), len(needed))
    return _padded(actual, width) >= _padded(needed, width)


def _quoted(text: str) -> str:
    """Give the beginning of what somebody typed, on one line and without what a terminal obeys."""
    return " ".join(clean(text[:40]).split())


def _padded(version: tuple[int, ...], width: int) -> tuple[int, ...]:
    return version + (0,) * (width - len(version))
