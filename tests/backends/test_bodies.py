"""Bodies as HTTP frames them, and how they end; W numbers are those of the wire reference."""

from __future__ import annotations

import gzip
import json
import zlib

import pytest

from simulator.domain.completion import AnswerText, Failed, Finished

GOOD = [AnswerText("好"), Finished("stop")]


def kind(items) -> str:
    assert isinstance(items[-1], Failed)
    return items[-1].fault.kind


async def test_informational_responses_are_skipped(answered, close_head, event) -> None:
    """W11."""
    early = b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
    assert await answered(early + close_head + event("stop", content="好")) == GOOD


async def test_header_names_are_compared_without_case(answered, event) -> None:
    """W12."""
    head = b"HTTP/1.1 200 OK\r\ncontent-TYPE: Text/Event-Stream; charset=GBK\r\nX-Odd: 1\r\n\r\n"
    assert await answered(head + event("stop", content="好")) == GOOD


async def test_a_body_may_have_a_length(answered, event) -> None:
    """W13."""
    body = event("stop", content="好")
    assert await answered(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)) == GOOD


async def test_chunks_may_have_extensions_and_trailers(answered, stream_head, event) -> None:
    """W13."""
    body = event("stop", content="好")
    data = b"%x;a=b\r\n%s\r\n0\r\nX-Sum: 1\r\n\r\n" % (len(body), body)
    assert await answered(stream_head + data) == GOOD


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
async def test_a_compressed_stream_is_decoded_as_it_arrives(coding, serve, client, prompt, event) -> None:
    """W14, W87: the second event is written once the first was read."""
    packer = zlib.compressobj(wbits=31 if coding == "gzip" else 15)
    script_goes_on = []

    async def script(wire):
        await wire.write(b"HTTP/1.1 200 OK\r\nContent-Encoding: %s\r\n\r\n" % coding.encode())
        await wire.write(packer.compress(event(content="好")) + packer.flush(zlib.Z_SYNC_FLUSH))
        script_goes_on.append(wire)

    server = await serve(script)
    answer = client(server.url).ask(prompt)
    assert await anext(answer) == AnswerText("好")
    wire = script_goes_on[0]
    await wire.write(packer.compress(event("stop")) + packer.flush())
    wire.writer.close()
    assert [item async for item in answer] == [Finished("stop")]


async def test_a_broken_compression_is_malformed(answered) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"
    assert kind(await answered(head + b"not gzip")) == "malformed"


async def test_a_whole_compressed_body_is_read(answered, event) -> None:
    """W14."""
    body = gzip.compress(event("stop", content="好"))
    assert await answered(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + body) == GOOD


async def test_a_cut_stream_is_not_a_short_answer(answered, close_head, event) -> None:
    """W77: a close-delimited body ends cleanly wherever it is cut."""
    items = await answered(close_head + event(content="好"))
    assert items[0] == AnswerText("好") and len(items) == 2
    assert kind(items) == "truncated"


async def test_a_missing_last_chunk_is_a_cut(answered, stream_head, event) -> None:
    """W13, part 9."""
    body = event(content="好")
    assert kind(await answered(stream_head + b"%x\r\n%s\r\n" % (len(body), body))) == "truncated"


async def test_a_short_content_length_body_is_a_cut(answered, event) -> None:
    """W13, part 9."""
    assert kind(await answered(b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n" + event(content="好"))) == "truncated"


async def test_a_reset_in_the_answer_is_a_cut(serve, client, prompt, stream_head, event) -> None:
    """Part 9: text before it stays."""

    async def script(wire):
        await wire.write(stream_head)
        await wire.chunk(event(content="好"))

    server = await serve(script)
    answer = client(server.url).ask(prompt)
    assert await anext(answer) == AnswerText("好")
    server.wires[0].reset()
    assert kind([item async for item in answer]) == "truncated"


async def test_a_reset_after_the_finish_reason_is_an_end(answered, stream_head, event) -> None:
    """W78."""

    async def script(wire):
        await wire.write(stream_head)
        await wire.chunk(event("stop", content="好"))
        wire.writer.close()

    assert await answered(script) == GOOD


@pytest.mark.parametrize("last", [b"data: [DONE]\n\n", b""])
async def test_nobody_waits_for_a_server_that_forgets_to_close(last, answered, stream_head, event, quick) -> None:
    """W36: after an end marker, and after a finish reason without one."""

    async def script(wire):
        await wire.write(stream_head)
        await wire.chunk(event("stop", content="好") + last)
        await wire.gone()

    assert await answered(script, timeouts=quick()) == GOOD


async def test_an_empty_body_is_truncated(answered) -> None:
    """W76."""
    assert kind(await answered(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")) == "truncated"
    assert kind(await answered(b"HTTP/1.1 204 No Content\r\n\r\n")) == "truncated"


async def test_a_captive_portal_is_malformed_at_once(answered, quick) -> None:
    """W75: its page never ends."""

    async def script(wire):
        await wire.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><title>Wi-Fi</title>")
        await wire.gone()

    assert kind(await answered(script, timeouts=quick())) == "malformed"


async def test_a_plain_body_answers_a_stream_request(answered) -> None:
    """W74: after the blank lines of a queue."""
    body = json.dumps({"choices": [{"message": {"content": "好"}, "finish_reason": "stop"}]}).encode()
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"
    assert await answered(head + b"\n\n\n" + body) == GOOD


async def test_a_long_delta_and_many_small_ones_arrive_whole(answered, close_head, event) -> None:
    """W86."""
    long, small = "长" * 400_000, 20_000
    data = close_head + event(content=long) + b": keep-alive\n\n" * small + event(content="短") * small + event("stop")
    items = await answered(data)
    assert items[0] == AnswerText(long)
    assert items[1:] == [AnswerText("短")] * small + [Finished("stop")]
