"""Arguments are what the utterance says, after the tool's schema; what is made up still fits it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.mock.brain.arguments import fill, invent

TEXT = {"type": "string"}


def schema(*required: str, **properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(required)}


@pytest.mark.parametrize(
    ("part", "text", "value"),
    [
        ({"city": TEXT}, "明天去上海出差", "上海"),
        ({"toCity": TEXT}, "a train to New York tomorrow", "New York"),
        ({"x": {**TEXT, "description": "目的地城市"}}, "去杭州市玩", "杭州"),
        ({"date": TEXT}, "下周三下午有空吗", "下周三下午"),
        ({"start_time": TEXT}, "早上7点半出发", "早上7点半"),
        ({"when": TEXT}, "tomorrow at 7 pm please", "tomorrow at 7 pm"),
        ({"title": TEXT}, "建一个叫“周报”的文档", "周报"),
        ({"query": TEXT}, "帮我搜一下 便宜的机票", "便宜的机票"),
        ({"expression": TEXT}, "算算 12*34 是多少", "12*34"),
        ({"count": {"type": "integer"}}, "买3个苹果", 3),
        ({"count": {"type": "integer"}}, "买三个苹果", 3),
        ({"amount": {"type": "number"}}, "转 12.5 元", 12.5),
        ({"count": {"type": "integer", "minimum": 5}}, "从 3 到 8", 8),
        ({"unit": {"enum": ["km", "Mile"]}}, "多少 mile", "Mile"),
        ({"kind": {"const": "a"}}, "什么都没说", "a"),
        ({"limit": {"type": "integer", "default": 10}}, "什么都没说", 10),
        ({"tags": {"type": "array", "items": TEXT}}, "加上“红”和“蓝”", ["红", "蓝"]),
        ({"x": {"anyOf": [{"type": "integer"}, TEXT]}}, "第 4 页", 4),
        ({"x": {"type": ["null", "integer"]}}, "第 4 页", 4),
        ({"place": schema("city", city=TEXT)}, "上海", {"city": "上海"}),
    ],
)
def test_a_parameter_is_filled_with_what_is_named(part, text, value):
    (name,) = part
    assert fill(schema(name, **part), text, {}) == {name: value}


@pytest.mark.parametrize(
    "part", [TEXT, {"type": "integer"}, {"enum": ["km"]}, {"type": "boolean"}, schema("a", a=TEXT)]
)
def test_what_is_not_named_is_not_filled(part):
    assert fill(schema("x", x=part), "说点什么吧", {}) is None


def test_each_number_fills_one_parameter():
    parts = schema("low", "high", low={"type": "integer"}, high={"type": "integer"})
    assert fill(parts, "从 3 到 8", {}) == {"low": 3, "high": 8}
    assert fill(parts, "从 3 起", {}) is None


def test_optional_parameters_are_filled_only_where_the_words_are_plain():
    parts = schema("city", city=TEXT, date=TEXT, unit={"enum": ["摄氏度"]}, days={"type": "integer"}, note=TEXT)
    assert fill(parts, "北京3天后“冷”吗，明天呢", {}) == {"city": "北京", "date": "明天"}


def test_a_description_alone_fills_no_optional_parameter():
    parts = schema(repeat={**TEXT, "description": "How it repeats, such as every day"})
    assert fill(parts, "明天早上7点的闹钟", {}) == {}


def test_where_arguments_are_known_optional_ones_are_not_guessed():
    parts = schema("city", city=TEXT, date=TEXT)
    assert fill(parts, "明天去上海", {"city": "上海"}) == {"city": "上海"}


def test_known_arguments_come_first_and_foreign_ones_are_dropped():
    assert fill(schema("city", city=TEXT), "上海", {"city": "北京", "x": 1}) == {"city": "北京"}


@pytest.mark.parametrize("odd", [{}, {"type": "object"}, {"properties": 7, "required": "all"}, {"required": [7, None]}])
def test_an_odd_schema_asks_for_nothing(odd):
    assert fill(odd, "上海", {}) == invent(odd, "上海") == {}


LEAVES = st.one_of(
    st.fixed_dictionaries({"type": st.just("string")}, optional={"minLength": st.integers(0, 9)}),
    st.fixed_dictionaries({"type": st.just("string")}, optional={"maxLength": st.integers(1, 9)}),
    st.fixed_dictionaries(
        {"type": st.sampled_from(["integer", "number"])},
        optional={"minimum": st.integers(-5, 5), "maximum": st.integers(6, 9)},
    ),
    st.fixed_dictionaries({"enum": st.lists(st.text(max_size=3) | st.integers(), min_size=1, max_size=3)}),
    st.sampled_from([{"type": "boolean"}, {"type": "null"}, {"const": 3}]),
)
SCHEMAS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(lambda items, least: {"type": "array", "items": items, "minItems": least}, inner, st.integers(0, 3)),
        st.builds(
            lambda parts: {"type": "object", "properties": parts, "required": list(parts)},
            st.dictionaries(st.sampled_from(["city", "query", "n", "x"]), inner, max_size=3),
        ),
    ),
    max_leaves=6,
)


@given(SCHEMAS, st.text(max_size=20) | st.sampled_from(["从 3 到 8", "“红”和“蓝”", "上海明天 7点"]))
def test_what_is_made_up_fits_its_schema(part, text):
    """M19."""
    made = invent(schema("x", x=part), text)
    json.dumps(made)
    assert fits(made["x"], part)
    filled = fill(schema("x", x=part), text, {})
    assert filled is None or fits(filled["x"], part)


def fits(value: Any, part: dict[str, Any]) -> bool:
    """Say whether a value is of its schema, as far as the schemas of this test go."""
    if "enum" in part:
        return value in part["enum"]
    if "const" in part:
        return bool(value == part["const"])
    match part["type"]:
        case "string":
            return isinstance(value, str) and part.get("minLength", 0) <= len(value) <= part.get("maxLength", 10**9)
        case "integer" | "number":
            kinds = int if part["type"] == "integer" else int | float
            bounds = part.get("minimum", -(10**20)), part.get("maximum", 10**20)
            return isinstance(value, kinds) and not isinstance(value, bool) and bounds[0] <= value <= bounds[1]
        case "boolean":
            return isinstance(value, bool)
        case "null":
            return value is None
        case "array":
            return len(value) >= part["minItems"] and all(fits(item, part["items"]) for item in value)
        case _:
            return value.keys() >= set(part["required"]) and all(
                fits(value[name], inner) for name, inner in part["properties"].items()
            )


def deep(levels: int) -> dict[str, Any]:
    part: dict[str, Any] = TEXT
    for _ in range(levels):
        part = schema("x", x=part)
    return part


def test_a_schema_nested_without_end_is_answered():
    assert isinstance(invent(deep(500), "上海"), dict)


def test_an_array_is_not_made_as_long_as_a_schema_may_ask():
    parts = schema("x", x={"type": "array", "items": TEXT, "minItems": 10**9})
    assert len(invent(parts, "上海")["x"]) < 1000
