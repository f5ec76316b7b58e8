"""What goes wrong, in every shape, over a real socket: W71 to W80 of the wire reference."""

from __future__ import annotations

import asyncio
import json

import pytest

from tests.wire.server import CHUNKED, DONE, HOLD, JSON, RESET, STOP, STREAM, choice, chunk, data, delta, reply

GOOD = ("", "好", "stop")

SHAPES = {
    "E1": ({"error": {"message": "坏了 here", "type": "server_error", "param": None, "code": None}}, "server"),
    "E1 code": ({"error": {"message": "坏了 here", "type": "x", "code": "429"}}, "rate_limited"),
    "E1 auth": (
        {"error": {"message": "坏了 here", "type": "authentication_error", "code": "invalid_request_error"}},
        "auth",
    ),
    "E1 context": (
        {"error": {"code": 400, "message": "坏了 here", "type": "exceed_context_size_error"}},
        "bad_request",
    ),
    "E1 overloaded": ({"error": {"message": "坏了 here", "type": "overloaded_error"}}, "overloaded"),
    "E2": (
        {"object": "error", "message": "坏了 here", "type": "BadRequestError", "param": None, "code": 400},
        "bad_request",
    ),
    "E2 name": ({"object": "error", "message": "坏了 here", "type": "BadRequestError"}, "bad_request"),
    "E3": ({"error": "坏了 here"}, "server"),
    "E4": ({"detail": "坏了 here"}, "server"),
    "E4 list": ({"detail": [{"loc": ["body", "messages"], "msg": "坏了 here", "type": "missing"}]}, None),
    "E5": ({"code": 30001, "message": "坏了 here", "data": None}, "payment"),
    "E5 busy": ({"code": 50505, "message": "坏了 here: Model service overloaded", "data": None}, "overloaded"),
    "E6": ({"code": "InvalidApiKey", "message": "坏了 here", "request_id": "r"}, "auth"),
    "E7": (
        {"error": {"code": "AccountOverdueError", "message": "坏了 here", "param": "", "type": "Forbidden"}},
        "payment",
    ),
    "E8": (
        {"error": {"code": "rpm_rate_limit_exceeded", "message": "坏了 here", "type": "rate_limit_exceeded"}},
        "rate_limited",
    ),
    "E9": (
        {
            "error": {
                "message": "Provider returned error",
                "code": 502,
                "metadata": {"raw": "坏了 here", "provider_name": "p"},
            }
        },
        "server",
    ),
    "E9 json": (
        {"error": {"message": "x", "code": 429, "metadata": {"raw": '{"error":{"message":"坏了 here"}}'}}},
        "rate_limited",
    ),
    "E11": ({"detail": json.dumps({"error": {"message": "坏了 here", "code": "insufficient_quota"}})}, "payment"),
    "E11 twice": (
        {"error": {"message": json.dumps({"detail": json.dumps({"error": "坏了 here"})}), "code": 503}},
        "overloaded",
    ),
}

STATUSES = {400: "bad_request", 401: "auth", 402: "payment", 403: "auth", 404: "bad_request", 405: "bad_request",
            406: "bad_request", 408: "timeout", 409: "bad_request", 410: "bad_request", 411: "bad_request",
            413: "bad_request", 414: "bad_request", 415: "bad_request", 422: "bad_request", 429: "rate_limited",
            431: "bad_request", 500: "server", 501: "server", 502: "server", 503: "overloaded", 504: "timeout",
            505: "server", 520: "server", 521: "server", 522: "timeout", 523: "server", 524: "timeout",
            525: "server", 529: "overloaded"}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
async def test_w71_every_shape_gives_its_text_and_kind(shape, take) -> None:
    body, kind = SHAPES[shape]
    for response in (reply(200, body), STREAM + data(body), reply(200, [body])):
        turn = await take(response)
        assert "坏了 here" in turn.message and "{" not in turn.message
        assert turn.kind == kind or kind is None
    refused = await take(reply(500, body))
    assert refused.kind == "server" and "坏了 here" in refused.message and "{" not in refused.message


@pytest.mark.parametrize("status", STATUSES)
async def test_w71_every_status_has_its_kind_whatever_the_body(status, take) -> None:
    page = b"<html><head><title>Oops %d</title><style>b{}</style></head><body><b>x</b></body></html>" % status
    for body in (
        b"",
        page,
        b"plain <b>words</b>",
        b'{"error":',
        {"error": {"message": "m" * 3000 + " <p>"}},
        {},
        7,
        None,
    ):
        turn = await take(reply(status, body))
        assert (turn.kind, turn.status) == (STATUSES[status], status)
        assert len(turn.message) <= 500 and "<" not in turn.message and "\n" not in turn.message


@pytest.mark.parametrize(
    "error",
    [
        data({"error": {"message": "no more", "type": "server_error"}}),
        data({"error": {"message": "no more", "type": "server_error"}}) + DONE,
        data(choice({"content": ""}, "error", error={"code": 502, "message": "no more"})),
        data({"choices": [{"delta": {}, "finish_reason": "error", "error": {"code": 502, "message": "no more"}}]}),
        b"error: " + json.dumps({"code": 500, "message": "no more"}).encode() + b"\n\n",
        data({"object": "error", "message": "no more", "code": 500}),
        data({"code": 50000, "message": "no more", "data": None}),
        data({"detail": "no more"}),
    ],
)
async def test_w72_an_error_in_the_middle_ends_the_turn_and_keeps_the_text(error, take, serve, tell) -> None:
    body = delta(reasoning_content="想") + delta("好") + error + delta("x") + STOP + DONE
    turn = await take(STREAM + body, HOLD)
    assert turn.seen == ("想", "好", "server") and "no more" in turn.message
    end = await tell((await serve(STREAM + body)).url)
    assert (end.outcome, end.thinking, end.answer, end.fault.kind) == ("fault", "想", "好", "server")


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("server is busy", "overloaded"),
        ('"quoted words"', "server"),
        ('{"message":"Model Not Exist"}', "bad_request"),
        ('{"error":{"code":"401","message":"x"}}', "auth"),
        ('{"choices":[{"delta":{"content":"x"}}]}', "server"),
        ("", "server"),
        ("[DONE]", "server"),
        ("余额不足", "payment"),
    ],
)
async def test_w73_an_event_called_error_is_a_fault_even_as_plain_text(words, kind, take) -> None:
    for field in (b"event: error\ndata: %b\n\n", b"event:error\r\ndata:%b\r\n\r\n", b"data: %b\nevent: error\n\n"):
        turn = await take(STREAM + delta("好") + field % words.encode() + STOP + DONE, HOLD)
        assert turn.seen == ("", "好", kind)


@pytest.mark.parametrize("blank", [b"", b"\n" * 500, b"\r\n \t\n"])
async def test_w74_a_plain_body_is_an_answer_after_blank_lines(blank, take) -> None:
    message = {"role": "assistant", "content": "好", "reasoning_content": "想", "tool_calls": None}
    usage = {"prompt_tokens": 1, "completion_tokens": 2}
    body = {"choices": [{"index": 0, "message": message, "finish_reason": "length"}], "usage": usage}
    sent = json.dumps(body, indent=1).encode()
    for head in (JSON, STREAM, b"HTTP/1.1 200 OK\r\n\r\n"):
        turn = await take(head, blank, 0.01, blank + sent + blank)
        assert turn.seen == ("想", "好", "length") and turn.usage.completion_tokens == 2
    assert (await take(JSON + blank + sent[:-3])).kind == "truncated"
    short = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(sent)
    assert (await take(short + sent[:40])).kind == "truncated"
    assert (await take(JSON + b'{"choices":[{"message":{"content":"\xe5\xa5\xbd"}}]}')).seen == GOOD


@pytest.mark.parametrize("kind", ["text/html", "text/event-stream", "application/json", "text/plain"])
@pytest.mark.parametrize(
    "page", [b"<!DOCTYPE html><html>", b"\n\n<html><title>Wi-Fi</title>", b"\xef\xbb\xbf<HTML>", b"<?xml"]
)
async def test_w75_a_page_is_malformed_without_waiting_for_more(kind, page, take) -> None:
    started = asyncio.get_running_loop().time()
    turn = await take(f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n".encode() + page, HOLD)
    assert turn.seen == ("", "", "malformed")
    assert asyncio.get_running_loop().time() - started < 1


@pytest.mark.parametrize(
    ("response", "kind"),
    [
        (reply(200, b""), "truncated"),
        (STREAM, "truncated"),
        (JSON + b"\n\n\n", "truncated"),
        (STREAM + b": keep-alive\n\n" * 3, "truncated"),
        (CHUNKED + b"0\r\n\r\n", "truncated"),
        (CHUNKED, "truncated"),
        (reply(204, b""), "truncated"),
        (STREAM + DONE, "malformed"),
        (STREAM + b": c\n\ndata: {}\n\n" + DONE, "malformed"),
        (STREAM + data({"choices": [], "usage": {}}) + DONE, "malformed"),
        (reply(200, {}), "malformed"),
        (reply(200, {"choices": []}), "malformed"),
        (reply(200, b"null"), "malformed"),
    ],
)
async def test_w76_an_empty_body_is_truncated_and_a_bare_end_malformed(response, kind, take) -> None:
    assert (await take(response)).seen == ("", "", kind)


@pytest.mark.parametrize("side", ["content", "reasoning_content"])
@pytest.mark.parametrize("head", [STREAM, CHUNKED])
async def test_w77_an_end_without_a_marker_is_a_cut(side, head, take) -> None:
    frame = chunk if head is CHUNKED else bytes
    seen = ("半", "", "truncated") if side == "reasoning_content" else ("", "半", "truncated")
    body = frame(delta(**{side: "半"}) + data({"choices": [], "usage": {"prompt_tokens": 1}}))
    assert (await take(head + body + (b"0\r\n\r\n" if head is CHUNKED else b""))).seen == seen
    assert (await take(head + body)).seen == seen
    assert (await take(head + body, 0.05, RESET)).seen == seen
    assert (await take(head + body + delta("x")[:20], 0.05, RESET)).seen == seen


@pytest.mark.parametrize("head", [STREAM, CHUNKED])
async def test_w78_a_finish_without_a_done_is_an_end(head, take) -> None:
    frame = chunk if head is CHUNKED else bytes
    body = frame(delta("好")) + frame(STOP)
    assert (await take(head + body)).seen == GOOD
    assert (await take(head + body, 0.05, RESET)).seen == GOOD
    assert (await take(head + body + b"data: {", 0.05, RESET)).seen == GOOD
    length = b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n"
    assert (await take(length + delta("好") + STOP)).seen == GOOD


@pytest.mark.parametrize("where", ["stream", "with text", "body"])
async def test_w79_a_lack_of_resources_is_an_overload(where, take) -> None:
    reason = "insufficient_system_resource"
    body = {"choices": [{"message": {"content": "半"}, "finish_reason": reason}]}
    response = {
        "stream": STREAM + delta("半") + delta("", reason) + DONE,
        "with text": STREAM + delta("半", reason),
        "body": reply(200, body),
    }[where]
    assert (await take(response)).seen == ("", "半", "overloaded")


@pytest.mark.parametrize("finish", ["error", "abort"])
async def test_w79_other_broken_ends_are_the_servers(finish, take) -> None:
    assert (await take(STREAM + delta("半") + delta("", finish) + DONE)).seen == ("", "半", "server")


async def test_w80_the_servers_words_drive_no_terminal(serve, ask, take) -> None:
    words = "bad\x1b[31m \x1b]0;owned\x07 \x9b2J \x00\x08\x7f\u202eevil\r\nX: 1"
    for response in (reply(400, {"error": words}), STREAM + data({"error": words}), reply(400, words.encode())):
        turn = await take(response)
        assert "bad" in turn.message and turn.message.isprintable() and "[31m" not in turn.message
    finish = STREAM + delta("好\x1b[2J") + delta(finish="st\x1b[0mop")
    server = await serve(reply(400, {"error": words}), finish)
    outs = [await ask(server.url), await ask(server.url)]
    for text in (outs[0].out, outs[0].err, json.dumps(outs[0].end), json.dumps(outs[1].end)):
        assert not any(bad in text for bad in ("\x1b", "\\u001b", "\x9b", "\\u009b", "\\u202e", "\u202e", "\\u0000"))
