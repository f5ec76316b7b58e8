"""What chunks mean; W numbers are those of the wire reference."""

from __future__ import annotations

import json

import pytest

from simulator.domain.completion import AnswerText, Failed, Finished, ThinkingText, Usage
from tests.dialects.sides import Sides, sides

DONE = "[DONE]"
NAMES = ["reasoning_content", "reasoning", "thinking", "reasoning_text"]


def test_thinking_comes_before_the_answer_of_the_same_delta(read, sse, delta) -> None:
    """W56, W57."""
    body = sse(delta(content="答", reasoning_content="想"), delta(reasoning_content="再想"), delta("stop"), DONE)
    assert read(body) == [ThinkingText("想"), AnswerText("答"), ThinkingText("再想"), Finished("stop")]


@pytest.mark.parametrize("name", NAMES)
def test_thinking_has_four_names(name: str, read, sse, delta) -> None:
    """W53: and empty or odd values under other names do not hide it."""
    others = {other: value for other, value in zip(NAMES, ["", None, 3, {}], strict=True) if other != name}
    assert read(sse(delta("stop", **others, **{name: "想"})))[:-1] == [ThinkingText("想")]
    assert read(sse(delta("stop", **{name: "想"}))) == [ThinkingText("想"), Finished("stop")]


def test_a_text_under_two_names_is_one_text(read, sse, delta) -> None:
    """W54."""
    assert read(sse(delta("stop", reasoning="想", reasoning_content="想")))[:-1] == [ThinkingText("想")]
    assert read(sse(delta("stop", reasoning="乙", reasoning_content="甲")))[:-1] == [ThinkingText("甲")]


def test_details_are_read_where_no_name_holds_thinking(read, sse, delta) -> None:
    """W55: OpenRouter writes the same text both ways."""
    details = [{"type": "reasoning.text", "text": "想"}, {"type": "reasoning.encrypted", "data": "x"}, None]
    assert read(sse(delta("stop", reasoning_details=details)))[:-1] == [ThinkingText("想")]
    assert read(sse(delta("stop", reasoning="想", reasoning_details=details)))[:-1] == [ThinkingText("想")]
    assert read(sse(delta("stop", reasoning="", reasoning_details=[{"type": "reasoning.summary"}])))[:-1] == []


def test_phases_may_alternate(read, sse, delta) -> None:
    """W57: each side is what came for it, in order of arrival."""
    chunks = [delta(reasoning="一"), delta(content="甲"), delta(reasoning="二"), delta(content="乙"), delta("stop")]
    assert sides(read(sse(*chunks))) == Sides("一二", "甲乙", Finished("stop"))


@pytest.mark.parametrize(
    "choice",
    [{}, {"delta": None}, {"delta": {}}, {"delta": {"role": None, "content": None}}, {"delta": {"content": ""}}],
)
def test_nothing_in_a_delta_is_nothing(choice: dict[str, object], read, sse, delta) -> None:
    """W41, W42."""
    chunk = {"choices": [{"index": 0, "finish_reason": "", **choice}]}
    assert read(sse(chunk, chunk, delta("stop"))) == [Finished("stop")]


@pytest.mark.parametrize("odd", [{}, {"type": "ping"}, 3, None, [], "text", {"choices": None}, {"choices": [None, 3]}])
def test_json_that_is_no_chunk_is_ignored(odd: object, read, sse, delta) -> None:
    """W38."""
    assert read(sse(json.dumps(odd), delta("stop", content="好"))) == [AnswerText("好"), Finished("stop")]


def test_data_that_is_no_json_is_never_skipped(read, sse, delta) -> None:
    """W37: what came before stays, and what comes after is not read."""
    *texts, last = read(sse(delta(content="好"), "{broken", delta("stop", content="坏"), DONE))
    assert texts == [AnswerText("好")]
    assert isinstance(last, Failed) and last.fault.kind == "malformed"
    assert "{broken" in last.fault.message


def test_other_choices_than_the_first_are_ignored(read, sse, delta) -> None:
    """W40."""
    other = {"choices": [{"index": 1, "delta": {"content": "二"}, "finish_reason": "length"}]}
    assert read(sse(delta(content="一"), other, delta("stop"))) == [AnswerText("一"), Finished("stop")]


def test_text_in_and_after_the_finish_chunk_counts(read, sse, delta) -> None:
    """W44, also where the finish chunk comes twice."""
    body = sse(delta("stop", content="一"), delta(content="二"), delta("stop"), DONE)
    assert read(body) == [AnswerText("一"), AnswerText("二"), Finished("stop")]


def test_unknown_finish_reasons_are_reported_as_they_are(read, sse, delta) -> None:
    """W43."""
    assert read(sse(delta("moon_phase"))) == [Finished("moon_phase")]


def test_a_message_in_place_of_a_delta_is_read(read, sse) -> None:
    """W45."""
    chunk = {"choices": [{"message": {"content": "好"}, "finish_reason": "stop"}]}
    assert read(sse(chunk)) == [AnswerText("好"), Finished("stop")]


def test_content_may_be_a_list_of_parts(read, sse, delta) -> None:
    """W46."""
    parts = [
        {"type": "thinking", "thinking": [{"type": "text", "text": "想"}]},
        {"type": "image_url", "image_url": {}},
        {"type": "text", "text": "答"},
        None,
    ]
    assert read(sse(delta("stop", content=parts))) == [ThinkingText("想"), AnswerText("答"), Finished("stop")]


def test_the_last_usage_wins_wherever_it_stands(read, sse, delta) -> None:
    """W39, W47, W48: on the finish chunk, after it without choices, and null does not erase it."""
    first = {**delta("stop"), "usage": {"prompt_tokens": 1}}
    last = {"choices": [], "usage": {"prompt_tokens": 18, "completion_tokens": 9, "prompt_cache_hit_tokens": 0}}
    last["usage"] |= {"completion_tokens_details": {"reasoning_tokens": 4}}
    assert read(sse(first, last, {"choices": [], "usage": None}, DONE)) == [Finished("stop", Usage(18, 9, 4, 0))]


def test_usage_inside_a_choice_is_read(read, sse) -> None:
    """W47, W48: unknown counts stay unknown."""
    usage = {"completion_tokens": 2, "prompt_tokens_details": {"cached_tokens": 64}, "prompt_tokens": "many"}
    chunk = {"choices": [{"delta": {}, "finish_reason": "stop", "usage": usage}]}
    assert read(sse(chunk)) == [Finished("stop", Usage(None, 2, None, 64))]


@pytest.mark.parametrize("key", ["content", "reasoning_content"])
def test_halves_of_a_character_in_two_chunks_are_joined(key: str, read, delta) -> None:
    """W49: whatever comes between on the other side."""
    other = "content" if key != "content" else "reasoning_content"
    chunks = [delta(**{key: "a\ud83d"}), delta(**{other: "x"}), delta(**{key: "\ude00b"}), delta("stop")]
    body = "".join(f"data: {json.dumps(chunk)}\n\n" for chunk in chunks).encode()
    kind = AnswerText if key == "content" else ThinkingText
    assert "".join(item.text for item in read(body) if isinstance(item, kind)) == "a😀b"


@pytest.mark.parametrize("texts", [["\ud83d", "b"], ["\ude00", "b"], ["b", "\ud83d"], ["\ud83d", "\ud83d\ude00"]])
def test_a_lone_half_becomes_a_replacement_character(texts: list[str], read, sse, delta) -> None:
    """W49: the result is always UTF-8."""
    items = read(sse(*(delta(content=text) for text in texts), delta("stop")))
    text = "".join(item.text for item in items if isinstance(item, AnswerText))
    assert "\ufffd" in text and text.encode()
    assert items[-1] == Finished("stop")


def test_a_half_is_not_held_back_past_a_plain_text_of_a_usual_frame(read, delta) -> None:
    """W49, where the next chunks are so plain that they take the short way."""
    plain = [f"data: {json.dumps(delta(content=text), ensure_ascii=False)}\n\n".encode() for text in "一二三四"]
    half = f"data: {json.dumps(delta(content=chr(0xD83D)))}\n\n".encode()
    items = read(*plain[:2], half, *plain[2:], b"data: [DONE]\n\n")
    assert "".join(item.text for item in items[:-1]) == "一二\ufffd三四"


@pytest.mark.parametrize(
    "extra",
    [
        '"x":NaN',
        '"x":-Infinity',
        f'"x":{"9" * 5000}',
        f'"x":-{"9" * 5000}',
        '"id":1,"id":2',
        '"x":1e999',
        '"x":"\\ud800"',
    ],
)
def test_odd_json_does_not_break_the_decoder(extra: str, read, sse, delta) -> None:
    """W50, W51."""
    chunk = json.dumps(delta("stop", content="好"))
    assert read(sse(f"{{{extra},{chunk[1:]}")) == [AnswerText("好"), Finished("stop")]


def test_a_chunk_nested_too_deep_is_malformed(read, sse) -> None:
    """W52."""
    last = read(sse("[" * 200_000 + "]" * 200_000))[-1]
    assert isinstance(last, Failed) and last.fault.kind == "malformed"
