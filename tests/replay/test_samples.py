"""Turns that are had many times from one state: what is counted, what is told, and that nothing of them stays."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace

import pytest

from simulator.domain.problem import UserProblem
from simulator.replay.reports.json_lines import from_line, to_line
from simulator.replay.samples import gathered


def turns(result) -> list[str]:
    return [event["text"] for event in result.events if event["event"] == "heard"]


NAMED = """\
script: named
phone: {vendor: yoyo}
turns:
  - user: 我叫小明
  - user: 我叫什么？
    expect: [answer: 小明]
    samples: 12
  - user: 我几岁？
    expect: [{sent: 我叫什么？}, {event: {prompt_built: {messages: 5}}}]
"""


def test_nothing_of_a_sample_but_the_first_stays_in_the_conversation(played):
    (with_samples,), (without,) = played(NAMED), played(NAMED.replace("    samples: 12\n", ""))
    assert with_samples.misses == ()
    assert with_samples.events == without.events
    assert (with_samples.turns, len(with_samples.sampled[0].samples)) == (3, 12)


def test_each_sample_begins_where_the_first_did_with_a_seed_of_its_own(played):
    (result,) = played(NAMED)
    samples = result.sampled[0].samples
    told = [json.loads(sample.events_json) for sample in samples]
    assert {(events[0]["event"], events[0]["t"], events[0]["turn"]) for events in told} == {
        ("heard", told[0][0]["t"], 2)
    }
    assert len({sample.seed for sample in samples}) == 12
    assert len({events[-1]["seconds"] for events in told}) > 1
    assert all("小明" in events[-1]["answer"] for events in told)


BUSY = """\
script: busy
phone: {vendor: yoyo}
faults: busy:0.5
turns:
  - user: 你好
    expect: [outcome: completed]
    samples: 40
    pass_rate: RATE
"""


def sampled(played, rate: str):
    (result,) = played(BUSY.replace("RATE", rate))
    return result, result.sampled[0]


def test_the_share_of_the_samples_decides_unless_a_confidence_is_asked_for(played):
    _, found = sampled(played, "0.1")
    share = found.passed / 40
    assert found.low < share < found.high
    assert 0.5 < share < 1
    between = round((found.low + share) / 2, 3)
    by_share, _ = sampled(played, f"{between}")
    by_interval, _ = sampled(played, f"{{at_least: {between}, confidence: 0.95}}")
    assert (by_share.verdict, by_interval.verdict) == ("passed", "failed")
    assert "is neither shown nor refuted; at this share about" in by_interval.misses[0].actual


def test_a_rate_above_the_interval_is_refuted_with_why_samples_failed(played):
    result, found = sampled(played, "{at_least: 0.9, confidence: 0.8}")
    first = found.samples.index(next(sample for sample in found.samples if sample.misses)) + 1
    (miss,) = result.misses
    assert miss.expected == "pass_rate at_least 0.9 with confidence 0.8, of 40 samples"
    assert f"{found.passed} of 40 samples pass" in miss.actual
    assert "0.9 is refuted" in miss.actual
    assert f'sample {first}: expected outcome is "completed"; "fault"' in miss.actual
    assert "more; --jsonl FILE keeps all" in miss.actual
    assert any("backend_fault" in line for line in miss.events)


def test_without_a_rate_all_samples_must_pass(played):
    (result,) = played(BUSY.replace("    pass_rate: RATE\n", ""))
    assert result.misses[0].expected == "all of 40 samples pass"


def test_a_lasting_chance_gives_the_same_samples_every_time(played):
    assert sampled(played, "0.1")[1] == sampled(played, "0.1")[1]


def test_a_script_samples_all_turns_that_expect_something(played):
    (result,) = played(
        """\
        script: all of it
        samples: 3
        pass_rate: 0.5
        turns:
          - user: 我叫小明
          - wait: 1m
          - user: 我叫什么？
            expect: [answer: 小明]
          - user: 我叫什么？
            expect: [answer: 小明]
            samples: 5
          - user: 我叫什么？
            expect: [golden: answer]
            samples: 1
        """
    )
    assert [(len(it.samples), it.at_least) for it in result.sampled] == [(3, 0.5), (5, 0.5)]


def test_samples_are_interrupted_offline_and_waited_for_like_the_first(played):
    (result,) = played(
        """\
        - wait: 2h
          phone: {airplane: true}
          user: 你好
          expect: [fault: connection]
          samples: 3
        - phone: {airplane: false}
          user: 写一首长诗
          interrupt_after: 4s
          expect: [{outcome: interrupted}, {seconds: 4}]
          samples: 3
        """
    )
    assert [(it.passed, it.is_met) for it in result.sampled] == [(3, True), (3, True)]


def test_lines_of_json_hold_all_samples_and_give_them_back(played):
    result, found = sampled(played, "0.1")
    line = to_line(result)
    (told,) = json.loads(line)["sampled"]
    (back,) = from_line(line).sampled
    assert (told["of"], told["passed"], len(told["samples"])) == (40, found.passed, 40)
    assert told["samples"][0]["events"][-1]["event"] == "turn_ended"
    assert replace(back, low=found.low, high=found.high) == found


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("samples: 20\n    pass_rate: {at_least: 0.9, confidence: 0.95}", "take 36 or more, or leave confidence out"),
        ("samples: 20\n    pass_rate: {at_least: 1, confidence: 0.95}", "no number can; write less than 1"),
        ("pass_rate: 0.9", "pass_rate is of samples, and there are none; add samples: 20"),
        ("samples: 3\n    pass_rate: 90", "write a rate above 0 and up to 1, like 0.9"),
    ],
)
def test_what_samples_cannot_show_is_told_before_any_is_taken(played, text, told):
    with pytest.raises(UserProblem, match=told):
        played(f"  - user: 你好\n    expect: [answer: 好]\n    {text}\n")


def test_samples_of_a_recorded_run_are_replayed_without_its_backend(simulator, written, tmp_path):
    path, tapes = written(BUSY.replace("RATE", "0.1")), tmp_path / "tapes"
    first = simulator("run", str(path), "--record", str(tapes))
    again = simulator("run", str(path), "--replay", str(tapes))
    assert (first.code, again.code, len(list(tapes.iterdir()))) == (0, 0, 40)
    assert "of 40 samples pass" in first.out
    assert again.out.splitlines()[:2] == first.out.splitlines()[:2]


async def test_no_more_samples_are_under_way_than_allowed_and_one_that_breaks_ends_all():
    under_way, most, ended = 0, 0, []

    async def take(number: int) -> int:
        nonlocal under_way, most
        under_way, most = under_way + 1, max(most, under_way + 1)
        try:
            await asyncio.sleep(0)
            if number == 9:
                raise UserProblem("broken")
            return number
        finally:
            under_way -= 1
            ended.append(number)

    assert await gathered(take, range(8), 3) == list(range(8))
    assert most == 3
    with pytest.raises(UserProblem, match="broken"):
        await gathered(take, range(8, 100), 3)
    assert under_way == 0
    assert len(ended) < 100
