"""What differs from era to era, over real sockets: M1, M6 to M9, M17, M18 and the sizes of part 1 of the reference."""

from __future__ import annotations

import json

import pytest

from simulator.mock.era import ERAS
from tests.mock.api import HI

MISSING = {
    "2025-12": "Missing reasoning_content field in the assistant message at message index 1",
    "2026-11": "The reasoning_content in the thinking mode must be passed back to the API.",
}
CHAT, REASONER, FLASH, PRO = "deepseek-chat", "deepseek-reasoner", "deepseek-flash", "deepseek-v4-pro"
TOOL = {"type": "function", "function": {"name": "get_weather", "description": "查询指定城市的天气", "parameters": {}}}


def called(**fields: object) -> list[dict[str, object]]:
    call = {"id": "call_0", "type": "function", "function": {"name": "get_weather", "arguments": "{}"}}
    return [
        HI,
        {"role": "assistant", "content": "", "tool_calls": [call], **fields},
        {"role": "tool", "tool_call_id": "call_0", "content": "晴"},
    ]


@pytest.mark.parametrize(
    ("era", "ids"),
    [
        ("2025-02", [CHAT, REASONER]),
        ("2025-08", [CHAT, REASONER]),
        ("2025-12", [CHAT, REASONER]),
        ("2026-11", [FLASH, PRO]),
    ],
)
async def test_each_era_lists_its_models_and_serves_them(api, era, ids):
    """M1, M6: with and without `/v1`, and below `/beta`."""
    mock = await api(era)
    for path in ("/models", "/v1/models", "/v1/models/", "/beta/models"):
        body = (await mock.client.get(mock.url + path)).json()
        assert body == {
            "object": "list",
            "data": [{"id": id, "object": "model", "owned_by": "deepseek"} for id in ids],
        }
    for id in ids:
        status, body = await mock.post(model=id)
        assert (status, body["model"]) == (200, id)


@pytest.mark.parametrize(
    ("era", "model"),
    [("2026-11", CHAT), ("2026-11", REASONER), ("2025-12", FLASH), ("2025-02", PRO), ("2025-08", "deepseek-v4-flash")],
)
async def test_an_era_refuses_models_that_it_has_not_or_no_longer(api, era, model):
    """M6."""
    assert await (await api(era)).refused(model=model) == "Model Not Exist"


async def test_the_alias_of_flash_is_served_by_flash_and_not_listed(api):
    """Part 1."""
    status, body = await (await api("2026-11")).post(model="deepseek-v4-flash")
    assert (status, body["model"]) == (200, FLASH)


@pytest.mark.parametrize(
    ("era", "model", "most"),
    [
        ("2025-02", CHAT, 8_192),
        ("2025-02", REASONER, 8_192),
        ("2025-08", CHAT, 8_192),
        ("2025-08", REASONER, 65_536),
        ("2025-12", CHAT, 8_192),
        ("2025-12", REASONER, 65_536),
        ("2026-11", FLASH, 393_216),
        ("2026-11", PRO, 393_216),
    ],
)
async def test_the_longest_answer_is_the_eras_and_the_models(api, era, model, most):
    """M7, in the words of part 2.2."""
    mock = await api(era)
    assert (await mock.post(model=model, max_tokens=most))[0] == 200
    for value in (most + 1, 0, -1):
        message = await mock.refused(model=model, max_tokens=value)
        assert message == f"Invalid max_tokens value, the valid range of max_tokens is [1, {most}]"


@pytest.mark.parametrize(
    ("era", "context"), [("2025-02", 65_536), ("2025-08", 131_072), ("2025-12", 131_072), ("2026-11", 1_048_576)]
)
async def test_the_context_is_the_eras(api, era, context):
    """M8: letters and digits in turn are a token each, so that even the longest prompt is under the cap of bodies."""
    mock = await api(era)
    model = ERAS[era].models[-1]
    long = [{"role": "user", "content": " a" * 131_072 if context < 1_000_000 else "a1" * 330_000}]
    message = await mock.refused(model=model.id, messages=long, max_tokens=model.most_answer_tokens)
    assert message.startswith(f"This model's maximum context length is {context} tokens. However, you requested ")
    assert f"{model.most_answer_tokens} in the completion). Please reduce the length of the messages" in message


@pytest.mark.parametrize(("era", "model"), [("2025-02", CHAT), ("2025-02", REASONER), ("2025-08", REASONER)])
@pytest.mark.parametrize("thinking", ["想", ""])
async def test_thinking_in_the_history_is_refused_in_2025(api, era, model, thinking):
    """M9: in every message, whatever is beside it."""
    mock = await api(era)
    answered = [HI, {"role": "assistant", "content": "答", "reasoning_content": thinking}, HI]
    assert "reasoning_content" in await mock.refused(model=model, messages=answered)
    assert "reasoning_content" in await mock.refused(model=model, messages=called(reasoning_content=thinking))
    assert (await mock.post(model=model, messages=called()))[0] == 200


@pytest.mark.parametrize(("era", "model"), [("2025-12", REASONER), ("2026-11", FLASH), ("2026-11", PRO)])
async def test_a_call_without_its_thinking_is_refused_since_december(api, era, model):
    """M9: the empty text is thinking, null is none."""
    mock = await api(era)
    for thinking in ("先查。", ""):
        assert (await mock.post(model=model, messages=called(reasoning_content=thinking)))[0] == 200
    assert await mock.refused(model=model, messages=called()) == MISSING[era]
    assert await mock.refused(model=model, messages=called(reasoning_content=None)) == MISSING[era]
    later = [*called(), {"role": "assistant", "content": "晴。"}, HI]
    assert await mock.refused(model=model, messages=later) == MISSING[era]


@pytest.mark.parametrize(
    ("era", "model", "fields"), [("2025-12", CHAT, {}), ("2026-11", FLASH, {"thinking": {"type": "disabled"}})]
)
async def test_without_thinking_calls_need_none(api, era, model, fields):
    """M9, §2.3."""
    mock = await api(era)
    assert (await mock.post(model=model, messages=called(), **fields))[0] == 200
    assert (await mock.post(model=model, messages=called(reasoning_content="想"), **fields))[0] == 200


@pytest.mark.parametrize(("era", "model"), [("2025-12", REASONER), ("2026-11", FLASH)])
async def test_thinking_of_a_turn_without_calls_is_ignored_since_december(api, era, model):
    """M9: it changes neither the answer nor the prompt's size."""
    mock = await api(era)
    bare = [HI, {"role": "assistant", "content": "9.8"}, HI]
    thought = [HI, {"role": "assistant", "content": "9.8", "reasoning_content": "想" * 100}, HI]
    (_, one), (_, other) = await mock.post(model=model, messages=bare), await mock.post(model=model, messages=thought)
    assert one["choices"] == other["choices"]
    assert one["usage"]["prompt_tokens"] == other["usage"]["prompt_tokens"]


@pytest.mark.parametrize(
    ("era", "model", "switch", "thinks"),
    [
        ("2025-02", CHAT, "enabled", False),
        ("2025-02", REASONER, "disabled", True),
        ("2025-08", CHAT, "enabled", False),
        ("2025-12", CHAT, None, False),
        ("2025-12", CHAT, "enabled", True),
        ("2025-12", REASONER, None, True),
        ("2025-12", REASONER, "disabled", False),
        ("2026-11", FLASH, None, True),
        ("2026-11", PRO, "enabled", True),
        ("2026-11", FLASH, "disabled", False),
        ("2026-11", PRO, "disabled", False),
    ],
)
async def test_thinking_is_switched_where_the_era_has_a_switch(api, era, model, switch, thinks):
    """M18, and M10 for the first chunk."""
    mock = await api(era)
    fields = {} if switch is None else {"thinking": {"type": switch}}
    status, body = await mock.post(model=model, **fields)
    assert (status, body["model"]) == (200, model)
    assert bool(body["choices"][0]["message"].get("reasoning_content")) is thinks
    assert ("completion_tokens_details" in body["usage"]) is thinks
    asked = {"model": model, "messages": [HI], "stream": True} | fields
    text = (await mock.client.post(f"{mock.url}/chat/completions", json=asked)).text
    assert ('"reasoning_content":' in text) is thinks


@pytest.mark.parametrize("switch", [{"type": "on"}, {"type": None}, {}, "enabled", True, {"type": ["enabled"]}])
async def test_a_switch_that_is_none_is_refused(api, switch):
    assert "thinking.type" in await (await api("2026-11")).refused(model=FLASH, thinking=switch)


async def test_effort_changes_how_long_it_thinks(api):
    """M18, and the names that part 2.2 maps."""
    mock = await api("2026-11")
    lengths = {}
    for effort in ("minimal", "low", "medium", "high", "xhigh", "max", "ultra", None):
        message = await mock.said(model=FLASH, reasoning_effort=effort)
        lengths[effort] = len(message["reasoning_content"])
    assert 0 < lengths["low"] < lengths["high"] < lengths["max"]
    assert lengths["minimal"] == lengths["low"]
    assert lengths["medium"] == lengths["xhigh"] == lengths[None] == lengths["high"]
    assert lengths["ultra"] == lengths["max"]
    assert "reasoning_effort" in await mock.refused(model=FLASH, reasoning_effort="hard")


async def test_tools_take_thinking_from_the_reasoner_of_august(api):
    """Part 1: silently served by chat, with chat's limits."""
    mock = await api("2025-08")
    asked = [{"role": "user", "content": "北京今天天气怎么样？"}]
    status, body = await mock.post(model=REASONER, messages=asked, tools=[TOOL])
    assert (status, body["model"], body["choices"][0]["finish_reason"]) == (200, REASONER, "tool_calls")
    assert "reasoning_content" not in body["choices"][0]["message"]
    assert "[1, 8192]" in await mock.refused(model=REASONER, messages=asked, tools=[TOOL], max_tokens=9_000)


@pytest.mark.parametrize(("era", "model"), [("2025-12", REASONER), ("2026-11", FLASH)])
async def test_later_models_think_before_they_call(api, era, model):
    """M19: with its thinking the call goes back and is answered."""
    mock = await api(era)
    asked = [{"role": "user", "content": "北京今天天气怎么样？"}]
    call = await mock.said(model=model, messages=asked, tools=[TOOL], tool_choice="required")
    assert call["reasoning_content"] and call["tool_calls"]
    result = {"role": "tool", "tool_call_id": call["tool_calls"][0]["id"], "content": "晴，3 度"}
    answer = await mock.said(model=model, messages=[*asked, call, result], tools=[TOOL])
    assert "3 度" in answer["content"]


@pytest.mark.parametrize(
    ("era", "model", "bounds_both"), [("2025-02", REASONER, False), ("2025-08", REASONER, True), ("2026-11", PRO, True)]
)
async def test_max_tokens_bounds_the_answer_and_later_thinking_too(api, era, model, bounds_both):
    """M17."""
    mock = await api(era)
    _, body = await mock.post(model=model, max_tokens=5)
    usage = body["usage"]
    thinking = usage["completion_tokens_details"]["reasoning_tokens"]
    assert body["choices"][0]["finish_reason"] == "length"
    assert (usage["completion_tokens"] if bounds_both else usage["completion_tokens"] - thinking) <= 5
    assert (thinking <= 5) is bounds_both


@pytest.mark.parametrize(("era", "model"), [("2025-02", CHAT), ("2025-12", REASONER), ("2026-11", FLASH)])
async def test_sampling_changes_nothing_within_its_range(api, era, model):
    """M7, M16: the same request gives the same bytes but for its id."""
    mock = await api(era)
    _, plain = await mock.post(model=model)
    _, hot = await mock.post(model=model, temperature=2, top_p=0.01, presence_penalty=-2, frequency_penalty=2)
    assert plain["choices"] == hot["choices"]
    for name, value in (("temperature", 2.01), ("top_p", 0), ("top_p", 1.1), ("presence_penalty", -3), ("n", 2)):
        assert name in await mock.refused(model=model, **{name: value})


@pytest.mark.parametrize("era", list(ERAS))
async def test_users_of_one_key_are_told_apart_by_name(api, era):
    """Part 2.2; M29."""
    mock, model = await api(era), ERAS[era].models[0].id
    long = [{"role": "user", "content": "好" * 400 + "？"}]
    hits = []
    for user in ("u-1", "u-2", "u-1"):
        _, body = await mock.post(model=model, messages=long, user_id=user)
        hits.append(body["usage"]["prompt_cache_hit_tokens"])
        assert body["usage"]["prompt_tokens"] == hits[-1] + body["usage"]["prompt_cache_miss_tokens"]
    assert hits[:2] == [0, 0]
    assert hits[2] > 0 and hits[2] % 64 == 0
    assert "user_id" in await mock.refused(model=model, user_id="x" * 513)
    assert "user_id" in await mock.refused(model=model, user_id=7)


async def test_thinking_models_of_2025_refuse_logprobs(api):
    """M7."""
    for era in ("2025-02", "2025-08", "2025-12"):
        assert "logprobs" in await (await api(era)).refused(model=REASONER, logprobs=True)


async def test_two_calls_of_one_message_need_two_ids(api):
    """M5."""
    mock = await api("2026-11")
    asked = called(reasoning_content="")
    asked[1]["tool_calls"] = [*asked[1]["tool_calls"], *asked[1]["tool_calls"]]
    assert "duplicate" in await mock.refused(model=FLASH, messages=asked)


@pytest.mark.parametrize(("era", "model"), [("2025-02", CHAT), ("2025-12", CHAT), ("2026-11", FLASH)])
async def test_log_probabilities_are_given_where_they_are_asked_for(api, era, model):
    """Part 2.2; M15: those of the chunks are those of the body, and each piece is the likeliest of its place."""
    mock = await api(era)
    asked = {"model": model, "messages": [HI], "logprobs": True, "top_logprobs": 3}
    _, body = await mock.post(**asked)
    scored = body["choices"][0]["logprobs"]["content"]
    assert "".join(token["token"] for token in scored) == body["choices"][0]["message"]["content"]
    for token in scored:
        tops = [other["logprob"] for other in token["top_logprobs"]]
        assert len(tops) == 3 and tops == sorted(tops, reverse=True)
        assert (token["top_logprobs"][0]["token"], tops[0]) == (token["token"], token["logprob"])
        assert bytes(token["bytes"]).decode() == token["token"] and tops[0] <= 0
    text = (await mock.client.post(f"{mock.url}/chat/completions", json=asked | {"stream": True})).text
    events = [event.removeprefix("data: ") for event in text.strip().split("\n\n")]
    choices = [json.loads(event)["choices"][0] for event in events[:-1]]
    streamed = [token for choice in choices if choice["logprobs"] for token in choice["logprobs"]["content"]]
    assert streamed == scored
    _, plain = await mock.post(model=model)
    assert plain["choices"][0]["logprobs"] is None


async def test_flash_takes_pictures_and_no_other_model_does(api):
    """Part 2.2: the text beside a picture is what is answered."""
    mock = await api("2026-11")
    picture = {"type": "image_url", "image_url": {"url": "data:image/png;base64,AA=="}}
    asked = [{"role": "user", "content": [picture, {"type": "text", "text": HI["content"]}]}]
    assert "9.8 更大" in (await mock.said(model=FLASH, messages=asked))["content"]
    assert "messages[0].content[0]" in await mock.refused(model=PRO, messages=asked)
    assert "messages[0].content[0]" in await (await api("2025-12")).refused(model=CHAT, messages=asked)
    bare = [{"role": "user", "content": [{"type": "image_url"}]}]
    assert "url" in await mock.refused(model=FLASH, messages=bare)
