"""The event decoder, byte by byte; W numbers are those of the wire reference."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.dialects import sse
from simulator.dialects.sse import SseDecoder, SseEvent


def decoded(*pieces: bytes) -> list[SseEvent]:
    decoder = SseDecoder()
    events = [event for piece in pieces for event in decoder.feed(piece)]
    return events + decoder.end()


def texts(*pieces: bytes) -> list[str]:
    return [event.data for event in decoded(*pieces)]


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_lines_end_at_lf_cr_and_crlf(end: str) -> None:
    """W21, W27."""
    assert texts(f"data: 一{end}data: 二{end}{end}data: 三{end}{end}".encode()) == ["一\n二", "三"]


@pytest.mark.parametrize("inside", ["\x85", "\u2028", "\u2029", "\x0b", "\x0c", "\x1c", "\x1f"])
def test_lines_end_nowhere_else(inside: str) -> None:
    """W21."""
    assert texts(f"data: a{inside}b\n\n".encode()) == [f"a{inside}b"]


def test_a_crlf_over_two_reads_is_one_line_end() -> None:
    """W22."""
    assert texts(b"data: 1\r", b"\ndata: 2\r", b"\n\r", b"\n") == ["1\n2"]


def test_a_cr_at_the_end_of_a_read_delays_no_event() -> None:
    """W22."""
    decoder = SseDecoder()
    assert decoder.feed(b"data: 1\r\r") == [SseEvent("1")]
    assert decoder.feed(b"\ndata: 2\n\n") == [SseEvent("2")]


def test_a_character_may_be_split_at_any_byte() -> None:
    """W23."""
    assert texts(*(bytes([byte]) for byte in "data: 好🙂\n\n".encode())) == ["好🙂"]


def test_invalid_utf_8_is_replaced_and_the_stream_goes_on() -> None:
    """W24."""
    assert texts(b"data: a\xff\xe5\xa5b\n\ndata: c\n\n") == ["a\ufffd\ufffdb", "c"]


def test_one_byte_order_mark_at_the_start_is_dropped() -> None:
    """W25."""
    assert texts(b"\xef", b"\xbb\xbfdata: \xef\xbb\xbfa\n\n") == ["\ufeffa"]
    assert texts(b"\n\xef\xbb\xbfdata: a\n\n") == []


def test_exactly_one_space_after_the_colon_is_removed() -> None:
    """W26."""
    assert texts(b"data:x\n\ndata: x\n\ndata:  x\n\n") == ["x", "x", " x"]


def test_comments_and_other_fields_make_no_event() -> None:
    """W28, W29, W30."""
    assert decoded(b": keep-alive\n\nid: 3\nretry: 5\nevent: ping\nfoo\n\n\n\n:\n\n") == []


def test_a_name_does_not_outlive_its_event() -> None:
    """W29, W30."""
    assert decoded(b"event: error\n\ndata: 1\n\nevent:error\ndata: 2\n\ndata: 3\n\n") == [
        SseEvent("1"),
        SseEvent("2", is_error=True),
        SseEvent("3"),
    ]


def test_a_line_called_error_is_an_error_event() -> None:
    assert decoded(b'error: {"code":500}\n\n') == [SseEvent('{"code":500}', is_error=True)]


def test_blank_data_is_a_heartbeat() -> None:
    """W30."""
    assert decoded(b"data:\n\ndata: \n\ndata:  \ndata\n\n") == []


@pytest.mark.parametrize("rest", [b"data: [DONE]", b'data: {"a":1}', b"data: [DONE]\n", b"data: [1,\ndata: 2]"])
def test_a_whole_event_without_its_blank_line_counts(rest: bytes) -> None:
    """W31."""
    assert len(decoded(rest)) == 1


@pytest.mark.parametrize("rest", [b'data: {"a":', b'data: {"choices":[]}\ndata: {', b"data: [DO", b"dat"])
def test_a_cut_event_does_not_count(rest: bytes) -> None:
    """W31."""
    assert decoded(rest) == []


def test_an_endless_line_is_let_go() -> None:
    """W33: 16 MiB are read, more ends the decoding, and the memory is free again."""
    decoder = SseDecoder()
    piece = b"data: " + b"x" * (1024 * 1024 - 6)
    for _ in range(16):
        assert decoder.feed(piece) == []
    assert not decoder.overflowed
    assert decoder.feed(b"x") == []
    assert decoder.overflowed
    assert decoder.feed(b"\n\ndata: 1\n\n") == []
    assert decoder.end() == []


def test_an_endless_event_of_short_lines_is_let_go() -> None:
    """W33."""
    decoder = SseDecoder()
    block = (b"data: " + b"x" * 1018 + b"\n") * 1024
    for _ in range(17):
        decoder.feed(block)
    assert decoder.overflowed


def test_a_line_of_sixteen_mebibytes_is_read() -> None:
    """W33."""
    text = b"x" * (sse.LINE_CAP - 6)
    assert [len(data) for data in texts(b"data: " + text + b"\n\n")] == [len(text)]


_BITS = st.sampled_from(
    [
        b"data: {",
        b"}\n\n",
        b"data:",
        b" ",
        b"\n",
        b"\r",
        b"\r\n",
        b":",
        b"event: error",
        b"error: ",
        b"id",
        b"[DONE]",
        "好🙂\u2028".encode(),
        b"\xff",
        b"\xef\xbb\xbf",
        b'"a":1',
        b'data: {"a":"b"}\n\n',
    ]
)


@given(st.lists(_BITS, max_size=30).map(b"".join), st.lists(st.integers(0, 200), max_size=12))
def test_any_split_of_the_bytes_gives_the_same_events(data: bytes, cuts: list[int]) -> None:
    """W32, W88: the short way for whole events and the long way agree."""
    edges = [0, *sorted(min(cut, len(data)) for cut in cuts), len(data)]
    pieces = [data[start:stop] for start, stop in itertools.pairwise(edges)]
    whole = decoded(data)
    assert decoded(*pieces) == whole
    assert decoded(*(data[place : place + 1] for place in range(len(data)))) == whole


@given(st.text(max_size=40), st.integers(1, 5))
def test_whole_events_read_at_once_or_together_are_the_same(text: str, times: int) -> None:
    """W32."""
    event = b"data: {" + text.encode("utf-8", "replace") + b"}\n\n"
    assert decoded(*([event] * times)) == decoded(event * times)
