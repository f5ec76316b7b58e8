"""JSON that only the words of a question ask for comes in a block, and is JSON."""

from __future__ import annotations

import json

import pytest


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        ("用JSON格式回答：1+1等于几", {"answer"}),
        ("Return a JSON object with keys name and age. My name is Tom and I am 12 years old.", {"name", "age"}),
        ('请以 json 输出 {"city": "", "population": 0}：北京有2184万人', {"city", "population"}),
        ("用JSON格式给出三个城市", {"cities"}),
    ],
)
def test_json_that_is_asked_for_in_words_comes_in_a_block(talk, question, keys):
    answer = talk(question)[-1].answer
    assert answer.startswith("```json\n") and answer.endswith("\n```")
    assert json.loads(answer[8:-4]).keys() == keys


@pytest.mark.parametrize("question", ["什么是JSON格式", "How do I parse a JSON answer?"])
def test_a_question_about_json_is_answered_in_words(talk, question):
    assert "```" not in talk(question)[-1].answer
