"""Calls of tools, over a real socket: W66 to W70 of the wire reference."""

from __future__ import annotations

import json

import pytest

from tests.wire.server import DONE, STOP, STREAM, delta, reply


def piece(index: int | None = 0, id: str | None = None, name: str | None = None, arguments: object = None) -> bytes:
    """Give the event of one piece of a call, of which None is left out."""
    function = {key: value for key, value in (("name", name), ("arguments", arguments)) if value is not None}
    call = {"index": index, "id": id, "function": function}
    return delta(tool_calls=[{key: value for key, value in call.items() if value is not None}])


CALLED = delta(finish="tool_calls") + DONE


def calls(turn) -> list[tuple[str, str, str]]:
    return [(call.id, call.name, call.arguments) for call in turn.calls]


async def test_w66_pieces_are_joined_by_index_or_else_by_id(take) -> None:
    by_index = (
        piece(0, "a", "f", "") + piece(1, "b", "g", '{"y":') + piece(0, "", None, '{"x":') + piece(1, None, "", "2}")
    )
    turn = await take(STREAM + by_index + piece(0, "", "", "1}") + CALLED)
    assert calls(turn) == [("a", "f", '{"x":1}'), ("b", "g", '{"y":2}')]
    no_index = piece(None, "a", "f", '{"x"') + piece(None, None, None, ":1}") + piece(None, "b", "f", "{}")
    assert calls(await take(STREAM + no_index + CALLED)) == [("a", "f", '{"x":1}'), ("b", "f", "{}")]
    all_zero = piece(0, "a", "f", "{}") + piece(0, "b", "g", "{}")
    assert calls(await take(STREAM + all_zero + CALLED)) == [("a", "f", "{}"), ("b", "g", "{}")]
    whole = {
        "tool_calls": [{"id": "a", "type": "function", "function": {"name": "f", "arguments": "{}"}}],
        "content": None,
    }
    body = {"choices": [{"message": whole, "finish_reason": "tool_calls"}]}
    assert calls(await take(reply(200, body))) == [("a", "f", "{}")]


@pytest.mark.parametrize("arguments", ["{", "not json", '{"x":1}}', "[]", "\\ud800", "null"])
async def test_w67_broken_arguments_are_passed_on_not_raised(arguments, take) -> None:
    turn = await take(STREAM + delta("好") + piece(0, "a", "f", arguments) + CALLED)
    assert turn.seen == ("", "好", "tool_calls")
    assert calls(turn) == [("a", "f", arguments)]


async def test_w68_arguments_may_be_an_object(take) -> None:
    turn = await take(STREAM + piece(0, "a", "f", {"城市": "上海"}) + CALLED)
    assert json.loads(turn.calls[0].arguments) == {"城市": "上海"}


async def test_w69_a_tool_that_was_not_offered_is_reported_and_not_run(serve, ask, take) -> None:
    script = STREAM + delta("稍等") + piece(0, "a", "rm_all", "{}") + CALLED
    turn = await take(script)
    assert (turn.answer, calls(turn)) == ("稍等", [("a", "rm_all", "{}")])
    server = await serve(script)
    asked = await ask(server.url)
    assert (asked.end["outcome"], asked.end["answer"], asked.end["finish"]) == ("completed", "稍等", "tool_calls")
    assert len(server.requests) == 1 and "skill_called" not in asked.out and '"call_ignored"' in asked.out


@pytest.mark.parametrize("last", [STOP, STOP + DONE, DONE, delta(finish="function_call")])
async def test_w70_an_end_with_calls_is_one_for_calls(last, take) -> None:
    turn = await take(STREAM + piece(0, "a", "f", "{}") + last)
    assert turn.finish == "tool_calls" and calls(turn) == [("a", "f", "{}")]


async def test_w70_a_plain_body_with_calls_is_one_too(take) -> None:
    call = {"id": "a", "function": {"name": "f", "arguments": {}}}
    body = {"choices": [{"message": {"content": "", "tool_calls": [call]}, "finish_reason": "stop"}]}
    assert (await take(reply(200, body))).finish == "tool_calls"
