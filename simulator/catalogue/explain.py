"""Says in the house's words what the schema refused. The schema is `simulator.plugin`; places are added by `read`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from simulator.catalogue.naming import KeyPath, among, shown
from simulator.catalogue.problem import Finding
from simulator.plugin import Profile

_EXAMPLES: Mapping[str, str] = {
    "zh": 'zh = "…"',
    "en": 'en = "…"',
    "id": 'id = "acme"',
    "vendor": 'vendor = { zh = "艾克", en = "Acme" }',
    "assistant": 'assistant = { zh = "小艾", en = "Acme Assistant" }',
    "in_house_model": 'in_house_model = { value = "Fir-7B", evidence = "assumed" }',
    "looks": 'looks = { accent = "#2f7d5b" }',
    "accent": 'accent = "#2f7d5b"',
    "wake_words": 'wake_words = [{ text = "小艾小艾", evidence = "assumed" }]',
    "releases": "[[releases]] with a date, a channel and its evidence",
    "date": "date = 2025-02-05",
    "channel": 'channel = "beta"',
    "evidence": 'evidence = "seed", "assumed", "url:https://…" or "measured:…"',
    "text": 'text = "小艾小艾"',
    "chance": "chance = 0.04",
    "seconds": "seconds = 1.5",
}
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


def explain(error: ErrorDetails) -> Finding:
    """Give one error of the schema as what was found and what to write instead."""
    path, kind = tuple(error["loc"]), error["type"]
    if kind == "missing":
        return Finding(path, "is missing", f"write {_example(path)}")
    if kind == "extra_forbidden":
        return _unknown_key(path)
    return Finding(path, f"is {shown(error['input'])}", _remedy(kind, error))


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


def _unknown_key(path: KeyPath) -> Finding:
    known = list(_model_at(path[:-1]).model_fields)
    return Finding(path, "is not a key of a profile", among(path[-1], known), at_key=True)


def _example(path: KeyPath) -> str:
    key = str(path[-1])
    return _EXAMPLES.get(key, f"{key} = …")


def _model_at(path: KeyPath) -> type[BaseModel]:
    """Give the model that describes the table at `path`."""
    model: type[BaseModel] = Profile
    for part in path:
        found = _model_in(model.model_fields[part].annotation) if part in model.model_fields else None
        model = found or model
    return model


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _model_in(part))), None)
