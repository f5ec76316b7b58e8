"""Reads the layers of the configuration: the user's file, the project's, the environment. What fits is `rules`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from simulator.domain.problem import UserProblem
from simulator.settings.layers import Origin, Settings, Stated, dotted
from simulator.settings.places import config_dir
from simulator.settings.rules import broken_rules
from simulator.toml_file.locate import Places, locate
from simulator.toml_file.naming import KeyPath
from simulator.toml_file.problem import FileError, Problem
from simulator.toml_file.read import TomlFile, read_toml

FILE = "simulator.toml"
_MISSING = "begin one with `simulator config init`"
_OF_VARIABLES = (("SIMULATOR_BACKEND", "backend"), ("SIMULATOR_LANG", "lang"), ("SIMULATOR_MOTION", "motion"))


def config_files(environ: Mapping[str, str], cwd: Path, named: Path | None) -> tuple[Path, ...]:
    """Give the files that may hold settings, the weakest first: the user's, then the project's.

    `named` (`--config`), else `SIMULATOR_CONFIG`, stands in the place of the project's.
    """
    chosen = named or (Path(environ["SIMULATOR_CONFIG"]) if environ.get("SIMULATOR_CONFIG") else None)
    own = config_dir(environ) / FILE
    return own, (cwd / FILE if chosen is None else chosen.expanduser())


def load(environ: Mapping[str, str], cwd: Path, named: Path | None = None) -> Settings:
    """Read all layers and check them. Imports the schema only where there is a file.

    Raises: FileError with all that is wrong in the files; UserProblem for a variable.
    """
    values: dict[KeyPath, Stated] = {}
    problems: list[Problem] = []
    user, project = config_files(environ, cwd, named)
    is_named = named is not None or bool(environ.get("SIMULATOR_CONFIG"))
    for path, must_be in ((user, False), (project, is_named)):
        if must_be or path.exists():
            layer, wrong = _file(path, _shown(path, cwd))
            values |= layer
            problems += wrong
    for name, key in _OF_VARIABLES:
        if environ.get(name):
            values[(key,)] = Stated(environ[name], Origin(name))
    settings = Settings(values)
    if values:
        problems += [] if problems else broken_rules(settings)
    if problems:
        raise FileError(problems)
    return settings


def _file(path: Path, shown: Path) -> tuple[dict[KeyPath, Stated], list[Problem]]:
    try:
        source = read_toml(path, "a configuration", _MISSING)
    except FileError as error:
        return {}, list(error.problems)
    # Only now: the schema costs 65 ms, which nobody pays who has no file.
    from simulator.settings.check import findings

    source = TomlFile(str(shown), source.text, source.data)
    found = findings(source.data)
    if found:
        return {}, source.problems(found, dotted)
    places = locate(source.text)
    return {
        key: Stated(value, _origin(source.file, places, key)) for key, value in _leaves((), _ordered(source.data))
    }, []


def lang_set(settings: Settings) -> str | None:
    """Give the language that was set. Raises: UserProblem for a word that is none."""
    return _word_set(settings, "lang", ("zh", "en"))


def motion_set(settings: Settings) -> str | None:
    """Give whether the screen may move, "full" or "reduced", if that was set. Raises: UserProblem for another word."""
    return _word_set(settings, "motion", ("full", "reduced"))


def _word_set(settings: Settings, key: str, words: tuple[str, str]) -> str | None:
    stated = settings.get(key)
    if stated is None:
        return None
    if stated.value not in words:
        raise UserProblem(f"{stated.origin} is {str(stated.value)[:20]!r}; write {' or '.join(words)}")
    return str(stated.value)


def _origin(file: str, places: Places, path: KeyPath) -> Origin:
    return Origin(file, *places.value(path))


def _shown(path: Path, cwd: Path) -> Path:
    return path.relative_to(cwd) if path.is_relative_to(cwd) else path


def _ordered(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """Give the data with a bare timeout as the clock of the whole turn, so that layers merge clock by clock."""
    tables = data.get("backends", {})
    timed = {
        name: table
        | ({"timeout": {"total": table["timeout"]}} if isinstance(table.get("timeout"), int | float) else {})
        for name, table in tables.items()
    }
    return dict(data) | ({"backends": timed} if tables else {})


def _leaves(path: KeyPath, value: Any) -> Iterator[tuple[KeyPath, Any]]:
    if isinstance(value, dict) and value:
        for key, item in value.items():
            yield from _leaves((*path, key), item)
    elif path:
        yield path, value
