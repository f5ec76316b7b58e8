"""The published JSON Schema of scripts, made of the same forms that read them. Editors complete and check by it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from simulator.replay.grammar import SCRIPT

DRAFT = "https://json-schema.org/draft/2020-12/schema"
_WORTH_A_NAME = 150
"""Characters of a part that is written once and referred to, if it occurs more than once."""


def schema_text() -> str:
    """Give the schema as JSON."""
    whole = SCRIPT.schema()
    often = Counter(text for text in _parts(whole) if len(text) >= _WORTH_A_NAME)
    names = {text: f"part{number}" for number, text in enumerate(sorted(t for t in often if often[t] > 1), 1)}
    shared = {name: _referring(json.loads(text), names, is_top=True) for text, name in names.items()}
    made = {"$schema": DRAFT, "title": "A script of simulator run", **_referring(whole, names), "$defs": shared}
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def _parts(schema: Any) -> Iterator[str]:
    """Give all parts that are schemas, as texts."""
    if isinstance(schema, dict):
        if _is_schema(schema):
            yield _text(schema)
        for value in schema.values():
            yield from _parts(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from _parts(value)


def _referring(schema: Any, names: dict[str, str], *, is_top: bool = False) -> Any:
    """Give a schema with its shared parts replaced by references."""
    if isinstance(schema, list):
        return [_referring(value, names) for value in schema]
    if not isinstance(schema, dict):
        return schema
    if not is_top and _is_schema(schema) and (name := names.get(_text(schema))) is not None:
        return {"$ref": f"#/$defs/{name}"}
    return {key: _referring(value, names) for key, value in schema.items()}


def _is_schema(value: dict[str, Any]) -> bool:
    """Tell a schema from a mapping of names to schemas."""
    return isinstance(value.get("type"), str | list) or isinstance(value.get("anyOf"), list)


def _text(schema: dict[str, Any]) -> str:
    return json.dumps(schema, ensure_ascii=False, sort_keys=True)
