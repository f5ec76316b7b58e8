"""Answers in a form that the request sets, over real sockets: JSON (M20), a given beginning, a gap, and money (M31)."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.domain.completion import Message
from simulator.mock.ask import read_ask
from simulator.mock.brain.as_json import as_json
from simulator.mock.brain.continuation import continued
from simulator.mock.brain.middle import middle
from simulator.mock.era import ERAS
from simulator.mock.fim import read_gap
from simulator.mock.refusal import Refused

ASKED = {
    "2025-02": "deepseek-chat",
    "2025-08": "deepseek-reasoner",
    "2025-12": "deepseek-reasoner",
    "2026-11": "deepseek-flash",
}
JSON = {"response_format": {"type": "json_object"}}
PERSON = [{"role": "user", "content": "给我 JSON，字段 name 和 age：我叫小明，今年 12 岁"}]
EXAM = [
    {"role": "system", "content": 'Output json. EXAMPLE JSON OUTPUT: {"question": "How high?", "answer": "8848 m"}'},
    {"role": "user", "content": "9.8 和 9.11 哪个大？"},
]
FIB = {"model": "deepseek-chat", "prompt": "def fib(a):", "suffix": "    return fib(a-1) + fib(a-2)"}


@pytest.mark.parametrize(("era", "model"), ASKED.items())
async def test_json_is_given_in_the_form_that_the_prompt_shows(api, era, model):
    """M20."""
    mock = await api(era)
    told = await mock.said(model=model, messages=PERSON, **JSON)
    assert json.loads(told["content"]) == {"name": "小明", "age": 12}
    exam = json.loads((await mock.said(model=model, messages=EXAM, **JSON))["content"])
    assert exam.keys() == {"question", "answer"}
    assert exam["question"] == EXAM[1]["content"]
    assert "9.8 更大" in exam["answer"]


async def test_the_prompt_has_to_say_json(api):
    """Part 2.2; plain text needs no word."""
    mock = await api("2025-02")
    assert "json" in await mock.refused(model="deepseek-chat", **JSON)
    assert (await mock.post(model="deepseek-chat", response_format={"type": "text"}))[0] == 200
    for form in ({"type": "xml"}, "json_object", {"type": "json_schema", "json_schema": {}}):
        assert "response_format" in await mock.refused(model="deepseek-chat", messages=PERSON, response_format=form)


TEXT = st.text(max_size=200)


@given(st.lists(TEXT, max_size=3), TEXT)
def test_any_answer_to_any_prompt_becomes_an_object(prompts, answer):
    """M20."""
    messages = [Message("user", prompt) for prompt in prompts]
    assert isinstance(json.loads(as_json(messages, answer)), dict)


@given(st.recursive(st.none() | st.booleans() | st.integers() | TEXT, lambda part: st.lists(part, max_size=3)), TEXT)
def test_the_form_of_any_example_is_kept(value, answer):
    example = {"a": value, "b": {"c": 1}}
    filled = json.loads(as_json([Message("user", f"json {json.dumps(example)}")], answer))
    assert filled.keys() == example.keys()
    assert filled["b"].keys() == {"c"}


@pytest.mark.parametrize(("era", "model"), ASKED.items())
async def test_a_given_beginning_is_gone_on_with_and_not_repeated(api, era, model):
    """Beta's prefix completion, streamed or not."""
    mock = await api(era)
    begun = [
        {"role": "user", "content": "9.8 和 9.11 哪个大？"},
        {"role": "assistant", "content": "**9.8", "prefix": True},
    ]
    for path in ("/beta/chat/completions", "/beta/v1/chat/completions"):
        status, body = await mock.post(path, model=model, messages=begun)
        assert status == 200
        assert body["choices"][0]["message"]["content"].startswith(" 更大**")
    code = [{"role": "user", "content": "写代码"}, {"role": "assistant", "content": "```python\n", "prefix": True}]
    _, body = await mock.post("/beta/chat/completions", model=model, messages=code, stop=["```"])
    compile(body["choices"][0]["message"]["content"], "answer", "exec")


async def test_a_beginning_is_the_betas_and_the_last_message(api):
    """Part 2.2."""
    mock, user = await api("2025-12"), {"role": "user", "content": "hi"}
    last = {"role": "assistant", "content": "a", "prefix": True}
    for path, messages in (
        ("/chat/completions", [user, last]),
        ("/beta/chat/completions", [user, last, user]),
        ("/beta/chat/completions", [user | {"prefix": True}]),
        ("/beta/chat/completions", [user, last | {"prefix": "yes"}]),
    ):
        assert "prefix" in await mock.refused(path, model="deepseek-chat", messages=messages)
    thought = last | {"reasoning_content": "想"}
    assert (await mock.post("/beta/chat/completions", model="deepseek-reasoner", messages=[user, thought]))[0] == 200


@given(TEXT, TEXT)
def test_going_on_never_fails(prefix, answer):
    assert isinstance(continued(prefix, answer), str)


@pytest.mark.parametrize("era", ["2025-02", "2025-08", "2025-12"])
async def test_a_gap_in_a_function_is_filled_with_code_that_works(api, era):
    """FIM, as in DeepSeek's guide."""
    mock = await api(era)
    status, body = await mock.post("/beta/completions", **FIB)
    assert (status, body["object"]) == (200, "text_completion")
    scope: dict = {}
    exec(FIB["prompt"] + body["choices"][0]["text"] + FIB["suffix"], scope)
    assert [scope["fib"](number) for number in range(8)] == [0, 1, 1, 2, 3, 5, 8, 13]
    usage = body["usage"]
    assert usage["total_tokens"] == usage["prompt_tokens"] + usage["completion_tokens"]


async def test_a_filled_gap_is_streamed_as_text_completions(api):
    """M12, M13, M15 for FIM."""
    mock = await api("2026-11")
    asked = FIB | {"model": "deepseek-v4-pro"}
    _, body = await mock.post("/beta/v1/completions", **asked)
    response = await mock.client.post(f"{mock.url}/beta/completions", json=asked | {"stream": True})
    *events, end = response.text.strip().split("\n\n")
    chunks = [json.loads(event.removeprefix("data: ")) for event in events]
    assert end == "data: [DONE]"
    assert "".join(chunk["choices"][0]["text"] for chunk in chunks) == body["choices"][0]["text"]
    assert [chunk["choices"][0]["finish_reason"] for chunk in chunks if chunk["choices"][0]["finish_reason"]] == [
        "stop"
    ]
    assert chunks[-1]["usage"] == body["usage"]
    options = {"stream": True, "stream_options": {"include_usage": True}}
    response = await mock.client.post(f"{mock.url}/beta/completions", json=asked | options)
    *_, last, _ = response.text.strip().split("\n\n")
    assert json.loads(last.removeprefix("data: "))["choices"] == []


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"prompt": None}, "prompt"),
        ({"prompt": 7}, "prompt"),
        ({"suffix": []}, "suffix"),
        ({"max_tokens": 4_097}, "[1, 4096]"),
        ({"model": "deepseek-reasoner"}, "deepseek-reasoner"),
        ({"model": "gpt"}, "Model Not Exist"),
        ({"echo": "yes"}, "echo"),
        ({"stop": 7}, "stop"),
        ({"temperature": 3}, "temperature"),
        ({"logprobs": 21}, "logprobs"),
        ({"stream_options": {}}, "stream_options"),
    ],
)
async def test_a_gap_that_cannot_be_filled_is_refused(api, fields, named):
    assert named in await (await api("2025-02")).refused("/beta/completions", **FIB | fields)


async def test_gaps_are_the_betas(api):
    """M2."""
    assert (await (await api("2025-02")).post("/completions", **FIB))[0] == 404


async def test_limits_and_echo_of_a_filled_gap(api):
    """M17 for FIM."""
    mock = await api("2025-02")
    _, body = await mock.post("/beta/completions", **FIB | {"max_tokens": 3})
    assert (body["choices"][0]["finish_reason"], body["usage"]["completion_tokens"]) == ("length", 3)
    _, body = await mock.post("/beta/completions", **FIB | {"stop": "return"})
    assert "return" not in body["choices"][0]["text"]
    _, body = await mock.post("/beta/completions", model="deepseek-chat", prompt="从前，", echo=True)
    assert body["choices"][0]["text"].startswith("从前，")


@pytest.mark.parametrize(
    ("prompt", "suffix", "said"),
    [
        ("def add(a, b):\n", "    return total", "    total = a + b\n"),
        ("function f(n) {", "  return f(n - 1) * n;\n}", "\n    if (n <= 1) {\n        return n\n    }\n"),
        ("def area(self, width: int, height: int = 2) -> int:\n", "", "    return width + height\n"),
        ("从前有座山，", "从此天下太平。", "山里有庙。"),
    ],
)
def test_what_fits_between_is_code_in_code_and_a_sentence_in_prose(prompt, suffix, said):
    got = middle(prompt, suffix, "山里有庙。庙里有人。")
    assert got.replace(";", "") == said


@given(TEXT, TEXT, TEXT)
def test_any_gap_is_filled(prompt, suffix, answer):
    assert isinstance(middle(prompt, suffix, answer), str)


@pytest.mark.parametrize("era", list(ERAS))
async def test_answers_are_paid_for_until_the_purse_is_empty(api, era):
    """M31: the last answer may cost more than there was."""
    mock, model = await api(era, balance=0.000_02, api_keys=frozenset({"sk-a"})), ASKED[era]
    mock.client.headers["authorization"] = "Bearer sk-a"
    body = (await mock.client.get(f"{mock.url}/user/balance")).json()
    assert body.keys() == {"is_available", "balance_infos"}
    assert body["is_available"] is True
    assert body["balance_infos"][0].keys() == {"currency", "total_balance", "granted_balance", "topped_up_balance"}
    statuses = [(await mock.post(model=model))[0] for _ in range(6)]
    assert statuses[0] == 200
    status, body = await mock.post(model=model)
    assert (status, body["error"]["message"]) == (402, "Insufficient Balance")
    assert (body["error"]["type"], body["error"]["code"]) == ("unknown_error", "invalid_request_error")
    body = (await mock.client.get(f"{mock.url}/v1/user/balance")).json()
    assert (body["is_available"], body["balance_infos"][0]["total_balance"]) == (False, "0.00")


async def test_an_empty_purse_is_told_before_anything_but_the_key(api):
    """M3, M31."""
    mock = await api("2025-02", balance=0.0, api_keys=frozenset({"sk-a"}))
    assert (await mock.client.get(f"{mock.url}/user/balance")).status_code == 401
    assert (await mock.client.post(f"{mock.url}/chat/completions", content=b"{")).status_code == 401
    mock.client.headers["authorization"] = "Bearer sk-a"
    assert (await mock.client.post(f"{mock.url}/chat/completions", content=b"{")).status_code == 402
    assert (await mock.client.post(f"{mock.url}/beta/completions", content=b"{")).status_code == 402
    assert (await mock.client.post(f"{mock.url}/user/balance")).headers["allow"] == "GET"


ODD = st.sampled_from([None, True, 0, -1, 1.5, "", "json", "max", "enabled", "\ud800", [], {}, {"type": "json_object"}])
VALUES = ODD | st.lists(ODD, max_size=2) | st.dictionaries(st.sampled_from(["type", "name"]), ODD, max_size=2)
PARTS = st.dictionaries(st.sampled_from(["role", "content", "prefix", "reasoning_content", "tool_calls"]), VALUES)
FIELDS = st.sampled_from(["thinking", "reasoning_effort", "response_format", "user_id", "n", "logprobs", "tools"])


@given(st.sampled_from(list(ERAS.values())), st.dictionaries(FIELDS, VALUES), PARTS, st.booleans())
def test_any_request_of_any_era_is_read_or_refused(era, fields, last, is_beta):
    """M4 to M9."""
    hi = {"role": "user", "content": "json"}
    body = {"model": era.models[0].id, "messages": [hi, {"role": "assistant", "content": "a"} | last]} | fields
    try:
        read_ask(json.dumps(body).encode(), era, is_beta=is_beta)
    except Refused as refused:
        assert refused.status in (400, 422)


@given(st.dictionaries(st.sampled_from(["prompt", "suffix", "max_tokens", "echo", "stop", "logprobs"]), VALUES))
def test_any_gap_is_read_or_refused(fields):
    try:
        read_gap(json.dumps({"model": "deepseek-chat", "prompt": "a"} | fields).encode(), ERAS["2025-02"])
    except Refused as refused:
        assert refused.status in (400, 422)


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("请用 json 输出：姓名小明，年龄8", {"姓名": "小明", "年龄": 8}),
        ("提取城市和日期，返回json：我明天去北京", {"城市": "北京", "日期": "明天"}),
        ("Return a json object with keys name and age for: Tom is 12 years old", {"name": "Tom", "age": 12}),
    ],
)
def test_json_holds_what_the_question_says(text, filled):
    """M20."""
    assert json.loads(as_json([Message("user", text)], "好的")) == filled
