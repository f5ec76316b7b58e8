"""Tools on the mock's wire: what is offered, what is called, what comes back. M and W numbers: wire reference."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.domain.completion import Message, ToolCall
from simulator.mock.ask import read_ask
from simulator.mock.era import FEBRUARY_2025, IN_HOUSE, SELF_HOSTED_R1
from simulator.mock.refusal import Refused

HI = {"role": "user", "content": "hi"}
CALL = ToolCall("call_0_1", "set_alarm", '{"when": "明天早上7点", "label": "起床"}')


def tool(name: Any = "set_alarm", **function: Any) -> dict[str, Any]:
    return {"type": "function", "function": {"name": name, "description": "定闹钟", **function}}


def called(id: Any = "call_0", name: Any = "set_alarm", arguments: Any = "{}", **message: Any) -> dict[str, Any]:
    call = {"id": id, "type": "function", "function": {"name": name, "arguments": arguments}}
    return {"role": "assistant", "content": "", "tool_calls": [call], **message}


def result(id: str = "call_0") -> dict[str, Any]:
    return {"role": "tool", "tool_call_id": id, "content": "定好了"}


@pytest.fixture
def embedded(deepseek):
    """A server of R1's weights that calls `CALL`."""
    return deepseek("要定闹钟。", "", calls=(CALL,), era=SELF_HOSTED_R1)


async def test_a_call_comes_in_pieces_with_its_id_and_name_first(embedded):
    """M19, part 4: thinking before it, arguments after it, `tool_calls` at the end."""
    chunks = await embedded.chunks(tools=[tool()])
    deltas = [chunk["choices"][0]["delta"] for chunk in chunks]
    pieces = [delta["tool_calls"][0] for delta in deltas if "tool_calls" in delta]
    first, *rest = pieces
    assert first == {
        "index": 0,
        "id": "call_0_1",
        "type": "function",
        "function": {"name": "set_alarm", "arguments": ""},
    }
    assert len(rest) > 3
    assert {tuple(sorted(piece)) for piece in rest} == {("function", "index")}
    assert "".join(piece["function"]["arguments"] for piece in rest) == CALL.arguments
    assert [chunk["choices"][0]["finish_reason"] for chunk in chunks if chunk["choices"][0]["finish_reason"]] == [
        "tool_calls"
    ]
    last_thought = max(place for place, delta in enumerate(deltas) if delta.get("reasoning_content"))
    assert last_thought < min(place for place, delta in enumerate(deltas) if "tool_calls" in delta)


async def test_a_body_in_full_holds_the_call_whole(embedded):
    """M15, M19."""
    _, body = await embedded.post(tools=[tool()])
    choice = body["choices"][0]
    assert choice["finish_reason"] == "tool_calls"
    assert choice["message"]["reasoning_content"] == "要定闹钟。"
    assert choice["message"]["tool_calls"] == [
        {"id": "call_0_1", "type": "function", "function": {"name": "set_alarm", "arguments": CALL.arguments}}
    ]
    chunks = await embedded.chunks(tools=[tool()])
    counted = ("prompt_tokens", "completion_tokens", "total_tokens")
    assert [chunks[-1]["usage"][name] for name in counted] == [body["usage"][name] for name in counted]
    reasoning = body["usage"]["completion_tokens_details"]["reasoning_tokens"]
    assert body["usage"]["completion_tokens"] > reasoning


async def test_two_calls_have_their_own_index(deepseek):
    """M19."""
    calls = (CALL, ToolCall("call_1_1", "take_note", '{"text": "买奶"}'))
    chunks = await deepseek(answer="", calls=calls, era=SELF_HOSTED_R1).chunks(tools=[tool(), tool("take_note")])
    texts = {0: "", 1: ""}
    for chunk in chunks:
        for piece in chunk["choices"][0]["delta"].get("tool_calls", []):
            texts[piece["index"]] += piece["function"]["arguments"]
    assert texts == {0: calls[0].arguments, 1: calls[1].arguments}


async def test_a_call_that_is_cut_by_length_says_so(embedded):
    """M17: half of the arguments are no call."""
    _, body = await embedded.post(tools=[tool()], max_tokens=3)
    choice = body["choices"][0]
    assert choice["finish_reason"] == "length"
    assert CALL.arguments.startswith(choice["message"]["tool_calls"][0]["function"]["arguments"])


@pytest.mark.parametrize(
    ("era", "model", "hears"),
    [
        (FEBRUARY_2025, "deepseek-reasoner", False),
        (FEBRUARY_2025, "deepseek-chat", True),
        (SELF_HOSTED_R1, "deepseek-reasoner", True),
        (IN_HOUSE, "in-house", True),
    ],
)
async def test_r1s_own_api_ignores_tools_and_its_weights_do_not(deepseek, era, model, hears):
    """Part 2.2: the guide to `deepseek-reasoner` lists Function Call as not supported; V3 had it."""
    server = deepseek(era=era)
    status, _ = await server.post(model=model, tools=[tool(parameters={"type": "object"})])
    assert status == 200
    tools, must_call = server.mind.offered[0]
    assert [offered.name for offered in tools] == ["set_alarm"] * hears
    assert not must_call


async def test_r1s_own_api_does_not_even_read_tools(deepseek):
    assert (await deepseek().post(tools="none of its business", tool_choice=7))[0] == 200


@pytest.mark.parametrize(
    ("choice", "names", "must_call"),
    [
        (..., ["set_alarm", "take_note"], False),
        (None, ["set_alarm", "take_note"], False),
        ("auto", ["set_alarm", "take_note"], False),
        ("none", [], False),
        ("required", ["set_alarm", "take_note"], True),
        ({"type": "function", "function": {"name": "take_note"}}, ["take_note"], True),
    ],
)
async def test_the_choice_says_what_may_and_must_be_called(deepseek, choice, names, must_call):
    """Part 2.2."""
    server = deepseek(era=SELF_HOSTED_R1)
    status, _ = await server.post(tools=[tool(), tool("take_note")], tool_choice=choice)
    assert status == 200
    tools, demanded = server.mind.offered[0]
    assert ([offered.name for offered in tools], demanded) == (names, must_call)


@pytest.mark.parametrize(
    ("tools", "status", "field"),
    [
        ({}, 422, "tools: expected a list"),
        ("set_alarm", 422, "tools: expected a list"),
        (["set_alarm"], 422, "tools[0]: expected an object"),
        ([{"type": "retrieval"}], 422, "tools[0].type"),
        ([{"type": "function"}], 422, "tools[0]: missing field `function`"),
        ([{"type": "function", "function": {}}], 422, "tools[0].function: missing field `name`"),
        ([tool(name=7)], 422, "tools[0].function: missing field `name`"),
        ([tool(name="")], 400, "tools[0].function.name"),
        ([tool(name="定闹钟")], 400, "tools[0].function.name"),
        ([tool(name="a b")], 400, "tools[0].function.name"),
        ([tool(name="a\n")], 400, "tools[0].function.name"),
        ([tool(name="x" * 65)], 400, "tools[0].function.name"),
        ([tool(description=7)], 422, "tools[0].function.description"),
        ([tool(parameters="time")], 422, "tools[0].function.parameters"),
        ([tool(), tool()], 400, "unique"),
        ([tool(f"t{number}") for number in range(129)], 400, "at most 128"),
    ],
)
async def test_a_wrong_tool_is_refused_by_its_place(deepseek, tools, status, field):
    """M5, M7, part 2.2."""
    got, body = await deepseek(era=SELF_HOSTED_R1).post(tools=tools)
    assert got == status
    assert field in body["error"]["message"]


async def test_as_many_tools_as_allowed_are_accepted(deepseek):
    tools = [tool(f"t{number}", parameters=None, description=None) for number in range(128)]
    assert (await deepseek(era=SELF_HOSTED_R1).post(tools=tools))[0] == 200


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"tools": [tool()], "tool_choice": "sometimes"}, 422),
        ({"tools": [tool()], "tool_choice": 7}, 422),
        ({"tools": [tool()], "tool_choice": {"type": "function"}}, 422),
        ({"tools": [tool()], "tool_choice": {"type": "function", "function": {"name": 7}}}, 422),
        ({"tools": [tool()], "tool_choice": {"type": "function", "function": {"name": "take_note"}}}, 400),
        ({"tool_choice": "required"}, 400),
        ({"tools": [], "tool_choice": "required"}, 400),
    ],
)
async def test_a_choice_that_cannot_be_made_is_refused(deepseek, fields, status):
    got, body = await deepseek(era=SELF_HOSTED_R1).post(**fields)
    assert got == status
    assert "tool_choice" in body["error"]["message"]


async def test_no_tools_and_a_choice_of_none_are_plain_requests(deepseek):
    assert (await deepseek(era=SELF_HOSTED_R1).post(tools=[], tool_choice="auto"))[0] == 200
    assert (await deepseek(era=SELF_HOSTED_R1).post(tool_choice="none"))[0] == 200


async def test_calls_and_results_reach_the_mind_as_such(deepseek):
    """M5, M9: with the thinking that led to the call."""
    server = deepseek(era=SELF_HOSTED_R1)
    history = [HI, called(reasoning_content="要定闹钟。"), result(), {"role": "assistant", "content": "好了"}, HI]
    assert (await server.post(messages=history))[0] == 200
    _, call, answer, *_ = server.mind.heard[0]
    assert call == Message("assistant", "", (ToolCall("call_0", "set_alarm", "{}"),), thinking="要定闹钟。")
    assert answer == Message("tool", "定好了", tool_call_id="call_0")


@pytest.mark.parametrize("thinking", ["想", ""])
@pytest.mark.parametrize(
    ("era", "model", "status"),
    [
        (SELF_HOSTED_R1, "deepseek-reasoner", 200),
        (FEBRUARY_2025, "deepseek-chat", 400),
        (FEBRUARY_2025, "deepseek-reasoner", 400),
    ],
)
async def test_thinking_is_taken_back_beside_calls_by_own_servers_only(deepseek, era, model, status, thinking):
    """M9, W6: a maker's own server takes it, DeepSeek of early 2025 takes it from nobody."""
    server = deepseek(era=era)
    got, _ = await server.post(model=model, messages=[HI, called(reasoning_content=thinking), result()])
    assert got == status
    plain = {"role": "assistant", "content": "答", "reasoning_content": thinking}
    assert (await server.post(model=model, messages=[HI, plain, HI]))[0] == 400


@pytest.mark.parametrize(
    ("message", "field"),
    [
        (called(id=None), "messages[1].tool_calls[0]: missing field `id`"),
        (called(name=None), "messages[1].tool_calls[0]: missing field `name`"),
        (called(arguments=None), "messages[1].tool_calls[0]: missing field `arguments`"),
        (called(arguments={}), "messages[1].tool_calls[0].arguments"),
        (called(tool_calls="all"), "messages[1].tool_calls: expected a list"),
        (called(tool_calls=["all"]), "messages[1].tool_calls[0]: expected an object"),
        (called(tool_calls=[{"id": "a"}]), "messages[1].tool_calls[0]: missing field `function`"),
        (called(reasoning_content=7), "messages[1].reasoning_content"),
    ],
)
async def test_a_wrong_call_in_the_history_is_refused_by_its_place(deepseek, message, field):
    """M5."""
    got, body = await deepseek(era=SELF_HOSTED_R1).post(messages=[HI, message, result()])
    assert got == 422
    assert field in body["error"]["message"]


@pytest.mark.parametrize(
    ("messages", "words"),
    [
        ([HI, result()], "must be a response to a preceding message"),
        ([HI, called(), result(), result()], "must be a response to a preceding message"),
        ([HI, called(), result("other")], "must be a response to a preceding message"),
        ([HI, called()], "insufficient tool messages"),
        ([HI, called(), HI, result()], "insufficient tool messages"),
    ],
)
async def test_calls_and_results_have_to_belong_together(deepseek, messages, words):
    """In the words of DeepSeek, as users of early 2025 quote them."""
    got, body = await deepseek(era=SELF_HOSTED_R1).post(messages=messages)
    assert got == 400
    assert words in body["error"]["message"]


async def test_tools_and_calls_are_part_of_the_prompt(deepseek):
    """M28: more to read is more to pay."""
    server = deepseek(era=SELF_HOSTED_R1)

    async def tokens(**fields):
        return (await server.post(**fields))[1]["usage"]["prompt_tokens"]

    assert await tokens(tools=[tool()]) > await tokens()
    assert await tokens(messages=[HI, called(), result()]) > await tokens(messages=[HI, called(name="f"), result()])


async def test_a_prompt_whose_tools_alone_are_too_long_is_refused(deepseek):
    """M8."""
    long = tool(description=" a" * 70_000)
    status, body = await deepseek(era=FEBRUARY_2025).post(model="deepseek-chat", tools=[long])
    assert status == 400
    assert "maximum context length" in body["error"]["message"]


async def test_each_server_lists_its_models_and_their_owner(deepseek):
    """M1."""
    _, body, _ = await deepseek(era=IN_HOUSE).send("GET", "/models")
    assert [(model["id"], model["owned_by"]) for model in body["data"]] == [("in-house", "maker")]
    _, body, _ = await deepseek(era=SELF_HOSTED_R1).send("GET", "/models")
    assert [model["id"] for model in body["data"]] == ["deepseek-chat", "deepseek-reasoner"]


ODD = st.sampled_from(
    [None, True, 0, 1.5, "", "auto", "required", "\ud800", [], {}, [tool()], tool(), called(), result()]
)
VALUES = ODD | st.lists(ODD, max_size=3) | st.dictionaries(st.sampled_from(["type", "function", "name", "id"]), ODD)
FIELDS = st.sampled_from(["tools", "tool_choice", "messages", "user_id"])


@given(st.dictionaries(FIELDS, VALUES | st.lists(VALUES, max_size=3)))
def test_any_tools_are_read_or_refused_and_never_crash(fields):
    """M4 to M7."""
    body = {"model": "deepseek-reasoner", "messages": [HI]} | fields
    try:
        ask = read_ask(json.dumps(body).encode(), SELF_HOSTED_R1)
    except Refused as refused:
        assert refused.status in (400, 422)
    else:
        assert ask.offer.tools or not ask.offer.must_call
