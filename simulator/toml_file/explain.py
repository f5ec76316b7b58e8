"""Says in the house's words what a schema refused. Which schema it is comes in; places are added by `read`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from simulator.toml_file.naming import KeyPath, among, shown
from simulator.toml_file.problem import Finding

_KINDS: Mapping[str, str] = {
    "int_type": "write a whole number",
    "float_type": "write a number",
    "bool_type": "write true or false",
    "string_type": "write a text in quotes",
    "list_type": "write a list, like [ … ]",
    "finite_number": "write a finite number",
    "too_short": "write at least one",
}
_BOUNDS: Mapping[str, tuple[str, str]] = {
    "greater_than": ("gt", "above"),
    "greater_than_equal": ("ge", "of at least"),
    "less_than_equal": ("le", "of at most"),
}


@dataclass(frozen=True, slots=True)
class Explainer:
    """Knows the schema of a file, `what` the file is ("a profile"), and how to write a key that is missing."""

    root: type[BaseModel]
    what: str
    examples: Mapping[str, str]

    def explain(self, error: ErrorDetails) -> Finding:
        """Give one error of the schema as what was found and what to write instead."""
        path, kind = tuple(error["loc"]), error["type"]
        if kind == "missing":
            key = str(path[-1])
            return Finding(path, "is missing", f"write {self.examples.get(key, f'{key} = …')}")
        if kind == "extra_forbidden":
            known = list(_model_at(self.root, path[:-1]).model_fields)
            return Finding(path, f"is not a key of {self.what}", among(path[-1], known), at_key=True)
        return Finding(path, f"is {shown(error['input'])}", _remedy(kind, error))


def once(findings: Sequence[Finding]) -> list[Finding]:
    """Keep the first finding of each place, and none inside of what has a wrong key: these follow from the others."""
    wrong = {finding.path for finding in findings if finding.at_key}
    kept: dict[KeyPath, Finding] = {}
    for finding in findings:
        if not any(finding.path[:length] in wrong for length in range(len(finding.path))):
            kept.setdefault(finding.path, finding)
    return list(kept.values())


def _remedy(kind: str, error: ErrorDetails) -> str:
    context = error.get("ctx", {})
    if kind == "value_error":
        return str(context["error"])
    if kind == "literal_error":
        return _one_of(error["input"], str(context["expected"]))
    if kind in _BOUNDS:
        name, words = _BOUNDS[kind]
        return f"write a number {words} {context[name]:,.0f}"
    return _KINDS.get(kind, "write a table, like { … }")


def _one_of(found: object, expected: str) -> str:
    known = [word for word in expected.split("'") if word.isidentifier() and word != "or"]
    return among(found, known)


def _model_at(root: type[BaseModel], path: KeyPath) -> type[BaseModel]:
    """Give the model that describes the table at `path`; a table of tables by name is passed through."""
    kind: Any = root
    model = root
    for part in path:
        if isinstance(part, int):
            continue  # the items of a list are all of one kind
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            kind = _inner(kind.model_fields[part].annotation) if part in kind.model_fields else None
        elif get_origin(kind) is dict:
            kind = _inner(get_args(kind)[1])
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            model = kind
    return model


def _inner(annotation: Any) -> Any:
    """Give the model in an annotation, or its mapping from names to models; lists and None are looked through."""
    if get_origin(annotation) is dict or (isinstance(annotation, type) and issubclass(annotation, BaseModel)):
        return annotation
    return next((found for part in get_args(annotation) if (found := _inner(part))), None)
