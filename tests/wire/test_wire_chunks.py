"""What chunks mean, over a real socket: W37 to W52 of the wire reference."""

from __future__ import annotations

import json

import pytest

from simulator.domain.completion import Usage
from tests.wire.server import DONE, HOLD, JSON, STOP, STREAM, choice, data, delta, reply

GOOD = ("", "好", "stop")


@pytest.mark.parametrize(
    "bad", [b"{", b"hello", b'{"choices":[', b"{'a':1}", b"[DONE", b"[done]", b"{}{}", b"<br>", b"\x00"]
)
async def test_w37_data_that_is_no_json_is_malformed(bad, take) -> None:
    turn = await take(STREAM + delta("好") + b"data: " + bad + b"\n\n" + delta("x") + STOP + DONE, HOLD)
    assert turn.seen == ("", "好", "malformed")


@pytest.mark.parametrize(
    "other",
    [{}, {"type": "ping"}, 1, -1.5, None, True, "text", [], [1], {"id": "x"}, {"message": "hi"}, {"error": None}],
)
async def test_w38_json_without_choices_is_ignored(other, take) -> None:
    assert (await take(STREAM + data(other) + delta("好") + data(other) + STOP + data(other) + DONE)).seen == GOOD
    assert (await take(STREAM + data(other) + DONE)).kind == "malformed"


async def test_w39_no_choices_are_legal_anywhere(take) -> None:
    azure = {"choices": [], "prompt_filter_results": [{"prompt_index": 0, "content_filter_results": {}}]}
    for empty in (azure, {"choices": None}, {"choices": {}}, {"choices": [None]}, {"choices": [], "usage": None}):
        assert (await take(STREAM + data(empty) + delta("好") + data(empty) + STOP + data(empty) + DONE)).seen == GOOD


async def test_w40_other_choices_than_the_first_are_ignored(take) -> None:
    others = [{"index": 1, "delta": {"content": "x", "reasoning_content": "x"}, "finish_reason": "length"}]
    both = {"choices": [*others, {"index": 0, "delta": {"content": "好"}}, {"index": 2, "delta": {"content": "y"}}]}
    assert (await take(STREAM + data({"choices": others}) + data(both) + STOP)).seen == GOOD
    assert (await take(STREAM + data({"choices": others}))).kind == "truncated"


@pytest.mark.parametrize(
    "nothing",
    [
        {"delta": None},
        {"delta": {}},
        {},
        {"delta": {"role": None, "content": None}},
        {"delta": {"role": "assistant", "content": "", "reasoning_content": ""}},
        {"delta": {"content": None, "tool_calls": None, "refusal": None, "reasoning_content": None}},
        {"delta": {"role": "assistant", "tool_calls": []}},
        {"delta": []},
        {"delta": {"content": 5}},
    ],
)
async def test_w41_absent_null_and_empty_mean_nothing(nothing, take) -> None:
    event = data({"choices": [{"index": 0, **nothing}]})
    assert (await take(STREAM + event + delta("好", role="assistant") + event * 2 + STOP + event + DONE)).seen == GOOD


@pytest.mark.parametrize("finish", [None, "", 0, False, {}, []])
async def test_w42_an_empty_finish_reason_is_no_end(finish, take) -> None:
    assert (await take(STREAM + delta("好", finish) * 2)).seen == ("", "好好", "truncated")
    assert (await take(STREAM + delta("好", finish) + DONE)).seen == GOOD


@pytest.mark.parametrize(
    "finish", ["eos", "stop_sequence", "COMPLETE", "完成", "length", "content_filter", "function_call"]
)
async def test_w43_an_unknown_reason_ends_the_turn_and_is_reported(finish, take, serve, tell) -> None:
    assert (await take(STREAM + delta("好") + delta(finish=finish) + DONE)).seen == ("", "好", finish)
    end = await tell((await serve(STREAM + delta("好", finish))).url)
    assert (end.outcome, end.finish, end.answer) == ("completed", finish, "好")


async def test_w44_texts_in_and_after_a_repeated_finish_count(take) -> None:
    turn = await take(STREAM + delta("一", "stop") + STOP + delta("二") + delta("三", "stop") + DONE)
    assert turn.seen == ("", "一二三", "stop")


async def test_w45_a_message_in_a_chunk_is_read_as_a_delta(take) -> None:
    message = data({"choices": [{"index": 0, "message": {"role": "assistant", "content": "好"}}]})
    beside = data({"choices": [{"delta": {}, "message": {"content": "好", "reasoning_content": "想"}}]})
    assert (await take(STREAM + message + STOP)).seen == GOOD
    assert (await take(STREAM + beside + STOP)).seen == ("想", "好", "stop")


async def test_w46_parts_of_a_content_are_told_apart_by_type(take) -> None:
    thinking = {"type": "thinking", "thinking": [{"type": "text", "text": "想"}, {"type": "other", "text": "x"}]}
    flat = {"type": "thinking", "thinking": "一"}
    other = [{"type": "image_url", "image_url": {}}, {"type": "text"}, {"type": "text", "text": None}, "bare", 1, None]
    turn = await take(STREAM + delta([thinking, flat, *other, {"type": "text", "text": "好"}]) + STOP)
    assert turn.seen == ("想一", "好", "stop")
    twice = delta([flat, {"type": "text", "text": "好"}], reasoning_content="一")
    assert (await take(STREAM + twice + STOP)).seen == ("一", "好", "stop")


async def test_w47_the_last_usage_wins_and_what_is_missing_is_unknown(take) -> None:
    first, last = {"prompt_tokens": 1, "completion_tokens": 1}, {"completion_tokens": 7}
    on_chunk = data(choice({"content": "好"}, None, usage=first)) + STOP + data({"choices": [], "usage": last})
    assert (await take(STREAM + on_chunk + data({"choices": [], "usage": None}) + DONE)).usage == Usage(None, 7)
    inside = data({"choices": [{"delta": {"content": "好"}, "usage": {"prompt_tokens": 3}, "finish_reason": "stop"}]})
    assert (await take(STREAM + inside + DONE)).usage == Usage(3)
    assert (await take(STREAM + delta("好") + STOP)).usage is None
    odd = {"prompt_tokens": "5", "completion_tokens": -1, "prompt_tokens_details": [], "total_tokens": 10}
    assert (await take(STREAM + data(choice({"content": "好"}, "stop", usage=odd)))).usage == Usage()


@pytest.mark.parametrize(
    ("more", "hits"),
    [
        ({"prompt_cache_hit_tokens": 64, "prompt_tokens_details": {"cached_tokens": 5}}, 64),
        ({"prompt_tokens_details": {"cached_tokens": 64}}, 64),
        ({"prompt_cache_hit_tokens": 0, "prompt_tokens_details": None}, 0),
        ({"prompt_tokens_details": {}}, None),
    ],
)
async def test_w48_reasoning_and_cached_tokens_are_read(more, hits, take) -> None:
    usage = {"prompt_tokens": 70, "completion_tokens": 9, "completion_tokens_details": {"reasoning_tokens": 4}, **more}
    expected = Usage(70, 9, 4, hits)
    assert (await take(STREAM + delta("好", "stop") + data({"choices": [], "usage": usage}))).usage == expected
    body = {"choices": [{"message": {"content": "好"}, "finish_reason": "stop"}], "usage": usage}
    assert (await take(reply(200, body))).usage == expected


@pytest.mark.parametrize("side", ["content", "reasoning_content"])
async def test_w49_two_halves_of_a_character_become_one(side, take) -> None:
    def escaped(text: str) -> bytes:
        return b'data: {"choices":[{"delta":{"%b":"%b"}}]}\n\n' % (side.encode(), text.encode())

    for parts, whole in (
        (("a\\ud83d", "\\ude00b"), "a😀b"),
        (("\\ud83d", "\\ud83d\\ude00"), "\ufffd😀"),
        (("\\ude00a",), "\ufffda"),
        (("a\\ud83d",), "a\ufffd"),
        (("\\ud83d", "x"), "\ufffdx"),
    ):
        turn = await take(STREAM + b"".join(map(escaped, parts)) + STOP)
        assert turn.answer + turn.thinking == whole and turn.finish == "stop"


async def test_w50_unknown_fields_are_ignored(take) -> None:
    more = {
        "timings": {"a": 1.5},
        "system_fingerprint": None,
        "provider": "x",
        "created": "now",
        "error": None,
        "id": 5,
    }
    chunk = choice({"content": "好", "annotations": [], "refusal": None, "audio": {}, "role": 7}, "stop", **more)
    chunk["choices"][0] |= {"logprobs": {"content": [1]}, "native_finish_reason": "STOP", "matched_stop": 1}
    assert (await take(STREAM + data(chunk) + DONE)).seen == GOOD


async def test_w51_odd_numbers_and_repeated_keys_raise_nothing(take, serve, ask) -> None:
    huge = b"9" * 5000
    odd = b'data: {"a":NaN,"b":-Infinity,"c":%b,"d":1e999,"choices":[],"choices":[{"delta":{"content":"x"},' % huge
    odd += b'"delta":{"content":"\xe5\xa5\xbd"}}]}\n\n'
    counts = b'"prompt_tokens":%b,"completion_tokens":%b' % (b"9" * 3000, b"9" * 400)
    usage = b'data: {"choices":[],"usage":{%b,"prompt_cache_hit_tokens":NaN}}\n\n' % counts
    assert (await take(STREAM + odd + STOP + usage + DONE)).seen == GOOD
    asked = await ask((await serve(STREAM + odd + STOP + usage + DONE)).url)
    assert (asked.code, asked.end["answer"], asked.end["outcome"]) == (0, "好", "completed")


@pytest.mark.parametrize("pair", [("[", "]"), ('{"a":', "}")])
async def test_w52_a_chunk_too_deep_for_the_parser_is_malformed(pair, take) -> None:
    deep = f'{{"choices":[],"x":{pair[0] * 100_000}1{pair[1] * 100_000}}}'.encode()
    assert (await take(STREAM + delta("好") + b"data: " + deep + b"\n\n" + STOP)).seen == ("", "好", "malformed")
    assert (await take(JSON + deep)).kind == "malformed"
    shallow = json.dumps({"choices": [], "x": json.loads(f"{'[' * 200}{']' * 200}")}).encode()
    assert (await take(STREAM + b"data: " + shallow + b"\n\n" + delta("好") + STOP)).seen == GOOD
