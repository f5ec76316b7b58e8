"""The files of goldens beside scripts: read, and rewritten with their comments kept. Comparing is `goldens`' part."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from simulator.domain.problem import UserProblem
from simulator.replay.case import Case, Result
from simulator.replay.places import Complaints
from simulator.replay.yaml_tree import Pairs, Scalar, read_tree

HEAD = "# Goldens of {name}: what was right once, by case and step. Rewritten by `simulator run … --update`.\n"


class GoldenFiles:
    """The goldens of all scripts of a run; `paths` are where scripts are, by their names."""

    def __init__(self, paths: Mapping[str, Path], *, update: bool) -> None:
        """Take the scripts; files are read when a case wants them."""
        self._paths, self._update = paths, update
        self._read: dict[str, Mapping[str, Mapping[str, str]]] = {}

    def given_to(self, case: Case) -> Case:
        """Give the case with what its steps are compared with. Raises: FileError if the file is none of goldens."""
        if self._update:
            return replace(case, goldens=None)
        file = case.script.file
        if not any(expected.subject == "golden" for step in case.script.steps for expected in step.expect):
            return case
        if file not in self._read:
            self._read[file] = read_goldens(self._paths[file])
        return replace(case, goldens=self._read[file].get(case.name, {}))

    def write(self, results: Iterable[Result]) -> str:
        """Keep what was found, if that was asked for, and say so; errors keep nothing."""
        if not self._update:
            return ""
        found: dict[str, dict[str, Mapping[str, str]]] = {}
        for result in results:
            if result.goldens and result.verdict != "error":
                found.setdefault(result.file, {})[result.case] = result.goldens
        changed = {file: write_goldens(self._paths[file], cases) for file, cases in found.items()}
        told = [f"{count} goldens of {file} are new or changed" for file, count in changed.items() if count]
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


def write_goldens(script: Path, found: Mapping[str, Mapping[str, str]]) -> int:
    """Put what was found into the file of a script and give how many goldens changed; all else in it stays.

    Raises: UserProblem if the file cannot be read or written.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    path, yaml = golden_path(script), YAML()
    yaml.width = 4096
    try:
        is_new = not path.exists()
        kept: Any = {} if is_new else yaml.load(path.read_text("utf-8")) or {}
        changed = sum(_put(kept.setdefault(case, {}), steps) for case, steps in found.items())
        if changed:
            with path.open("w", encoding="utf-8") as file:
                file.write(HEAD.format(name=script.name) if is_new else "")
                yaml.dump(kept, file)
    except (OSError, YAMLError) as error:
        raise UserProblem(f"{path} cannot be updated: {error}") from None
    return changed


def _put(kept: dict[str, str], steps: Mapping[str, str]) -> int:
    """Put what a case gave in the place of what is kept, and give how much of it is new."""
    new = {label: text for label, text in steps.items() if kept.get(label) != text}
    kept.update({label: _written(text) for label, text in new.items()})
    return len(new)


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
