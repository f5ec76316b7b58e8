"""Forms that a part of a script may have: each reads a node, complains of what it is not, and gives its JSON Schema.

One definition does both, so that what editors complete is what is read. The forms of a script are in `grammar`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from simulator.replay.filling import names_in
from simulator.replay.places import Complaints, Place, near, shown
from simulator.replay.yaml_tree import Items, Node, Pairs, Scalar

Schema = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Words:
    """A text of a script with its place; names in braces are filled in when it is played."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Fields:
    """What a mapping said: the values of the keys that were there and could be read, and where each key stands."""

    place: Place
    values: Mapping[str, Any]
    places: Mapping[str, Place]

    def get(self, key: str, default: Any = None) -> Any:
        """Give a value, or `default` where the key was not there."""
        return self.values.get(key, default)


class Form(Protocol):
    """A part of a script."""

    def read(self, node: Node, key: str, said: Complaints) -> Any:
        """Give what the node says; None and a complaint if it says nothing of this form. `key` names it to people."""
        ...

    def schema(self) -> Schema:
        """Give the JSON Schema of it."""
        ...


def kind_of(node: Node) -> str:
    """Say in a word what stands there."""
    if isinstance(node, Scalar):
        return "nothing" if node.is_null else shown(node.text)
    return "a list" if isinstance(node, Items) else "a mapping"


@dataclass(frozen=True, slots=True)
class Text:
    """A text. `check` raises ValueError, with what was meant, for one that is none of those `schema` describes."""

    meant: str = "a text"
    check: Callable[[str], object] | None = None
    says: Mapping[str, Any] = field(default_factory=lambda: {"type": ["string", "number", "boolean"]})
    may_fill: bool = True

    def read(self, node: Node, key: str, said: Complaints) -> Words | None:
        """Give the text; one that names are filled into is checked when they are."""
        if not isinstance(node, Scalar) or node.is_null:
            said.add(node.place, key, f"is {kind_of(node)}", f"write {self.meant}")
            return None
        if self.check is not None and not (self.may_fill and any(names_in(node.text))):
            try:
                self.check(node.text)
            except ValueError as error:
                said.add(node.place, key, f"is {kind_of(node)}", str(error) or f"write {self.meant}")
                return None
        return Words(node.text, node.place)

    def schema(self) -> Schema:
        """Give the schema, to which a text with a name in braces is added where it may have one."""
        plain = dict(self.says)
        if self.check is None or not self.may_fill:
            return plain
        return {"anyOf": [plain, {"type": "string", "pattern": r"\{"}]}


@dataclass(frozen=True, slots=True)
class Choice:
    """One of some names."""

    names: Sequence[str]

    def read(self, node: Node, key: str, said: Complaints) -> Words | None:
        """Give the name."""
        if isinstance(node, Scalar) and node.text in self.names and not node.is_null:
            return Words(node.text, node.place)
        given = node.text if isinstance(node, Scalar) else ""
        said.add(node.place, key, f"is {kind_of(node)}", near(given, self.names))
        return None

    def schema(self) -> Schema:
        """Give the schema."""
        return {"enum": list(self.names)}


@dataclass(frozen=True, slots=True)
class Flag:
    """Yes or no."""

    def read(self, node: Node, key: str, said: Complaints) -> bool | None:
        """Give the answer."""
        text = node.text if isinstance(node, Scalar) else ""
        if text in ("true", "yes", "on", "false", "no", "off"):
            return text in ("true", "yes", "on")
        said.add(node.place, key, f"is {kind_of(node)}", "write true or false")
        return None

    def schema(self) -> Schema:
        """Give the schema."""
        return {"type": "boolean"}


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number in a range."""

    least: int
    most: int

    def read(self, node: Node, key: str, said: Complaints) -> int | None:
        """Give the number."""
        text = node.text.strip() if isinstance(node, Scalar) else ""
        digits = text.removeprefix("-")
        if digits.isascii() and digits.isdecimal() and len(digits) < 20 and self.least <= int(text) <= self.most:
            return int(text)
        said.add(node.place, key, f"is {kind_of(node)}", f"write a whole number from {self.least} to {self.most}")
        return None

    def schema(self) -> Schema:
        """Give the schema."""
        return {"type": "integer", "minimum": self.least, "maximum": self.most}


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of one form; with `or_one`, one alone stands for a list of it."""

    form: Form
    or_one: bool = False
    may_be_empty: bool = False

    def read(self, node: Node, key: str, said: Complaints) -> tuple[Any, ...] | None:
        """Give what could be read of it."""
        if not isinstance(node, Items):
            if not self.or_one:
                said.add(node.place, key, f"is {kind_of(node)}", "write a list")
                return None
            one = self.form.read(node, key, said)
            return None if one is None else (one,)
        if not node.items and not self.may_be_empty:
            said.add(node.place, key, "is an empty list", "write what it should hold, or leave it out")
            return None
        read = (self.form.read(item, f"{key}[{number}]", said) for number, item in enumerate(node.items, 1))
        return tuple(item for item in read if item is not None)

    def schema(self) -> Schema:
        """Give the schema."""
        inner = self.form.schema()
        many: Schema = {"type": "array", "items": inner} | ({} if self.may_be_empty else {"minItems": 1})
        return {"anyOf": [many, inner]} if self.or_one else many


@dataclass(frozen=True, slots=True)
class MapOf:
    """A mapping of any names to one form."""

    form: Form
    check: Callable[[str], object] | None = None

    def read(self, node: Node, key: str, said: Complaints) -> Fields | None:
        """Give what could be read of it."""
        if not isinstance(node, Pairs):
            said.add(node.place, key, f"is {kind_of(node)}", "write a mapping, like {name: value}")
            return None
        values: dict[str, Any] = {}
        for name, value in node.pairs:
            inner = f"{key}.{name.text}" if key else name.text
            if not _is_good(self.check, name, inner, said):
                continue
            read = self.form.read(value, inner, said)
            if read is not None:
                values[name.text] = read
        return Fields(node.place, values, {name.text: name.place for name, _ in node.pairs})

    def schema(self) -> Schema:
        """Give the schema."""
        return {"type": "object", "additionalProperties": self.form.schema()}


def _is_good(check: Callable[[str], object] | None, name: Scalar, key: str, said: Complaints) -> bool:
    if check is None:
        return True
    try:
        check(name.text)
    except ValueError as error:
        said.add(name.place, key, "is no such name", str(error))
        return False
    return True


@dataclass(frozen=True, slots=True)
class Record:
    """A mapping whose keys are known; `says` tells people what each key is for."""

    forms: Mapping[str, Form]
    needs: Sequence[str] = ()
    says: Mapping[str, str] = field(default_factory=dict)

    def read(self, node: Node, key: str, said: Complaints) -> Fields | None:
        """Give the keys that are there; an unknown or missing one is a complaint."""
        if not isinstance(node, Pairs):
            said.add(node.place, key, f"is {kind_of(node)}", f"write a mapping with {', '.join(self.forms)}")
            return None
        values: dict[str, Any] = {}
        for name, value in node.pairs:
            inner = f"{key}.{name.text}" if key else name.text
            form = self.forms.get(name.text)
            if form is None:
                said.add(name.place, inner, "is no key here", near(name.text, self.forms))
            elif (read := form.read(value, inner, said)) is not None:
                values[name.text] = read
        there = {name.text: name.place for name, _ in node.pairs}
        for need in self.needs:
            if need not in there:
                said.add(node.place, f"{key}.{need}" if key else need, "is missing", f"it has {', '.join(self.needs)}")
        return Fields(node.place, values, there)

    def schema(self) -> Schema:
        """Give the schema."""
        described = {name: form.schema() | self._described(name) for name, form in self.forms.items()}
        made: Schema = {"type": "object", "properties": described, "additionalProperties": False}
        return made | ({"required": list(self.needs)} if self.needs else {})

    def _described(self, name: str) -> Schema:
        return {"description": self.says[name]} if name in self.says else {}
