"""Values that somebody set, and who set them. Reading them is `load`; flags are laid over by `resolve`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from simulator.toml_file.naming import KeyPath
from simulator.toml_file.problem import Problem


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value is from: a file with line and column, or the name of a variable."""

    name: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        return self.name if self.line is None else f"{self.name}:{self.line}"

    def problem(self, key: str, message: str, remedy: str) -> Problem:
        """Give a problem of the value that is from here."""
        return Problem(file=self.name, line=self.line, column=self.column, key=key, message=message, remedy=remedy)


@dataclass(frozen=True, slots=True)
class Stated:
    """A value and its origin."""

    value: Any
    origin: Origin


@dataclass(frozen=True, slots=True)
class Settings:
    """What files and variables say: values by their path, such as ("backends", "work", "model")."""

    values: Mapping[KeyPath, Stated] = field(default_factory=dict)

    def get(self, *path: str) -> Stated | None:
        """Give the value at `path`, None where nobody set it."""
        return self.values.get(path)

    def names(self, table: str) -> list[str]:
        """Give the names of the tables in `table`, in the order of their first mention."""
        return list(dict.fromkeys(str(path[1]) for path in self.values if path[0] == table and len(path) > 1))

    def below(self, *path: str) -> dict[str, Stated]:
        """Give the values directly under `path`; a table in it is put together again, with its first origin."""
        found: dict[str, Stated] = {}
        for key, stated in self.values.items():
            if key[: len(path)] == path and len(key) > len(path):
                _put(found, [str(part) for part in key[len(path) :]], stated)
        return found


def dotted(path: KeyPath) -> str:
    """Give a path as it is written in TOML: backends.work.model."""
    return ".".join(str(part) for part in path)


def _put(found: dict[str, Stated], parts: list[str], stated: Stated) -> None:
    first, *rest = parts
    if not rest:
        found[first] = stated
        return
    table = found.setdefault(first, Stated({}, stated.origin)).value
    for part in rest[:-1]:
        table = table.setdefault(part, {})
    table[rest[-1]] = stated.value
