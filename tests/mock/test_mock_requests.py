"""What the mock refuses in a request body: M4 to M9 and M14 of the wire reference."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.mock.ask import read_ask
from simulator.mock.era import FEBRUARY_2025
from simulator.mock.refusal import Refused

HI = {"role": "user", "content": "hi"}


def thought_over(content: object) -> dict[str, object]:
    return {"role": "assistant", "content": "答", "reasoning_content": content}


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"\xff{}", b"\xef\xbb\xbf{}", b"[" * 100_000, b'{"temperature":NaN}', b"1" * 10_000, b"{} {}"],
    ids=["empty", "cut", "not UTF-8", "byte order mark", "too deep", "NaN", "huge number", "two values"],
)
async def test_a_body_that_is_not_json_is_refused(deepseek, body):
    """M4."""
    status, value, _ = await deepseek().send("POST", "/chat/completions", body)
    assert (status, value["error"]["type"]) == (400, "invalid_request_error")


@pytest.mark.parametrize("body", [b"[]", b'"hi"', b"null", b"7"])
async def test_a_body_that_is_not_an_object_is_refused(deepseek, body):
    """M4."""
    assert (await deepseek().send("POST", "/chat/completions", body))[0] == 422


@pytest.mark.parametrize(
    ("messages", "status", "field"),
    [
        (..., 422, "messages"),
        (None, 422, "messages"),
        ([], 400, "messages"),
        ("hi", 422, "messages"),
        (["hi"], 422, "messages[0]"),
        ([HI, {"content": "hi"}], 422, "messages[1]: missing field `role`"),
        ([{"role": "robot", "content": "hi"}], 422, "messages[0].role"),
        ([{"role": ["user"], "content": "hi"}], 422, "messages[0].role"),
        ([{"role": "user"}], 422, "messages[0]: missing field `content`"),
        ([{"role": "user", "content": 7}], 422, "messages[0]: content"),
        ([{"role": "assistant", "content": None}], 422, "messages[0]: missing field `content`"),
        ([{"role": "tool", "content": "晴"}], 422, "messages[0]: missing field `tool_call_id`"),
        ([{"role": "user", "content": [{"type": "image_url"}]}], 422, "messages[0].content[0]"),
        ([{"role": "user", "content": [{"type": "text"}]}], 422, "messages[0].content[0]: missing field `text`"),
    ],
)
async def test_a_wrong_message_is_refused_by_its_place(deepseek, messages, status, field):
    """M5."""
    got, body = await deepseek().post(messages=messages)
    assert got == status
    assert field in body["error"]["message"]


async def test_every_role_of_the_wire_is_heard(deepseek):
    """M5: parts of text are one text."""
    call = {"id": "call_0", "type": "function", "function": {"name": "weather", "arguments": "{}"}}
    parts = [{"type": "text", "text": "北京"}, {"type": "text", "text": "天气"}]
    server = deepseek()
    await server.post(
        messages=[
            {"role": "system", "content": "你是助手"},
            {"role": "user", "content": parts},
            {"role": "assistant", "content": None, "tool_calls": [call]},
            {"role": "tool", "tool_call_id": "call_0", "content": "晴"},
        ]
    )
    heard = [(message.role, message.content) for message in server.mind.heard[0]]
    assert heard == [("system", "你是助手"), ("user", "北京天气"), ("assistant", ""), ("tool", "晴")]


async def test_lone_surrogates_become_replacement_characters(deepseek):
    """M4: `\\ud83d` alone is valid JSON and no text."""
    server = deepseek()
    status, _ = await server.post(messages=[{"role": "user", "content": "a\ud83d b\U0001f600"}])
    assert status == 200
    assert server.mind.heard[0][0].content == "a\ufffd b\U0001f600"


@pytest.mark.parametrize("model", ["gpt-4o", "", "deepseek-v4-pro", "DeepSeek-Chat"])
async def test_an_unknown_model_does_not_exist(deepseek, model):
    """M6."""
    status, body = await deepseek().post(model=model)
    assert (status, body["error"]["message"]) == (400, "Model Not Exist")


@pytest.mark.parametrize("model", [..., None, 7, ["deepseek-chat"]])
async def test_a_model_that_is_no_name_is_refused(deepseek, model):
    """M6."""
    status, body = await deepseek().post(model=model)
    assert status == 422
    assert "model" in body["error"]["message"]


@pytest.mark.parametrize(
    ("field", "value", "status"),
    [
        ("temperature", 2.1, 400),
        ("temperature", -0.1, 400),
        ("temperature", "1", 422),
        ("temperature", True, 422),
        ("top_p", 0, 400),
        ("top_p", 1.01, 400),
        ("presence_penalty", 2.5, 400),
        ("frequency_penalty", -2.5, 400),
        ("frequency_penalty", [], 422),
        ("max_tokens", 0, 400),
        ("max_tokens", 8193, 400),
        ("max_tokens", 10.5, 422),
        ("max_tokens", False, 422),
        ("top_logprobs", 21, 400),
        ("top_logprobs", "3", 422),
        ("logprobs", "yes", 422),
        ("stream", "true", 422),
        ("stream", 1, 422),
        ("stop", 7, 422),
        ("stop", ["a", 7], 422),
        ("stop", [str(number) for number in range(17)], 400),
        ("stop", "", 400),
        ("stream_options", True, 422),
    ],
)
async def test_a_parameter_out_of_range_or_type_is_refused_by_name(deepseek, field, value, status):
    """M7."""
    got, body = await deepseek().post(model="deepseek-chat", **{field: value})
    assert got == status
    assert field in body["error"]["message"]


async def test_a_number_beyond_floats_is_out_of_range(deepseek):
    """M7: 1e999 is valid JSON and reads as infinity."""
    body = b'{"model":"deepseek-chat","messages":[{"role":"user","content":"hi"}],"temperature":1e999}'
    status, value, _ = await deepseek().send("POST", "/chat/completions", body)
    assert status == 400
    assert "temperature" in value["error"]["message"]


@pytest.mark.parametrize(
    "fields",
    [
        {"temperature": 0, "top_p": 1, "presence_penalty": -2, "frequency_penalty": 2},
        {"max_tokens": 1},
        {"max_tokens": 8192},
        {"logprobs": True, "top_logprobs": 20},
        {"stop": ["。"] * 16},
        {"temperature": None, "stream": None, "stop": None, "max_tokens": None, "stream_options": None},
        {"user": "u-1", "x_unknown": {"deep": []}},
    ],
)
async def test_the_ends_of_ranges_nulls_and_unknown_fields_are_accepted(deepseek, fields):
    """M7."""
    assert (await deepseek().post(model="deepseek-chat", **fields))[0] == 200


async def test_the_range_of_max_tokens_is_told(deepseek):
    """M7, in the words of part 2.2."""
    _, body = await deepseek().post(max_tokens=9000)
    assert body["error"]["message"] == "Invalid max_tokens value, the valid range of max_tokens is [1, 8192]"


@pytest.mark.parametrize("field", ["logprobs", "top_logprobs"])
async def test_a_model_refuses_what_its_era_says(deepseek, field):
    """M7: R1 of early 2025 gave no logprobs, V3 did."""
    fields = {"logprobs": True} if field == "logprobs" else {"top_logprobs": 3}
    assert (await deepseek().post(**fields))[0] == 400
    assert (await deepseek().post(model="deepseek-chat", **fields))[0] == 200
    assert (await deepseek().post(logprobs=False))[0] == 200


async def test_a_prompt_over_the_context_is_refused_with_its_tokens(deepseek):
    """M8: 61,437 tokens of text and 3 of the template leave 4,096 of 65,536 for the answer; one more does not."""
    server = deepseek()
    status, _ = await server.post(messages=[{"role": "user", "content": " a" * 61_437}])
    assert status == 200
    status, body = await server.post(messages=[{"role": "user", "content": " a" * 61_438}])
    assert status == 400
    assert body["error"]["message"] == (
        "This model's maximum context length is 65536 tokens. However, you requested 65537 tokens (61441 in the "
        "messages, 4096 in the completion). Please reduce the length of the messages or completion."
    )


async def test_room_for_a_longer_answer_is_taken_from_the_prompt(deepseek):
    """M8."""
    long = [{"role": "user", "content": " a" * 60_000}]
    assert (await deepseek().post(messages=long))[0] == 200
    assert (await deepseek().post(messages=long, max_tokens=8192))[0] == 400


@pytest.mark.parametrize("content", ["想", ""])
@pytest.mark.parametrize("model", ["deepseek-chat", "deepseek-reasoner"])
async def test_thinking_in_the_history_is_refused(deepseek, model, content):
    """M9."""
    status, body = await deepseek().post(model=model, messages=[HI, thought_over(content), HI])
    assert status == 400
    assert "reasoning_content" in body["error"]["message"]


async def test_usage_cannot_be_asked_for_without_a_stream(deepseek):
    """M14."""
    status, body = await deepseek().post(stream_options={"include_usage": True})
    assert status == 400
    assert "stream_options" in body["error"]["message"]


ODD = st.sampled_from([None, True, 0, -1, 1.5, 1e300, "", "9", "\ud800", [], ["x", None], {}, {"role": "user"}])
VALUES = ODD | st.lists(ODD, max_size=3) | st.dictionaries(st.sampled_from(["role", "content", "include_usage"]), ODD)
FIELDS = ("model", "messages", "stream", "stream_options", "max_tokens", "temperature", "top_p", "stop", "logprobs")


@given(st.dictionaries(st.sampled_from(FIELDS), VALUES | st.lists(VALUES, max_size=3)), st.booleans())
def test_any_json_is_read_or_refused_and_never_crashes(fields, is_whole):
    """M4 to M7."""
    start = {"model": "deepseek-chat", "messages": [HI]} if is_whole else {}
    try:
        ask = read_ask(json.dumps(start | fields).encode(), FEBRUARY_2025)
    except Refused as refused:
        assert refused.status in (400, 422)
    else:
        assert 1 <= ask.max_tokens <= 8192
