"""Whole bodies and how they end; W numbers are those of the wire reference."""

from __future__ import annotations

import itertools
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.dialects.reply import ReplyDecoder
from simulator.domain.completion import AnswerText, CompletionItem, Failed, Finished, ThinkingText
from simulator.domain.faults import Fault

DONE = "[DONE]"


def fault_of(items: list[CompletionItem]) -> Fault:
    last = items[-1]
    assert isinstance(last, Failed)
    return last.fault


def test_a_cut_stream_is_not_a_short_answer(read, sse, delta) -> None:
    """W77, during thinking and during the answer."""
    for key in ("content", "reasoning_content"):
        items = read(sse(delta(role="assistant"), delta(**{key: "我想"})))
        assert len(items) == 2
        assert fault_of(items).kind == "truncated"


def test_a_finish_reason_without_done_is_an_end(read, sse, delta) -> None:
    """W78."""
    assert read(sse(delta("length", content="好"))) == [AnswerText("好"), Finished("length")]


def test_done_after_a_choice_is_an_end(read, sse, delta) -> None:
    """Part 9."""
    assert read(sse(delta(content="好"), DONE)) == [AnswerText("好"), Finished("stop")]


def test_done_is_recognised_between_blanks_and_nothing_after_it_is_read(read, sse, delta) -> None:
    """W35."""
    body = sse(delta("stop", content="好"), "  [DONE] ", delta(content="更多"), "{broken")
    assert read(body) == [AnswerText("好"), Finished("stop")]


def test_done_alone_is_malformed(read, sse) -> None:
    """W76, also after a usage chunk, which is no answer."""
    assert fault_of(read(sse(DONE))).kind == "malformed"
    assert fault_of(read(sse({"choices": [], "usage": {"prompt_tokens": 1}}, DONE))).kind == "malformed"


@pytest.mark.parametrize("body", [b"", b"\n\n", b": keep-alive\n\n", b"dat"])
@pytest.mark.parametrize("content_type", ["text/event-stream", "application/json", ""])
def test_a_body_without_an_event_is_truncated(body: bytes, content_type: str, read) -> None:
    """W76."""
    assert fault_of(read(body, content_type=content_type)).kind == "truncated"


def test_running_out_of_resources_is_overload(read, sse, delta) -> None:
    """W79."""
    items = read(sse(delta(content="好"), delta("insufficient_system_resource"), DONE))
    assert items[0] == AnswerText("好")
    assert fault_of(items).kind == "overloaded"


@pytest.mark.parametrize("finish", ["error", "abort"])
def test_a_finish_that_is_an_error_is_a_fault(finish: str, read, sse, delta) -> None:
    """Part 9."""
    assert fault_of(read(sse(delta(finish)))).kind == "server"


@pytest.mark.parametrize("error", [{"message": "Rate limit reached", "code": 429}, "Rate limit reached"])
def test_an_error_in_an_event_ends_the_answer_as_a_fault(error: object, read, sse, delta) -> None:
    """W72: text before it stays, also where the stream then says that it is done."""
    items = read(sse(delta(content="好"), {"error": error}, DONE))
    assert items[0] == AnswerText("好")
    assert fault_of(items) == Fault("rate_limited", "Rate limit reached")


def test_an_error_beside_choices_is_a_fault(read, sse, delta) -> None:
    """W72, as OpenRouter sends it."""
    chunk = {**delta("error"), "error": {"code": 502, "message": "Provider returned error"}}
    assert fault_of(read(sse(chunk))) == Fault("server", "Provider returned error")


def test_no_error_beside_choices_is_none(read, sse, delta) -> None:
    assert read(sse({**delta("stop"), "error": None}, {**delta(), "error": ""})) == [Finished("stop")]


@pytest.mark.parametrize("data", ["server is busy", '{"message":"server is busy"}', '"server is busy"'])
def test_an_error_event_is_a_fault_whatever_its_data(data: str, read, sse, delta) -> None:
    """W73."""
    items = read(sse(delta(content="好")) + f"event: error\ndata: {data}\n\n".encode())
    assert fault_of(items) == Fault("overloaded", "server is busy")


def message(**keys: object) -> bytes:
    return json.dumps({"choices": [{"message": keys, "finish_reason": "stop"}]}, ensure_ascii=False).encode()


@pytest.mark.parametrize("content_type", ["application/json", "text/event-stream", "", "text/html"])
def test_a_plain_body_answers_a_stream_request(content_type: str, read) -> None:
    """W34, W74: also after blank lines."""
    body = b"\n\n\n" + message(content="9.8 更大。", reasoning_content="比较")
    assert read(body, content_type=content_type) == [ThinkingText("比较"), AnswerText("9.8 更大。"), Finished("stop")]


@pytest.mark.parametrize("content_type", ["text/plain", "application/json", "text/html", ""])
@pytest.mark.parametrize("before", ["", "\n\n", "\ufeff", ": hello\n\n", "id: 3\n", "event: message\n", "retry: 5\n"])
def test_a_stream_is_known_by_its_first_bytes(before: str, content_type: str, read, sse, delta) -> None:
    """W34."""
    body = before.encode() + sse(delta("stop", content="好"))
    assert read(body, content_type=content_type) == [AnswerText("好"), Finished("stop")]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ({"error": {"message": "Insufficient Balance", "code": "invalid_request_error"}}, "payment"),
        ({"error": "model 'x' not found"}, "bad_request"),
        ({"code": 30001, "message": "Sorry, your account balance is insufficient", "data": None}, "payment"),
        ({"object": "error", "message": "no", "type": "BadRequestError", "code": 400}, "bad_request"),
        ({"error": {}}, "server"),
        ([{"error": {"code": 503, "message": "busy"}}], "overloaded"),
    ],
)
def test_an_error_in_a_plain_body_is_a_fault(body: object, kind: str, read) -> None:
    """W72, E12."""
    assert fault_of(read(json.dumps(body).encode(), content_type="application/json")).kind == kind


@pytest.mark.parametrize("body", [b"{}", b"[]", b'{"choices":[]}', b'{"choices":[],"x":nul}', b"[1, 2]"])
def test_a_plain_body_without_an_answer_is_malformed(body: bytes, read) -> None:
    assert fault_of(read(body, content_type="application/json")).kind == "malformed"


def test_a_plain_body_that_breaks_off_is_truncated(read) -> None:
    body = message(content="9.8 更大。")
    assert fault_of(read(body[:40], content_type="application/json")).kind == "truncated"


@pytest.mark.parametrize("body", [b"<!doctype html><html>", b"\n <html>", b"Welcome to our Wi-Fi"])
def test_a_page_is_malformed_before_it_ends(body: bytes) -> None:
    """W75."""
    decoder = ReplyDecoder("text/html")
    assert decoder.feed(body) == ()
    assert decoder.is_over
    last = decoder.end()[-1]
    assert isinstance(last, Failed) and last.fault.kind == "malformed"


def test_an_endless_line_is_malformed(read) -> None:
    """W33, as a stream and as a plain body."""
    for start in (b"data: ", b'{"x":"'):
        assert fault_of(read(start, *[b"x" * 1024 * 1024] * 17)).kind == "malformed"


def test_a_marker_outweighs_what_broke_the_body(sse, delta) -> None:
    """W78: reset after the finish reason, and after an end marker without its blank line."""
    for body in (sse(delta("stop")), sse(delta(content="好")) + b"data: [DONE]"):
        decoder = ReplyDecoder("text/event-stream")
        decoder.feed(body)
        assert decoder.end(Fault("truncated", "reset"))[-1] == Finished("stop")


def test_what_broke_the_body_is_the_fault(sse, delta) -> None:
    for body in (sse(delta(content="好")), b"", b'{"choices":[', b"\n"):
        decoder = ReplyDecoder()
        decoder.feed(body)
        assert decoder.end(Fault("timeout", "idle"))[-1] == Failed(Fault("timeout", "idle"))


def test_comments_and_blank_lines_are_no_progress(sse, delta) -> None:
    """W28."""
    decoder = ReplyDecoder("text/event-stream")
    for data in (b"\n", b": keep-alive\n\n", b"event: ping\n\n"):
        decoder.feed(data)
    assert decoder.events == 0
    decoder.feed(sse(delta(content="好")))
    assert decoder.events == 1


def test_texts_come_out_with_the_bytes_that_complete_them(sse, delta) -> None:
    """W87."""
    decoder = ReplyDecoder("text/event-stream")
    body = sse(delta(content="好"))
    assert list(decoder.feed(body[:-1])) == []
    assert list(decoder.feed(body[-1:])) == [AnswerText("好")]


def test_the_key_is_hidden_in_the_message_of_an_event(read, sse) -> None:
    """W4, also where the cut to 500 characters would leave a part of it."""
    items = read(sse({"error": {"message": "x" * 495 + "sk-secret-123"}}), hidden="sk-secret-123")
    assert "sk-" not in fault_of(items).message
    assert "sk-" not in fault_of(read(b"data: {sk-secret-123\n\n", hidden="sk-secret-123")).message
    assert "sk-" not in fault_of(read(b"<p>sk-secret-123", content_type="", hidden="sk-secret-123")).message


def _chunk(key: str, text: str, ascii_only: bool) -> bytes:
    chunk = {"choices": [{"index": 0, "delta": {key: text}, "finish_reason": None}]}
    return b"data: " + json.dumps(chunk, ensure_ascii=ascii_only).encode("utf-8", "replace") + b"\n\n"


_TEXT = st.text(max_size=6) | st.sampled_from(
    ["好", 'a"b', "\\", "\ud83d", "\ude00", "index", "content", "\u2028", "<think>", "</think>"]
)
_PIECES = st.one_of(
    st.builds(_chunk, st.sampled_from(["content", "reasoning_content", "reasoning"]), _TEXT, st.booleans()),
    st.builds(lambda text: _chunk("content", text, False), st.sampled_from("好的，再想 一下")),
    st.sampled_from(
        [
            b": keep-alive\n\n",
            b"\r\n",
            b"event: error\n",
            b"data: [DONE]\n\n",
            b"data: {}\n\n",
            b'data: {"a"\n\n',
            b'data: {"choices":[{"delta":{},"finish_reason":"stop"}],"usage":{"prompt_tokens":3}}\n\n',
            b"<html>",
            b"\xff",
        ]
    ),
)


@given(st.lists(_PIECES, max_size=14), st.lists(st.integers(0, 900), max_size=10))
def test_any_split_of_the_bytes_gives_the_same_answer(events: list[bytes], cuts: list[int]) -> None:
    """W88: whole events one by one, which take the short way, and any other split."""
    data = b"".join(events)
    edges = [0, *sorted(min(cut, len(data)) for cut in cuts), len(data)]
    splits = [
        events,
        [data[start:stop] for start, stop in itertools.pairwise(edges)],
        [data[place : place + 1] for place in range(len(data))],
    ]
    whole = joined([data])
    assert [joined(split) for split in splits] == [whole] * 3


def joined(pieces: list[bytes]) -> tuple[list[CompletionItem], CompletionItem]:
    """Give the texts, those of one kind in a row joined, and the end."""
    decoder = ReplyDecoder()
    items = [item for piece in pieces for item in decoder.feed(piece)]
    *rest, last = decoder.end()
    texts: list[CompletionItem] = []
    for item in [*items, *rest]:
        if texts and type(texts[-1]) is type(item):
            texts[-1] = type(item)(texts[-1].text + item.text)
        else:
            texts.append(item)
    return texts, last
