"""A key that a server sends back is not shown, however it is split (W4)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.dialects.concealing import Concealer
from simulator.domain.completion import AnswerText, AnswerWasThinking, Failed, Finished, ThinkingText, ToolCall
from simulator.domain.faults import Fault

KEY = "sk-sk-0123456789"
END = Finished("stop")


def shown(*pieces, end=END, key=KEY):
    concealer = Concealer(key)
    texts = [text for piece in pieces for text in concealer.feed([piece])]
    return [*texts, *concealer.end([end])]


@given(st.lists(st.sampled_from([KEY, KEY[:6], KEY[3:], "sk-", "你好", "s", "0"]), max_size=6), st.data())
def test_a_key_in_pieces_is_masked_as_in_one(parts, data):
    text = "".join(parts)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=8)))
    pieces = [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    *said, end = shown(*map(AnswerText, pieces))
    told = "".join(piece.text for piece in said)
    assert end == END and KEY not in told
    assert told in _masked(text)


def _masked(text: str) -> set[str]:
    """Give what may be left: the first three characters of a key may have been shown before the rest came."""
    found = {""}
    for part in (parts := text.split(KEY))[:-1]:
        found = {said + part + begun + "***" for said in found for begun in ("", "s", "sk", "sk-")}
    return {said + parts[-1] for said in found}


def test_what_cannot_become_the_key_is_shown_when_it_comes():
    """W87."""
    concealer = Concealer(KEY)
    assert [concealer.feed([AnswerText(text)]) for text in ("yes", "sk-", "no")] == [
        [AnswerText("yes")],
        [AnswerText("sk-")],
        [AnswerText("no")],
    ]


def test_what_was_held_back_comes_before_the_other_side_and_the_end():
    begun = KEY[:8]
    assert shown(ThinkingText(begun), AnswerText(begun), AnswerWasThinking()) == [
        ThinkingText(begun),
        AnswerText(begun),
        AnswerWasThinking(),
        END,
    ]
    cut = Failed(Fault("truncated", "cut"))
    assert shown(AnswerText(begun), end=cut) == [AnswerText(begun), cut]


def test_calls_of_tools_do_not_hold_it_either():
    call = ToolCall("1", "send", f'{{"key": "{KEY}"}}')
    assert shown(end=Finished("tool_calls", None, (call,)))[-1].tool_calls[0].arguments == '{"key": "***"}'


@pytest.mark.parametrize("dummy", ["", "none", "ollama", "abc"])
def test_a_dummy_hides_no_word(dummy):
    assert shown(AnswerText(f"none ollama abc {dummy}"), key=dummy) == [AnswerText(f"none ollama abc {dummy}"), END]
