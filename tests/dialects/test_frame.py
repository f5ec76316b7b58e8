"""The short cut for events that differ in one text only."""

from __future__ import annotations

import json

import pytest

from simulator.dialects.frame import Frame, ending
from simulator.domain.completion import AnswerText, ThinkingText

CHUNK = '{"id":"x","choices":[{"delta":{"content":null,"reasoning_content":"想"}}]}'


def framed(data: str, text: str) -> Frame:
    frame = Frame.around(data, text)
    assert frame is not None
    return frame


def bytes_of(text: str) -> bytes:
    return f"data: {CHUNK.replace('想', text)}\n\n".encode()


def test_the_next_text_is_read_without_a_parser() -> None:
    frame = framed(CHUNK, "想")
    assert frame.field is ThinkingText
    assert frame.read(bytes_of("再想 一下🙂")) == "再想 一下🙂"


@pytest.mark.parametrize("text", ["", "a\\nb", '","x":"', "a\tb", "\\ud83d", "\x7f", "\u2028", "a<b", "◁", "a "])
def test_a_text_that_may_need_more_than_a_look_is_left_to_the_parser(text: str) -> None:
    assert framed(CHUNK, "想").read(bytes_of(text)) is None


@pytest.mark.parametrize("other", ["", "a\\nb", "a ", "长" * 20_000])
def test_many_events_are_read_up_to_the_first_that_does_not_fit(other: str) -> None:
    data = b"\n" + b"".join(map(bytes_of, ("一", "二二", "🙂", other, "三")))
    texts, at = framed(CHUNK, "想").read_many(data, 1)
    assert (texts, data[at:]) == (["一", "二二", "🙂"], bytes_of(other) + bytes_of("三"))


def test_many_events_without_their_end_are_left() -> None:
    data = bytes_of("一") + bytes_of("二")[:-1]
    assert framed(CHUNK, "想").read_many(data, 0) == (["一"], len(bytes_of("一")))


def test_another_event_does_not_fit() -> None:
    frame = framed(CHUNK, "想")
    whole = bytes_of("好")
    others = [
        whole[:-1],
        whole[1:],
        whole * 2,
        whole.replace(b"null", b'"x"'),
        whole.replace(b"\n\n", b"\r\n\r\n"),
        b"",
    ]
    assert [frame.read(other) for other in others] == [None] * len(others)


def test_the_edges_of_a_frame_do_not_overlap() -> None:
    frame = Frame(b'data: "a"', b"", b'"a"\n\n', b"\n\n", AnswerText)
    assert frame.read(b'data: "a"\n\n') is None


@pytest.mark.parametrize(
    ("chunk", "text"),
    [
        ({"choices": [{"delta": {"content": "好"}, "finish_reason": "stop"}]}, "好"),
        ({"choices": [{"delta": {"content": "好"}}], "usage": {"prompt_tokens": 1}}, "好"),
        ({"id": "好", "choices": [{"delta": {"content": "好"}}]}, "好"),
        ({"choices": [{"delta": {"content": "choices"}}]}, "choices"),
        ({"choices": [{"delta": {"reasoning_content": "想", "content": "好"}}]}, "好"),
        ({"choices": [{"delta": {"content": "好"}}, {"delta": {"content": "坏"}}]}, "好"),
    ],
)
def test_an_event_that_means_more_than_one_text_makes_no_frame(chunk: object, text: str) -> None:
    assert Frame.around(json.dumps(chunk, ensure_ascii=False), text) is None


def test_an_escaped_text_makes_no_frame() -> None:
    assert Frame.around('{"choices":[{"delta":{"content":"\\u597d"}}]}', "好") is None


def test_an_event_of_two_lines_makes_no_frame() -> None:
    assert Frame.around('{"choices":\n[{"delta":{"content":"好"}}]}', "好") is None


def test_a_text_that_is_sent_twice_is_framed_as_one() -> None:
    """W54: as by OpenRouter, and by vLLM while its field changed its name."""
    twice = '{"choices":[{"delta":{"reasoning":"想","reasoning_content":"想"}}]}'
    frame = framed(twice, "想")
    assert frame.read(f"data: {twice}\n\n".replace("想", "又想").encode()) == "又想"
    assert frame.read(f"data: {twice}\n\n".replace("想", "又想", 1).encode()) is None
    assert frame.field is ThinkingText


@pytest.mark.parametrize("end", [b"\n\n", b"\r\n\r\n", b"\r\r"])
def test_a_frame_ends_as_its_stream_does(end: bytes) -> None:
    """W21."""
    frame = Frame.around(CHUNK, "想", end=end)
    assert frame is not None and frame.fits(CHUNK)
    assert frame.read(f"data: {CHUNK}".replace("想", "又").encode() + end) == "又"
    assert frame.read(f"data: {CHUNK}".encode() + end[:1]) is None
    assert ending(f"data: {CHUNK}".encode() + end) == end
    assert ending(f"data: {CHUNK}".encode() + end[:1]) is None
