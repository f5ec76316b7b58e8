"""What holds whatever a server does, over a real socket: W85 to W90 of the wire reference."""

from __future__ import annotations

import asyncio
import json
import os
import random
import signal
import sys
import tracemalloc

import pytest

from simulator.domain.completion import Finished
from tests.wire.server import CHUNKED, DONE, RESET, STOP, STREAM, choice, chunk, data, delta, reply
from tests.wire.turn import turn_of

SMALL = {
    "chat": delta("你😀") + delta("", "stop", role="assistant") + DONE,
    "thinking": delta(reasoning_content="想") + delta("好") + STOP,
    "tags": delta("<think>想</think>\n好") + STOP + DONE,
    "no opener": delta("想") + delta("</think>好") + STOP,
    "crlf": (b": c\n\n" + delta("好") + STOP + DONE).replace(b"\n", b"\r\n"),
    "cr": (b"event: x\n" + delta("好") + STOP + DONE).replace(b"\n", b"\r"),
    "mark": b"\xef\xbb\xbf" + delta("好") + STOP,
    "halves": delta("X").replace(b"X", b"\\ud83d") + delta("X").replace(b"X", b"\\ude00") + STOP,
    "tool": delta(tool_calls=[{"index": 0, "id": "a", "function": {"name": "f", "arguments": "{}"}}]) + STOP,
    "error": delta("好") + data({"error": {"message": "busy", "code": 503}}) + DONE,
    "error event": delta("好") + b"event: error\ndata: plain\n\n",
    "cut": delta("好") + b"data: {",
    "usage": delta("好") + STOP + data({"choices": [], "usage": {"prompt_tokens": 1}}) + DONE,
    "plain": b"\n\n" + json.dumps({"choices": [{"message": {"content": "好"}}]}).encode(),
    "page": b"<html><title>x</title></html>",
    "malformed": delta("好") + b"data: nonsense\n\n" + STOP,
}


@pytest.mark.parametrize("end", [STOP + DONE, b"", data({"error": "x"}), b"data: nonsense\n\n"])
async def test_w85_a_turn_ends_exactly_once(end, serve, ask, take) -> None:
    _ = await take(STREAM + delta("好") + end)  # `turn_of` counts the ends
    asked = await ask((await serve(STREAM + delta("好") + end)).url, "--clock", "virtual")
    assert asked.end["answer"] == "好"
    assert [event["event"] for event in asked.events][-2:] == ["turn_ended", "session_ended"]


async def test_w85_an_interrupted_turn_ends_once_too(serve, tmp_path) -> None:
    asked, gone = asyncio.Event(), asyncio.Event()

    async def script(request):
        await request.do(STREAM + delta("半"))
        asked.set()
        await request.gone()
        gone.set()

    server = await serve(script)
    command = [sys.executable, "-m", "simulator", "ask", "你好", "--backend-url", server.url, "--json"]
    folders = {f"SIMULATOR_{name}_DIR": str(tmp_path / name) for name in ("DATA", "CONFIG", "CACHE")}
    process = await asyncio.create_subprocess_exec(
        *command, stdout=asyncio.subprocess.PIPE, env={**os.environ, **folders}
    )
    assert process.stdout is not None
    lines = []
    while not lines or b"answer_delta" not in lines[-1]:
        lines.append(await asyncio.wait_for(process.stdout.readline(), 20))
    process.send_signal(signal.SIGINT)
    await asyncio.wait_for(gone.wait(), 1)
    rest, _ = await process.communicate()
    events = [json.loads(line) for line in [*lines, *rest.splitlines()]]
    [end] = [event for event in events if event["event"] == "turn_ended"]
    assert (end["outcome"], end["answer"], process.returncode) == ("interrupted", "半", 130)
    assert events[-1]["event"] == "session_ended"


async def test_w86_much_text_costs_what_its_length_costs(take) -> None:
    mebibyte = "长" * 350_000
    assert (await take(STREAM + delta(mebibyte) + STOP)).answer == mebibyte
    assert (await take(STREAM + b": keep-alive\n\n" * 50_000 + delta("好") + STOP)).seen == ("", "好", "stop")
    many = delta("长") * 20_000 + delta(reasoning_content="a\\") * 20_000
    turn = await take(STREAM + many + STOP)
    assert (len(turn.answer), len(turn.thinking), turn.finish) == (20_000, 40_000, "stop")
    tags = await take(STREAM + delta("<think>" + "<" * 50_000) + delta("</") * 20_000 + STOP)
    assert len(tags.thinking) == 90_000


async def test_w86_comments_take_no_memory(serve, client, prompt) -> None:
    server = await serve([STREAM, *[b": keep-alive\n\n" * 5_000] * 20, delta("好") + STOP])
    backend = client(server.url)
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    _ = [item async for item in backend.ask(prompt)]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak - before < 1_000_000


@pytest.mark.parametrize("text", ["一", "a" * 5, "好。\n", "x<y"])
async def test_w87_a_delta_is_shown_before_the_next_is_sent(text, serve, client, prompt) -> None:
    shown: asyncio.Queue[str] = asyncio.Queue()

    async def script(request):
        await request.do(STREAM)
        for _ in range(3):
            await request.do(delta(text))
            await asyncio.wait_for(shown.get(), 3)
        await request.do(STOP)
        request.writer.close()

    server = await serve(script)
    texts = []
    async for item in client(server.url).ask(prompt):
        if not isinstance(item, Finished):
            texts.append(item.text)
            shown.put_nowait(item.text)
    assert "".join(texts) == text * 3


@pytest.mark.parametrize("name", SMALL)
async def test_w88_a_split_at_any_byte_changes_nothing(name, serve, client, prompt) -> None:
    body = SMALL[name]

    pieces: tuple[bytes, ...] = ()

    async def script(request):
        # Chunks of HTTP, each its own read: httpx gives them out one by one.
        await request.do(CHUNKED + b"".join(map(chunk, pieces)) + b"0\r\n\r\n")

    server = await serve(script)
    backend = client(server.url)

    async def seen(*parts: bytes):
        nonlocal pieces
        pieces = parts
        turn = turn_of([item async for item in backend.ask(prompt)])
        return turn.seen, turn.usage, turn.calls, turn.message

    whole = await seen(body)
    for at in range(1, len(body)):
        assert await seen(body[:at], body[at:]) == whole
    assert await seen(*(body[at : at + 1] for at in range(len(body)))) == whole
    rng = random.Random(name)
    for _ in range(20):
        cuts = sorted(rng.sample(range(len(body)), min(7, len(body))))
        assert await seen(*(body[a:b] for a, b in zip([0, *cuts], [*cuts, len(body)], strict=True) if a < b)) == whole


async def test_w89_turns_at_the_same_time_share_nothing(serve, client, prompt) -> None:
    texts = [f"<think>想{n}</think>答{n}" for n in range(30)]
    waiting = asyncio.Barrier(len(texts))
    number = iter(range(len(texts)))

    async def script(request):
        n = next(number)
        body = delta(texts[n]) + data(choice({}, "stop", usage={"prompt_tokens": n})) + DONE
        await request.do(CHUNKED + chunk(body[: 20 + n]))
        await waiting.wait()
        await request.do(chunk(body[20 + n :]), RESET if n % 3 == 0 else 0.0)
        request.writer.close()

    server = await serve(script)
    backend = client(server.url)

    async def one():
        turn = turn_of([item async for item in backend.ask(prompt)])
        return turn.thinking, turn.answer, turn.usage.prompt_tokens, turn.finish

    turns = await asyncio.gather(*(one() for _ in texts))
    assert sorted(turns) == sorted((f"想{n}", f"答{n}", n, "stop") for n in range(len(texts)))


def _dense() -> bytes:
    """Give an event whose JSON holds a great many values."""
    odd = [{"token": "好", "logprob": -0.5, "bytes": [229, 165, 189]}] * 30_000
    return data(choice({"content": "好"}, None, logprobs={"content": odd}))


@pytest.mark.parametrize("large", [STREAM + _dense() + STOP, reply(200, _dense()[6:].replace(b"delta", b"message"))])
async def test_w90_a_large_event_does_not_stall_the_others(large, serve, client, prompt) -> None:
    server = await serve(large)

    async def share_of_the_longest_stall() -> float:
        loop, longest = asyncio.get_running_loop(), 0.0

        async def watch() -> None:
            nonlocal longest
            while True:
                before = loop.time()
                await asyncio.sleep(0.005)
                longest = max(longest, loop.time() - before)

        watcher, started = asyncio.create_task(watch()), loop.time()
        turn = turn_of([item async for item in client(server.url).ask(prompt)])
        watcher.cancel()
        assert turn.seen == ("", "好", "stop")
        return longest / (loop.time() - started)

    # Not milliseconds, which a busy machine adds to, but the share: decoding in one go is nearly all of the time. And
    # the best of some, since another process may take the core away in any of them.
    for _ in range(5):
        if await share_of_the_longest_stall() < 1 / 3:
            return
    pytest.fail("the loop stood still for most of the time, each time")
