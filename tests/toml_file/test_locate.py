"""Every key and value of a TOML text has its line and column."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from simulator.toml_file.locate import locate
from simulator.toml_file.naming import KeyPath

KEYS = st.text(min_size=1, max_size=6).map(lambda text: text.encode("utf-8", "ignore").decode())
SCALARS = (
    st.booleans()
    | st.integers(-(10**9), 10**9)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.dates()
    | st.text(max_size=12).map(lambda text: text.encode("utf-8", "ignore").decode())
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=6,
)


def quoted(text: str) -> str:
    plain = (f"\\U{ord(letter):08x}" if ord(letter) < 32 or letter in '"\\\x7f' else letter for letter in text)
    return f'"{"".join(plain)}"'


def written(value: Any) -> str:
    match value:
        case dict():
            return "{ " + ", ".join(f"{quoted(key)} = {written(item)}" for key, item in value.items()) + " }"
        case list():
            return "[\n" + "".join(f"  {written(item)},  # ]\n" for item in value) + "]"
        case bool():
            return str(value).lower()
        case str():
            return quoted(value)
        case float():
            return repr(value) if "e" in repr(value) or "." in repr(value) else f"{value}.0"
        case int():
            return str(value)
    return value.isoformat()


def paths(value: Any, path: KeyPath = ()) -> Iterator[tuple[KeyPath, Any]]:
    yield path, value
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield from paths(item, (*path, key))


@given(st.dictionaries(KEYS, VALUES, max_size=4), st.lists(st.dictionaries(KEYS, VALUES, max_size=3), max_size=3))
@example({}, [{}])
def test_each_value_is_found_where_it_is_written(table: dict[str, Any], releases: list[dict[str, Any]]):
    text = "".join(f"{quoted(key)} = {written(value)}\n" for key, value in table.items() if key != "releases")
    for release in releases:
        text += "[[releases]]  # [[not this]]\n"
        text += "".join(f"  {quoted(key)} = {written(value)}\n" for key, value in release.items())
    lines = text.split("\n")
    places = locate(text)
    for path, value in paths(tomllib.loads(text)):
        if path in ((), ("releases",)) or (path[0] == "releases" and len(path) == 2):
            continue
        line, column = places.value(path)
        assert "\n".join(lines[line - 1 :])[column - 1 :].startswith(written(value)), path


@given(st.text(alphabet="ab=.[]{}\"'\\#\n, 1é") | st.text())
def test_any_text_at_all_is_scanned_without_an_error(text: str):
    line, column = locate(text).value(("a", 0, "b"))
    assert 1 <= line <= text.count("\n") + 1
    assert column >= 1


TEXT = '''\
id = "acme"
a.b.c = """
x = "1"
"""
"quoted key".'raw' = [1,
  2979-05-27 07:32:00, { d = 'e' }]

[[releases]]
date = 2025-02-05
[releases.limits]
turns = { value = 10, evidence = "assumed" }
[[releases.parts]]
n = 1
[[releases.parts]]
n = 2
[[releases]]
[releases.limits.turns]
value = 3
'''


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("id",), (1, 6)),
        (("a", "b", "c"), (2, 9)),
        (("quoted key", "raw"), (5, 22)),
        (("quoted key", "raw", 1), (6, 3)),
        (("quoted key", "raw", 2, "d"), (6, 30)),
        (("releases", 0, "date"), (9, 8)),
        (("releases", 0, "limits"), (10, 1)),
        (("releases", 0, "limits", "turns", "value"), (11, 19)),
        (("releases", 0, "limits", "turns", "note"), (11, 9)),
        (("releases", 0, "channel"), (8, 1)),
        (("releases", 0, "parts", 1, "n"), (15, 5)),
        (("releases", 1), (16, 1)),
        (("releases", 1, "limits", "turns", "value"), (18, 9)),
        (("releases", 1, "limits", "turns"), (17, 1)),
        (("nowhere", "at", "all"), (1, 1)),
    ],
)
def test_a_path_leads_to_its_value_or_to_the_table_that_lacks_it(path, place):
    tomllib.loads(TEXT)
    assert locate(TEXT).value(path) == place


def test_a_key_is_found_apart_from_its_value():
    places = locate(TEXT)
    assert places.key(("releases", 0, "limits", "turns")) == (11, 1)
    assert places.key(("releases", 0, "limits", "turns", "evidence")) == (11, 23)
    assert places.key(("quoted key", "raw")) == (5, 14)


def test_columns_count_characters_and_lines_end_in_either_way():
    text = '小 = 1\r\n名 = "二"\r\n'.replace("小", '"小"').replace("名", '"名"')
    assert locate(text).value(("名",)) == (2, 7)


def test_a_deeply_nested_text_is_given_up_not_crashed_on():
    assert locate("id = 1\nx = " + "[" * 50_000).value(("id",)) == (1, 6)
