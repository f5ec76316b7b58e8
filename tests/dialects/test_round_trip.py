"""What the mock writes in any dialect, the client reads to the same texts, end, calls and usage, however it is cut."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.dialects.bodies import BLANK_LINE, completion_body
from simulator.dialects.encode import ChunkEncoder, Head, keep_alive
from simulator.dialects.prepared_body import written_body
from simulator.dialects.shape import Shape
from simulator.dialects.shapes import SHAPES
from simulator.domain.completion import Finished, ToolCall, Usage
from tests.dialects.sides import Sides, cut_at, decoded

HEAD = Head(id="6b1f", created=1738960000, model="r1", fingerprint="fp")
USAGE = Usage(18, 240, 215, 0)
SHAPE_LIST = list(SHAPES.values())


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model says; `thinking` is None for a model that does not think. `step` is the length of its pieces."""

    thinking: str | None
    answer: str
    calls: tuple[ToolCall, ...] = ()
    finish: str = "stop"
    wants_usage: bool = True
    step: int = 3


# A tag in thinking that is written between tags ends it, and the blanks around it belong to nobody; the texts of this
# test are such that there is one right reading in every dialect.
_MARKS = st.sampled_from(["\n\n", '"', "\\", "😀", "\u2028", "\x00", "data: [DONE]", "<b>", "\r", "◁", "</", "{}"])
_BODY = st.lists(st.text("你好，世界 abc\n\t", max_size=6) | _MARKS, max_size=6).map("".join)
_THINKING = _BODY.map(lambda text: f"想{text}。")
_LITERAL = st.sampled_from(["", "<think>字面</think>", "写作 <think> 和 </think>。", "◁think▷…◁/think▷"])
_ANSWER = st.builds(lambda text, tags, rest: f"答{text}{tags}{rest}。", _BODY, _LITERAL, _BODY)
_CALL = st.builds(ToolCall, st.just(""), st.sampled_from(["set_alarm", "f"]), _BODY.filter(bool))
_CALLS = st.lists(_CALL, max_size=2).map(
    lambda calls: tuple(ToolCall(f"call_{place}", call.name, call.arguments) for place, call in enumerate(calls))
)
REPLIES = st.builds(
    lambda thinking, answer, calls, finish, wants, step: Reply(
        thinking, answer, calls, "tool_calls" if calls else finish, wants, step
    ),
    st.none() | st.just("") | _THINKING,
    st.just("") | _ANSWER,
    _CALLS,
    st.sampled_from(["stop", "length", "content_filter"]),
    st.booleans(),
    st.integers(1, 5),
)


def pieces(text: str | None, step: int) -> Iterator[str]:
    return (text[at : at + step] for at in range(0, len(text or ""), step)) if text else iter(())


def streamed(shape: Shape, reply: Reply) -> bytes:
    """Write the whole stream, with a keep-alive before and in it."""
    encoder = ChunkEncoder(HEAD, thinks=reply.thinking is not None, shape=shape)
    events = [keep_alive(shape), encoder.first()]
    events += map(encoder.thinking, pieces(reply.thinking, reply.step))
    events.append(keep_alive(shape))
    events += map(encoder.answer, pieces(reply.answer, reply.step))
    for index, call in enumerate(reply.calls):
        events.append(encoder.call(index, call))
        events += (encoder.arguments(index, text) for text in pieces(call.arguments, reply.step))
    return b"".join([*events, *encoder.ending(reply.finish, lambda: USAGE, wants_usage=reply.wants_usage)])


def said(shape: Shape, reply: Reply, *, streams: bool) -> Sides:
    """Give what a reader should be left with; usage is read where the dialect writes it."""
    is_unasked = shape.usage in ("as_asked", "finish", "every") or not streams
    has_usage = shape.usage != "absent" and (reply.wants_usage or is_unasked)
    end = Finished(reply.finish, USAGE if has_usage else None, reply.calls)
    return Sides(reply.thinking or "", reply.answer, end)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(SHAPE_LIST), REPLIES, st.lists(st.integers(0, 20_000), max_size=12))
def test_any_dialect_reads_back_for_any_split(shape: Shape, reply: Reply, places: list[int]) -> None:
    """W53 to W63, W66, W88, M23."""
    assert decoded(cut_at(streamed(shape, reply), places)) == said(shape, reply, streams=True)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(SHAPE_LIST), REPLIES, st.lists(st.integers(0, 5_000), max_size=3))
def test_a_whole_body_reads_back_in_any_dialect(shape: Shape, reply: Reply, places: list[int]) -> None:
    """W74: after the blank lines of a queue."""
    body = BLANK_LINE * 2 + completion_body(
        HEAD,
        thinking=reply.thinking,
        answer=reply.answer,
        finish=reply.finish,
        usage=USAGE,
        calls=reply.calls,
        shape=shape,
    )
    assert decoded(cut_at(body, places), "application/json") == said(shape, reply, streams=False)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(SHAPE_LIST), st.none() | st.text(), st.text(), st.sampled_from(("stop", "length")))
def test_a_prepared_body_is_the_same_as_one_made_anew(
    shape: Shape, thinking: str | None, answer: str, finish: str
) -> None:
    anew = completion_body(HEAD, thinking=thinking, answer=answer, finish=finish, usage=USAGE, shape=shape)
    assert written_body(shape, HEAD, thinking, answer, finish, USAGE) == anew


@pytest.mark.parametrize("shape", SHAPE_LIST, ids=lambda shape: shape.name)
def test_one_cut_at_any_byte_changes_nothing(shape: Shape) -> None:
    """W22, W23, W60, W88: at every position of a small stream, and at all of them at once."""
    reply = Reply("想", "答<", step=2)
    data = streamed(shape, reply)
    assert {decoded(cut_at(data, [place])) for place in range(len(data))} == {said(shape, reply, streams=True)}
    assert decoded(cut_at(data, range(len(data)))) == said(shape, reply, streams=True)


@pytest.mark.parametrize("shape", SHAPE_LIST, ids=lambda shape: shape.name)
def test_a_dialect_streams_its_first_piece_at_once(shape: Shape) -> None:
    """W87: thinking is not held back until the end, whatever it is written in."""
    encoder = ChunkEncoder(HEAD, thinks=True, shape=shape)
    sides = decoded([encoder.first(), encoder.thinking("想一想")])
    assert "想一想" in (sides.thinking, sides.answer)
