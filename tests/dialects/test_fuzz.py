"""Whatever bytes a server sends, in any pieces: the decoder ends, holds little, and its work grows no faster.

Work is counted in lines of Python that run, so that no clock and no other load on the machine plays a part.
"""

from __future__ import annotations

import json
import sys
import tracemalloc
from collections.abc import Callable
from itertools import pairwise
from types import FrameType
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from simulator.dialects.errors import classify
from simulator.dialects.plain import MESSAGE_CAP
from simulator.dialects.reply import ReplyDecoder
from simulator.dialects.sse import LINE_CAP
from simulator.domain.clean import clean
from simulator.domain.completion import Failed, Finished
from simulator.domain.faults import FAULT_KINDS
from tests.dialects.sides import sides

_NAMES = st.sampled_from([
    "choices", "delta", "message", "content", "reasoning_content", "reasoning_details", "tool_calls", "function",
    "arguments", "name", "id", "index", "finish_reason", "usage", "prompt_tokens", "completion_tokens_details",
    "error", "code", "type", "text", "thinking", "detail", "metadata",
])  # fmt: skip
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_NAMES, inner, max_size=4),
    max_leaves=12,
)
_TOKENS = [
    b"data: ", b"data:", b"data", b"event: error", b"event: x", b"error: ", b": c", b"\n", b"\n\n", b"\r", b"\r\n",
    b"[DONE]", b"{", b"}", b'{"choices":[{"delta":{"content":"', b'"}}]}', b'"', b"\\", b"\\ud83d", b"\\ude00",
    b"<think>", b"</think>", b"\xef\xbb\xbf", b"\xff", b"\xe5\xa5", b"\x00", b"<html>", b" ", b"null", b"1e999",
]  # fmt: skip


def _event(value: Any) -> bytes:
    return b"data: " + json.dumps(value).encode() + b"\n\n"


_CHUNK = st.fixed_dictionaries({"choices": st.lists(_JSON, max_size=2) | _JSON})
_BODY = st.lists(st.sampled_from(_TOKENS) | st.binary(max_size=6) | (_JSON | _CHUNK).map(_event), max_size=12).map(
    b"".join
)
_DONE = b"data: [DONE]\n\n"
_TYPES = st.sampled_from(["text/event-stream", "application/json", "text/html", ""])


def _items(pieces: list[bytes], content_type: str) -> list[Any]:
    decoder = ReplyDecoder(content_type)
    items = [item for piece in pieces for item in decoder.feed(piece)]
    return [*items, *decoder.end()]


@given(_BODY, st.lists(st.integers(0, 400), max_size=10), _TYPES)
@example(b'data:\ndata: {"choices":[{"delta":{"content":"a"}}]}\n\n' + _DONE, [6], "")
@example(b'data: {"choices":[{"index":true,"delta":{"tool_calls":[{"index":1e400}]}}]}\n\n', [], "")
def test_any_bytes_in_any_pieces_end_once_and_alike(body: bytes, cuts: list[int], content_type: str) -> None:
    places = sorted({0, *(cut for cut in cuts if cut < len(body)), len(body)})
    whole, cut = (_items(p, content_type) for p in ([body], [body[a:b] for a, b in pairwise(places)]))
    assert sides(whole) == sides(cut)
    for items in (whole, cut):
        assert [isinstance(item, Finished | Failed) for item in items].count(True) == 1
        assert isinstance(items[-1], Finished | Failed)
        if isinstance(items[-1], Failed):
            assert items[-1].fault.kind in FAULT_KINDS and len(items[-1].fault.message) <= MESSAGE_CAP
        "".join(getattr(item, "text", "") for item in items).encode()


@given(st.integers(300, 599), _BODY)
def test_any_refusal_has_a_kind_and_a_short_message(status: int, body: bytes) -> None:
    fault = classify(status, body)
    assert fault.kind in FAULT_KINDS and 0 < len(fault.message) <= MESSAGE_CAP
    assert fault.message == clean(fault.message)


_KIB = b"a" * 1024


@pytest.mark.parametrize("begin", [b"data: ", b": ", b"x", b'{"a":"', b"data: x\n"])
def test_an_endless_body_fills_no_memory(begin: bytes) -> None:
    decoder, piece = ReplyDecoder("text/event-stream"), (b"data: " + _KIB + b"\n" if b"\n" in begin else _KIB) * 64
    tracemalloc.start()
    decoder.feed(begin)
    for _ in range(2 * LINE_CAP // len(piece)):
        decoder.feed(piece)
    held, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert held < 1_000_000 and peak < 3 * LINE_CAP
    [end] = decoder.end()
    assert isinstance(end, Failed) and end.fault.kind == "malformed"


@pytest.mark.parametrize("line", [b"data:\n", b"data: \r\n", b"data\n", b"event: error\n", b": c\n", b"\n", b"id: 1\r"])
def test_an_endless_event_of_empty_lines_fills_no_memory(line: bytes) -> None:
    decoder = ReplyDecoder("text/event-stream")
    tracemalloc.start()
    for _ in range(20):
        decoder.feed(line * 1000)
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert held < 100_000


def _steps(work: Callable[[], object]) -> int:
    """Count the lines of Python that `work` runs."""
    count = 0

    def trace(frame: FrameType, event: str, argument: object) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


_ONE = b'data: {"choices":[{"delta":{"content":"%b"}}]}\n\n'


@pytest.mark.parametrize(
    "pieces",
    [
        lambda n: [_ONE % b"ab"] * n,
        lambda n: [_ONE % b"ab" * n],
        lambda n: [b": c\n"] * n,
        lambda n: [b"\n"] * n,
        lambda n: [b"data: 1\n"] * n,
        lambda n: [b"a"] * n,
        lambda n: [_ONE[:40], *[b"a"] * n, _ONE[40:].replace(b"%b", b"")],
        lambda n: [_ONE % b"<"] * n,
        lambda n: [_ONE % b" "] * n,
        lambda n: [_ONE % b"\\ud83d"] * n,
        lambda n: [_ONE % (b"<think>" + b"</thin" * n)],
        lambda n: [b'data: {"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":"a"}}]}}]}\n\n'] * n,
    ],
)
def test_work_grows_no_faster_than_the_bytes(pieces: Callable[[int], list[bytes]]) -> None:
    some, many = (_steps(lambda n=n: _items(pieces(n), "text/event-stream")) for n in (200, 2000))
    assert many < 12 * some
