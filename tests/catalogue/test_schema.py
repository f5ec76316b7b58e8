"""The JSON Schema that editors get agrees with the program on profiles."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from simulator.bundled import folder
from simulator.catalogue.schema import profile_schema
from simulator.plugin import Profile
from tests.catalogue.example import EXAMPLE

SCHEMA = profile_schema()
PROFILES = [path.read_text("utf-8") for path in sorted(folder("vendors").glob("*/profile.toml"))]
TYPES = {
    "object": dict,
    "array": list,
    "string": (str, date),  # TOML's dates are dates here and text to a schema
    "integer": int,
    "number": (int, float),
    "boolean": bool,
}


def wrongs(value: Any, schema: dict[str, Any], at: str = "") -> Iterator[str]:  # noqa: C901, PLR0912 (a branch a keyword)
    """Give the places at which `value` breaks `schema`, for the keywords that our schema uses."""
    if "$ref" in schema:
        yield from wrongs(value, SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]], at)
    if "anyOf" in schema and all(any(wrongs(value, choice)) for choice in schema["anyOf"]):
        yield f"{at} is none of the choices"
    if "const" in schema and value != schema["const"]:
        yield f"{at} is not {schema['const']}"
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at} is none of {schema['enum']}"
    if "type" in schema:
        is_kind = isinstance(value, TYPES[schema["type"]]) and not (
            isinstance(value, bool) and schema["type"] != "boolean"
        )
        if not is_kind:
            yield f"{at} is no {schema['type']}"
            return
    if "pattern" in schema and not re.search(schema["pattern"], value):
        yield f"{at} has another form"
    if isinstance(value, int | float) and not isinstance(value, bool):
        if value < schema.get("minimum", value) or value <= schema.get("exclusiveMinimum", value - 1):
            yield f"{at} is too small"
        if value > schema.get("maximum", value):
            yield f"{at} is too large"
    if isinstance(value, list):
        if len(value) < schema.get("minItems", 0):
            yield f"{at} is too short"
        for number, item in enumerate(value):
            yield from wrongs(item, schema.get("items", {}), f"{at}[{number}]")
    if isinstance(value, dict):
        yield from _wrong_keys(value, schema, at)


def _wrong_keys(value: dict[str, Any], schema: dict[str, Any], at: str) -> Iterator[str]:
    known, others = schema.get("properties", {}), schema.get("additionalProperties", True)
    for key in schema.get("required", []):
        if key not in value:
            yield f"{at}.{key} is missing"
    for key, item in value.items():
        if key in known:
            yield from wrongs(item, known[key], f"{at}.{key}")
        elif others is False:
            yield f"{at}.{key} is not known"
        elif isinstance(others, dict):
            yield from wrongs(item, others, f"{at}.{key}")


@pytest.mark.parametrize("text", [*PROFILES, EXAMPLE], ids=lambda text: re.search('id = "(.*)"', text)[1])
def test_a_profile_that_loads_is_right_by_the_schema(text):
    data = tomllib.loads(text)
    Profile.model_validate(data)
    assert list(wrongs(data, SCHEMA)) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('id = "acme"', 'id = "Acme"'),
        ("prompt_tokens = ", "promt_tokens = "),
        ("value = 2048", "value = 0"),
        ("value = 2048", 'value = "few"'),
        ("value = 18.4", "value = 0"),
        ('"9.2s"', '"9,2 s"'),
        ('channel = "beta"', 'channel = "bata"'),
        ('evidence = "url:https://acme.example/fir"', 'evidence = "guessed"'),
        ('["A1", "A1 Pro"]', "[]"),
        ("#2f7d5b", "green"),
        ('{ value = "AcmeOS 4.0", evidence = "seed" }', '"AcmeOS 4.0"'),
        ("chance = 0.04", "chance = 4"),
        ("date = 2025-02-09", "date = 20250209"),
        ('wake_words = [{ text = "小艾小艾", evidence = "seed" }, { text = "你好小艾", evidence = "assumed" }]\n', ""),
    ],
)
def test_what_the_program_refuses_an_editor_underlines(old, new):
    assert old in EXAMPLE
    data = tomllib.loads(EXAMPLE.replace(old, new))
    with pytest.raises(ValueError):
        Profile.model_validate(data)
    assert list(wrongs(data, SCHEMA))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("value = 2048", 'value = "none"'),
        ("value = 18.4", "value = 18"),
        ('"9.2s"', "9.2"),
        ('vendor = { zh = "艾克", en = "Acme" }', 'vendor = "Acme"'),
        ("date = 2025-02-09", "date = 2025-02-09T20:00:00+08:00\nuntil = 2025-03-01"),
        ('["A1", "A1 Pro"]', '"none"'),
    ],
)
def test_what_the_program_takes_an_editor_leaves_alone(old, new):
    assert old in EXAMPLE
    data = tomllib.loads(EXAMPLE.replace(old, new))
    Profile.model_validate(data)
    assert list(wrongs(data, SCHEMA)) == []


def test_the_schema_knows_every_key_and_nothing_that_toml_cannot_write():
    assert set(SCHEMA["properties"]) == set(Profile.model_fields)
    text = json.dumps(SCHEMA, ensure_ascii=False)
    assert '"null"' not in text and ": null" not in text
    assert SCHEMA["$schema"].startswith("https://json-schema.org/")
    assert all(part.get("description") for part in SCHEMA["$defs"].values())
