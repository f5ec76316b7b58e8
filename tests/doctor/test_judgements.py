"""What is read off bytes: habits of every known server, shapes of every known error, sums of usage."""

from __future__ import annotations

import json
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.backends.embedded import EmbeddedTransport
from simulator.dialects.error_shapes import ErrorShape, Problem, error_reply
from simulator.dialects.request import PLAIN
from simulator.dialects.shapes import SHAPES
from simulator.doctor.error_shape import error_shape
from simulator.doctor.events import RawStream, raw_stream
from simulator.doctor.exchange import Exchange, Piece, answer_of
from simulator.doctor.habits import habits_of, nearest
from simulator.doctor.judge_replies import model_ids
from simulator.doctor.judge_usage import usage
from simulator.doctor.questions import turn
from simulator.mock.exchange import Request
from tests.doctor.conftest import examined, mock_of, statuses, streamed

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["choices", "delta", "usage", "content", "role", "error", "data", "id"]), inner
        )
    ),
    max_leaves=12,
)
CHUNKS = st.lists(st.dictionaries(st.sampled_from(["choices", "usage", "error", "code"]), VALUES), max_size=4)


def exchange(status: int, kind: str, body: bytes) -> Exchange:
    return Exchange(status=status, content_type=kind, pieces=(Piece(body, 0.1),))


@pytest.mark.parametrize("name", SHAPES)
async def test_every_known_server_is_most_like_itself(name):
    asked = json.dumps(turn("deepseek-reasoner", PLAIN)).encode()
    response = await mock_of(shape=SHAPES[name]).respond(Request("POST", "/chat/completions", {}, asked))
    like = nearest(habits_of(raw_stream(b"".join([piece async for piece in response.body]))))
    assert name in like.shapes
    assert like.differences == ()


async def test_a_server_of_no_known_kind_is_told_with_its_differences():
    like = nearest(habits_of(raw_stream(streamed({"reasoning": "1+1", "role": "assistant"}, {"content": "2"})[2])))
    assert like.differences


@pytest.mark.parametrize("shape", get_args(ErrorShape))
@pytest.mark.parametrize("status", [400, 401, 404, 429, 500, 503])
def test_every_known_error_is_recognised(shape, status):
    reply = error_reply(shape, Problem(status=status, message="Model Not Exist"))
    assert error_shape(reply.status, reply.body) == shape


@pytest.mark.parametrize(
    ("counts", "wrong"),
    [
        ({"prompt_tokens": 5, "completion_tokens": 7, "total_tokens": 12}, []),
        ({"prompt_tokens": 5, "completion_tokens": 7, "total_tokens": 13}, ["total_tokens"]),
        ({"completion_tokens": 7, "completion_tokens_details": {"reasoning_tokens": 9}}, ["reasoning_tokens"]),
        (
            {"prompt_tokens": 5, "prompt_cache_hit_tokens": 2, "prompt_cache_miss_tokens": 2},
            ["prompt_cache_hit_tokens"],
        ),
    ],
)
def test_usage_is_warned_of_where_its_sums_do_not_hold(counts, wrong):
    found = usage(exchange(*streamed({"content": "2"}, usage=counts)))
    assert found.facts["wrong"] == wrong
    assert found.status == ("warn" if wrong else "ok")


async def test_the_embedded_mock_is_probed_without_a_network():
    found = await examined("http://mock.invalid", transport=EmbeddedTransport(mock_of()))
    assert statuses(found, "dns", "tcp", "tls") == ["skipped"] * 3
    assert statuses(found, "stream", "dialect", "usage") == ["ok"] * 3


@given(CHUNKS, st.sampled_from([200, 400, 500]))
def test_no_json_of_a_stranger_breaks_a_judgement(chunks, status):
    raw = RawStream(chunks=tuple(chunks), comments=(), comment_count=0, line_end="\n", has_done=False)
    nearest(habits_of(raw))
    body = b"".join(f"data: {json.dumps(chunk)}\n\n".encode() for chunk in chunks)
    reply = exchange(200, "text/event-stream", body)
    assert answer_of(reply).end is not None
    assert usage(reply).id == "usage"
    for chunk in chunks:
        text = json.dumps(chunk).encode()
        error_shape(status, text)
        model_ids(exchange(200, "application/json", text))


@given(st.binary(max_size=200), st.sampled_from([200, 404, 502]))
def test_no_bytes_of_a_stranger_break_a_judgement(body, status):
    error_shape(status, body)
    habits_of(raw_stream(body))
    assert answer_of(exchange(200, "text/event-stream", body)).end is not None
