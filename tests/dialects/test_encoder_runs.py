"""Chunks that are written together: the bytes are those of the chunks one by one, in every shape."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.dialects.encode import ChunkEncoder, Head
from simulator.dialects.shapes import SHAPES

HEAD = Head(id="930c60df", created=1738960000, model="deepseek-reasoner", fingerprint="fp")
TEXTS = st.lists(
    st.text(st.characters(), max_size=4) | st.sampled_from(["\ud83d", "\ude00", '"\\\n', "一二"]), min_size=1
)


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
@settings(max_examples=15)
@given(thoughts=TEXTS, answers=TEXTS)
def test_chunks_written_together_are_the_chunks_one_by_one(shape, thoughts, answers):
    single, joined, listed = (ChunkEncoder(HEAD, thinks=True, shape=shape) for _ in range(3))
    expected = b"".join([*map(single.thinking, thoughts), *map(single.answer, answers)])
    assert joined.joined_thoughts(thoughts) + joined.joined_answers(answers) == expected
    assert b"".join([*listed.thoughts(thoughts), *listed.answers(answers)]) == expected
