"""The clocks of a turn, over a real socket: W81 to W84 of the wire reference."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from itertools import pairwise
from typing import Any

import pytest

from simulator.backends.timeouts import Timeouts
from tests.wire.server import CHUNKED, DONE, HOLD, JSON, STOP, STREAM, chunk, delta, reply

COMMENTS = [step for _ in range(200) for step in (b": keep-alive\n\n", 0.02)]
BLANKS = [step for _ in range(200) for step in (b"\n", 0.02)]
TEXTS = [step for _ in range(200) for step in (delta("好"), 0.02)]


def only(**seconds: float) -> Timeouts:
    """Give clocks of ten seconds but for the named ones."""
    return Timeouts(**{"connect": 10.0, "idle": 10.0, "event": 10.0, "total": 10.0, **seconds})


@pytest.mark.parametrize(
    ("clock", "script"),
    [
        ("idle", [HOLD]),
        ("idle", [STREAM, HOLD]),
        ("idle", [STREAM + delta("好"), HOLD]),
        ("idle", [STREAM + delta("好")[:-3], HOLD]),
        ("idle", [JSON + b"\n{", HOLD]),
        ("idle", [b"HTTP/1.1 200 OK\r\nContent-", HOLD]),
        ("event", [STREAM + delta("好"), *COMMENTS]),
        ("event", [STREAM, *COMMENTS]),
        ("event", [JSON, *BLANKS]),
        ("event", [STREAM + delta("好"), *BLANKS]),
        ("event", [STREAM + b"data: {", *[step for _ in range(200) for step in (b" ", 0.02)]]),
        ("total", [STREAM, *TEXTS]),
        ("total", [HOLD]),
        ("total", [STREAM, *COMMENTS]),
    ],
)
async def test_w81_each_clock_ends_what_it_is_for(clock: str, script: list[Any], take) -> None:
    started = asyncio.get_running_loop().time()
    turn = await take(*script, timeouts=only(**{clock: 0.3}))
    assert turn.kind == "timeout" and f"{clock} clock" in turn.message
    assert 0.25 < asyncio.get_running_loop().time() - started < 1.5


async def test_w81_the_connect_clock_is_for_the_connection_and_tls(client, prompt) -> None:
    with contextlib.ExitStack() as sockets:
        full = sockets.enter_context(socket.socket())
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        for _ in range(3):
            waiting = sockets.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(full.getsockname())
        silent = sockets.enter_context(socket.socket())
        silent.bind(("127.0.0.1", 0))
        silent.listen(5)
        for url in ("http", full), ("https", silent):
            backend = client(f"{url[0]}://127.0.0.1:{url[1].getsockname()[1]}", timeouts=only(connect=0.3, idle=0.05))
            [end] = [item async for item in backend.ask(prompt)]
            assert end.fault.kind == "timeout" and "connect clock" in end.fault.message


async def test_w82_a_slow_stream_is_never_cut(take) -> None:
    slow = [step for _ in range(8) for step in (b": c\n\n", 0.08, delta("好"), 0.08)]
    turn = await take(STREAM, 0.2, *slow, STOP, timeouts=only(idle=0.4, event=0.4))
    assert turn.seen == ("", "好" * 8, "stop")


async def test_w83_an_expiry_names_its_clock_and_keeps_the_text(serve, ask) -> None:
    first = CHUNKED + chunk(delta(reasoning_content="想") + delta("半个"))
    clocks = {"idle": 0.3, "event": 0.3, "total": 3.0}
    servers = [await serve([first, *map(_framed, COMMENTS if clock == "event" else [HOLD])]) for clock in clocks]
    asking = zip(servers, clocks.items(), strict=True)
    for clock, server, asked in zip(
        clocks,
        servers,
        await asyncio.gather(*(ask(server.url, "--timeout", f"{name}={time}") for server, (name, time) in asking)),
        strict=True,
    ):
        end = asked.end
        assert (end["outcome"], end["thinking"], end["answer"], asked.code) == ("fault", "想", "半个", 1)
        assert end["fault"]["kind"] == "timeout" and f"{clock} clock" in end["fault"]["message"]
        assert len(server.requests) == 1


def _framed(step: Any) -> Any:
    return chunk(step) if isinstance(step, bytes) else step


async def test_w84_the_first_event_and_the_gaps_are_recorded(serve, ask) -> None:
    body = [STREAM + b": c\n\n", 1.6, delta(reasoning_content="想"), 0.4, delta("一"), 0.4, delta("二") + STOP + DONE]
    asked, nothing = await asyncio.gather(
        ask((await serve(body)).url), ask((await serve(reply(400, b""))).url, "--clock", "virtual")
    )
    times = [event["t"] for event in asked.events if event["event"].endswith("_delta")]
    assert len(times) == 3 and all(0.3 < after - before < 1 for before, after in pairwise(times))
    assert 1.5 < asked.end["first_token_seconds"] < 3.5
    assert nothing.end["first_token_seconds"] is None
