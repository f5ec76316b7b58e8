"""A pinned dialect looks for thinking only where it says; without a pin it is found wherever it is."""

from __future__ import annotations

from typing import Any

import pytest

from simulator.dialects.bodies import completion_body
from simulator.dialects.encode import ChunkEncoder, Head
from simulator.dialects.reading import AUTO, NAMES, READINGS
from simulator.dialects.reply import ReplyDecoder
from simulator.dialects.shape import Shape
from simulator.dialects.shapes import DEEPSEEK, SHAPES
from simulator.domain.completion import Finished, Usage
from simulator.settings.presets import preset, preset_ids
from tests.dialects.sides import Sides, sides

HEAD = Head(id="6b1f", created=1738960000, model="r1", fingerprint="fp")
USAGE = Usage(18, 240, 215, 0)
SHAPE_LIST = list(SHAPES.values())


def read(dialect: str, *pieces: bytes, content_type: str = "text/event-stream") -> Sides:
    decoder = ReplyDecoder(content_type, reading=READINGS[dialect])
    items = [item for piece in pieces for item in decoder.feed(piece)]
    return sides([*items, *decoder.end()])


def stream(shape: Shape, thinking: str | None, *answer: str) -> list[bytes]:
    encoder = ChunkEncoder(HEAD, thinks=thinking is not None, shape=shape)
    thought = [encoder.thinking(thinking)] if thinking else []
    ending = encoder.ending("stop", lambda: USAGE, wants_usage=False)
    return [encoder.first(), *thought, *map(encoder.answer, answer), *ending]


@pytest.mark.parametrize("shape", SHAPE_LIST, ids=lambda shape: shape.name)
def test_a_server_is_read_alike_pinned_or_detected(shape: Shape) -> None:
    """A pin by the name of a server means where that server writes."""
    events = stream(shape, "想一想", "答一", "答二")
    assert read(shape.name, *events) == read("auto", *events)
    assert read(shape.name, *events)[:2] == ("想一想", "答一答二")


@pytest.mark.parametrize("dialect", ["none", *NAMES, "reasoning_details", "parts"])
def test_tags_are_literal_where_the_pin_is_not_tags(dialect: str) -> None:
    events = stream(DEEPSEEK, None, "<think>", "这是标签", "</think>", " 好")
    assert read(dialect, *events)[:2] == ("", "<think>这是标签</think> 好")
    assert read("tags", *events)[:2] == read("auto", *events)[:2] == ("这是标签", "好")


def test_a_closing_tag_alone_is_literal_where_the_pin_is_not_tags() -> None:
    events = stream(DEEPSEEK, None, "关", "</think>", "开")
    assert read("none", *events)[:2] == ("", "关</think>开")
    assert read("sglang-without-parser", *events)[:2] == ("关", "开")


@pytest.mark.parametrize("pinned", NAMES)
@pytest.mark.parametrize("sent", NAMES)
def test_a_pinned_name_is_the_only_one_that_is_read(pinned: str, sent: str, sse: Any, delta: Any) -> None:
    data = sse(delta(**{sent: "想"}), delta(content="答"), delta("stop"))
    assert read(pinned, data)[:2] == ("想" if pinned == sent else "", "答")


def test_a_pin_on_tags_reads_no_field_of_thinking() -> None:
    events = stream(DEEPSEEK, "字段", "<think>", "想", "</think>答")
    assert read("tags", *events)[:2] == ("想", "答")
    assert read("auto", *events)[:2] == ("字段", "<think>想</think>答")


def test_parts_and_details_are_read_where_they_are_pinned(sse: Any, delta: Any) -> None:
    parts = [{"type": "thinking", "thinking": "想"}, {"type": "text", "text": "答"}]
    details = [{"type": "reasoning.text", "text": "细"}]
    data = sse(delta(content=parts, reasoning_details=details), delta("stop"))
    assert read("parts", data)[:2] == ("想", "答")
    assert read("reasoning_details", data)[:2] == ("细", "答")
    assert read("none", data)[:2] == ("", "答")


def test_a_pin_holds_for_a_body_that_is_not_streamed() -> None:
    body = completion_body(HEAD, thinking="想", answer="<think>答</think>", finish="stop", usage=USAGE)
    assert read("none", body, content_type="application/json") == ("", "<think>答</think>", Finished("stop", USAGE))


def test_every_preset_expects_a_dialect_that_can_be_pinned() -> None:
    expected = {era.dialect for id in preset_ids() for era in preset(id).eras}
    assert expected <= READINGS.keys()
    assert READINGS["auto"] is AUTO
