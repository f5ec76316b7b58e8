"""When two names of a phone mean the same model."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.domain.devices import folded, known_name, likely_meant

KNOWN = ("Find N5", "魅族21", "魅族21 Pro", "小米15 Pro")
MAKERS = ("OPPO", "魅族", "Meizu", "小米", "Xiaomi")


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("find n5", "Find N5"),
        ("OPPO Find N5", "Find N5"),
        ("Meizu 21", "魅族21"),
        ("21 pro", "魅族21 Pro"),
        ("ｘｉａｏｍｉ　15 Pro", "小米15 Pro"),
    ],
)
def test_case_blanks_and_the_makers_name_make_no_other_phone(said, name):
    assert known_name(said, KNOWN, MAKERS) == name


@pytest.mark.parametrize("said", ["Find N3", "OPPO", "魅族22", "", "Find N5 Pro"])
def test_another_model_keeps_its_name(said):
    assert known_name(said, KNOWN, MAKERS) == said


def test_a_maker_alone_is_no_model_without_a_name():
    assert known_name("OPPO", ("Meizu", "OPPO", "Find N5"), MAKERS) == "OPPO"


@pytest.mark.parametrize(
    ("said", "meant"),
    [("Fnd N5", "Find N5"), ("oppo fnd n5", "Find N5"), ("Find N3", None), ("三体", None), ("", None)],
)
def test_a_slip_is_near_in_letters_and_same_in_digits(said, meant):
    assert likely_meant(said, KNOWN) == meant


@given(st.text(max_size=300))
def test_any_text_can_be_a_phone(said):
    assert known_name(said, KNOWN, MAKERS) in (*KNOWN, said)
    assert likely_meant(said, KNOWN) in (*KNOWN, None)
    assert known_name(said.upper(), (said,), MAKERS) in (said, said.upper())
    assert " " not in folded(said)
