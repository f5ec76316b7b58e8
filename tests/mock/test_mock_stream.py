"""What the mock writes to a client that it answers: M10 to M17, M21 and M28 of the wire reference."""

from __future__ import annotations

import json

import pytest

from simulator.clocks import VirtualClock
from simulator.mock.latency import Latency

THINKING = "嗯，我先想一想。Let me see:\n9.80 > 9.11，所以……"
ANSWER = "**9.8 更大**，因为 9.80 > 9.11。\n```py\nmax(9.8, 9.11)\n```\n👨‍👩‍👧 \u2028完"
SLOW = Latency(name="slow", first_token=(25.0, 25.0), gap=(0.5, 0.5), evidence="assumed")


class Watched(VirtualClock):
    """A virtual clock that remembers for which moments it was asked to wait."""

    def __init__(self) -> None:
        super().__init__()
        self.moments: list[float] = []

    async def sleep_until(self, moment: float) -> None:
        self.moments.append(moment)
        await super().sleep_until(moment)


def joined(chunks, name):
    deltas = [chunk["choices"][0]["delta"] for chunk in chunks if chunk["choices"]]
    return "".join(delta.get(name) or "" for delta in deltas)


async def test_only_the_first_chunk_has_a_role(deepseek):
    """M10."""
    first, *rest = await deepseek().chunks()
    assert first["choices"][0]["delta"] == {"role": "assistant", "content": None, "reasoning_content": ""}
    assert not any("role" in chunk["choices"][0]["delta"] for chunk in rest)


async def test_the_model_that_does_not_think_never_mentions_thinking(deepseek):
    """M10, M18."""
    server = deepseek(THINKING, ANSWER)
    first, *rest = await server.chunks(model="deepseek-chat")
    assert first["choices"][0]["delta"] == {"role": "assistant", "content": ""}
    assert not any("reasoning_content" in chunk["choices"][0]["delta"] for chunk in rest)
    _, body = await server.post(model="deepseek-chat")
    assert "reasoning_content" not in body["choices"][0]["message"]


async def test_other_chunks_have_null_usage_where_usage_has_its_own(deepseek):
    """M13, part 4: without the option there is no such key before the finish chunk."""
    *chunks, last = await deepseek().chunks(stream_options={"include_usage": True})
    assert [chunk["usage"] for chunk in chunks] == [None] * len(chunks)
    assert (last["choices"], last["usage"]["total_tokens"] > 0) == ([], True)
    for options in ({}, {"stream_options": {"include_usage": False}}):
        *chunks, last = await deepseek().chunks(**options)
        assert not any("usage" in chunk for chunk in chunks)
        assert last["choices"][0]["finish_reason"] == "stop" and last["usage"]


async def test_chunks_of_a_stream_share_their_head(deepseek):
    """M11."""
    chunks = await deepseek(opened=1_738_960_000).chunks()
    heads = {
        tuple(chunk[key] for key in ("id", "object", "created", "model", "system_fingerprint")) for chunk in chunks
    }
    assert len(heads) == 1
    id, object, created, model, fingerprint = heads.pop()
    assert (object, created, model) == ("chat.completion.chunk", 1_738_960_000, "deepseek-reasoner")
    assert len(id) == 36
    assert fingerprint.startswith("fp_")


async def test_one_chunk_finishes_and_none_follows_it(deepseek):
    """M12."""
    chunks = await deepseek().chunks()
    finishes = [chunk["choices"][0]["finish_reason"] for chunk in chunks]
    assert finishes == [None] * (len(chunks) - 1) + ["stop"]


async def test_all_thinking_comes_before_the_answer(deepseek):
    """Part 4 of the reference."""
    deltas = [chunk["choices"][0]["delta"] for chunk in await deepseek(THINKING, ANSWER).chunks()]
    phases = ["thinking" if delta.get("reasoning_content") else "answer" for delta in deltas[1:-1]]
    assert phases == sorted(phases, reverse=True)
    assert len(set(phases)) == 2


async def test_a_piece_of_a_paced_stream_is_one_event(deepseek):
    for piece in await deepseek(THINKING, ANSWER, latency=SLOW, keep_alive=0).pieces():
        assert piece.startswith(b"data: ")
        assert piece.count(b"\n") == 2
        assert piece.endswith(b"\n\n")


async def test_what_is_due_at_once_is_written_as_one_piece(deepseek):
    first, *rest, last = await deepseek("想" * 200, "答" * 200).pieces()
    assert (first.count(b"data: "), last.count(b"data: ")) == (65, 2)
    assert [piece.count(b"data: ") for piece in rest[:-1]] == [64] * (len(rest) - 1) and len(rest) > 1
    assert all(piece.endswith(b"\n\n") for piece in rest)


async def test_the_stream_says_what_the_whole_body_says(deepseek):
    """M15, with text that a careless splitter would break."""
    server = deepseek(THINKING, ANSWER)
    chunks = await server.chunks()
    _, body = await server.post()
    message = body["choices"][0]["message"]
    assert joined(chunks, "reasoning_content") == message["reasoning_content"] == THINKING
    assert joined(chunks, "content") == message["content"] == ANSWER
    assert chunks[-1]["usage"] == body["usage"]
    assert chunks[-1]["choices"][0]["finish_reason"] == body["choices"][0]["finish_reason"]


async def test_usage_is_on_the_finish_chunk_and_adds_up(deepseek):
    """M13, M28: the counts are those of R1's tokenizer and chat template."""
    chunks = await deepseek("hello", "hello world").chunks(messages=[{"role": "user", "content": "hello"}])
    assert not any("usage" in chunk for chunk in chunks[:-1])
    assert chunks[-1]["usage"] == {
        "prompt_tokens": 4,
        "completion_tokens": 3,
        "total_tokens": 7,
        "prompt_tokens_details": {"cached_tokens": 0},
        "completion_tokens_details": {"reasoning_tokens": 1},
        "prompt_cache_hit_tokens": 0,
        "prompt_cache_miss_tokens": 4,
    }


async def test_usage_that_is_asked_for_trails_alone(deepseek):
    """M12, M13."""
    *chunks, finish, last = await deepseek().chunks(stream_options={"include_usage": True})
    assert finish["choices"][0]["finish_reason"] == "stop"
    assert not any(chunk.get("usage") for chunk in [*chunks, finish])
    assert (last["choices"], last["usage"]["total_tokens"] > 0) == ([], True)


async def test_the_same_request_and_seed_give_the_same_bytes(deepseek):
    """M16: under a clock that stands still, `id` and `created` are the same too."""
    assert await deepseek(seed=7).pieces() == await deepseek(seed=7).pieces()
    assert await deepseek(seed=7).pieces() != await deepseek(seed=8).pieces()


async def test_two_moments_give_two_ids(deepseek):
    """M16."""
    server = deepseek()
    first = (await server.chunks())[0]
    await server.clock.sleep_until(2.0)
    second = (await server.chunks())[0]
    assert first["id"] != second["id"]
    assert second["created"] == first["created"] + 2


@pytest.mark.parametrize("most", [1, 2, 7, 20])
async def test_a_cut_by_length_says_so_and_keeps_to_it(deepseek, most):
    """M17: R1 of early 2025 counted the answer alone."""
    _, body = await deepseek(THINKING, ANSWER).post(max_tokens=most)
    choice, usage = body["choices"][0], body["usage"]
    assert choice["finish_reason"] == "length"
    assert ANSWER.startswith(choice["message"]["content"])
    assert choice["message"]["reasoning_content"] == THINKING
    answer_tokens = usage["completion_tokens"] - usage["completion_tokens_details"]["reasoning_tokens"]
    assert most - 2 <= answer_tokens <= most


async def test_an_answer_that_just_fits_is_not_cut(deepseek):
    """M17."""
    _, body = await deepseek(answer="hello world").post(max_tokens=2)
    choice = body["choices"][0]
    assert (choice["message"]["content"], choice["finish_reason"]) == ("hello world", "stop")


async def test_the_default_length_of_the_era_cuts_too(deepseek):
    """M17: 4K unless `max_tokens` says otherwise."""
    server = deepseek(answer=" a" * 5_000)
    _, short = await server.post()
    _, long = await server.post(max_tokens=8_192)
    assert [body["choices"][0]["finish_reason"] for body in (short, long)] == ["length", "stop"]
    assert short["choices"][0]["message"]["content"] == " a" * 4_096


@pytest.mark.parametrize(
    ("stop", "left"),
    [("。", "一，二"), (["三", "，"], "一"), (["四", "二。"], "一，"), ("五", "一，二。三"), (["一"], "")],
)
async def test_a_stop_sequence_cuts_before_itself(deepseek, stop, left):
    """M17: the earliest one counts, wherever it stands in the list."""
    _, body = await deepseek(answer="一，二。三").post(stop=stop)
    choice = body["choices"][0]
    assert (choice["message"]["content"], choice["finish_reason"]) == (left, "stop")


async def test_a_stop_sequence_in_the_thinking_cuts_nothing(deepseek):
    """M17."""
    _, body = await deepseek("想。想", "答").post(stop="。")
    assert body["choices"][0]["message"]["reasoning_content"] == "想。想"


async def test_a_queued_stream_is_kept_alive_until_its_first_token(deepseek):
    """M21."""
    pieces = await deepseek(latency=SLOW, keep_alive=10).pieces()
    assert pieces[:2] == [b": keep-alive\n\n"] * 2
    assert not any(piece.startswith(b":") for piece in pieces[2:])


async def test_a_queued_body_is_kept_alive_with_blank_lines(deepseek):
    """M21."""
    response = await deepseek(latency=SLOW, keep_alive=10).begin()
    *blanks, body = [piece async for piece in response.body]
    assert blanks == [b"\n", b"\n"]
    assert json.loads(b"".join(blanks) + body)["object"] == "chat.completion"


async def test_pieces_are_due_on_an_absolute_schedule(deepseek):
    """Piece k is due at start + first token + k gaps, on the clock and not after the piece before it."""
    clock = Watched()
    await clock.sleep_until(100.0)
    await deepseek("想想", "答一答二", latency=SLOW, keep_alive=10, clock=clock).pieces()
    assert clock.moments[1:] == [110.0, 120.0, 125.0, 125.0, 125.5, 126.0]


async def test_a_body_in_full_takes_as_long_as_its_stream(deepseek):
    clocks = [Watched(), Watched()]
    await deepseek(latency=SLOW, clock=clocks[0]).pieces()
    await deepseek(latency=SLOW, clock=clocks[1]).post()
    assert clocks[0].now() == clocks[1].now() > 25.0


async def test_without_latency_no_time_passes(deepseek):
    server = deepseek(THINKING * 50, ANSWER)
    await server.pieces()
    assert server.clock.now() == 0.0


async def test_closing_a_body_ends_its_work(deepseek):
    """M26: nothing more is waited for once the reader has gone."""
    clock = Watched()
    server = deepseek(latency=SLOW, clock=clock)
    response = await server.begin(stream=True)
    await anext(response.body)
    await response.body.aclose()
    waited = len(clock.moments)
    with pytest.raises(StopAsyncIteration):
        await anext(response.body)
    assert len(clock.moments) == waited
