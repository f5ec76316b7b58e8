"""What holds for any bytes, pieces, ends and keys: they are played as they came, and no key is in the file."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote, quote_plus

import httpx
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.backends.cassettes.endings import made_anew, told
from simulator.backends.cassettes.reading import Cassette
from simulator.backends.cassettes.recording import RecordingTransport
from simulator.backends.cassettes.replaying import ReplayTransport
from simulator.backends.cassettes.writing import CassetteWriter
from simulator.backends.chat_completions import ChatCompletions
from simulator.clocks import VirtualClock
from simulator.domain.completion import Message, Prompt
from simulator.masking import Masker

URL = "http://nobody.invalid"
ERRORS = [None, httpx.ReadError("reset"), httpx.RemoteProtocolError("incomplete chunked read"), OSError(5, "odd")]
EVENTS = [
    b'data: {"choices":[{"delta":{"reasoning_content":"\xe6\x83\xb3"}}]}\n\n',
    'data: {"choices":[{"delta":{"content":"好\u2028"},"finish_reason":"stop"}]}\r\n\r\n'.encode(),
    b": keep-alive\n\n",
    b"data: [DONE]\n\n",
    b'data: {"error":{"message":"x","type":"server_error"}}\n\n',
    b"\xff\xfe\x00\r",
]
PIECES = st.one_of(
    st.lists(st.binary(max_size=12), max_size=12),
    st.builds(
        lambda events, size: [b"".join(events)[at : at + size] for at in range(0, len(b"".join(events)), size)],
        st.lists(st.sampled_from(EVENTS), max_size=6),
        st.integers(1, 80),
    ),
)
KEYS = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=6, max_size=40).map("sk-{}".format)


class Canned(httpx.AsyncBaseTransport, httpx.AsyncByteStream):
    """A wire that brings the same pieces and the same end to every request."""

    def __init__(self, pieces, error=None, status=200, headers=()):
        self.pieces, self.error, self.status, self.headers = pieces, error, status, headers

    async def handle_async_request(self, request):
        headers = [("content-type", "text/event-stream"), *self.headers]
        return httpx.Response(self.status, headers=headers, stream=self)

    async def __aiter__(self):
        for piece in self.pieces:
            yield piece
        if self.error is not None:
            raise self.error


async def taken(transport):
    """Give the pieces of one exchange and what broke it."""
    response = await transport.handle_async_request(httpx.Request("POST", f"{URL}/chat/completions", content=b"{}"))
    pieces = []
    try:
        async for piece in response.stream:
            pieces.append(piece)
    except (httpx.TransportError, OSError) as error:
        return response.status_code, pieces, error
    return response.status_code, pieces, None


async def answer(transport, text="你好", **options):
    backend = ChatCompletions(name="x", base_url=URL, model="m", transport=transport, **options)
    items = [item async for item in backend.ask(Prompt((Message("user", text),)))]
    await backend.aclose()
    return items


def recording(path, wire):
    ticks = count()
    return RecordingTransport(wire, CassetteWriter(path, datetime.now(UTC), "test"), lambda: next(ticks) / 8)


def playing(path):
    return ReplayTransport(Cassette(path), VirtualClock())


@given(PIECES, st.sampled_from(ERRORS), st.sampled_from([200, 429, 500]))
def test_any_pieces_are_played_as_they_came(pieces, error, status) -> None:
    """httpx itself lets no empty piece through."""
    came = [piece for piece in pieces if piece]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "wire.jsonl"
        tape = recording(path, Canned(pieces, error, status))
        live = asyncio.run(taken(tape))
        asyncio.run(tape.aclose())
        assert live == (status, came, error)
        played = asyncio.run(taken(playing(path)))
    assert played[:2] == (status, came)
    assert str(played[2]) == str(error)


@given(PIECES, st.sampled_from(ERRORS), st.sampled_from([200, 429, 500]))
def test_any_answer_is_played_as_the_same_items(pieces, error, status) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "wire.jsonl"
        assert asyncio.run(answer(recording(path, Canned(pieces, error, status)))) == asyncio.run(answer(playing(path)))


@settings(max_examples=60)
@given(KEYS, st.data())
def test_a_key_is_never_in_the_file(key, data) -> None:
    """It is in the header, in the question, and a server echoes it in JSON and in a URL, cut anywhere."""
    echo = f"a {key} b {json.dumps(key)} {quote(key, safe='')} {quote_plus(key)} {key}".encode()
    cuts = sorted(data.draw(st.lists(st.integers(0, len(echo)), max_size=8)))
    pieces = [echo[start:end] for start, end in zip([0, *cuts], [*cuts, len(echo)], strict=True)]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "wire.jsonl"
        headers = [("x-echo", key), ("set-cookie", key), ("location", f"http://{quote(key, safe='')}@a.example/")]
        asyncio.run(answer(recording(path, Canned(pieces, headers=headers)), f"我的密钥是{key}", api_key=key))
        written = path.read_text("utf-8")
    received = "".join(line.get("text", "") for line in map(json.loads, written.splitlines()))
    for form in (key, json.dumps(key)[1:-1], quote(key, safe=""), quote_plus(key)):
        assert form not in written and form not in received
    assert len(received.encode()) == len(echo)


@given(KEYS, st.lists(st.binary(max_size=6), max_size=10))
def test_masking_keeps_lengths_and_holds_little_back(key, pieces) -> None:
    masker, given_, out = Masker([key]), 0, []
    for number, piece in enumerate(pieces):
        given_ += len(piece)
        out += masker.feed((float(number), piece))
        assert given_ - sum(len(data) for _, data in out) <= 6 + 6 * len(key)
    out += masker.end()
    assert [len(data) for _, data in out] == [len(piece) for piece in pieces]
    assert [at for at, _ in out] == [float(number) for number in range(len(pieces))]


@given(st.sampled_from([error for error in ERRORS if error]), st.sampled_from(ERRORS))
def test_an_error_told_again_is_the_same(error, cause) -> None:
    first = told(error if cause is None else made_anew([*told(error), *told(cause)]))
    assert told(made_anew(first)) == first


def test_a_dummy_key_masks_no_word_of_an_answer() -> None:
    assert Masker(["none", "ollama"]).mask(b'"tool_choice":"none"') == b'"tool_choice":"none"'


async def test_parameters_and_headers_that_may_be_keys_are_masked(tmp_path) -> None:
    path = tmp_path / "wire.jsonl"
    tape = recording(path, Canned([b"q1w2e3r4 t5y6u7i8"]))
    url = f"{URL}/openai?api-version=2025-02-01&subscription-key=q1w2e3r4"
    headers = {"api-key": "t5y6u7i8", "X-Corp": "secret"}
    backend = ChatCompletions(name="x", base_url=url, model="m", transport=tape, extra_headers=headers)
    assert [item async for item in backend.ask(Prompt((Message("user", "q1w2e3r4"),)))]
    await backend.aclose()
    request = json.loads(path.read_text("utf-8").splitlines()[1])
    assert request["path"] == "/openai/chat/completions?api-version=2025-02-01&subscription-key=***"
    assert ["x-corp", "***"] in request["headers"] and ["api-key", "***"] in request["headers"]
    assert not [word for word in ("q1w2e3r4", "t5y6u7i8", "secret") if word in path.read_text("utf-8")]
