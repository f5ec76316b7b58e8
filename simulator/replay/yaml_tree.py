"""YAML text to a tree of texts with their places; hostile YAML is refused. What the keys mean is `reading`'s part.

All scalars are taken as text, so that `on`, `1.10` and `2025-02-09` stay what was written.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from simulator.replay.places import Complaints, Place, shown
from simulator.toml_file.problem import FileError, Problem

LARGEST_BYTES = 4 * 1024 * 1024
MOST_NODES = 400_000
DEEPEST = 30
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PLAIN_NULLS = ("", "~", "null", "Null", "NULL")


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text; `is_null` where nothing was written, or a bare null. An alias has been complained of, and is left out."""

    text: str
    place: Place
    is_null: bool = False
    is_alias: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[Node, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Pairs:
    """A mapping, in the order of the file; its keys are unique."""

    pairs: tuple[tuple[Scalar, Node], ...]
    place: Place


Node = Scalar | Items | Pairs


def read_tree(path: Path, name: str, said: Complaints) -> Node | None:
    """Read a file; None if it holds no tree, which is then among the complaints.

    Raises: FileError if it cannot be read, or is too large to be a script.
    """
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_BYTES + 1)
    except OSError as error:
        raise FileError([Problem(file=name, message=f"cannot be read: {error.strerror or error}")]) from None
    if len(data) > LARGEST_BYTES:
        found = f"is larger than {LARGEST_BYTES // 1024 // 1024} MiB"
        raise FileError([Problem(file=name, message=found, remedy="split it into several scripts")])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        said.add(Place(name, line, 1), "", "this is no UTF-8", "save the file as UTF-8")
        return None
    return parse(text, name, said)


def parse(text: str, name: str, said: Complaints) -> Node | None:
    """Read a text. What is no YAML ends it; of an alias, or a key that is there twice, it tells and reads on."""
    builder = _Builder(name, said)
    try:
        return builder.document(yaml.parse(text, Loader=_LOADER))
    except _Refused:
        return None
    except yaml.YAMLError as error:
        _complain(error, name, text, said)
        return None


class _Refused(Exception):
    """The text is not worth reading on."""


class _Builder:
    def __init__(self, name: str, said: Complaints) -> None:
        self._name, self._said, self._nodes = name, said, 0
        self._aliases: set[str] = set()

    def document(self, events: Iterator[Any]) -> Node | None:
        """Give the tree of the only document."""
        root: Node | None = None
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent) and root is not None:
                self._refuse(event, "a second document begins", "write one script a file")
            elif isinstance(event, yaml.NodeEvent):
                root = self._node(event, events, 1)
        return root

    def _node(self, event: Any, events: Iterator[Any], depth: int) -> Node:
        self._nodes += 1
        place = self._place(event)
        if self._nodes > MOST_NODES:
            self._refuse(event, f"more than {MOST_NODES} values", "split it into several scripts")
        if depth > DEEPEST:
            self._refuse(event, f"nested more than {DEEPEST} levels deep", "a script needs six")
        if isinstance(event, yaml.AliasEvent):
            anchor = str(event.anchor)
            if anchor not in self._aliases:
                self._said.add(place, "", f"*{anchor} is an alias", "write it out, or include a file of turns")
            self._aliases.add(anchor)
            return Scalar("", place, is_alias=True)
        if isinstance(event, yaml.ScalarEvent):
            plain = event.style is None or event.style == ""
            return Scalar(event.value, place, plain and event.value in _PLAIN_NULLS)
        if isinstance(event, yaml.SequenceStartEvent):
            return Items(tuple(self._items(events, depth)), place)
        return self._pairs(events, depth, place)

    def _items(self, events: Iterator[Any], depth: int) -> Iterator[Node]:
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                return
            node = self._node(event, events, depth + 1)
            if not (isinstance(node, Scalar) and node.is_alias):
                yield node

    def _pairs(self, events: Iterator[Any], depth: int, place: Place) -> Pairs:
        found: dict[str, tuple[Scalar, Node]] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self._node(event, events, depth + 1)
            value = self._node(next(events), events, depth + 1)
            if isinstance(value, Scalar) and value.is_alias:
                continue
            if not isinstance(key, Scalar):
                self._said.add(key.place, "", "a key is a list or a mapping", "write a name; put text with { in quotes")
            elif key.text in found:
                first = found[key.text][0].place
                self._said.add(key.place, "", f"the key {shown(key.text)} is there twice", f"see line {first.line}")
            else:
                found[key.text] = (key, value)
        return Pairs(tuple(found.values()), place)

    def _refuse(self, event: Any, found: str, meant: str) -> None:
        self._said.add(self._place(event), "", found, meant)
        raise _Refused

    def _place(self, event: Any) -> Place:
        return Place(self._name, event.start_mark.line + 1, event.start_mark.column + 1)


def _complain(error: yaml.YAMLError, name: str, text: str, said: Complaints) -> None:
    """Tell YAML's own complaint in words that help."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is None:
        position = min(getattr(error, "position", 0), len(text))
        line = text.count("\n", 0, position) + 1
        column = position - (text.rfind("\n", 0, position) + 1) + 1
        said.add(Place(name, line, column), "", "a control character", "delete it, or write it as \\x.. in quotes")
        return
    place = Place(name, mark.line + 1, mark.column + 1)
    problem = str(getattr(error, "problem", "")) or "this is no YAML"
    lines = text.splitlines()
    at = lines[mark.line] if mark.line < len(lines) else ""
    if "\t" in at[: len(at) - len(at.lstrip())]:
        said.add(place, "", "a tab indents this line", "YAML is indented with spaces")
    elif "nesting depth" in problem:
        said.add(place, "", f"nested more than {DEEPEST} levels deep", "a script needs six")
    else:
        said.add(place, "", f"this is no YAML: {problem}", "put text with : # { [ or quotes into quotes")
