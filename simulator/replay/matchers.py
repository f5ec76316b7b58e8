"""The forms of matchers: how a script says what a value must be. What values there are is `expecting`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from simulator.patterns import compiled
from simulator.replay.filling import names_in
from simulator.replay.forms import Form, ListOf, Schema, Text, Words, kind_of
from simulator.replay.matching import NONE
from simulator.replay.places import Complaints, near
from simulator.replay.quantities import HOW_MANY, quantity
from simulator.replay.script import Check, How
from simulator.replay.yaml_tree import Items, Node, Pairs, Scalar

ANY = Text()


def _quantity_or_none(text: str) -> None:
    if text != NONE:
        quantity(text)


MEASURED = Text(f"{HOW_MANY}, or none", _quantity_or_none, {"type": ["number", "string"]})
QUANTITY = Text(HOW_MANY, quantity, {"type": ["number", "string"]})
PATTERN = Text("a regular expression", compiled, {"type": "string", "format": "regex"})
DEFAULT_LIKENESS = 0.8


def _share(text: str) -> None:
    if not 0 <= quantity(text) <= 1:
        raise ValueError("write a number from 0 to 1")


LIKENESS = Text("a number from 0 to 1", _share, {"type": "number", "minimum": 0, "maximum": 1}, may_fill=False)


@dataclass(frozen=True, slots=True)
class _Similar:
    """`similar: TEXT`, or `similar: {to: TEXT, at_least: 0.9}`."""

    def read(self, node: Node, key: str, said: Complaints) -> Check | None:
        """Give the matcher."""
        if isinstance(node, Scalar):
            words = ANY.read(node, key, said)
            return None if words is None else Check("similar", (words.text,), DEFAULT_LIKENESS)
        inner = {name.text: value for name, value in node.pairs} if isinstance(node, Pairs) else {}
        if set(inner) - {"to", "at_least"} or "to" not in inner:
            said.add(node.place, key, f"is {kind_of(node)}", "write a text, or {to: TEXT, at_least: 0.8}")
            return None
        to = ANY.read(inner["to"], f"{key}.to", said)
        least = LIKENESS.read(inner["at_least"], f"{key}.at_least", said) if "at_least" in inner else None
        return None if to is None else Check("similar", (to.text,), quantity(least.text) if least else DEFAULT_LIKENESS)

    def schema(self) -> Schema:
        """Give the schema."""
        keys = {"to": ANY.schema(), "at_least": LIKENESS.schema()}
        both = {"type": "object", "properties": keys, "required": ["to"], "additionalProperties": False}
        return {"anyOf": [{"type": "string"}, both]}


@dataclass(frozen=True, slots=True)
class _Between:
    """`between: [1s, 3s]`."""

    def read(self, node: Node, key: str, said: Complaints) -> Check | None:
        """Give the matcher."""
        items = node.items if isinstance(node, Items) else ()
        if len(items) != 2:
            said.add(node.place, key, f"is {kind_of(node)}", "write the lower and the upper bound, like [1s, 3s]")
            return None
        bounds = [QUANTITY.read(item, key, said) for item in items]
        texts = tuple(bound.text for bound in bounds if bound is not None)
        if len(texts) == 2 and not any(any(names_in(text)) for text in texts):
            lower, upper = map(quantity, texts)
            if lower > upper:
                said.add(node.place, key, f"begins at {texts[0]}, after its end", "write the lower bound first")
        return Check("between", texts) if len(texts) == 2 else None

    def schema(self) -> Schema:
        """Give the schema."""
        return {"type": "array", "items": QUANTITY.schema(), "minItems": 2, "maxItems": 2}


@dataclass(frozen=True, slots=True)
class _Matcher:
    """One matcher that takes a text, or a list of them."""

    how: How
    form: Form
    many: bool = False

    def read(self, node: Node, key: str, said: Complaints) -> Check | None:
        """Give the matcher."""
        read = self._form.read(node, key, said)
        texts = (read.text,) if isinstance(read, Words) else tuple(words.text for words in read or ())
        return Check(self.how, texts) if texts else None

    def schema(self) -> Schema:
        """Give the schema."""
        return self._form.schema()

    @property
    def _form(self) -> Form:
        return ListOf(self.form, or_one=True) if self.many else self.form


MATCHERS: Mapping[str, Form] = {
    "equals": _Matcher("equals", ANY),
    "contains": _Matcher("contains", ANY, many=True),
    "any_of": _Matcher("any_of", ANY, many=True),
    "all_of": _Matcher("all_of", ANY, many=True),
    "lacks": _Matcher("lacks", ANY, many=True),
    "matches": _Matcher("matches", PATTERN, many=True),
    "similar": _Similar(),
    "at_least": _Matcher("at_least", QUANTITY),
    "at_most": _Matcher("at_most", QUANTITY),
    "between": _Between(),
}
NUMBERS = ("at_least", "at_most", "equals", "between")
TEXTS = ("equals", "contains", "any_of", "all_of", "lacks", "matches", "similar")
NAMES = ("equals", "any_of", "lacks", "matches")


@dataclass(frozen=True, slots=True)
class Checks:
    """What must hold of one value: a bare value, a list of which one must be it, or matchers."""

    allowed: Sequence[str]
    plain: How = "equals"
    form: Form = ANY

    def read(self, node: Node, key: str, said: Complaints) -> tuple[Check, ...] | None:
        """Give the matchers; all of them must hold."""
        if isinstance(node, Pairs):
            return self._matchers(node, key, said)
        if isinstance(node, Items) and self.plain == "equals":
            read = ListOf(self.form).read(node, key, said)
            return read and (Check("one_of", tuple(words.text for words in read)),)
        if isinstance(node, Items):
            said.add(node.place, key, "is a list", "write a text, or {any_of: [...]} or {all_of: [...]}")
            return None
        words = self.form.read(node, key, said)
        return words and (Check(self.plain, (words.text,)),)

    def _matchers(self, node: Pairs, key: str, said: Complaints) -> tuple[Check, ...] | None:
        checks = []
        for name, value in node.pairs:
            if name.text not in self.allowed:
                said.add(name.place, f"{key}.{name.text}", "is no matcher of it", near(name.text, self.allowed))
            elif (check := MATCHERS[name.text].read(value, f"{key}.{name.text}", said)) is not None:
                checks.append(check)
        if not node.pairs:
            said.add(node.place, key, "is an empty mapping", f"write one of {', '.join(self.allowed)}")
        return tuple(checks) or None

    def schema(self) -> Schema:
        """Give the schema."""
        matchers = {name: MATCHERS[name].schema() for name in self.allowed}
        mapping = {"type": "object", "properties": matchers, "additionalProperties": False, "minProperties": 1}
        listed = [{"type": "array", "items": self.form.schema(), "minItems": 1}] if self.plain == "equals" else []
        return {"anyOf": [self.form.schema(), mapping, *listed]}
