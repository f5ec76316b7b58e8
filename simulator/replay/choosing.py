"""Which scripts and which of their cases are played: files, tags, names, shards, order. Nothing is played here."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from itertools import groupby
from pathlib import Path
from random import Random
from typing import NoReturn

from simulator.domain.problem import UserProblem, unknown
from simulator.replay.case import Case
from simulator.replay.lab import Known
from simulator.replay.matrix import Chosen, cases_of
from simulator.replay.places import Complaints
from simulator.replay.reading import read_script
from simulator.replay.script import Script

ENDINGS = (".sim.yaml", ".sim.yml")


@dataclass(frozen=True, slots=True)
class Named:
    """A script's file: `is_exact` where it was named itself, not found in a folder or by a pattern."""

    path: Path
    name: str
    is_exact: bool


def scripts_at(named: Sequence[str], bundled: Path) -> list[Named]:
    """Find the scripts that a command line names: files, folders, patterns, or scripts of the program by their name.

    Raises: UserProblem if there is nothing of a name.
    """
    found: dict[Path, Named] = {}
    for text in named:
        try:
            scripts = _at(text, bundled)
        except OSError as error:
            _refuse(error)
        for script in scripts:
            found.setdefault(script.path.resolve(), script)
    return list(found.values())


def _at(text: str, bundled: Path) -> list[Named]:
    with_program = bundled.parent.parent / text  # "fixtures/scripts" is meant wherever the program is installed
    path = with_program if not Path(text).exists() and with_program.exists() else Path(text)
    if path.is_file():
        return [Named(path, text, True)]
    if path.is_dir():
        found = in_folder(path)
        if not found:
            raise UserProblem(f"{text}: no script is in this folder; a script's name ends in {ENDINGS[0]}")
        return found
    # Path.glob takes no absolute pattern.
    matches = [Path(match) for match in sorted(glob.glob(text, recursive=True))]  # noqa: PTH207
    if matches == [path]:
        raise UserProblem(f"{text}: is neither a file nor a folder; name one, or a pattern")
    if matches:
        scripts = [Named(match, str(match), False) for match in matches if match.is_file()]
        return [*scripts, *(script for match in matches if match.is_dir() for script in in_folder(match))]
    names = {_stem(script.path): script for script in in_folder(bundled)}
    name = text.removesuffix(ENDINGS[0])  # reports name the file
    if name in names:
        return [Named(names[name].path, names[name].path.name, True)]
    if any(mark in text for mark in "/\\*?[") or path.suffix:
        raise UserProblem(
            f"{text}: there is no such script; name a file, a folder or a pattern like 'qa/**/*.sim.yaml'"
        )
    raise unknown("script", text, names, "; see `simulator run`")


def in_folder(folder: Path) -> list[Named]:
    """Give the scripts in a folder and those below it, by name. Raises: UserProblem if one of them cannot be read."""
    found = os.walk(folder, onerror=_refuse)
    paths = sorted(Path(place, name) for place, _, names in found for name in names if name.endswith(ENDINGS))
    return [Named(path, str(path), False) for path in paths if path.is_file()]


def _refuse(error: OSError) -> NoReturn:
    """Refuse a folder that cannot be looked into: scripts that are not found must not look like scripts that pass."""
    raise UserProblem(f"{error.filename} cannot be read: {error.strerror or error}") from None


def _stem(path: Path) -> str:
    return path.name.removesuffix(ENDINGS[0]).removesuffix(ENDINGS[1])


def read_all(named: Iterable[Named], said: Complaints) -> list[tuple[Script, Named]]:
    """Read scripts. What is wrong in them is added to the complaints; what can be made of them is given nonetheless."""
    read = ((read_script(item.path, item.name, said), item) for item in named)
    return [(script, item) for script, item in read if script is not None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What of the scripts is played. `tags` and `only` are alternatives, `names` are exact names of cases.

    `shard` is (i, n): the i-th of n parts, from 1. `shuffle` is a seed of the order, None keeps it.
    """

    vendors: tuple[str, ...] = ()
    releases: tuple[str, ...] = ()
    backends: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    names: frozenset[str] | None = None
    shard: tuple[int, int] | None = None
    shuffle: int | None = None


def cases_in(scripts: Sequence[tuple[Script, Named]], choice: Choice, known: Known, said: Complaints) -> list[Case]:
    """Make the cases of scripts and leave out those that were not chosen; those of a script stay together.

    Raises: UserProblem with all that is wrong in the scripts, `said` of them before included, or if nothing is left.
    """
    check_choice(choice, known)
    taken: set[str] = set()
    cases: list[Case] = []
    for script, named in scripts:
        if choice.tags and not set(choice.tags) & set(script.tags):
            continue
        chosen = Chosen(choice.vendors, choice.releases, choice.backends, named.is_exact)
        cases += cases_of(script, chosen, known, said, taken)
    said.raise_any()
    cases = [case for case in cases if _is_wanted(case, choice)]
    if not cases and choice.names is not None:
        raise UserProblem("--last-failed: no case of these scripts is known that was not passed; leave it out")
    if not cases:
        raise UserProblem(f"no case is left of {len(scripts)} scripts; see what there is with --list and fewer options")
    if choice.shard is not None:
        part, parts = choice.shard
        cases = cases[part - 1 :: parts]
    return cases if choice.shuffle is None else list(_shuffled(cases, Random(choice.shuffle)))


def check_tags(scripts: Iterable[tuple[Script, Named]], choice: Choice) -> None:
    """Refuse tags that no script has: those that were meant would not be played. Raises: UserProblem."""
    tags = {tag for script, _ in scripts for tag in script.tags}
    for tag in choice.tags:
        if tag not in tags:
            raise unknown("tag", tag, tags)


def check_choice(choice: Choice, known: Known) -> None:
    """Refuse names that there are not. Raises: UserProblem."""
    for option, names, choices in (
        ("vendor", choice.vendors, known.vendors),
        ("backend", choice.backends, known.backends),
    ):
        for name in names:
            if name not in choices():
                raise unknown(option, name, choices(), f"; see `simulator {option}s`")
    if choice.releases:
        releases = {release for vendor in known.vendors() for release in known.releases(vendor)}
        for release in choice.releases:
            if release not in releases:
                raise unknown("release", release, releases, "; see `simulator vendors`")


def _is_wanted(case: Case, choice: Choice) -> bool:
    if choice.names is not None and case.name not in choice.names:
        return False
    return not choice.only or any(_is_like(case.name, text) for text in choice.only)


def _is_like(name: str, text: str) -> bool:
    pattern = text.replace("[", "[[]") if "[" in text and "]" in text else text
    return text in name or fnmatchcase(name, pattern)


def _shuffled(cases: Sequence[Case], rng: Random) -> Iterator[Case]:
    """Mix the scripts, and the cases within each: reports of a script need them together."""
    groups = [list(group) for _, group in groupby(cases, lambda case: case.script.file)]
    rng.shuffle(groups)
    for group in groups:
        rng.shuffle(group)
        yield from group
