"""Reply fixtures are files that a user may add; a bad one is refused with file and key."""

from __future__ import annotations

import pytest

from simulator.domain.completion import Message
from simulator.mock.brain.fixtures import BadFixture, load_replies
from simulator.mock.brain.think import Brain

GOOD = '[[replies]]\nid = "tea"\nlang = "zh"\npatterns = [{ contains = "乌龙茶" }]\nthinking = "想"\nanswer = "喝茶"\n'


def test_a_users_own_reply_is_given(tmp_path):
    (tmp_path / "tea.toml").write_text(GOOD, "utf-8")
    (tmp_path / "notes.txt").write_text("not a fixture", "utf-8")
    thought = Brain(load_replies(tmp_path)).answer([Message("user", "说说 乌龙 茶")], 1)
    assert (thought.thinking, thought.answer) == ("想", "喝茶")


@pytest.mark.parametrize(
    ("pattern", "fitting", "other"),
    [
        ('{ is = "暗语" }', "暗语！", "说暗语"),
        ('{ contains = ["甲一", "乙二"] }', "有乙二吗", "有丙三吗"),
        ('{ all_of = ["春", "秋"] }', "春去秋来", "春去夏来"),
        ('{ matches = "^第[0-9]+题$" }', "第１２题", "第题"),
    ],
)
def test_each_kind_of_pattern_fits_its_own(tmp_path, pattern, fitting, other):
    (tmp_path / "a.toml").write_text(GOOD.replace('{ contains = "乌龙茶" }', pattern), "utf-8")
    brain = Brain(load_replies(tmp_path))
    assert brain.answer([Message("user", fitting)], 1).answer == "喝茶"
    assert brain.answer([Message("user", other)], 1).answer != "喝茶"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (('lang = "zh"', 'lang = "fr"'), "replies[tea].lang is 'fr'"),
        (('lang = "zh"\n', ""), "replies[tea].lang is missing"),
        (('answer = "喝茶"', "answer = 3"), "replies[tea].answer is 3"),
        (('answer = "喝茶"', 'answer = " "'), "replies[tea].answer is"),
        (('thinking = "想"', 'thoughts = "想"'), "replies[tea]: unknown key 'thoughts'"),
        (('{ contains = "乌龙茶" }', '{ matches = "(" }'), "replies[tea].patterns[1] matches is no regular expression"),
        (('{ contains = "乌龙茶" }', '{ like = "a" }'), "replies[tea].patterns[1] is {'like': 'a'}"),
        (('{ contains = "乌龙茶" }', "{ contains = [] }"), "replies[tea].patterns[1] contains is []"),
        (('[{ contains = "乌龙茶" }]', "3"), "replies[tea].patterns is 3"),
        (('[{ contains = "乌龙茶" }]', "[]"), "replies[tea].patterns is missing"),
        (('lang = "zh"', 'lang = ["zh"]'), "replies[tea].lang is ['zh']"),
        (('id = "tea"', "id = 5"), "replies[5].id is 5"),
        (("[[replies]]", "[[reply]]"), "unknown key 'reply'"),
        (("[[replies]]", "[[replies"), "not a TOML file"),
    ],
)
def test_a_bad_fixture_is_refused_with_file_and_key(tmp_path, change, words):
    (tmp_path / "tea.toml").write_text(GOOD.replace(*change), "utf-8")
    with pytest.raises(BadFixture) as refused:
        load_replies(tmp_path)
    assert str(tmp_path / "tea.toml") in str(refused.value) and words in str(refused.value)


def test_all_errors_of_all_files_are_reported_at_once(tmp_path):
    (tmp_path / "a.toml").write_text(GOOD.replace('"zh"', '"xx"').replace('"喝茶"', "1"), "utf-8")
    (tmp_path / "b.toml").write_text("=", "utf-8")
    with pytest.raises(BadFixture) as refused:
        load_replies(tmp_path)
    assert len(str(refused.value).splitlines()) == 3


def test_an_id_used_twice_is_refused(tmp_path):
    (tmp_path / "a.toml").write_text(GOOD + GOOD, "utf-8")
    with pytest.raises(BadFixture, match=r"replies\[tea\]\.id is used 2 times"):
        load_replies(tmp_path)


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match="nowhere"):
        load_replies(tmp_path / "nowhere")
