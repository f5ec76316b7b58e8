"""The JSON Schema of a TOML file, for editors. What is accepted, and why not, is its reader's business."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_OPTIONAL = {"type": "null"}


def file_schema(root: type[BaseModel], title: str) -> dict[str, Any]:
    """Give the schema of a file whose table is `root`, as JSON types."""
    made = _without_null(root.model_json_schema())
    return {"$schema": _DIALECT, "title": title, **{key: made[key] for key in made if key != "title"}}


def _without_null(node: Any) -> Any:
    """Take out null, which pydantic gives to every key that may be left out: TOML cannot write it."""
    if isinstance(node, list):
        return [_without_null(item) for item in node]
    if not isinstance(node, dict):
        return node
    rest = {key: _without_null(value) for key, value in node.items() if (key, value) != ("default", None)}
    kinds = rest.get("anyOf")
    if isinstance(kinds, list) and _OPTIONAL in kinds:
        left = [kind for kind in kinds if kind != _OPTIONAL]
        rest = {key: value for key, value in rest.items() if key != "anyOf"}
        return rest | (left[0] if len(left) == 1 else {"anyOf": left})
    return rest
