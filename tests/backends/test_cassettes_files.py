"""Files that are no whole cassette are refused with their line and what is meant."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from simulator.backends.cassettes.lines import BadLine, from_json
from simulator.backends.cassettes.reading import Cassette
from simulator.backends.cassettes.replaying import ReplayTransport
from simulator.backends.chat_completions import ChatCompletions
from simulator.clocks import VirtualClock
from simulator.domain.completion import AnswerText, Failed, Finished, Message, Prompt
from simulator.domain.problem import UserProblem

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "cassettes"
WHOLE = (FIXTURES / "wrong_key.jsonl").read_bytes().splitlines(keepends=True)
HEAD, REQUEST, RESPONSE, CHUNK, END = WHOLE


def with_(line: bytes, **changed: object) -> bytes:
    return json.dumps(json.loads(line) | changed).encode() + b"\n"


BAD = {
    "nothing": ([], 1, "the file is empty"),
    "another file": ([b"# notes\n"], 1, "no line of JSON"),
    "another kind of JSON": ([b"[1]\n"], 1, "a line is an object"),
    "no head": (WHOLE[1:], 1, "has its head in the first line"),
    "two heads": ([HEAD, HEAD], 2, "has its head in the first line"),
    "a later version": ([with_(HEAD, cassette=2)], 1, "reads version 1"),
    "a cut line": ([*WHOLE[:-1], END[:9]], 5, "no line of JSON; if its recording was cut off here, delete it"),
    "no end": (WHOLE[:-1], 2, "request 1 has no end line"),
    "two kinds": ([HEAD, with_(REQUEST, end=1)], 2, "has 2 of them"),
    "no kind": ([HEAD, b"{}\n"], 2, "has 0 of them"),
    "a changed body": ([HEAD, with_(REQUEST, body="{}")], 2, "write its sha256 44136fa355b3678a1146ad16f7e8649e94fb4f"),
    "a request twice": ([*WHOLE, *WHOLE[1:]], 6, "numbers go up"),
    "a number that is none": ([HEAD, with_(REQUEST, request=True)], 2, "must be the number of a request"),
    "a chunk before its response": ([HEAD, REQUEST, CHUNK], 3, "needs one response line"),
    "a clean end without a response": ([HEAD, REQUEST, END], 3, "needs one response line"),
    "two responses": ([HEAD, REQUEST, RESPONSE, RESPONSE], 4, "needs one response line"),
    "a chunk of nothing": ([HEAD, CHUNK], 2, "request 1 is not open here"),
    "a chunk after the end": ([*WHOLE, CHUNK], 6, "request 1 is not open here"),
    "no time": ([HEAD, REQUEST, with_(RESPONSE, t=None)], 3, "t must be seconds"),
    "a time of NaN": ([HEAD, REQUEST, with_(RESPONSE, t=float("nan"))], 3, "t must be seconds"),
    "a status of words": ([HEAD, REQUEST, with_(RESPONSE, status="OK")], 3, "status must be"),
    "headers of another shape": ([HEAD, REQUEST, with_(RESPONSE, headers={"a": "b"})], 3, "headers must be pairs"),
    "no bytes": ([HEAD, REQUEST, RESPONSE, with_(CHUNK, text=None)], 4, "either text or base64"),
    "bytes twice": ([HEAD, REQUEST, RESPONSE, with_(CHUNK, base64="")], 4, "either text or base64"),
    "half a character": ([HEAD, REQUEST, RESPONSE, with_(CHUNK, text="\ud800")], 4, "text holds no UTF-8"),
    "no base64": ([HEAD, REQUEST, RESPONSE, with_(CHUNK, text=None, base64="?")], 4, "base64 holds no base64"),
    "an unknown end": ([HEAD, REQUEST, RESPONSE, with_(END, how="well")], 4, "how must be one of clean, broken"),
    "an end without its error": (
        [HEAD, REQUEST, RESPONSE, with_(END, how="broken")],
        4,
        "has an error if it is broken",
    ),
    "an error of another shape": ([HEAD, REQUEST, RESPONSE, with_(END, error="x")], 4, "error must be a list"),
}


@pytest.mark.parametrize(("lines", "number", "said"), BAD.values(), ids=BAD)
def test_a_bad_file_is_refused_with_its_line(lines, number, said, tmp_path) -> None:
    path = tmp_path / "wire.jsonl"
    path.write_bytes(b"".join(lines))
    with pytest.raises(UserProblem) as problem:
        Cassette(path)
    assert str(problem.value).startswith(f"{path}:{number}: ") and said in str(problem.value)


@pytest.mark.parametrize("data", [b"[" * 100_000, b'{"chunk":' + b"9" * 5_000 + b"}", b"\xff{}", b'{"end":1e999}'])
def test_no_line_breaks_the_reader(data) -> None:
    with pytest.raises(BadLine):
        from_json(data)


def test_a_file_that_is_not_there_is_refused(tmp_path) -> None:
    with pytest.raises(UserProblem, match="No such file"):
        Cassette(tmp_path / "none.jsonl")


async def test_exchanges_that_ran_at_once_are_told_apart(tmp_path) -> None:
    kinds = ("request", "response", "chunk", "end")
    second = [with_(line, **{kind: 2}) for line, kind in zip(WHOLE[1:], kinds, strict=True)]
    path = tmp_path / "wire.jsonl"
    path.write_bytes(b"".join([HEAD, REQUEST, second[0], second[1], RESPONSE, CHUNK, *second[2:], END]))
    cassette = Cassette(path)
    assert [len(list(cassette.answer_to(exchange))) for exchange in cassette.exchanges] == [3, 3]


async def test_a_file_that_changes_while_it_is_played_is_a_fault(tmp_path) -> None:
    path = tmp_path / "wire.jsonl"
    path.write_bytes(b"".join(WHOLE))
    transport = ReplayTransport(Cassette(path), VirtualClock())
    path.write_bytes(b"".join(WHOLE[:2]))
    (failed,) = await items_of(transport, "你好")
    assert failed.fault.message == "wire.jsonl has changed while it was played"


async def test_the_cassettes_that_come_along_are_played() -> None:
    *texts, last = await items_of(ReplayTransport(Cassette(FIXTURES / "name.jsonl"), VirtualClock()), "我叫小明")
    assert "".join(item.text for item in texts if isinstance(item, AnswerText)) == "小明，你好呀！今天想聊点什么？"
    assert isinstance(last, Finished)
    (failed,) = await items_of(ReplayTransport(Cassette(FIXTURES / "wrong_key.jsonl"), VirtualClock()), "你好")
    assert isinstance(failed, Failed) and failed.fault.kind == "auth"


async def items_of(transport, text):
    backend = ChatCompletions(name="x", base_url="http://nobody.invalid", model="m", transport=transport)
    return [item async for item in backend.ask(Prompt((Message("user", text),)))]
