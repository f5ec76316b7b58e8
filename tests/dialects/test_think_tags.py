"""Thinking between tags in the answer's text; W numbers are those of the wire reference."""

from __future__ import annotations

import itertools
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.dialects.think_tags import CLOSERS, MOST_BLANKS, MOST_HELD, TagSplitter
from simulator.domain.completion import AnswerText, AnswerWasThinking, Finished, ThinkingText
from tests.dialects.sides import Sides, cut_at, decoded, sides

STOP = Finished("stop")


def body_of(*texts: str, ascii_only: bool = False) -> bytes:
    """Give a stream whose answer comes in these texts."""
    chunks = [{"choices": [{"index": 0, "delta": {"content": text}, "finish_reason": None}]} for text in texts]
    chunks.append({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
    return b"".join(f"data: {json.dumps(chunk, ensure_ascii=ascii_only)}\n\n".encode() for chunk in chunks)


def said(*texts: str) -> tuple[str, str]:
    """Give thinking and answer of an answer that comes in these texts."""
    thinking, answer, end = decoded([body_of(*texts)])
    assert end == STOP
    return thinking, answer


@pytest.mark.parametrize(("opener", "closer"), CLOSERS.items())
def test_tags_at_the_start_hold_the_thinking(opener: str, closer: str) -> None:
    """W58, W59: blanks around both tags belong to neither side, those inside to theirs."""
    assert said(f"\n {opener}\n想 一\n想\n{closer}\n\n9.8\n更大\n") == ("想 一\n想", "9.8\n更大\n")
    assert said(f"{opener}{closer}答") == ("", "答")


def test_tags_may_be_split_at_any_character() -> None:
    """W60, and any two other tags likewise."""
    for opener, closer in CLOSERS.items():
        text = f" {opener}\n想\n{closer}\n 答"
        for first in range(len(text)):
            for second in range(first, len(text)):
                assert said(text[:first], text[first:second], text[second:]) == ("想", "答")


@pytest.mark.parametrize("text", ["<", "<thin", "<thinking>x", "a < b </thin", "</", "\n\n", "a \n", "◁thi", "<b>\n</"])
def test_what_turns_out_to_be_no_tag_is_given_unchanged(text: str) -> None:
    """W61, in the middle and at the end."""
    assert said(text) == ("", text)
    assert said(*text) == ("", text)
    assert said(text, "x") == ("", text + "x")
    assert said("<think>x", text.replace("</", "<")) == ("x" + text.replace("</", "<"), "")


def test_no_more_is_held_back_than_a_tag_and_its_blanks() -> None:
    """W60, W87: each character that can be no part of a tag takes all before it along."""
    splitter = TagSplitter()
    assert splitter.feed("答<thin") == [AnswerText("答")]
    assert splitter.feed("g ") == [AnswerText("<thing")]
    assert splitter.feed("b") == [AnswerText(" b")]


def test_a_closing_tag_alone_says_that_all_before_was_thinking() -> None:
    """W62, as R1's template makes it, which holds the opening tag itself."""
    splitter = TagSplitter()
    assert splitter.feed("好的，\n") == [AnswerText("好的，")]
    assert splitter.feed("想一想。\n</th") == [AnswerText("\n想一想。")]
    assert splitter.feed("ink>\n\n9.8") == [AnswerWasThinking(), AnswerText("9.8")]
    assert said("好的，\n", "想。\n</thi", "nk>\n\n9.8 更大</think>。") == ("好的，\n想。", "9.8 更大</think>。")


def test_a_closing_tag_before_any_text_says_nothing() -> None:
    """W62: a template that closes the thinking at once."""
    splitter = TagSplitter()
    assert splitter.feed("\n</think>\n\n答") == [AnswerText("答")]


def test_tags_in_the_middle_of_an_answer_are_text() -> None:
    """W63: a pair of them is no end marker either."""
    text = "标签 <think> 和 </think> 之间是思考，</think>。"
    assert said(text) == said(*text) == ("", text)
    again = "<think>想</think>答 <think>b</think>"
    assert said(again) == said(*again) == ("想", "答 <think>b</think>")


@pytest.mark.parametrize("content", ["<think>a</think>b", "a</think>b", "\n<think>"])
@pytest.mark.parametrize("name", ["reasoning_content", "reasoning", "thinking", "reasoning_text"])
def test_tags_are_text_where_the_server_has_a_field_for_thinking(name: str, content: str, read, sse, delta) -> None:
    """W58, W63: before the answer, in the same delta, and while a part of a tag is held back."""
    for chunks in (
        [delta(**{name: "想"}), delta(content=content)],
        [delta(**{name: "想", "content": content})],
        [delta(content=content[:3]), delta(**{name: "想"}), delta(content=content[3:])],
    ):
        items = read(sse(*chunks, delta("stop")))
        assert sides(items) == Sides("想", content, STOP)


def test_an_empty_field_for_thinking_is_none(read, sse, delta) -> None:
    """W58: servers that have the field for other models send it empty or null."""
    chunks = [delta(reasoning_content="", content=""), delta(reasoning_content=None, content="<think>想</think>答")]
    assert read(sse(*chunks, delta("stop"))) == [ThinkingText("想"), AnswerText("答"), STOP]


def test_tags_that_never_close_hold_thinking_only() -> None:
    """W64: the finish reason stays."""
    assert said("<think>\n想\n", " </thi") == ("想\n </thi", "")


@pytest.mark.parametrize("content", ["\n<think>\n想\n</think>\n\n答", "想\n</think>\n\n答"])
def test_a_body_that_is_not_streamed_may_hold_tags(content: str) -> None:
    """W58, W62, W74."""
    message = {"choices": [{"message": {"content": content}, "finish_reason": "stop"}]}
    assert decoded([json.dumps(message).encode()], "application/json") == Sides("想", "答", STOP)


_TEXT = st.lists(
    st.sampled_from([*CLOSERS, *CLOSERS.values(), " ", "\n", "<", "</", "think>", "◁", "想", "a", " " * MOST_BLANKS])
    | st.text(max_size=3),
    max_size=12,
).map("".join)


def splits(text: str, places: list[int]) -> list[str]:
    """Cut a text at places, which are taken modulo its length."""
    edges = [0, *sorted(place % (len(text) + 1) for place in places), len(text)]
    return [text[start:stop] for start, stop in itertools.pairwise(edges)]


def bare(text: str) -> str:
    """Give a text without the characters of tags and without blanks."""
    return re.sub(r"[<>◁▷/think\s]", "", text)


@given(_TEXT, st.lists(st.integers(0, 400), max_size=8))
def test_any_split_of_the_text_gives_the_same(text: str, places: list[int]) -> None:
    """W60, W61, W88: and nothing is lost but tags and blanks, and what is held back is bounded."""
    results = []
    for pieces in ([text], list(text), splits(text, places)):
        splitter, items = TagSplitter(), []
        for piece in pieces:
            items += splitter.feed(piece)
            assert len(splitter.held) <= MOST_HELD
        results.append(sides([*items, *splitter.rest()]))
    assert results[1:] == results[:1] * 2
    assert bare(results[0].thinking + results[0].answer) == bare(text)


@given(_TEXT, st.lists(st.integers(0, 400), max_size=8), st.lists(st.integers(0, 4000), max_size=12), st.booleans())
def test_any_split_of_the_bytes_gives_the_same_sides(
    text: str, places: list[int], cuts: list[int], ascii_only: bool
) -> None:
    """W60, W88: whole events, which may take the short way, any cut of them, and single bytes."""
    texts = splits(text, places)
    events = [event + b"\n\n" for event in body_of(*texts, ascii_only=ascii_only).split(b"\n\n") if event]
    data = b"".join(events)
    whole = decoded([data])
    assert decoded(events) == decoded(cut_at(data, cuts)) == decoded(data[n : n + 1] for n in range(len(data))) == whole


def test_a_usual_text_between_tags_takes_the_short_way_alike() -> None:
    """W87, W88: event by event, in both sides of the tags."""
    texts = ["<think>", "先", "想", "再想 一下", " ", "好", "</think>", "\n\n", "答", "案", "<", "b", " 完", "。"]
    events = [event + b"\n\n" for event in body_of(*texts).split(b"\n\n") if event]
    assert decoded(events) == Sides("先想再想 一下 好", "答案<b 完。", STOP)
