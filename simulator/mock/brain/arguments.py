"""Fills a tool's parameters from an utterance, after the JSON Schema that describes them. Which tool it is: `tool_fit`.

Read of a schema: `type`, `enum`, `const`, `default`, `properties`, `required`, `items`, `minItems`, `minLength`,
`maxLength`, `minimum`, `maximum`, their exclusive twins, and the first of `anyOf` and `oneOf`. What a string means is
read from its parameter's name and description: a place, a time, a text to look for, a sum; else a quotation fills it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from simulator.domain.search import query_of
from simulator.mock.brain import mentions
from simulator.mock.brain.late import late
from simulator.mock.brain.question import SKIM

_DEPTH = 8
"""How deep a schema is read; an object further down stays empty."""

_KINDS = (
    (
        "place",
        late(r"cit(?:y|ies)\b|location|place\b|address|region|destination|origin|城市|地点|位置|地址|地区|目的地"),
    ),
    ("time", late(r"\bdate|\bday\b|time\b|when\b|日期|时间|几号|哪天")),
    ("formula", late(r"expression|formula|equation|算式|表达式")),
    (
        "text",
        late(
            r"query|keyword|search|\bq\b|question|text\b|content|message|topic|sentence|内容|关键词|问题|文本|句子|主题"
        ),
    ),
)
_WORD_EDGE = late(r"[_\-]+|(?<=[a-z])(?=[A-Z])")
_MOST_ITEMS = 64


class Unfilled(Exception):
    """A required parameter that the utterance says nothing about."""


def fill(schema: Mapping[str, Any], text: str, known: Mapping[str, Any]) -> dict[str, Any] | None:
    """Give the arguments that `text` names, `known` ones first; None if a required one is missing.

    Optional parameters are filled only where nothing is known and the words are plain: a choice, or a place or a time
    for a parameter of such a name.
    """
    try:
        return _Filler(text[:SKIM], invents=False).object(schema, known)
    except Unfilled:
        return None


def invent(schema: Mapping[str, Any], text: str) -> dict[str, Any]:
    """Give arguments that fit the schema as well as can be: what `text` does not name is made up, never refused."""
    return _Filler(text[:SKIM], invents=True).object(schema, {})


def named(name: str, text: str) -> str:
    """Give the place or the time that `text` says, if a parameter of this name is for one; "" else."""
    kind = _kind(name, {})
    return _Filler(text[:SKIM], invents=False).said(kind) if kind in ("place", "time") else ""


class _Filler:
    """One utterance and the numbers that are left in it: each fills one parameter."""

    def __init__(self, text: str, *, invents: bool) -> None:
        self._text = text
        self._invents = invents
        self._numbers = mentions.numbers(text)
        self._quotes = mentions.quotes(text)

    def object(self, schema: Mapping[str, Any], known: Mapping[str, Any], depth: int = 0) -> dict[str, Any]:
        properties = _mapping(schema.get("properties"))
        required = [name for name in _list(schema.get("required")) if isinstance(name, str)]
        given = {name: known[name] for name in known if name in properties}
        filled: dict[str, Any] = {}
        for name in dict.fromkeys((*required, *(properties if depth == 0 else ()))):
            part = _mapping(properties.get(name))
            if name in given:
                filled[name] = given[name]
            elif name in required:
                filled[name] = self._value(name, part, depth + 1)
            elif not known and (value := self._plain(name, part)) is not None:
                filled[name] = value
        return filled

    def _plain(self, name: str, schema: Mapping[str, Any]) -> Any:
        """Give what an optional parameter plainly has in the utterance, else None."""
        if "enum" in schema:
            return self._choice(schema)
        if _type(schema) != "string":
            return None
        kind = _kind(name, {})
        return (self.said(kind) or None) if kind in ("place", "time") else None

    def _value(self, name: str, schema: Mapping[str, Any], depth: int) -> Any:
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            chosen = self._choice(schema)
            options = _list(schema["enum"])
            return chosen if chosen is not None or not options else self._made_up(schema, options[0])
        for alternatives in (_list(schema.get("anyOf")), _list(schema.get("oneOf"))):
            if alternatives and depth < _DEPTH:
                return self._value(name, _mapping(alternatives[0]), depth + 1)
        match _type(schema):
            case "object":
                return self.object(schema, {}, depth) if depth < _DEPTH else {}
            case "array":
                return self._array(name, schema, depth)
            case "integer" | "number":
                return self._number(schema)
            case "boolean":
                return self._made_up(schema, False)
            case "null":
                return None
            case _:
                return self._string(name, schema)

    def _choice(self, schema: Mapping[str, Any]) -> Any:
        said = self._text.casefold()
        options = [option for option in _list(schema["enum"]) if isinstance(option, str) and option]
        return next((option for option in options if option.casefold() in said), None)

    def _array(self, name: str, schema: Mapping[str, Any], depth: int) -> list[Any]:
        items, least = _mapping(schema.get("items")), schema.get("minItems", 0)
        if depth >= _DEPTH:
            return []
        named = len(self._quotes) if _type(items) == "string" else 0
        count = min(_MOST_ITEMS, max(1, named, least if type(least) is int else 1))
        return [self._value(name, items, depth + 1) for _ in range(count)]

    def _number(self, schema: Mapping[str, Any]) -> float:
        is_whole = _type(schema) == "integer"
        for value in self._numbers:
            if _bounded(value, schema) == value and (not is_whole or isinstance(value, int)):
                self._numbers.remove(value)
                return value
        value = _bounded(0, schema)
        made: float = self._made_up(schema, math.ceil(value) if is_whole else value)
        return made

    def _string(self, name: str, schema: Mapping[str, Any]) -> str:
        value = self.said(_kind(name, schema)) or (self._quotes.pop(0) if self._quotes else "")
        if not value:
            value = str(self._made_up(schema, self._text.strip() or name))
        return _sized(value, schema)

    def said(self, kind: str) -> str:
        """Give what the utterance says of this kind; "" if nothing."""
        match kind:
            case "place":
                return mentions.place(self._text)
            case "time":
                return mentions.time(self._text)
            case "formula":
                return mentions.formula(self._text)
            case "text":
                return self._quotes[0] if self._quotes else query_of(self._text)
            case _:
                return ""

    def _made_up(self, schema: Mapping[str, Any], otherwise: Any) -> Any:
        """Give the schema's own default, else `otherwise` if something may be made up. Raises: Unfilled."""
        if "default" in schema:
            return schema["default"]
        if not self._invents:
            raise Unfilled
        return otherwise


def _type(schema: Mapping[str, Any]) -> str:
    """Give the type, the first that is not null where there are several; what a schema without one must mean."""
    kinds = schema.get("type")
    for kind in kinds if isinstance(kinds, list) else [kinds]:
        if isinstance(kind, str) and kind != "null":
            return kind
    if kinds == "null":
        return "null"
    return "object" if "properties" in schema else "array" if "items" in schema else "string"


def _kind(name: str, schema: Mapping[str, Any]) -> str:
    """Tell from its name, and then from its description, what a string is for; "" where neither says."""
    description = schema.get("description")
    words = (_WORD_EDGE.sub(" ", name), description if isinstance(description, str) else "")
    found = (kind for text in words for kind, pattern in _KINDS if pattern.search(text.lower()))
    return next(found, "")


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _bounded(value: float, schema: Mapping[str, Any]) -> float:
    """Move a number to where the schema's bounds allow it."""
    low, high = _bound(schema, "minimum", "exclusiveMinimum", 1), _bound(schema, "maximum", "exclusiveMaximum", -1)
    value = max(value, low) if low is not None else value
    return min(value, high) if high is not None else value


def _bound(schema: Mapping[str, Any], name: str, strict: str, step: int) -> float | None:
    for key, inside in ((name, 0), (strict, step)):
        value = schema.get(key)
        if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value):
            return value + inside
    return None


def _sized(text: str, schema: Mapping[str, Any]) -> str:
    most, least = schema.get("maxLength"), schema.get("minLength")
    if type(least) is int and len(text) < least <= SKIM:
        text = (text or "-") * -(-least // len(text or "-"))
    return text[:most] if type(most) is int and most >= 0 else text
