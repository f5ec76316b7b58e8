"""The clocks of a request and the ways to stop one; W numbers are those of the wire reference."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from dataclasses import replace

import httpx
import pytest

from simulator.domain.completion import AnswerText, Failed, Finished, TurnTime


def timeout(items) -> str:
    """Give the message of the timeout that is the last item."""
    assert isinstance(items[-1], Failed)
    assert items[-1].fault.kind == "timeout"
    return items[-1].fault.message


async def test_a_silent_server_runs_into_the_idle_clock(answered, quick) -> None:
    """W81, W83: no byte at all."""

    async def script(wire):
        await wire.gone()

    assert "idle clock" in timeout(await answered(script, timeouts=quick(idle=0.1)))


async def test_silence_in_the_answer_keeps_what_came(answered, quick, stream_head, event) -> None:
    """W81, W83."""

    async def script(wire):
        await wire.write(stream_head)
        await wire.chunk(event(content="好"))
        await wire.gone()

    items = await answered(script, timeouts=quick(idle=0.1))
    assert items[0] == AnswerText("好")
    assert "idle=0.2" in timeout(items)


async def test_comments_are_no_progress(answered, quick, stream_head, event) -> None:
    """W28, W81: they reset the idle clock but not the event clock."""

    async def script(wire):
        await wire.write(stream_head)
        await wire.chunk(event(content="好"))
        while not wire.writer.is_closing():
            await wire.chunk(b": keep-alive\n\n")
            await asyncio.sleep(0.02)

    assert "event clock" in timeout(await answered(script, timeouts=quick(idle=5, event=0.2)))


async def test_the_whole_turn_has_an_end(answered, quick, stream_head, event) -> None:
    """W81: though an event comes before every other clock, and though the server never lets the loop rest."""

    async def drip(wire):
        await wire.write(stream_head)
        while not wire.writer.is_closing():
            await wire.chunk(event(content="好"))
            await asyncio.sleep(0.02)

    async def flood(wire):
        await wire.write(stream_head)
        while not wire.writer.is_closing():
            await wire.chunk(event(content="好"))

    for script in (drip, flood):
        assert "total clock" in timeout(await answered(script, timeouts=quick(total=0.2)))


class Endless(httpx.AsyncBaseTransport):
    """Answers without end and without a pause, so that no timer ever gets its turn."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        async def body():
            while True:
                yield self.data

        return httpx.Response(200, content=body())


async def test_the_whole_turn_has_an_end_even_where_nothing_pauses(client, prompt, quick, event) -> None:
    """W81."""
    backend = client("http://mock", transport=Endless(event(content="好")), timeouts=quick(total=0.1))
    assert "total clock" in timeout([item async for item in backend.ask(prompt)])


async def test_a_slow_stream_is_not_cut(answered, quick, stream_head, event) -> None:
    """W82: it lasts longer than the idle and the event clock."""

    async def script(wire):
        await wire.write(stream_head)
        for _ in range(8):
            await wire.chunk(event(content="好"))
            await asyncio.sleep(0.1)
        await wire.chunk(event("stop") + b"data: [DONE]\n\n")

    items = await answered(script, timeouts=quick(idle=0.5, event=0.5))
    assert items == [AnswerText("好")] * 8 + [Finished("stop")]


async def test_a_slow_reader_is_not_the_servers_fault(serve, client, prompt, quick, stream_head, event) -> None:
    """W82: time between two reads does not count for the idle and the event clock."""

    async def script(wire):
        await wire.write(stream_head)
        await wire.chunk(event(content="一"))
        await wire.chunk(event("stop", content="二") + b"data: [DONE]\n\n")

    server = await serve(script)
    items = []
    async for item in client(server.url, timeouts=quick(idle=0.1, event=0.1)).ask(prompt):
        items.append(item)
        await asyncio.sleep(0.25)
    assert items == [AnswerText("一"), AnswerText("二"), Finished("stop")]


async def test_the_connect_clock_is_its_own(client, prompt, quick) -> None:
    """W81: a listener whose queue is full leaves the caller waiting, longer than the idle clock allows."""
    with contextlib.ExitStack() as sockets:
        listener = sockets.enter_context(socket.socket())
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        for _ in range(3):
            waiting = sockets.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(listener.getsockname())
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        backend = client(url, timeouts=quick(connect=0.3, idle=0.05))
        assert "connect clock" in timeout([item async for item in backend.ask(prompt)])


async def test_cancelling_closes_the_socket(serve, client, prompt, stream_head, event) -> None:
    """W19: within a second, with no task left behind."""
    closed = asyncio.Event()

    async def script(wire):
        await wire.write(stream_head)
        await wire.chunk(event(content="好"))
        await wire.gone()
        closed.set()

    server = await serve(script)
    seen: asyncio.Queue[object] = asyncio.Queue()

    async def read() -> None:
        async for item in client(server.url).ask(prompt):
            seen.put_nowait(item)

    task = asyncio.create_task(read())
    assert await seen.get() == AnswerText("好")
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await asyncio.wait_for(closed.wait(), 1)


async def test_closing_the_generator_closes_the_socket(serve, client, prompt, stream_head, event) -> None:
    """W19."""
    closed = asyncio.Event()

    async def script(wire):
        await wire.write(stream_head)
        await wire.chunk(event(content="好"))
        await wire.gone()
        closed.set()

    server = await serve(script)
    answer = client(server.url).ask(prompt)
    assert await anext(answer) == AnswerText("好")
    await answer.aclose()
    await asyncio.wait_for(closed.wait(), 1)


async def test_a_cancellation_before_the_answer_is_no_fault(serve, client, prompt) -> None:
    """W19, W85: the user's own stop is raised, not reported as the server's."""
    asked = asyncio.Event()

    async def script(wire):
        asked.set()
        await wire.gone()

    server = await serve(script)
    task = asyncio.create_task(anext(client(server.url).ask(prompt)))
    await asked.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_a_timeout_leaves_its_task_uncancelled(serve, client, prompt, quick) -> None:
    """A clock ends its wait by a cancellation, which must not count against the reader's own."""

    async def script(wire):
        await wire.gone()

    server = await serve(script)
    items = [item async for item in client(server.url, timeouts=quick(idle=0.05)).ask(prompt)]
    task = asyncio.current_task()
    assert "idle" in timeout(items)
    assert task is not None and task.cancelling() == 0


async def test_each_item_may_be_read_by_a_task_of_its_own(serve, client, prompt, quick, stream_head, event) -> None:
    """A face that can be interrupted reads so; the clocks then cancel the task that waits, not the first one."""

    async def script(wire):
        await wire.write(stream_head)
        await wire.chunk(event(content="好"))
        await wire.gone()

    server = await serve(script)
    answer = client(server.url, timeouts=quick(idle=0.1)).ask(prompt)
    first = await asyncio.create_task(anext(answer))
    second = await asyncio.create_task(anext(answer))
    assert first == AnswerText("好")
    assert "idle clock" in timeout([second])


async def test_the_requests_of_one_turn_have_one_time_together(serve, client, prompt, quick) -> None:
    """W81: the whole turn, its repetitions and fallbacks included."""

    async def busy(wire):
        await wire.write(b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n")

    server = await serve(busy)
    turn = TurnTime(asyncio.get_running_loop().time() - 4.0)
    asked = replace(prompt, turn=turn)
    (early,) = [item async for item in client(server.url, timeouts=quick(total=60)).ask(asked)]
    assert (early.fault.kind, round(early.fault.left)) == ("overloaded", 56)
    (late,) = [item async for item in client(server.url, timeouts=quick(total=3)).ask(asked)]
    assert "total clock" in timeout([late]) and late.fault.left == 0
    assert server.connections == 1
