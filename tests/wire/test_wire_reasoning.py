"""Thinking told from the answer, over a real socket: W53 to W65 of the wire reference."""

from __future__ import annotations

import asyncio
import json

import pytest

from simulator.domain.completion import ThinkingText
from tests.wire.server import CHUNKED, DONE, RESET, STOP, STREAM, chunk, delta, reply

NAMES = ["reasoning_content", "reasoning", "thinking", "reasoning_text"]


def text_stream(*texts: str) -> bytes:
    """Give a stream whose answer comes in these pieces."""
    return STREAM + b"".join(map(delta, texts)) + STOP + DONE


async def every_cut(take, text: str) -> set[tuple[str, str, str | None]]:
    """Give what is seen of a text that is cut in two at every place, and into single characters."""
    cuts = [(text[:at], text[at:]) for at in range(len(text))]
    return {(await take(text_stream(*cut))).seen for cut in [*cuts, tuple(text)]}


@pytest.mark.parametrize("name", NAMES)
async def test_w53_four_names_are_read_in_order(name, take) -> None:
    assert (await take(STREAM + delta(**{name: "想"}) + delta("好") + STOP)).seen == ("想", "好", "stop")
    later = dict.fromkeys(NAMES[NAMES.index(name) + 1 :], "x")
    earlier = dict.fromkeys(NAMES[: NAMES.index(name)], "")
    assert (await take(STREAM + delta("好", **{**earlier, name: "想", **later}) + STOP)).seen == ("想", "好", "stop")
    message = {"choices": [{"message": {"content": "好", name: "想", **earlier}, "finish_reason": "stop"}]}
    assert (await take(reply(200, message))).seen == ("想", "好", "stop")


async def test_w54_a_text_under_two_names_is_one(take) -> None:
    details = [{"type": "reasoning.text", "text": "想"}]
    twice = delta(reasoning_content="想", reasoning="想", reasoning_details=details)
    assert (await take(STREAM + twice * 2 + delta("好") + STOP)).seen == ("想想", "好", "stop")


async def test_w55_details_count_only_without_a_name(take) -> None:
    details = [{"type": "reasoning.text", "text": "想"}, {"type": "reasoning.encrypted", "data": "x"}, None, "x"]
    for none in ({}, {"reasoning": None}, {"reasoning": ""}, {"reasoning": {"a": 1}}):
        turn = await take(STREAM + delta(reasoning_details=details, **none) + delta("好") + STOP)
        assert turn.seen == ("想", "好", "stop")
    assert (await take(STREAM + delta("好", reasoning_details={"text": "x"}) + STOP)).seen == ("", "好", "stop")


async def test_w56_thinking_comes_before_the_answer_of_its_delta(take) -> None:
    turn = await take(STREAM + delta("好", reasoning_content="想") + STOP)
    assert turn.deltas == [("thinking", "想"), ("answer", "好")]


async def test_w57_phases_may_alternate(take) -> None:
    pieces = [("reasoning_content", "一"), ("content", "二"), ("reasoning_content", "三"), ("content", "四")]
    turn = await take(STREAM + b"".join(delta(**{name: text}) for name, text in pieces) + STOP)
    assert turn.seen == ("一三", "二四", "stop")
    assert [text for _, text in turn.deltas] == ["一", "二", "三", "四"]


@pytest.mark.parametrize(
    ("texts", "seen"),
    [
        (["<think>想</think>好"], ("想", "好", "stop")),
        (["\n \t", "\r\n<think>想</think>好"], ("想", "好", "stop")),
        (["好<think>想</think>"], ("", "好<think>想</think>", "stop")),
        (["a <think>"], ("", "a <think>", "stop")),
        (["<thinking>想</thinking>"], ("", "<thinking>想</thinking>", "stop")),
        (["<THINK>想"], ("", "<THINK>想", "stop")),
        (["◁think▷想◁/think▷好"], ("想", "好", "stop")),
    ],
)
async def test_w58_a_tag_opens_only_as_the_first_text(texts, seen, take) -> None:
    assert (await take(text_stream(*texts))).seen == seen
    body = {"choices": [{"message": {"content": "".join(texts)}, "finish_reason": "stop"}]}
    assert (await take(reply(200, body))).seen == seen


@pytest.mark.parametrize("same", [True, False])
async def test_w58_a_tag_after_a_field_for_thinking_is_text(same, take) -> None:
    field, tagged = {"reasoning_content": "想"}, "<think>x</think>y"
    events = delta(tagged, **field) if same else delta(**field) + delta("") + delta(tagged)
    assert (await take(STREAM + events + STOP)).seen == ("想", tagged, "stop")
    assert (await take(STREAM + delta("", reasoning_content="") + delta("<think>a</think>b") + STOP)).seen == (
        "a",
        "b",
        "stop",
    )


async def test_w59_blanks_around_the_tags_belong_to_neither_side(take) -> None:
    assert await every_cut(take, "\n<think>\n\n 想 想\n </think>\n\n 好 \n") == {("想 想", "好 \n", "stop")}


async def test_w60_tags_may_be_split_anywhere_and_little_is_held_back(take, serve, client, prompt) -> None:
    assert await every_cut(take, "<think>想<b></think>好</b>") == {("想<b>", "好</b>", "stop")}
    shown = asyncio.Event()

    async def script(request):
        await request.do(STREAM + delta("<think>" + "想" * 200 + "</thi"))
        await shown.wait()
        await request.do(delta("nk>好") + STOP + DONE)
        request.writer.close()

    server = await serve(script)
    answer = client(server.url).ask(prompt)
    assert await asyncio.wait_for(anext(answer), 2) == ThinkingText("想" * 200)
    shown.set()
    assert [item.text async for item in answer if hasattr(item, "text")] == ["好"]


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("<thin", ("", "<thin", "stop")),
        ("  <", ("", "  <", "stop")),
        ("a<b </thi x", ("", "a<b </thi x", "stop")),
        ("好</thin", ("", "好</thin", "stop")),
        ("<think>想</thin", ("想</thin", "", "stop")),
        ("◁/thin", ("", "◁/thin", "stop")),
        (" \n ", ("", " \n ", "stop")),
    ],
)
async def test_w61_what_is_no_tag_comes_out_unchanged(text, seen, take) -> None:
    assert await every_cut(take, text) == {seen}
    cut = await take(CHUNKED + chunk(delta(text)), 0.05, RESET)
    assert (cut.thinking + cut.answer, cut.kind) == (seen[0] + seen[1], "truncated")


async def test_w62_a_closing_tag_alone_makes_thinking_of_all_before_it(take, serve, ask) -> None:
    assert await every_cut(take, "先想\n</think>\n\n好") == {("先想", "好", "stop")}
    assert (await take(text_stream("</think>好"))).seen == ("", "好", "stop")
    assert (await take(text_stream("想", "</think>"))).seen == ("想", "", "stop")
    asked = await ask((await serve(text_stream("先", "想", "</think>", "好"))).url)
    assert (asked.end["thinking"], asked.end["answer"], asked.code) == ("先想", "好", 0)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("<think>想</think>用 <think>x</think> 标", ("想", "用 <think>x</think> 标", "stop")),
        ("<think>想</think></think>好", ("想", "</think>好", "stop")),
        ("先想</think>好 </think> <think>", ("先想", "好 </think> <think>", "stop")),
        ("写 `<think>` 和 `</think>` 好", ("", "写 `<think>` 和 `</think>` 好", "stop")),
        ("a<think>b</think>c</think>d", ("", "a<think>b</think>c</think>d", "stop")),
    ],
)
async def test_w63_later_tags_are_text_and_a_pair_is_no_end(text, seen, take) -> None:
    assert await every_cut(take, text) == {seen}
    field = await take(STREAM + delta(reasoning="想") + delta("a</think>b") + STOP)
    assert field.seen == ("想", "a</think>b", "stop")


@pytest.mark.parametrize("finish", ["stop", "length"])
async def test_w64_thinking_that_is_never_closed_is_thinking(finish, take) -> None:
    assert (await take(STREAM + delta("<think>\n想") + delta("想", finish))).seen == ("想想", "", finish)
    assert (await take(STREAM + delta("<think>") + delta("", finish))).seen == ("", "", finish)
    assert (await take(STREAM + delta("<think>想"))).seen == ("想", "", "truncated")


async def test_w65_thinking_is_no_part_of_the_history(serve, ask) -> None:
    server = await serve(
        STREAM + delta(reasoning_content="想过") + delta("<b>答") + STOP, text_stream("一想</think>二")
    )
    asked = await ask(server.url, "--clock", "virtual", texts=("你好", "又", "再"))
    sent = [json.dumps(request.json["messages"], ensure_ascii=False) for request in server.requests]
    assert len(sent) == 3 and "想" not in "".join(sent)
    assert "答" in sent[1] and "二" in sent[2] and "think" not in "".join(sent)
    assert asked.code == 0
