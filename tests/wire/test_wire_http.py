"""What the client takes of HTTP, over a real socket: W11 to W20 of the wire reference."""

from __future__ import annotations

import asyncio
import gzip
import zlib
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from tests.wire.server import CHUNKED, DONE, HOLD, KEEP, RESET, STOP, STREAM, chunk, data, delta, reply

BODY = delta("好") + STOP + DONE
GOOD = ("", "好", "stop")


@pytest.mark.parametrize(
    "early",
    [
        b"HTTP/1.1 100 Continue\r\n\r\n",
        b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n",
        b"HTTP/1.1 102 Processing\r\n\r\n" * 20,
        b"HTTP/1.1 100\r\n\r\nHTTP/1.1 103 X\r\nContent-Type: text/html\r\n\r\n",
    ],
)
async def test_w11_informational_responses_are_skipped(early, take) -> None:
    assert (await take(early + STREAM + BODY)).seen == GOOD
    assert (await take(early, 0.05, STREAM + BODY)).seen == GOOD


@pytest.mark.parametrize(
    "head",
    [
        b"HTTP/1.1 200 OK\r\ncOnTeNt-TyPe: TEXT/Event-Stream; Charset=GBK\r\nX: \xff\xfe\r\nX: 2\r\n\r\n",
        b"HTTP/1.1 200\r\nContent-Type:text/event-stream\r\nContent-Type:text/event-stream\r\n\r\n",
        b"HTTP/1.0 200 OK\r\nServer: \r\nX-Long: " + b"a" * 8000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\nContent-Type: text/event-stream\n\n",
        b"HTTP/1.1 200 OK\r\nCONTENT-LENGTH: %d\r\ncontent-length: %d\r\n\r\n" % (len(BODY), len(BODY)),
    ],
)
async def test_w12_names_of_headers_know_no_case_and_unknown_ones_no_harm(head, take) -> None:
    assert (await take(head + BODY)).seen == GOOD


@pytest.mark.parametrize(
    "response",
    [
        STREAM + BODY,
        b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + BODY,
        reply(200, BODY),
        CHUNKED + chunk(BODY) + b"0\r\n\r\n",
        CHUNKED + b'000%X;name="a;b";c\r\n%b\r\n0;x=y\r\nX-Sum: 1\r\nX-Two: 2\r\n\r\n' % (len(BODY), BODY),
        CHUNKED + b"".join(chunk(BODY[i : i + 1]) for i in range(len(BODY))) + b"0\r\n\r\n",
        CHUNKED.replace(b"chunked", b"Chunked") + chunk(BODY) + b"00000\r\n\r\n",
    ],
)
async def test_w13_every_framing_of_a_body_is_read(response, take) -> None:
    assert (await take(response)).seen == GOOD


@pytest.mark.parametrize("coding", ["gzip", "x-gzip", "GZIP", "deflate", "raw deflate", "members"])
@pytest.mark.parametrize("size", [1, 7, 10_000])
async def test_w14_compressed_bodies_may_come_in_any_pieces(coding, size, take) -> None:
    packer = zlib.compressobj(wbits=-15)
    packed = {
        "deflate": zlib.compress(BODY),
        "raw deflate": packer.compress(BODY) + packer.flush(),
        "members": b"".join(gzip.compress(part + b"\n\n") for part in BODY.split(b"\n\n")),
    }.get(coding, gzip.compress(BODY))
    name = {"raw deflate": "deflate", "members": "gzip"}.get(coding, coding)
    head = CHUNKED[:-2] + f"Content-Encoding: {name}\r\n\r\n".encode()
    parts = [packed[i : i + size] for i in range(0, len(packed), size)]
    assert (await take(head, *map(chunk, parts), b"0\r\n\r\n")).seen == GOOD


@pytest.mark.parametrize("bits", [31, 15, -15])
async def test_w14_a_compressed_delta_is_shown_before_the_next_is_sent(bits, serve, client, prompt) -> None:
    packer, read = zlib.compressobj(wbits=bits), asyncio.Event()

    async def script(request):
        await request.do(STREAM[:-2] + b"Content-Encoding: %s\r\n\r\n" % (b"gzip" if bits == 31 else b"deflate"))
        await request.do(packer.compress(delta("一")) + packer.flush(zlib.Z_SYNC_FLUSH))
        await read.wait()
        await request.do(packer.compress(delta("二") + STOP) + packer.flush())
        request.writer.close()

    server = await serve(script)
    answer = client(server.url).ask(prompt)
    assert (await anext(answer)).text == "一"
    read.set()
    assert [getattr(item, "text", item.__class__.__name__) async for item in answer] == ["二", "Finished"]


@pytest.mark.parametrize("status", [300, 301, 302, 303, 304, 307, 308])
@pytest.mark.parametrize("location", ["http://other.example:81/secret/path?key=1", "/elsewhere", "", "http://[bad"])
async def test_w15_a_redirect_is_malformed_and_names_the_host_only(status, location, take) -> None:
    turn = await take(reply(status, b"" if status == 304 else b"secret", f"Location: {location}"))
    assert turn.kind == "malformed" and turn.status == status
    assert "secret" not in turn.message and "key=1" not in turn.message and "elsewhere" not in turn.message
    assert "other.example" in turn.message or "other" not in location


@pytest.mark.parametrize(
    "body",
    [
        [b'{"error":{"message":"one"}}', HOLD],
        [b'{"error":{"message":"one"', HOLD],
        [b"x" * 4096] * 400,
        [piece for _ in range(200) for piece in (b"y", 0.05)],
    ],
)
async def test_w16_an_endless_error_page_ends_in_time(body, take) -> None:
    started = asyncio.get_running_loop().time()
    turn = await take(b"HTTP/1.1 400 X\r\nContent-Type: application/json\r\n\r\n", *body)
    assert turn.kind == "bad_request" and len(turn.message) <= 500
    assert asyncio.get_running_loop().time() - started < 5.5


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (401, {"error": {"message": "rate limit", "code": 429}}, "auth"),
        (500, {"error": {"message": "invalid api key", "code": 401}}, "server"),
        (429, {"error": {"message": "server overloaded", "code": 503}}, "rate_limited"),
        (404, {"error": {"message": "busy"}}, "bad_request"),
        (503, {"error": {"message": "bad request", "code": 400}}, "overloaded"),
        (403, {"error": {"message": "no", "code": "AccountOverdueError"}}, "payment"),
        (429, {"error": {"message": "x", "code": "insufficient_quota"}}, "payment"),
        (400, {"code": 30001, "message": "Sorry, your account balance is insufficient"}, "payment"),
        (402, b"", "payment"),
        (500, STREAM, "server"),
    ],
)
async def test_w17_the_status_decides_and_the_body_refines(status, body, kind, take) -> None:
    assert (await take(reply(status, body))).kind == kind


@pytest.mark.parametrize(
    "wait", ["3600", "99999999999999999999", "9" * 400, "later than the cap", "Fri, 31 Dec 9999 23:59:59 GMT"]
)
async def test_w18_a_wish_for_a_long_wait_ends_the_turn_at_once(wait, serve, tell) -> None:
    if wait.startswith("later"):
        wait = format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)
    server = await serve(reply(429, {"error": {"message": "slow"}}, f"Retry-After: {wait}"), STREAM + BODY)
    end = await tell(server.url)
    assert end.fault.kind == "rate_limited"
    assert len(server.requests) == 1 and len(end.fault.message) < 200


@pytest.mark.parametrize("wait", ["1", "-5", "soon", "Wed, 21 Oct 2015 07:28:00 GMT", ""])
async def test_w18_a_short_or_unreadable_wish_is_followed_by_another_try(wait, serve, tell) -> None:
    server = await serve(reply(429, b"", f"Retry-After: {wait}"), STREAM + BODY)
    assert (await tell(server.url)).answer == "好" and len(server.requests) == 2


@pytest.mark.parametrize("sent", [b"", STREAM, STREAM + delta("好"), b"HTTP/1.1 500 X\r\n\r\n"])
async def test_w19_a_cancelled_turn_hangs_up_within_a_second(sent, serve, client, prompt) -> None:
    asked, gone = asyncio.Event(), asyncio.Event()

    async def script(request):
        await request.do(sent)
        asked.set()
        await request.gone()
        gone.set()

    server, before = await serve(script), asyncio.all_tasks()
    backend = client(server.url)

    async def read() -> None:
        _ = [item async for item in backend.ask(prompt)]

    task = asyncio.create_task(read())
    await asked.wait()
    await asyncio.sleep(0.05)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await asyncio.wait_for(gone.wait(), 1)
    await asyncio.sleep(0.05)
    assert not {task for task in asyncio.all_tasks() - before if "_serve" not in repr(task)}


@pytest.mark.parametrize(
    "fault",
    [
        [CHUNKED + chunk(delta("好")) + b"0\r\n\r\n", KEEP],
        [CHUNKED + chunk(data({"error": "no"})) + b"0\r\n\r\n", KEEP],
        [CHUNKED + chunk(b"data: nonsense\n\n") + b"0\r\n\r\n", KEEP],
        [reply(200, DONE), KEEP],
        [reply(200, b"<html>"), KEEP],
        [STREAM + delta("好"), RESET],
    ],
)
async def test_w20_the_connection_of_a_fault_is_not_used_again(fault, serve, client, prompt) -> None:
    server = await serve(fault, [reply(200, BODY), KEEP])
    backend = client(server.url)
    for _ in range(3):
        _ = [item async for item in backend.ask(prompt)]
    assert (len(server.requests), server.connections) == (3, 2)


async def test_w20_the_connection_of_an_error_page_is_not_used_again(serve, client, prompt) -> None:
    """Many servers close it a moment after the page, when the next request is already under way."""
    server = await serve([reply(500, {"error": "x"}), KEEP], [reply(200, BODY), KEEP])
    backend = client(server.url)
    for _ in range(2):
        _ = [item async for item in backend.ask(prompt)]
    assert (len(server.requests), server.connections) == (2, 2)
