"""What the phones themselves suggest to ask deserves a real answer, not the general one."""

from __future__ import annotations

import pytest

from simulator.bundled import folder
from simulator.catalogue.catalogue import Catalogue, standard_sources
from simulator.domain.completion import Message
from simulator.mock.brain import plausible
from simulator.mock.brain.fixtures import bundled_replies
from simulator.mock.brain.question import read
from simulator.mock.brain.think import Brain

VENDORS = sorted(path.parent.name for path in folder("vendors").glob("*/profile.toml"))


@pytest.mark.parametrize("vendor", VENDORS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_suggested_question_gets_an_answer_of_its_own(vendor, lang):
    suggestions = Catalogue(standard_sources((), None)).load(vendor).looks.suggestions
    assert suggestions
    for suggestion in suggestions:
        asked = [Message("user", suggestion.text(lang))]
        general = plausible.answer(read(asked, 0)).answer
        assert Brain(bundled_replies()).answer(asked, 0).answer != general, suggestion


@pytest.mark.parametrize(
    ("question", "result"),
    [
        ("5 个人排成一排，甲不站两端，有多少种排法？", "72"),
        ("圆的内接正六边形边长为 2，求圆的面积", "4π"),
        ("从 6 名同学中选 3 人排成一排，有多少种排法？", "120"),
        ("How many ways are there to line up 3 of 6 students?", "120"),
    ],
)
def test_the_prepared_result_is_the_right_one(question, result):
    assert result in Brain(bundled_replies()).answer([Message("user", question)], 0).answer


def test_another_problem_does_not_get_the_prepared_solution():
    for other in ("6 个人排成一排，甲不站两端，有多少种排法？", "圆的内接正六边形边长为 3，求圆的面积"):
        assert "72" not in Brain(bundled_replies()).answer([Message("user", other)], 0).answer
