"""What a mock keeps of its exchanges: in memory, over `/mock/journal`, and in a file of several processes."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys

import httpx
import pytest

from simulator.clocks import RealClock, VirtualClock
from simulator.domain.problem import UserProblem
from simulator.mock.exchange import Request
from simulator.mock.faults.plan import FaultPlan
from simulator.mock.journal.book import Journal
from simulator.mock.journal.file import JournalFile
from simulator.mock.latencies import latency_named
from simulator.mock.replies.spec import read_reply
from simulator.testing.seen import SeenRequest
from tests.mock.conftest import body_of

PATH = "/mock/journal"
KEY = "sk-secret-987654"


@pytest.fixture
def kept(deepseek):
    """Make a server that keeps a journal; `file` and `most` are the journal's."""

    def make(**options):
        clock = VirtualClock()
        journal = Journal(clock, opened=1_738_000_000, file=options.pop("file", None), most=options.pop("most", 1000))
        return deepseek(clock=clock, journal=journal, **options)

    return make


async def asked(server, query: str = "", method: str = "GET", **headers: str):
    response = await server.mock.respond(Request(method, PATH, headers, query=query))
    return response.status, json.loads(b"".join([piece async for piece in response.body]))


async def exchanges(server, query: str = "", **headers: str):
    status, value = await asked(server, query, **headers)
    assert status == 200, value
    return value["exchanges"]


async def test_a_stream_and_a_whole_answer_are_told_alike(kept):
    server = kept(thinking="想一想。", answer="好的。", latency=latency_named("first_token=2,gap=0.5"))
    await server.pieces()
    await server.post()
    streamed, whole = await exchanges(server)
    for name in ("thinking", "answer", "finish", "tool_calls"):
        assert streamed["response"][name] == whole["response"][name]
    assert (whole["response"]["thinking"], whole["response"]["answer"]) == ("想一想。", "好的。")
    assert whole["response"]["usage"]["completion_tokens"] > whole["response"]["usage"]["reasoning_tokens"] > 0
    assert (streamed["number"], whole["number"], whole["pieces"]) == (1, 2, 1)
    assert streamed["pieces"] > 5
    assert whole["request"]["model"] == "deepseek-reasoner"
    assert (streamed["first_byte_seconds"], streamed["ended"]) == (2, "done")
    assert streamed["end_seconds"] > 2
    assert streamed["received"] == "2025-01-27T17:46:40.000+00:00"


async def test_tool_calls_and_the_prepared_reply_are_told(kept):
    reply = read_reply({"tool_calls": [{"name": "f", "arguments": {"a": 1}}]}, (), "天气", pytest.fail)
    server = kept(replies=[reply])
    await server.pieces(model="deepseek-chat")
    (entry,) = await exchanges(server)
    (call,) = entry["response"]["tool_calls"]
    assert (call["name"], call["arguments"], entry["reply"]) == ("f", '{"a": 1}', "天气")


async def test_an_error_and_a_fault_are_told(kept):
    server = kept(faults=FaultPlan.parse(["busy@nth=1"]))
    await server.post()
    await server.send("POST", "/chat/completions", b"{")
    busy, bad = await exchanges(server)
    assert (busy["status"], busy["fault"], bad["status"], bad["fault"]) == (503, "busy", 400, None)
    assert bad["request"] == "{"
    assert "error" in bad["response"]["body"]


async def test_how_it_ended_tells_a_cut_from_a_client_that_left(kept):
    server = kept(faults=FaultPlan.parse(["cut@nth=1"]))
    with pytest.raises(Exception, match="closed"):
        await server.pieces()
    response = await server.begin(stream=True)
    assert [entry["ended"] for entry in await exchanges(server)] == ["cut", "open"]
    await anext(response.body)
    await response.body.aclose()
    never_read = await server.begin()
    await never_read.body.aclose()
    cut, left, unread = await exchanges(server)
    assert (cut["ended"], left["ended"], unread["ended"]) == ("cut", "gone", "gone")
    assert cut["response"]["thinking"]
    assert (left["pieces"], unread["pieces"], unread["first_byte_seconds"]) == (1, 0, None)


@pytest.mark.parametrize("answer", ["", f"your key is {KEY}"])
async def test_a_key_is_kept_nowhere(kept, tmp_path, answer):
    file = tmp_path / "j.jsonl"
    server = kept(api_keys=frozenset({KEY}), file=JournalFile(file), answer=answer or "a")
    headers = {"authorization": f"Bearer {KEY}", "x-api-key": KEY, "x-test": f"a {KEY}", "x-plain": "seen"}
    body = body_of(messages=[{"role": "user", "content": f"my key: {KEY}"}])
    request = Request("POST", "/chat/completions", headers, body, query=f"api_key={KEY}&x=1")
    response = await server.mock.respond(request)
    assert [piece async for piece in response.body]
    (entry,) = await exchanges(server, authorization=f"Bearer {KEY}")
    assert KEY not in json.dumps(entry) + file.read_text("utf-8")
    assert (entry["key"], entry["query"], entry["headers"]["x-plain"]) == ("***7654", "api_key=***&x=1", "seen")


async def test_the_journal_needs_the_key(kept):
    server = kept(api_keys=frozenset({KEY}))
    assert (await asked(server))[0] == 401
    assert (await asked(server, method="DELETE"))[0] == 401
    assert (await asked(server, authorization=f"Bearer {KEY}"))[0] == 200


async def test_only_the_last_are_in_memory_and_all_in_the_file(kept, tmp_path):
    file = tmp_path / "j.jsonl"
    server = kept(most=2, file=JournalFile(file))
    for _ in range(4):
        await server.post()
    _, value = await asked(server)
    assert (value["seen"], value["kept"], value["most"]) == (4, 2, 2)
    assert [entry["number"] for entry in value["exchanges"]] == [3, 4]
    assert [json.loads(line)["number"] for line in file.read_text("utf-8").splitlines()] == [1, 2, 3, 4]


async def test_large_requests_are_bounded_by_their_bytes(kept):
    server = kept()
    long = [{"role": "user", "content": "x" * 1_000_000}]
    for _ in range(40):
        await server.post(model="no-such", messages=long)
    _, value = await asked(server, "limit=1")
    assert 6 <= value["kept"] <= 8


async def test_streams_under_way_are_bounded_too(kept):
    reply = read_reply({"answer": "x y " * 40_000}, (), "long", pytest.fail)
    server = kept(replies=[reply])
    bodies = [(await server.begin(stream=True)).body for _ in range(16)]
    for _ in range(45):
        assert [await anext(body) for body in bodies]
    _, value = await asked(server, "limit=1")
    assert 8 < value["kept"] < 16
    for body in bodies:
        await body.aclose()
    assert [entry["ended"] for entry in await exchanges(server)] == ["gone"] * value["kept"]


async def test_filters_choose_and_delete_forgets(kept):
    server = kept(faults=FaultPlan.parse(["busy@prompt=two", "slow@seconds=1"]))
    for text in ("one", "two", "one more"):
        await server.post(model="deepseek-chat", messages=[{"role": "user", "content": text}])
    await server.send("GET", "/v1/models")
    cases = {
        "prompt=one": [1, 3],
        "prompt=one&limit=1": [3],
        "status=503": [2],
        "fault=busy": [2],
        "fault=slow": [1, 2, 3],
        "model=deepseek-chat&after=1": [2, 3],
        "path=/models": [4],
        "path=/v1/chat/completions&ended=done&status=200": [1, 3],
        "reply=x": [],
        "limit=2": [3, 4],
    }
    found = {query: [entry["number"] for entry in await exchanges(server, query)] for query in cases}
    assert found == cases
    status, value = await asked(server, method="DELETE")
    assert (status, value["kept"], value["exchanges"], value["seen"]) == (200, 0, [], 4)
    assert await exchanges(server) == []


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("limit=0", "limit is '0' and should be a whole number from 1 on"),
        ("limit=x", "limit is 'x'"),
        ("status=２00", "status is"),
        ("ended=no", "should be one of open, done, cut, gone"),
        ("modle=x", "no such filter: 'modle'; did you mean 'model'?"),
    ],
)
async def test_a_filter_that_means_nothing_is_named(kept, query, said):
    status, value = await asked(kept(), query)
    assert status == 400
    assert said in value["error"]["message"]


async def test_another_method_than_get_and_delete_is_refused(kept):
    response = await kept().mock.respond(Request("PUT", PATH, {}))
    assert (response.status, response.headers["allow"]) == (405, "GET, DELETE")


async def test_a_lone_surrogate_and_a_body_that_is_no_text_are_kept(kept, tmp_path):
    file = tmp_path / "j.jsonl"
    server = kept(file=JournalFile(file))
    await server.send("POST", "/chat/completions", b'{"model": "\\ud800"}')
    await server.send("POST", "/chat/completions", b"\xff\x00")
    assert len(file.read_text("utf-8").splitlines()) == len(await exchanges(server)) == 2


def test_a_journal_that_cannot_be_written_is_said(tmp_path):
    with pytest.raises(UserProblem, match="No such file or directory; name a file that can be written"):
        JournalFile(tmp_path / "no" / "j")


def test_a_file_without_a_line_end_goes_on_in_a_new_line(tmp_path):
    file = tmp_path / "j"
    file.write_text("{}")
    JournalFile(file).append(b"[]")
    JournalFile(tmp_path / "new").append(b"{}")
    assert (tmp_path / "new").stat().st_mode & 0o077 == 0
    assert file.read_text() == "{}\n[]\n"


WRITER = """
import sys
from pathlib import Path
from simulator.mock.journal.file import JournalFile
file = JournalFile(Path(sys.argv[1]))
for _ in range(200):
    file.append(sys.argv[2].encode() * 20_000)
"""


def test_lines_of_several_processes_stay_whole(tmp_path):
    file = tmp_path / "j"
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, str(file), letter]) for letter in "abc"]
    assert [writer.wait(timeout=60) for writer in writers] == [0, 0, 0]
    lines = file.read_text().splitlines()
    assert len(lines) == 600
    assert set(lines) == {letter * 20_000 for letter in "abc"}


async def test_a_client_that_leaves_a_socket_is_told(mock_at):
    clock = RealClock()
    journal = Journal(clock)
    url, _ = await mock_at(clock=clock, journal=journal, faults=FaultPlan.parse(["silence"]))
    async with httpx.AsyncClient(trust_env=False, timeout=0.3) as client:
        with pytest.raises(httpx.ReadTimeout):
            await client.post(f"{url}/chat/completions", content=body_of(stream=True))
    assert await asyncio.to_thread(lambda: SeenRequest(journal.records[0]).ended) == "gone"
    async with httpx.AsyncClient(trust_env=False) as client:
        answer = (await client.get(f"{url}/v1/mock/journal/", params={"ended": "gone", "limit": 5})).json()
    assert [entry["fault"] for entry in answer["exchanges"]] == ["silence"]


class Unwell:
    """A mind that cannot answer."""

    def answer(self, *asked, **more):
        raise ZeroDivisionError


async def test_what_never_reaches_the_mock_and_what_it_cannot_answer_are_kept_too(mock_at, tmp_path):
    path = tmp_path / "journal.jsonl"
    journal = Journal(RealClock(), file=JournalFile(path))
    url, _ = await mock_at(journal=journal, brain=Unwell())
    async with httpx.AsyncClient(base_url=url, trust_env=False) as client:
        large = await client.post("/chat/completions", content=b" " * (1024 * 1024 + 1))
        broken = await client.post("/chat/completions", content=body_of())
        found = (await client.get(PATH)).json()["exchanges"]
    assert (large.status_code, broken.status_code) == (413, 500)
    assert [(each["path"], each["status"], each["ended"]) for each in found] == [
        ("/chat/completions", 413, "done"),
        ("/chat/completions", 500, "done"),
    ]
    assert found[0]["request"] is None and found[1]["request"]["model"] == "deepseek-reasoner"
    assert [json.loads(line)["status"] for line in path.read_text().splitlines()] == [413, 500]
