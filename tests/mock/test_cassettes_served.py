"""A recorded session served over HTTP: which exchange answers, its bytes, times and end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from simulator.backends.cassettes.lines import Cause, ChunkLine, EndLine, Head, RequestLine, ResponseLine, to_json
from simulator.backends.cassettes.serving import ServedCassette
from simulator.mock.exchange import HungUp, Request
from simulator.mock.faults.plan import FaultPlan
from simulator.mock.replies.spec import read_reply

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "cassettes"
STREAM = (("content-type", "text/event-stream"), ("content-length", "9"), ("set-cookie", "***"))


def body_of(text: str, model: str = "deepseek-chat") -> bytes:
    return json.dumps({"model": model, "messages": [{"role": "user", "content": text}]}).encode()


@pytest.fixture
def tape(tmp_path):
    """Write a cassette out of (question, chunks with times, end) and open it to be served."""

    def make(*exchanges, **options):
        lines = [Head(recorded="2025-02-08T12:00:00+00:00", by="a test")]
        for number, (text, chunks, end) in enumerate(exchanges, 1):
            path = "/v1/chat/completions"
            lines.append(RequestLine(number=number, method="POST", path=path, headers=(), body=body_of(text)))
            if chunks is not None:
                lines.append(ResponseLine(number=number, t=0, status=200, headers=STREAM))
                lines += [ChunkLine(number=number, t=t, data=data) for t, data in chunks]
            error = (Cause(end, ""),) if end.endswith("Error") else ()
            lines.append(EndLine(number=number, t=9, how="broken" if error else end, error=error))
        file = tmp_path / "tape.jsonl"
        file.write_bytes(b"".join(map(to_json, lines)))
        return ServedCassette(file, **options)

    return make


async def begun(server, text: str, **headers: str):
    return await server.mock.respond(Request("POST", "/chat/completions", headers, body_of(text)))


async def heard(server, text: str, **headers: str) -> list[bytes]:
    return [piece async for piece in (await begun(server, text, **headers)).body]


async def test_the_same_bytes_come_in_the_same_pieces_and_times(deepseek, tape):
    server = deepseek(tapes=[tape(("hi", [(2, b"one"), (5, b"two")], "clean"))])
    response = await begun(server, "hi")
    assert dict(response.headers) == {"content-type": "text/event-stream", "x-mock-reply": "tape.jsonl"}
    times = [(server.clock.now(), piece) async for piece in response.body]
    assert times == [(2, b"one"), (5, b"two")]
    assert server.clock.now() == 9


@pytest.mark.parametrize(("options", "headers"), [({"in_time": False}, {}), ({}, {"x-mock-latency": "none"})])
async def test_nobody_waits_where_no_times_are_wanted(deepseek, tape, options, headers):
    server = deepseek(tapes=[tape(("hi", [(2, b"one")], "clean"), **options)])
    assert await heard(server, "hi", **headers) == [b"one"]
    assert server.clock.now() == 0


async def test_a_question_that_comes_again_gets_the_next_answer_and_then_the_last(deepseek, tape):
    tapes = [tape(*((text, [(0, data)], "closed") for text, data in (("a", b"1"), ("b", b"2"), ("a", b"3"))))]
    server = deepseek(tapes=tapes)
    assert [(await heard(server, text))[0] for text in "aaab"] == [b"1", b"3", b"3", b"2"]


async def test_what_is_not_recorded_goes_to_the_brain_and_replies_come_first(deepseek, tape):
    reply = read_reply({"when": {"equals": "a"}, "answer": "prepared"}, (), "a", pytest.fail)
    server = deepseek(answer="brain", tapes=[tape(("a", [(0, b"1")], "clean"), ("b", [(0, b"2")], "clean"))])
    assert b"brain" in (await heard(server, "c"))[0]
    assert await heard(server, "a") == [b"1"]
    server.mock.shelf.add([reply])
    assert b"prepared" in (await heard(server, "a"))[0]
    assert await heard(server, "b") == [b"2"]


@pytest.mark.parametrize(("end", "reset"), [("RemoteProtocolError", False), ("ReadError", True)])
async def test_what_broke_breaks_again(deepseek, tape, end, reset):
    server = deepseek(tapes=[tape(("a", [(0, b"1")], end), ("b", None, end))])
    response = await begun(server, "a")
    assert await anext(response.body) == b"1"
    with pytest.raises(HungUp) as error:
        await anext(response.body)
    assert error.value.reset is reset
    assert (await begun(server, "b")).withheld


async def test_faults_strike_recorded_answers_too(deepseek, tape):
    plan = FaultPlan.parse(["busy@nth=1", "cut@nth=2"])
    server = deepseek(tapes=[tape(("a", [(0, b"12345678")], "clean"))], faults=plan)
    assert (await begun(server, "a")).status == 503
    response = await begun(server, "a")
    with pytest.raises(HungUp):
        assert [piece async for piece in response.body] == [b"1234"]


async def test_the_key_is_checked_before_a_cassette_is_played(deepseek, tape):
    server = deepseek(tapes=[tape(("a", [(0, b"1")], "clean"))], api_keys=frozenset({"sk-right"}))
    assert (await begun(server, "a")).status == 401
    assert await heard(server, "a", authorization="Bearer sk-right") == [b"1"]


async def test_a_recorded_refusal_is_served_over_a_socket(api):
    tape = ServedCassette(FIXTURES / "wrong_key.jsonl")
    mock = await api("2025-02", tapes=[tape])
    status, body = await mock.post(messages=[{"role": "user", "content": "你好"}])
    assert (status, body["error"]["type"]) == (401, "authentication_error")
    assert (await mock.said(model="deepseek-chat"))["content"]


async def test_who_wants_no_stream_gets_what_a_recorded_one_said(deepseek, tape):
    chunk = b'data: {"choices":[{"index":0,"delta":{"content":"%s"},"finish_reason":%s}]}\n\n'
    whole = [(1, chunk % ("你".encode(), b"null")), (2, chunk % ("好".encode(), b'"stop"')), (3, b"data: [DONE]\n\n")]
    server = deepseek(tapes=[tape(("hi", whole, "clean"))])
    response = await begun(server, "hi")
    assert (response.headers["content-type"], response.headers["x-mock-reply"]) == ("application/json", "tape.jsonl")
    said = json.loads(b"".join([piece async for piece in response.body]))
    assert (said["object"], said["choices"][0]["message"]["content"]) == ("chat.completion", "你好")
