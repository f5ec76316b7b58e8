"""What the mock writes, the client reads; M numbers are those of the wire reference."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from simulator.dialects.bodies import BLANK_LINE, completion_body
from simulator.dialects.encode import DONE, ChunkEncoder, Head, keep_alive
from simulator.dialects.error_shapes import Problem, error_reply
from simulator.dialects.errors import classify
from simulator.dialects.reply import ReplyDecoder
from simulator.dialects.shapes import DEEPSEEK
from simulator.dialects.surrogates import whole
from simulator.dialects.usage import usage_shape
from simulator.domain.completion import AnswerText, Finished, ThinkingText, ToolCall, Usage
from tests.dialects.sides import sides

HEAD = Head(id="6b1f", created=1738960000, model="deepseek-reasoner", fingerprint="fp_5417b77867_prod")
USAGE = Usage(18, 240, 215, 0)


def chunk(event: bytes) -> dict[str, Any]:
    assert event.startswith(b"data: ") and event.endswith(b"\n\n")
    return json.loads(event[6:])


def test_a_chunk_of_thinking_is_written_as_r1_writes_it() -> None:
    """Part 4 of the reference, byte for byte."""
    assert ChunkEncoder(HEAD, thinks=True).thinking("好").decode() == (
        'data: {"id":"6b1f","object":"chat.completion.chunk","created":1738960000,"model":"deepseek-reasoner",'
        '"system_fingerprint":"fp_5417b77867_prod","choices":[{"index":0,'
        '"delta":{"content":null,"reasoning_content":"好"},"logprobs":null,"finish_reason":null}]}\n\n'
    )


def test_only_the_first_chunk_has_a_role() -> None:
    """M10."""
    encoder = ChunkEncoder(HEAD, thinks=True)
    first = chunk(encoder.first())["choices"][0]["delta"]
    assert first == {"role": "assistant", "content": None, "reasoning_content": ""}
    others = [encoder.thinking("想"), encoder.answer("答"), encoder.finish("stop", USAGE)]
    assert not any("role" in chunk(event)["choices"][0]["delta"] for event in others)


def test_a_chat_model_has_no_thinking_key() -> None:
    """M10, part 4."""
    encoder = ChunkEncoder(HEAD, thinks=False)
    events = [encoder.first(), encoder.answer("答"), encoder.finish("stop", USAGE)]
    deltas = [chunk(event)["choices"][0]["delta"] for event in events]
    assert deltas == [{"role": "assistant", "content": ""}, {"content": "答"}, {"content": ""}]


def test_all_chunks_share_their_head() -> None:
    """M11."""
    encoder = ChunkEncoder(HEAD, thinks=True)
    events = [encoder.first(), encoder.thinking("想"), encoder.answer("答"), encoder.finish("stop", USAGE)]
    heads = {(c["id"], c["created"], c["model"], c["system_fingerprint"], c["object"]) for c in map(chunk, events)}
    assert heads == {("6b1f", 1738960000, "deepseek-reasoner", "fp_5417b77867_prod", "chat.completion.chunk")}


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 10**6))
def test_the_arithmetic_of_usage_holds(prompt: int, completion: int, hits: int) -> None:
    """M13, part 3."""
    shape = usage_shape(Usage(prompt, completion, None, min(hits, prompt)))
    assert shape["total_tokens"] == prompt + completion
    assert shape["prompt_cache_hit_tokens"] + shape["prompt_cache_miss_tokens"] == prompt
    assert "completion_tokens_details" not in shape


_TEXT = st.text(st.characters(exclude_categories=()), max_size=8) | st.sampled_from(
    ['"', "\\", "\x00", "\n\n", "\u2028"]
)


@given(
    st.lists(st.tuples(st.sampled_from([ThinkingText, AnswerText]), _TEXT), max_size=12),
    st.lists(st.integers(1, 400), max_size=20),
    st.booleans(),
)
def test_what_is_written_is_read(pieces: list[tuple[type, str]], sizes: list[int], is_apart: bool) -> None:
    """M13, W88: for any text and any split of the bytes, with the usage on the finish chunk or after it."""
    encoder = ChunkEncoder(HEAD, thinks=True)
    events = [encoder.thinking(text) if kind is ThinkingText else encoder.answer(text) for kind, text in pieces]
    ends = [encoder.finish("stop", None), encoder.usage(USAGE)] if is_apart else [encoder.finish("stop", USAGE)]
    data = b"".join([keep_alive(DEEPSEEK), encoder.first(), *events, *ends, DONE])
    decoder = ReplyDecoder("text/event-stream")
    items = []
    for size in [*sizes, len(data)]:
        items += decoder.feed(data[:size])
        data = data[size:]
    texts = [kind(whole(text)) for kind, text in pieces if text]
    assert sides([*items, *decoder.end()]) == sides([*texts, Finished("stop", USAGE)])


@given(_TEXT, _TEXT)
def test_a_plain_body_is_read_as_it_was_written(thinking: str, answer: str) -> None:
    """M15, after the blank lines of a queue."""
    decoder = ReplyDecoder("application/json")
    decoder.feed(BLANK_LINE * 3)
    decoder.feed(completion_body(HEAD, thinking=thinking, answer=answer, finish="length", usage=USAGE))
    expected = [ThinkingText(whole(thinking))] * bool(thinking) + [AnswerText(whole(answer))] * bool(answer)
    assert sides(decoder.end()) == sides([*expected, Finished("length", USAGE)])


def test_a_plain_body_without_thinking_has_no_key_for_it() -> None:
    body = json.loads(completion_body(HEAD, thinking=None, answer="好", finish="stop", usage=USAGE))
    assert body["choices"][0]["message"] == {"role": "assistant", "content": "好", "tool_calls": None}


CALLS = st.lists(st.builds(ToolCall, st.just(""), st.sampled_from(["set_alarm", "f"]), _TEXT.filter(bool)), max_size=3)


@given(CALLS, st.lists(st.integers(1, 400), max_size=20), st.integers(1, 3))
def test_calls_that_are_written_are_read(calls: list[ToolCall], sizes: list[int], step: int) -> None:
    """M19, W66: with the arguments in pieces of any length, in a stream and in a plain body."""
    calls = [replace(call, id=f"call_{place}") for place, call in enumerate(calls)]
    encoder = ChunkEncoder(HEAD, thinks=True)
    events = [encoder.first(), encoder.thinking("想")]
    for place, call in enumerate(calls):
        pieces = [call.arguments[at : at + step] for at in range(0, len(call.arguments), step)]
        events += [encoder.call(place, call), *(encoder.arguments(place, text) for text in pieces)]
    data = b"".join([*events, encoder.finish("tool_calls", USAGE), DONE])
    decoder = ReplyDecoder("text/event-stream")
    for size in [*sizes, len(data)]:
        decoder.feed(data[:size])
        data = data[size:]
    whole_calls = tuple(ToolCall(call.id, call.name, whole(call.arguments)) for call in calls)
    plain = ReplyDecoder("application/json")
    plain.feed(completion_body(HEAD, thinking=None, answer="", finish="tool_calls", usage=USAGE, calls=calls))
    # Halves that stand in two pieces are one character for the reader, and lone ones for the writer of each.
    if not any("\ud800" <= mark <= "\udfff" for call in calls for mark in call.arguments):
        assert decoder.end() == [Finished("tool_calls", USAGE, whole_calls)]
    assert plain.end() == [Finished("tool_calls", USAGE, whole_calls)]


def test_the_first_piece_of_a_call_has_its_id_and_name_and_no_other() -> None:
    """Part 4 of the reference."""
    encoder = ChunkEncoder(HEAD, thinks=True)
    first = chunk(encoder.call(1, ToolCall("call_1", "set_alarm", "{}")))["choices"][0]["delta"]
    rest = chunk(encoder.arguments(1, "{}"))["choices"][0]["delta"]
    function = {"name": "set_alarm", "arguments": ""}
    assert first == {"tool_calls": [{"index": 1, "id": "call_1", "type": "function", "function": function}]}
    assert rest == {"tool_calls": [{"index": 1, "function": {"arguments": "{}"}}]}


def test_an_error_body_is_read_as_it_was_written() -> None:
    """E1."""
    body = error_reply("E1", Problem(status=400, message="Model Not Exist")).body
    assert json.loads(body)["error"]["param"] is None
    assert classify(400, body).message == "Model Not Exist"
