"""The files of goldens beside scripts: read, and rewritten with their comments kept. Comparing is `goldens`' part."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from simulator.domain.problem import UserProblem
from simulator.replay.case import Case, Result
from simulator.replay.places import Complaints
from simulator.replay.yaml_tree import Pairs, Scalar, read_tree

HEAD = "# Goldens of {name}: what was right once, by case and step. Rewritten by `simulator run … --update`.\n"


@dataclass(frozen=True, slots=True)
class Changes:
    """How many goldens of a file are new or other than they were, and how many are no longer there."""

    kept: int = 0
    removed: int = 0

    def __bool__(self) -> bool:
        """Say whether anything changed."""
        return self.kept + self.removed > 0

    def told(self, file: str) -> str:
        """Say it to a person; `file` is the script."""
        removed = f", {self.removed} are no longer there" if self.removed else ""
        return f"{self.kept} goldens of {file} are new or changed{removed}"


class GoldenFiles:
    """The goldens of all scripts of a run; `paths` are where scripts are, by their names."""

    def __init__(self, paths: Mapping[str, Path], *, update: bool) -> None:
        """Take the scripts; files are read when a case wants them."""
        self._paths, self._update = paths, update
        self._read: dict[str, Mapping[str, Mapping[str, str]]] = {}
        self._labels: dict[str, str] = {}

    def given_to(self, case: Case) -> Case:
        """Give the case with what its steps are compared with. Raises: FileError if the file is none of goldens."""
        self._labels[case.name] = case.label
        if self._update:
            return replace(case, goldens=None)
        file = case.script.file
        if not any(expected.subject == "golden" for step in case.script.steps for expected in step.expect):
            return case
        if file not in self._read:
            self._read[file] = read_goldens(self._paths[file])
        return replace(case, goldens=self._read[file].get(case.label, {}))

    def write(self, results: Iterable[Result]) -> str:
        """Keep what was found, if that was asked for, and say so; errors keep nothing."""
        if not self._update:
            return ""
        found: dict[str, dict[str, Mapping[str, str]]] = {}
        for result in results:
            if result.goldens and result.verdict != "error":
                found.setdefault(result.file, {})[self._labels[result.case]] = result.goldens
        changed = {file: write_goldens(self._paths[file], cases) for file, cases in found.items()}
        told = [changes.told(file) for file, changes in changed.items() if changes]
        return "\n".join(told) or "no golden has changed"


def golden_path(script: Path) -> Path:
    """Give the file beside a script that holds its goldens."""
    stem = script.name.removesuffix(".yaml").removesuffix(".yml").removesuffix(".sim")
    return script.with_name(f"{stem}.golden.yaml")


def read_goldens(script: Path) -> Mapping[str, Mapping[str, str]]:
    """Give the goldens of a script, by case and step. Raises: FileError if the file is none of goldens."""
    path = golden_path(script)
    if not path.exists():
        return {}
    said = Complaints()
    tree = read_tree(path, str(path), said)
    goldens: dict[str, dict[str, str]] = {}
    for case, steps in tree.pairs if isinstance(tree, Pairs) else ():
        inner = goldens.setdefault(case.text, {})
        for label, text in steps.pairs if isinstance(steps, Pairs) else ():
            if isinstance(text, Scalar):
                inner[label.text] = text.text
            else:
                said.add(text.place, f"{case.text}.{label.text}", "is no text", "keep it anew with --update")
    said.raise_any()
    return goldens


def write_goldens(script: Path, found: Mapping[str, Mapping[str, str]]) -> Changes:
    """Put what was found into the file of a script and give how much of it changed; all else in it stays as it is.

    What a case of `found` no longer keeps is left out. Raises: UserProblem if the file cannot be read or written.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    path, yaml = golden_path(script), YAML()
    yaml.width, yaml.preserve_quotes = 4096, True
    try:
        before = path.read_bytes().decode("utf-8-sig") if path.exists() else HEAD.format(name=script.name)
        text, end = before.replace("\r\n", "\n"), "\r\n" if "\r\n" in before else "\n"
        yaml.indent(mapping=_indent(text))
        loaded = yaml.load(text)
        kept: Any = {} if loaded is None else loaded
        changes = [_put(kept.setdefault(case, {}), steps) for case, steps in found.items()]
        total = Changes(sum(it.kept for it in changes), sum(it.removed for it in changes))
        if total:
            made = io.StringIO()
            made.write(text if loaded is None else "")  # a file of comments alone keeps them
            yaml.dump(kept, made)
            _replace(path, made.getvalue().replace("\n", end))
    except (OSError, UnicodeDecodeError, YAMLError) as error:
        raise UserProblem(f"{path} cannot be updated: {error}") from None
    return total


def _indent(text: str) -> int:
    """Give how far a person indented the first step of a case."""
    found = re.search(r"^( +)[^ #\n]", text, re.MULTILINE)
    return len(found[1]) if found else 2


def _replace(path: Path, text: str) -> None:
    """Write a file whole or not at all, since it holds what nobody can tell again."""
    written = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        written.write_text(text, "utf-8", newline="")
        written.replace(path)
    finally:
        written.unlink(missing_ok=True)


def _put(kept: dict[str, str], steps: Mapping[str, str]) -> Changes:
    """Put what a case gave in the place of what is kept, and give how much of it is new."""
    new = {label: text for label, text in steps.items() if kept.get(label) != text}
    gone = [label for label in kept if label not in steps]
    for label in gone:
        del kept[label]
    kept.update({label: _written(text) for label, text in new.items()})
    return Changes(len(new), len(gone))


def _written(text: str) -> str:
    """Give a text as it stands best in the file: line by line where a person can read it, else with escapes."""
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString, LiteralScalarString

    if not all(char == "\n" or char.isprintable() for char in text) or text.startswith((" ", "\n")):
        quoted: str = DoubleQuotedScalarString(text)
        return quoted
    if "\n" not in text:
        return text
    literal: str = LiteralScalarString(text)
    return literal
