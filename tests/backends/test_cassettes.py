"""Recording and playing the wire over real sockets: what a client gets is the same, good ends and bad."""

from __future__ import annotations

import gzip
import json
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from simulator.backends.cassettes.door import WireDoor
from simulator.backends.cassettes.lines import EndLine, RequestLine
from simulator.backends.cassettes.network import NetworkTransport
from simulator.backends.cassettes.reading import Cassette
from simulator.backends.cassettes.recording import RecordingTransport
from simulator.backends.cassettes.replaying import ReplayTransport
from simulator.backends.cassettes.writing import CassetteWriter
from simulator.backends.network import USUAL, Network
from simulator.clocks import VirtualClock
from simulator.domain.completion import AnswerText, Failed, Finished, Message, Prompt
from simulator.domain.problem import UserProblem

BEGAN = datetime(2025, 2, 8, tzinfo=UTC)
KEY = "sk-a/b+c0123456789"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "wire.jsonl"


@pytest.fixture
def recorded(path, serve, client, prompt):
    """Give the items of an answer whose wire is recorded; a script that is bytes hangs up after them."""

    async def recorded(script, **options):
        if isinstance(script, bytes):
            data = script

            async def script(wire):
                await wire.write(data)
                wire.writer.close()

        server = await serve(script)
        ticks = iter(range(1_000_000))
        writer = CassetteWriter(path, BEGAN, "test")
        tape = RecordingTransport(NetworkTransport(USUAL), writer, lambda: next(ticks) / 4)
        backend = client(server.url, transport=tape, **options)
        items = [item async for item in backend.ask(prompt)]
        await backend.aclose()
        return items

    return recorded


@pytest.fixture
def replayed(path, client, prompt):
    async def replayed(asked=prompt, clock=None, in_time=True, **options):
        tape = ReplayTransport(Cassette(path), clock or VirtualClock(), in_time=in_time)
        return [item async for item in client("http://nobody.invalid/v1", transport=tape, **options).ask(asked)]

    return replayed


def lines(path):
    return [json.loads(line) for line in path.read_bytes().split(b"\n")[:-1]]


def told(items):
    """A fault names its server, which a replay does not know."""
    return [(item.fault.kind, item.fault.status) if isinstance(item, Failed) else item for item in items]


OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
CUT_SHORT = {
    "nothing": b"",
    "not HTTP": b"SSH-2.0-OpenSSH\r\n\r\n",
    "an empty body": OK + b"Content-Length: 0\r\n\r\n",
    "a clean end too early": OK + b'Connection: close\r\n\r\ndata: {"choices":[{"delta":{"content":"a"}}]}\r\n\r\n',
    "a missing last chunk": OK + b"Transfer-Encoding: chunked\r\n\r\n5\r\n: a\n\n\r\n",
    "a short length": OK + b"Content-Length: 99\r\n\r\n: a\n\n",
    "a character cut in two": OK + b"Content-Length: 99\r\n\r\ndata: \xe5\xa5",
    "odd bytes": OK + b"Content-Length: 8\r\n\r\n\x00\xff\xfe\x80\r\r\n\n",
    "a page": b"HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/html\r\nContent-Length: 9\r\n\r\n<p>no</p>",
    "a redirect": b"HTTP/1.1 302 Found\r\nLocation: https://a.example/?token=x\r\nContent-Length: 0\r\n\r\n",
    "too many requests": b"HTTP/1.1 429 No\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n",
    "broken compression": OK + b"Content-Encoding: gzip\r\n\r\nnot gzip",
    "a header in Latin-1": b"HTTP/1.1 500 Non\r\nX-Said: \xe9t\xe9\r\nContent-Length: 0\r\n\r\n",
}


@pytest.mark.parametrize("reply", CUT_SHORT.values(), ids=CUT_SHORT)
async def test_a_bad_end_is_played_as_the_same_fault(reply, recorded, replayed) -> None:
    items = await recorded(reply)
    assert isinstance(items[-1], Failed)
    assert told(await replayed()) == told(items)


async def test_a_good_answer_is_played_as_it_was(recorded, replayed, close_head, event) -> None:
    items = await recorded(close_head + event(reasoning_content="想") + event("stop", content="好\u2028\x85"))
    assert items[-1] == Finished("stop")
    assert await replayed() == items


async def test_a_reset_in_the_answer_is_played_as_a_cut(
    recorded, replayed, serve, client, prompt, path, stream_head, event
) -> None:
    async def script(wire):
        await wire.write(stream_head)
        await wire.chunk(event(content="好"))

    server = await serve(script)
    tape = RecordingTransport(NetworkTransport(USUAL), CassetteWriter(path, BEGAN, "test"), lambda: 0.0)
    answer = client(server.url, transport=tape).ask(prompt)
    first = await anext(answer)
    server.wires[0].reset()
    items = [first, *[item async for item in answer]]
    await tape.aclose()
    assert lines(path)[-1]["how"] == "broken"
    assert items[-1].fault.kind == "truncated" and await replayed() == items


async def test_a_refused_connection_is_played_as_one(path, serve, client, prompt, replayed) -> None:
    server = await serve(None)
    await server.stop()
    tape = RecordingTransport(NetworkTransport(USUAL), CassetteWriter(path, BEGAN, "test"), lambda: 0.0)
    items = [item async for item in client(server.url, transport=tape).ask(prompt)]
    await tape.aclose()
    (failed,) = await replayed()
    assert "connection refused" in items[0].fault.message and "connection refused" in failed.fault.message


async def test_a_server_that_fell_silent_is_played_as_a_timeout_without_waiting(
    recorded, replayed, path, stream_head, event, quick
) -> None:
    async def script(wire):
        await wire.write(stream_head)
        await wire.chunk(event(content="好"))
        await wire.gone()

    items = await recorded(script, timeouts=quick(idle=0.2))
    assert lines(path)[-1]["how"] == "given_up"
    assert items[-1].fault.kind == "timeout" and told(await replayed()) == told(items)


async def test_an_answer_that_its_reader_left_is_played_as_a_cut(
    path, serve, client, prompt, replayed, stream_head, event
) -> None:
    async def script(wire):
        await wire.write(stream_head)
        await wire.chunk(event(content="好"))
        await wire.gone()

    server = await serve(script)
    tape = RecordingTransport(NetworkTransport(USUAL), CassetteWriter(path, BEGAN, "test"), lambda: 0.0)
    answer = client(server.url, transport=tape).ask(prompt)
    await anext(answer)
    await answer.aclose()
    await tape.aclose()
    assert lines(path)[-1]["how"] == "closed"
    first, last = await replayed()
    assert first == AnswerText("好") and last.fault.kind == "truncated" and "stopped reading" in last.fault.message


async def test_a_compressed_answer_is_recorded_unpacked(recorded, replayed, path, event) -> None:
    body = gzip.compress(event("stop", content=f"the key is {KEY}"))
    items = await recorded(
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body), api_key=KEY
    )
    response, chunk = lines(path)[2:4]
    assert ["content-encoding", "gzip"] not in response["headers"]
    assert chunk["text"].startswith("data: ") and KEY not in chunk["text"]
    assert items[-1] == (await replayed(api_key=KEY))[-1] == Finished("stop")


async def test_pieces_come_when_they_came(recorded, replayed, path, stream_head, event) -> None:
    """On a virtual clock, so that no time passes meanwhile."""

    async def script(wire):
        await wire.write(stream_head)
        await wire.chunk(event("stop", content="好"))
        await wire.write(b"0\r\n\r\n")

    await recorded(script)
    clock, hurried = VirtualClock(100.0), VirtualClock(100.0)
    await replayed(clock=clock)
    await replayed(clock=hurried, in_time=False)
    assert clock.now() == 100.0 + lines(path)[-1]["t"] > 100.0 == hurried.now()


async def test_the_same_question_in_other_surroundings_is_answered(recorded, replayed, close_head, event) -> None:
    items = await recorded(close_head + event("stop", content="好"), model="one")
    assert await replayed(model="another") == items


async def test_a_question_that_was_not_recorded_is_a_fault_that_names_the_nearest(
    recorded, replayed, close_head, event
) -> None:
    await recorded(close_head + event("stop", content="好"))
    (failed,) = await replayed(Prompt((Message("user", "9.8 和 9.12 哪个大？"),)))
    assert failed.fault.kind == "connection"
    assert 'wire.jsonl does not hold the request "9.8 和 9.12 哪个大？"' in failed.fault.message
    assert 'the nearest that it holds is "9.8 和 9.11 哪个大？"' in failed.fault.message


async def test_an_answer_is_played_once(recorded, path, client, prompt, close_head, event) -> None:
    await recorded(close_head + event("stop", content="好"))
    backend = client("http://nobody.invalid", transport=ReplayTransport(Cassette(path), VirtualClock()))
    assert [item async for item in backend.ask(prompt)][-1] == Finished("stop")
    (failed,) = [item async for item in backend.ask(prompt)]
    assert "no more answers" in failed.fault.message


async def test_equal_requests_are_answered_in_their_order(recorded, path, client, prompt, close_head, event) -> None:
    for answer in ("一", "二"):
        await recorded(close_head + event("stop", content=answer))
    backend = client("http://nobody.invalid", transport=ReplayTransport(Cassette(path), VirtualClock()))
    answers = [[item async for item in backend.ask(prompt)] for _ in range(2)]
    assert [items[0] for items in answers] == [AnswerText("一"), AnswerText("二")]


async def test_a_recording_goes_on_in_the_same_file(recorded, path, close_head, event) -> None:
    await recorded(close_head + event("stop", content="一"))
    path.write_bytes(path.read_bytes().removesuffix(b"\n"))
    await recorded(close_head + event("stop", content="二"))
    assert [line["request"] for line in lines(path) if "request" in line] == [1, 2]
    assert [exchange.number for exchange in Cassette(path).exchanges] == [1, 2]


async def test_nothing_that_is_finished_is_lost_in_a_crash(path, serve, client, prompt, stream_head, event) -> None:
    """The file is read while the answer still comes."""

    async def script(wire):
        await wire.write(stream_head)
        await wire.chunk(event(content="好"))
        await wire.gone()

    server = await serve(script)
    tape = RecordingTransport(NetworkTransport(USUAL), CassetteWriter(path, BEGAN, "test"), lambda: 0.0)
    answer = client(server.url, transport=tape).ask(prompt)
    await anext(answer)
    assert "好" in lines(path)[-1]["text"]
    await answer.aclose()
    await tape.aclose()


async def test_a_file_that_cannot_be_written_is_a_fault_that_says_so(path, serve, client, prompt) -> None:
    class Full(CassetteWriter):
        def write(self, line):
            raise OSError(28, "No space left on device")

    path.write_bytes(b'{"cassette":1,"recorded":"","by":""}\n')
    tape = RecordingTransport(NetworkTransport(USUAL), Full(path, BEGAN, "test"), lambda: 0.0)
    (failed,) = [item async for item in client("http://127.0.0.1:9", transport=tape).ask(prompt)]
    assert failed.fault.kind == "connection" and "No space left" in failed.fault.message


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_told_before_anything_is_asked() -> None:
    with pytest.raises(UserProblem, match="No space left"):
        CassetteWriter(Path("/dev/full"), BEGAN, "test")


def test_writers_of_one_file_take_turns(path) -> None:
    """As when a running phone changes its backend and changes back."""
    one, other = (CassetteWriter(path, BEGAN, "test") for _ in range(2))
    for number, writer in enumerate((one, other, other, one, one), 1):
        assert writer.number() == number
        writer.write(RequestLine(number=number, method="GET", path="/models", headers=(), body=b""))
        writer.write(EndLine(number=number, t=0.0, how="given_up"))
    one.close()
    other.close()
    assert len(Cassette(path).exchanges) == 5


async def test_memory_does_not_grow_with_the_stream(path) -> None:
    """4 MB pass; a key is looked for, and all but its length is let go of."""

    class Long(httpx.AsyncBaseTransport, httpx.AsyncByteStream):
        async def handle_async_request(self, request):
            return httpx.Response(200, stream=self)

        async def __aiter__(self):
            for _ in range(2_000):
                yield b"data: " + b"x" * 2_000 + b"\n\n"

    async def read_through(transport):
        headers = {"Authorization": f"Bearer {KEY}"}
        request = httpx.Request("POST", "http://a.example/chat/completions", headers=headers, content=b"{}")
        response = await transport.handle_async_request(request)
        tracemalloc.start()
        try:
            length = 0
            async for piece in response.stream:
                length += len(piece)
            return length, tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
            await response.aclose()
            await transport.aclose()

    recording = RecordingTransport(Long(), CassetteWriter(path, BEGAN, "test"), lambda: 0.0)
    for length, peak in [
        await read_through(recording),
        await read_through(ReplayTransport(Cassette(path), VirtualClock())),
    ]:
        assert length > 4_000_000 and peak < 500_000


async def test_recording_goes_through_the_proxy_that_was_set(path, serve, client, prompt, close_head, event) -> None:
    async def script(wire):
        await wire.write(close_head + event("stop", content="好"))
        wire.writer.close()

    proxy = await serve(script)
    network = Network(proxy=proxy.url)
    tape = RecordingTransport(NetworkTransport(network), CassetteWriter(path, BEGAN, "test"), lambda: 0.0)
    assert [item async for item in client("http://model.invalid/v1", transport=tape).ask(prompt)][-1] == Finished(
        "stop"
    )
    await tape.aclose()
    assert proxy.wires[0].line == "POST http://model.invalid/v1/chat/completions HTTP/1.1"


async def test_what_was_played_for_a_backend_is_not_played_again_for_its_fallback(
    recorded, path, client, prompt, close_head, event
) -> None:
    for answer in ("一", "二"):
        await recorded(close_head + event("stop", content=answer))
    door = WireDoor(None, path, None, VirtualClock())
    backends = [client("http://nobody.invalid", transport=door.to_server()) for _ in range(2)]
    answers = [[item async for item in backend.ask(prompt)] for backend in backends]
    assert [items[0] for items in answers] == [AnswerText("一"), AnswerText("二")]
