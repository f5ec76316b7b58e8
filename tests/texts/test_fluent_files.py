from __future__ import annotations

import re
from functools import cache

import pytest
from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import FluentParser, ast
from hypothesis import given
from hypothesis import strategies as st

from simulator.texts import Bilingual, Texts, fill
from simulator.texts.catalogue import FOLDER
from simulator.texts.fluent import messages

LANGUAGES = ("zh", "en")
AREAS = sorted(path.stem for path in FOLDER.glob("en/*.ftl"))


@cache
def read(lang: str, area: str) -> dict[str, str]:
    return dict(messages((FOLDER / lang / f"{area}.ftl").read_text("utf-8")))


def places(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


def test_every_area_has_a_file_in_each_language():
    assert AREAS and sorted(path.stem for path in FOLDER.glob("zh/*.ftl")) == AREAS


@pytest.mark.parametrize("area", AREAS)
def test_no_text_is_missing_in_either_language_or_fills_in_other_values(area: str):
    zh, en = (read(lang, area) for lang in LANGUAGES)
    assert list(zh) == list(en)
    for key in zh:
        assert zh[key].strip() and en[key].strip(), key
        assert places(zh[key]) == places(en[key]), key


@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_our_reader_gives_what_fluent_gives(lang: str, area: str):
    source = (FOLDER / lang / f"{area}.ftl").read_text("utf-8")
    parsed = FluentParser(with_spans=False).parse(source)
    names = [entry.id.name for entry in parsed.body if isinstance(entry, ast.Message)]
    assert not [entry for entry in parsed.body if isinstance(entry, ast.Junk)]
    assert len(names) == len(set(names))
    ours = read(lang, area)
    assert [name.replace("-", ".") for name in names] == list(ours)
    bundle = FluentBundle([lang], use_isolating=False)
    bundle.add_resource(FluentResource(source))
    for name, text in zip(names, ours.values(), strict=True):
        values = {place: f"<{place}>" for place in places(text)}
        pattern = bundle.get_message(name).value
        assert bundle.format_pattern(pattern, values) == (fill(text, values), []), name


@given(st.dictionaries(st.sampled_from("abc"), st.text(max_size=9)))
def test_a_value_with_braces_is_not_filled_in_again(values: dict[str, str]):
    said = fill("{a}·{b}·{c}", values)
    assert said == "·".join(values.get(name, f"{{{name}}}") for name in "abc")


def test_values_in_two_languages_are_filled_in_by_language():
    text = Bilingual("{who}的{what}", "{what} of {who}").filled(who=Bilingual("小艺", "Xiaoyi"), what=1)
    assert text == Bilingual("小艺的1", "1 of Xiaoyi")


def test_a_text_of_a_later_area_wins_and_an_unknown_one_is_an_error():
    assert Texts("labels", "report")["turn"] == Texts("report")["turn"] != Texts("report", "tui")["asleep"]
    with pytest.raises(KeyError):
        Texts("labels").say("no such text", "zh")
