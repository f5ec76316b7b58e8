"""A message with a block of system context is told from any other, and gives both parts back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.domain.system_prompt import BEGIN, END, carried_context, with_context

MARKS = st.sampled_from([BEGIN, END, f"\n{END}\n", f"{BEGIN}\n", "[", "现在是 2025-02-10 15:04", "\n"])
TEXTS = st.lists(MARKS | st.text(max_size=8), max_size=6).map("".join)


def test_a_block_stands_before_the_question():
    assert with_context("现在：2025-02-10 15:04\n机型：Z70 Ultra", "几点了？") == (
        "[system context begin]\n现在：2025-02-10 15:04\n机型：Z70 Ultra\n[system context end]\n几点了？"
    )


def test_without_a_context_the_question_is_all():
    assert with_context("", "几点了？") == "几点了？"


@given(TEXTS.filter(bool), TEXTS)
def test_both_parts_come_back_whatever_they_hold(context, question):
    """A mark in the context loses its bracket; the question is untouched."""
    found = carried_context(with_context(context, question))
    assert found is not None
    assert found[1] == question
    assert found[0].replace("(system context", "[system context") == context.replace(
        "(system context", "[system context"
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "几点了？",
        BEGIN,
        f"{BEGIN}\n{END}",
        f"说说{BEGIN}\na\n{END}\nb",
        f"{BEGIN} a\n{END}\nb",
        f"{BEGIN}\na {END} b",
    ],
)
def test_any_other_message_carries_no_context(text):
    assert carried_context(text) is None
