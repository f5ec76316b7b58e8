"""Every character has its class in bounded memory, and no text is lost. Where it is cut is `test_reference`."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from simulator.tokenizer.deepseek import CLASSES
from simulator.tokenizer.pieces import REMEMBERED, Classes, Splitter

RUNS = CLASSES.read_bytes().decode()
CATEGORY_LETTERS = {"L": "aLh", "M": "Mi", "N": "N", "P": "pSj", "S": "pSj", "Z": "_w", "C": "oRwk"}


@given(text=st.text())
def test_pieces_joined_are_the_text(text: str) -> None:
    assert b"".join(Splitter(RUNS).split(text)).decode() == text


def test_every_assigned_character_has_the_class_of_its_category() -> None:
    classes = Classes(RUNS)
    assigned = [code for code in range(0x110000) if unicodedata.category(chr(code)) not in ("Cn", "Cs")]
    wrong = [code for code in assigned if classes[code] not in CATEGORY_LETTERS[unicodedata.category(chr(code))[0]]]
    assert wrong == []


def test_remembered_classes_are_bounded() -> None:
    classes = Classes(RUNS)
    letters = {classes[code] for code in range(0x20000)}
    assert len(classes) == REMEMBERED
    assert letters == set("aLMNpS_Rwohijk")
