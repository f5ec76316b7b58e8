"""Tool calls in streams and in plain bodies; W numbers are those of the wire reference."""

from __future__ import annotations

import itertools
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.dialects.reply import ReplyDecoder
from simulator.domain.completion import AnswerText, Failed, Finished, ThinkingText, ToolCall

DONE = "[DONE]"
NOON = '{"time": "12:00"}'


def piece(index: Any = ..., id: Any = ..., name: Any = ..., arguments: Any = ...) -> dict[str, Any]:
    function = {key: value for key, value in (("name", name), ("arguments", arguments)) if value is not ...}
    keys = {"index": index, "id": id, "function": function or ...}
    return {key: value for key, value in keys.items() if value is not ...}


@pytest.fixture
def called(read, sse, delta):
    """Give the calls of a stream that brings these pieces, a chunk each, and ends as one that calls tools."""

    def called(*pieces: dict[str, Any]) -> tuple[ToolCall, ...]:
        *texts, last = read(sse(*(delta(tool_calls=[item]) for item in pieces), delta("tool_calls"), DONE))
        assert texts == [] and isinstance(last, Finished)
        return last.tool_calls

    return called


def test_pieces_of_a_call_are_joined_by_their_index(called) -> None:
    """W66, as DeepSeek sends them: id and name first, then arguments in pieces, two calls at once."""
    assert called(
        piece(0, "call_0", "set_alarm", ""),
        piece(0, arguments='{"time":'),
        piece(1, "call_1", "take_note", ""),
        piece(0, arguments=' "12:00"}'),
        piece(1, arguments='{"text": "买奶"}'),
    ) == (ToolCall("call_0", "set_alarm", NOON), ToolCall("call_1", "take_note", '{"text": "买奶"}'))


@pytest.mark.parametrize("empty", ["", None])
def test_an_empty_id_or_name_does_not_overwrite(empty: object, called) -> None:
    """W66."""
    first, rest = piece(0, "call_0", "set_alarm", NOON[:5]), piece(0, empty, empty, NOON[5:])
    assert called(first, rest) == (ToolCall("call_0", "set_alarm", NOON),)


def test_a_repeated_name_is_not_joined_to_itself(called) -> None:
    again = [piece(0, "call_0", "set_alarm", part) for part in (NOON[:5], NOON[5:])]
    assert called(*again) == (ToolCall("call_0", "set_alarm", NOON),)


def test_without_an_index_a_new_id_starts_a_new_call(called) -> None:
    """W66: and what has neither continues the newest one."""
    pieces = [piece(id="a", name="f", arguments='{"x":'), piece(arguments="1}"), piece(id="b", name="f")]
    assert called(*pieces, piece(id="a", arguments=" ")) == (
        ToolCall("a", "f", '{"x":1} '),
        ToolCall("b", "f", "{}"),
    )


def test_without_an_index_and_an_id_a_new_name_starts_a_new_call(called) -> None:
    pieces = [piece(name="f", arguments="{}"), piece(name="g"), piece(arguments="[]")]
    assert [(call.name, call.arguments) for call in called(*pieces)] == [("f", "{}"), ("g", "[]")]


def test_a_server_that_numbers_every_call_0_means_several(called) -> None:
    pieces = [piece(0, "a", "f", "{"), piece(0, arguments="}"), piece(0, "b", "g", "{}")]
    assert called(*pieces) == (ToolCall("a", "f", "{}"), ToolCall("b", "g", "{}"))


def test_an_id_that_changes_with_every_piece_is_still_one_call(called) -> None:
    """Some builds of vLLM make a new id for each piece, and name the tool in the first alone."""
    assert called(piece(0, "a", "f", "{"), piece(0, "b", arguments="}")) == (ToolCall("a", "f", "{}"),)


def test_missing_and_repeated_ids_are_made_up_from_the_place(called) -> None:
    pieces = [piece(0, name="f"), piece(1, "call_2", "g"), piece(2, name="h"), piece(3, "call_2", "i")]
    assert [call.id for call in called(*pieces)] == ["call_0", "call_2", "call_2_", "call_3"]


@pytest.mark.parametrize("arguments", [{"time": "12:00"}, ["12:00"]])
def test_arguments_may_come_as_json_itself(arguments: object, called) -> None:
    """W68."""
    (call,) = called(piece(0, "a", "f", arguments))
    assert json.loads(call.arguments) == arguments


@pytest.mark.parametrize("arguments", ["", None, ..., 7])
def test_no_arguments_are_an_empty_object(arguments: object, called) -> None:
    assert called(piece(0, "a", "f", arguments)) == (ToolCall("a", "f", "{}"),)


def test_arguments_that_are_no_json_are_passed_on(called) -> None:
    """W67: the tool layer reports them."""
    assert called(piece(0, "a", "f", '{"time": 12:00')) == (ToolCall("a", "f", '{"time": 12:00'),)


@pytest.mark.parametrize("odd", [{}, 3, None, [], {"id": "a"}, {"index": 0, "function": 7}, {"function": {"name": 3}}])
def test_what_is_no_call_is_none(odd: object, read, sse, delta) -> None:
    assert read(sse(delta("stop", tool_calls=[odd], content="好"))) == [AnswerText("好"), Finished("stop")]


def test_halves_of_a_character_in_two_pieces_are_joined_and_lone_ones_replaced(called) -> None:
    pieces = [piece(0, "a\ud800", "f\udc00", '{"x": "\ud83d'), piece(0, arguments='\ude00 \ud83d"}')]
    assert called(*pieces) == (ToolCall("a\ufffd", "f\ufffd", '{"x": "😀 \ufffd"}'),)


@pytest.mark.parametrize("finish", ["stop", "tool_calls", "function_call", "eos"])
def test_an_end_with_calls_is_theirs(finish: str, read, sse, delta) -> None:
    """W70."""
    body = sse(delta(reasoning_content="想"), delta(tool_calls=[piece(0, "a", "f", "{}")]), delta(finish), DONE)
    assert read(body) == [ThinkingText("想"), Finished("tool_calls", None, (ToolCall("a", "f", "{}"),))]


def test_an_end_marker_after_calls_is_enough(read, sse, delta) -> None:
    """Part 9."""
    last = read(sse(delta(tool_calls=[piece(0, "a", "f")]), DONE))[-1]
    assert last == Finished("tool_calls", None, (ToolCall("a", "f", "{}"),))


@pytest.mark.parametrize("finish", ["length", "content_filter"])
def test_calls_that_were_cut_are_not_passed_on(finish: str, read, sse, delta) -> None:
    body = sse(delta(content="好", tool_calls=[piece(0, "a", "f", '{"x"')]), delta(finish))
    assert read(body) == [AnswerText("好"), Finished(finish)]


def test_calls_of_a_stream_that_breaks_off_are_not_passed_on(read, sse, delta) -> None:
    """W77."""
    (last,) = read(sse(delta(tool_calls=[piece(0, "a", "f", "{}")])))
    assert isinstance(last, Failed) and last.fault.kind == "truncated"


def test_calls_of_a_plain_body_are_whole_ones(read) -> None:
    """W66, W68, W70: without index, id or text, each entry is a call of its own."""
    calls = [piece(id="a", name="f", arguments=NOON), piece(name="f", arguments={}), piece(name="g")]
    message = {"role": "assistant", "content": None, "tool_calls": calls}
    body = json.dumps({"choices": [{"index": 0, "message": message, "finish_reason": "stop"}]}).encode()
    expected = (ToolCall("a", "f", NOON), ToolCall("call_1", "f", "{}"), ToolCall("call_2", "g", "{}"))
    assert read(body, content_type="application/json") == [Finished("tool_calls", None, expected)]


def test_a_chunk_with_text_and_a_call_teaches_no_short_cut(read, sse, delta) -> None:
    """Two such chunks differ in the text alone, but each brings its piece of the arguments."""
    chunks = [delta(content=text, tool_calls=[piece(0, arguments=" ")]) for text in "一二三"]
    events = [sse(chunk) for chunk in (delta(tool_calls=[piece(0, "a", "f", "[")]), *chunks, delta("stop"))]
    assert read(*events)[-1] == Finished("tool_calls", None, (ToolCall("a", "f", "[   "),))


def test_many_calls_without_an_index_are_read(read, sse, delta) -> None:
    """W86: the square of this number would take a minute."""
    chunks = [delta(tool_calls=[piece(id=f"c{number}", name="f") for number in range(20_000)]) for _ in range(2)]
    assert len(read(sse(*chunks, delta("stop")))[-1].tool_calls) == 20_000


_PIECES = st.builds(
    piece,
    st.sampled_from([..., 0, 1, None, "0", True]),
    st.sampled_from([..., "a", "b", "", None, "\ud83d"]),
    st.sampled_from([..., "f", "g", "", None]),
    st.sampled_from([..., "{", '"好🙂"', "\ud83d", "\ude00", "}", "", {"x": 1}, None]),
)
_DELTAS = st.fixed_dictionaries({}, optional={"tool_calls": st.lists(_PIECES, max_size=3), "content": st.just("好")})


@given(st.lists(_DELTAS, max_size=8), st.lists(st.integers(0, 900), max_size=10), st.booleans())
def test_any_split_of_the_bytes_gives_the_same_calls(deltas: list[Any], cuts: list[int], is_ascii: bool) -> None:
    """W88: whole events one by one, which may take the short way, and any other split."""
    chunks = [{"choices": [{"index": 0, "delta": delta}]} for delta in deltas] + [
        {"choices": [{"delta": {}, "finish_reason": "stop"}]}
    ]
    events = [f"data: {json.dumps(chunk, ensure_ascii=is_ascii)}\n\n".encode("utf-8", "replace") for chunk in chunks]
    data = b"".join(events)
    edges = [0, *sorted(min(cut, len(data)) for cut in cuts), len(data)]
    splits = [events, [data[start:stop] for start, stop in itertools.pairwise(edges)], [bytes([byte]) for byte in data]]
    whole = last_of([data])
    assert [last_of(split) for split in splits] == [whole] * 3
    assert len({call.id for call in whole.tool_calls}) == len(whole.tool_calls)
    json.dumps([call.arguments + call.name + call.id for call in whole.tool_calls], ensure_ascii=False).encode()


def last_of(pieces: list[bytes]) -> Finished:
    decoder = ReplyDecoder()
    for data in pieces:
        decoder.feed(data)
    last = decoder.end()[-1]
    assert isinstance(last, Finished)
    return last
