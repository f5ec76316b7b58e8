"""Events cut from bytes, over a real socket: W21 to W36 of the wire reference."""

from __future__ import annotations

import asyncio
import json

import pytest

from simulator.dialects.sse import LINE_CAP
from tests.wire.server import CHUNKED, DONE, HOLD, JSON, KEEP, RESET, STOP, STREAM, chunk, data, delta, reply

GOOD = ("", "好", "stop")
BODY = delta("好") + STOP + DONE


@pytest.mark.parametrize("end", [b"\n", b"\r", b"\r\n"])
async def test_w21_lines_end_at_lf_cr_or_crlf_and_nowhere_else(end, take) -> None:
    text = "一\x85二\u2028三\u2029四\x0b\x0c\x1c\x1d\x1e\x1f五"
    raw = b'data: {"choices":[{"delta":{"content":"%b"},"finish_reason":"stop"}]}' % text.encode()
    escaped = data({"choices": [{"delta": {"content": text}, "finish_reason": "stop"}]}).rstrip()
    # Control characters are no JSON as they are, so that only those of other planes may stand in it.
    plain = raw.replace(b"\x0b\x0c\x1c\x1d\x1e\x1f", b"")
    assert (await take(STREAM + escaped + end + end)).answer == text
    assert (await take(STREAM + plain + end + end)).answer == "一\x85二\u2028三\u2029四五"
    turn = await take(STREAM + b": c" + end + end + BODY.replace(b"\n", end))
    assert turn.seen == GOOD


async def test_w22_a_line_end_over_two_reads_is_one_and_a_lone_cr_does_not_wait(serve, client, prompt, take) -> None:
    crlf = BODY.replace(b"\n", b"\r\n")
    parts = crlf.replace(b"\r", b"\r|").split(b"|")
    assert (await take(STREAM, *(step for part in parts for step in (part, 0.002)))).seen == GOOD
    for end in (b"\r", b"\r\n", b"\n"):
        read = asyncio.Event()

        async def script(request, end=end, read=read):
            first = delta("一").rstrip() + end + (b"\r" if end != b"\n" else b"\n")
            await request.do(STREAM + first)
            await read.wait()
            await request.do((b"\n" if end == b"\r\n" else b"") + BODY)
            request.writer.close()

        server = await serve(script)
        answer = client(server.url).ask(prompt)
        assert (await asyncio.wait_for(anext(answer), 2)).text == "一"
        read.set()
        assert [item.text async for item in answer if hasattr(item, "text")] == ["好"]


async def test_w23_a_character_may_be_split_at_any_byte_whatever_the_charset(take) -> None:
    head = STREAM.replace(b"event-stream", b"event-stream; charset=GBK")
    body = delta("好😀é") + STOP
    for at in range(len(body)):
        assert (await take(head, body[:at], 0.001, body[at:])).answer == "好😀é"


@pytest.mark.parametrize("bad", [b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xf8\x88", b"\xe5\xa5"])
async def test_w24_invalid_utf8_is_replaced_and_the_stream_goes_on(bad, take) -> None:
    broken = b'data: {"choices":[{"delta":{"content":"a%bb"}}]}\n\n' % bad
    turn = await take(STREAM + broken + BODY)
    assert turn.answer.strip("\ufffd") == turn.answer
    assert turn.answer[0] == "a" and turn.answer.endswith("b好") and "\ufffd" in turn.answer and turn.finish == "stop"


@pytest.mark.parametrize("head", [STREAM, JSON, b"HTTP/1.1 200 OK\r\n\r\n"])
@pytest.mark.parametrize("between", [b"", b"\n\n", b": c\n\n", b"\r\n"])
async def test_w25_a_byte_order_mark_is_dropped_once(head, between, take) -> None:
    mark = b"\xef\xbb\xbf"
    assert (await take(head + mark + between + BODY)).seen == GOOD
    assert (await take(head, mark[:1], 0.01, mark[1:2], 0.01, mark[2:] + between, 0.01, BODY)).seen == GOOD
    plain = json.dumps({"choices": [{"message": {"content": "好"}, "finish_reason": "stop"}]}).encode()
    assert (await take(JSON + mark + between.replace(b": c", b"") + plain)).seen == GOOD
    assert (await take(STREAM + delta("a") + mark + delta("b") + STOP)).answer == "a"


async def test_w26_one_space_after_the_colon_is_removed(take) -> None:
    assert (await take(STREAM + BODY.replace(b"data: ", b"data:"))).seen == GOOD
    assert (await take(STREAM + BODY.replace(b"data: ", b"data:  "))).seen == GOOD


async def test_w27_the_data_lines_of_an_event_are_joined(take) -> None:
    event = b'data: {"choices":[{"delta":\n'.rstrip() + b'\ndata: {"content":\ndata:"\xe5\xa5\xbd"},\n'
    event += b'id: 1\n: c\ndata: "finish_reason":"stop"}]}\n\n'
    assert (await take(STREAM + event)).seen == GOOD
    assert (await take(STREAM + delta("好") + STOP + b"data: \ndata: [DONE]\ndata:\n\n")).seen == GOOD


async def test_w28_comments_mean_nothing_anywhere(take) -> None:
    comment = b": keep-alive\n"
    for noise in (comment, b":\n", b": data: {broken\n", b":" + b"x" * 70_000 + b"\n", b": OPENROUTER PROCESSING\n\n"):
        lines = b"".join(noise + line for line in BODY.splitlines(keepends=True))
        assert (await take(STREAM + lines)).seen == GOOD


async def test_w29_other_fields_are_read_and_ignored(take) -> None:
    fields = b"event: message\nid: 1\nretry: 10\nfoo: bar\ndata\nnonsense\nEvent: error\n"
    body = delta("好") + b"event: ping\ndata: {}\n\nevent: \n" + STOP + b"event: done\n" + DONE
    assert (await take(STREAM + b"event: ping\n\n" + b"event: completion\nid:\n" + body)).seen == GOOD
    assert (await take(STREAM + fields.replace(b"data\n", b"") + BODY)).seen == GOOD


async def test_w30_blank_lines_and_empty_events_are_nothing(take) -> None:
    blanks = BODY.replace(b"\n\n", b"\n\n\n\n\r\n\r\r\n")
    assert (await take(STREAM + b"\n\n\n" + blanks)).seen == GOOD
    assert (await take(STREAM + b"data:\n\ndata\n\ndata: \n\nid: 1\n\nevent: error\n\n" + BODY)).seen == GOOD


@pytest.mark.parametrize(
    ("last", "seen"),
    [
        (b"data: [DONE]", GOOD),
        (b"data: [DONE]\r", GOOD),
        (STOP.rstrip(), GOOD),
        (STOP.rstrip() + b"\n", GOOD),
        (STOP.rstrip()[:-1], ("", "好", "truncated")),
        (b"data: [DON", ("", "好", "truncated")),
        (b"data: ", ("", "好", "truncated")),
        (b"dat", ("", "好", "truncated")),
    ],
)
async def test_w31_the_last_event_needs_no_blank_line_if_it_is_whole(last, seen, take) -> None:
    for framed in (STREAM + delta("好") + last, CHUNKED + chunk(delta("好") + last) + b"0\r\n\r\n"):
        assert (await take(framed)).seen == seen
    assert (await take(STREAM + delta("好") + last, RESET if seen == GOOD else 0.0)).answer == "好"


async def test_w32_many_events_in_a_read_and_an_event_over_many_reads_are_alike(take) -> None:
    long = delta("长" * 2000)
    assert (await take(STREAM + delta("长") * 2000 + STOP)).seen == ("", "长" * 2000, "stop")
    assert (await take(CHUNKED, *(chunk(long[i : i + 3]) for i in range(0, len(long), 3)), chunk(STOP))).seen == (
        "",
        "长" * 2000,
        "stop",
    )


async def test_w33_a_line_may_have_sixteen_mebibytes_and_no_more(take) -> None:
    event = delta("a")
    full = delta("a" * (LINE_CAP - len(event) + 3)) + STOP
    assert len((await take(STREAM + full)).answer) > LINE_CAP - 200
    endless = [b"data: " + b"a" * 1024 * 1024] + [b"a" * 1024 * 1024] * 40
    for head in (STREAM, JSON):
        turn = await take(head + delta("好"), *endless, HOLD)
        assert turn.seen == ("", "好", "malformed")
    assert (await take(JSON + b'{"a":"', *[b"a" * 1024 * 1024] * 20, HOLD)).kind == "malformed"


@pytest.mark.parametrize(
    "kind", ["text/event-stream", "application/json", "text/plain", "application/octet-stream", ""]
)
@pytest.mark.parametrize("first", [b"data:", b"event: x\n", b"id: 1\n", b"retry: 1\n", b": c\n\n", b"\n\r\n  \n: c\n"])
async def test_w34_a_stream_is_known_by_its_type_or_its_first_bytes(kind, first, take) -> None:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n".encode()
    body = BODY if first == b"data:" else first + BODY
    assert (await take(head + body)).seen == GOOD
    assert (await take(head, body[:1], 0.01, body[1:3], 0.01, body[3:])).seen == GOOD


async def test_w35_the_end_marker_is_known_with_blanks_and_ends_all(take) -> None:
    late = delta("x") + data({"error": {"message": "late"}}) + b"data: nonsense\n\n"
    for done in (b"data: [DONE] \n\n", b"data:   [DONE]\t\r\n\r\n", b"data:[DONE]\n\n"):
        assert (await take(STREAM + delta("好") + STOP + done + late)).seen == GOOD
        assert (await take(STREAM + delta("好") + done + late)).seen == GOOD


@pytest.mark.parametrize("tail", [DONE, b"", b": c\n\n"])
@pytest.mark.parametrize("after", [[HOLD], [b": c\n\n", 0.05] * 100, [DONE * 1000] * 100 + [HOLD]])
async def test_w36_after_the_end_nobody_waits_for_the_server(tail, after, take) -> None:
    started = asyncio.get_running_loop().time()
    assert (await take(STREAM + delta("好") + STOP + tail, *after)).seen == GOOD
    assert asyncio.get_running_loop().time() - started < 3


async def test_w36_the_usage_after_the_finish_is_waited_for(take) -> None:
    usage = data({"choices": [], "usage": {"prompt_tokens": 1, "completion_tokens": 2}})
    turn = await take(STREAM + delta("好") + STOP, 0.3, usage, DONE, KEEP)
    assert turn.usage is not None and turn.usage.completion_tokens == 2
    assert (await take(reply(200, delta("好") + STOP + usage))).usage == turn.usage
