"""The delays of a server: named profiles with their sources, how one is drawn, scaled and written by a user."""

from __future__ import annotations

from itertools import islice, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.mock.latencies import PROFILES, latency_from, latency_named
from simulator.mock.latency import Busy, Latency, Wait
from simulator.mock.lengthen import at_length
from simulator.mock.pieces import pieces

DOCS = Path(__file__).parents[2] / "docs" / "mock.md"


def moments(wait, number, start=0.0):
    return list(islice(wait.moments(start), number))


def latency(**parts):
    return Latency(**{"name": "own", "first_token": (1.0, 1.0), "gap": (0.1, 0.1), "evidence": "assumed"} | parts)


@pytest.mark.parametrize("name", PROFILES)
@given(seed=st.integers(), prompt=st.text(st.characters()))
def test_a_draw_stays_in_its_ranges_and_repeats(name, seed, prompt):
    profile = latency_named(name)
    wait = profile.draw(seed, prompt, hour=12.0)
    assert profile.first_token[0] <= wait.first_token <= profile.first_token[1]
    assert profile.gap[0] <= wait.gap <= profile.gap[1]
    assert profile.draw(seed, prompt, hour=12.0) == wait


def test_no_latency_is_no_wait():
    assert latency_named("none").draw(7, "你好") == Wait(0.0, 0.0)


def test_seed_and_prompt_both_change_the_draw():
    profile = latency_named("deepseek-2025-02")
    draws = [profile.draw(1, "一"), profile.draw(2, "一"), profile.draw(1, "二")]
    assert len({wait.first_token for wait in draws}) == len({wait.gap for wait in draws}) == 3


@pytest.mark.parametrize("name", PROFILES)
def test_every_profile_says_where_it_is_from_and_is_in_the_docs(name):
    profile = PROFILES[name]
    assert profile.evidence == "assumed" or profile.evidence.startswith("url:https://")
    assert profile.note or name == "none"
    assert f"`{name}`" in DOCS.read_text("utf-8")


def test_the_measured_ranges_of_february_are_kept():
    """shared figures: 8.7 to 30 s at DeepSeek itself, 0.35 to 2.3 s at other hosts."""
    assert PROFILES["deepseek-2025-02"].first_token == (8.7, 30.0)
    assert PROFILES["third-party-2025-02"].first_token == (0.35, 2.3)


@given(st.floats(0.001, 1), st.floats(0, 1), st.integers(), st.floats(0, 1e6))
def test_pieces_are_never_due_before_those_before_them(gap, spread, seed, start):
    due = moments(Wait(0.0, gap, spread, seed=seed), 50, start)
    assert due == sorted(due)
    assert due[0] == start


def test_a_steady_schedule_is_absolute():
    assert moments(Wait(0.0, 0.5), 4, 100.0) == [100.0, 100.5, 101.0, 101.5]


def test_uneven_gaps_keep_their_mean_and_differ():
    due = moments(Wait(0.0, 0.05, 0.5, seed=7), 20_001)
    gaps = [later - sooner for sooner, later in pairwise(due)]
    assert 0.048 < due[-1] / 20_000 < 0.052
    assert min(gaps) < 0.025
    assert max(gaps) > 0.1


def test_a_slow_drip_is_steady_and_never_quicker():
    assert Wait(1.0, 0.05, 0.5).slowed(2.0) == Wait(1.0, 2.0)
    assert Wait(1.0, 3.0, 0.5).slowed(2.0) == Wait(1.0, 3.0, 0.5)


@pytest.mark.parametrize(("hour", "first_token"), [(8.9, 1.0), (9.0, 3.0), (22.9, 3.0), (23.0, 1.0)])
def test_busy_hours_make_the_first_token_wait(hour, first_token):
    assert latency(busy=(Busy(9, 23, 3.0),)).draw(0, "", hour=hour).first_token == first_token


@pytest.mark.parametrize(("hour", "holds"), [(23.5, True), (3.0, True), (12.0, False)])
def test_hours_may_reach_over_midnight(hour, holds):
    assert Busy(22, 6, 2.0).holds(hour) is holds


async def test_the_hour_is_that_of_china(deepseek):
    """01:00 UTC is nine in the morning there."""
    server = deepseek(latency=latency(busy=(Busy(9, 10, 3.0),), gap=(0.0, 0.0)), opened=3600)
    await server.post()
    assert server.clock.now() == 3.0


@pytest.mark.parametrize(("streams", "times"), [(1, 1.0), (4, 1.0), (8, 2.0), (10, 2.5)])
def test_a_crowd_slows_everybody_down(streams, times):
    wait = latency(full_speed=4).draw(0, "", streams=streams)
    assert (wait.first_token, wait.gap) == (times, pytest.approx(0.1 * times))


@pytest.mark.parametrize(("text", "first_token"), [("deepseek-2025-02*0.1", 3.0), ("deepseek-2025-02/10", 3.0)])
def test_time_can_be_scaled(text, first_token):
    profile = latency_named(text)
    assert profile.first_token[1] == pytest.approx(first_token)
    assert profile.gap[1] == pytest.approx(0.0058)


@pytest.mark.parametrize("least", [0, 5, 40, 500])
@pytest.mark.parametrize("thinking", ["先看整数部分，再看小数部分。", "Compare the digits one by one."])
def test_thinking_is_as_long_as_the_profile_says(least, thinking):
    longer = at_length(thinking, least)
    assert len(pieces(longer)) >= least
    assert len(pieces(longer)) < least + 2 * len(pieces(at_length(thinking, 1))) + 20
    assert longer.startswith(thinking)


async def test_a_long_thought_reaches_the_client(deepseek):
    server = deepseek(thinking="想一想。", latency=latency(thinking_pieces=(100, 100)))
    _, body = await server.post()
    assert body["usage"]["completion_tokens_details"]["reasoning_tokens"] > 50
    _, body = await server.post(model="deepseek-chat")
    assert "reasoning_content" not in body["choices"][0]["message"]


def test_a_profile_can_be_written_on_the_command_line():
    profile = latency_named("first_token=0.5-1,gap=0.02,full_speed=8")
    assert (profile.first_token, profile.gap, profile.full_speed) == ((0.5, 1.0), (0.02, 0.02), 8)


def test_a_profile_can_be_a_file(tmp_path):
    file = tmp_path / "ours.toml"
    file.write_text(
        'first_token = [0.5, 1]\ngap = 0.02\nspread = 0.3\nthinking_pieces = [100, 200]\nevidence = "url:https://x"\n'
        "busy = [{start = 9, end = 23, times = 3}]\n",
        "utf-8",
    )
    profile = latency_from(str(file))
    assert (profile.name, profile.first_token, profile.thinking_pieces) == ("ours", (0.5, 1.0), (100, 200))
    assert profile.busy == (Busy(9, 23, 3),)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("deepseek-2025-2", r'called "deepseek-2025-2"; did you mean "deepseek-2025-02"\? \(known: none, '),
        ("", r'called "" \(known: none, '),
        ("none*0", "the factor should be from"),
        ("first=1", r'no key "first"; did you mean "first_token"\?'),
        ("first_token=x", "should be like first_token=0.5"),
        ("first_token=2-1", "write the lower one first"),
        ("first_token=1-2-3", "a number or two"),
        ("gap=99999", "should be a number from 0 to 3600"),
        ("full_speed=0", "should be a number from 1"),
    ],
)
def test_a_mistake_in_a_latency_is_said_in_words(text, said):
    with pytest.raises(ValueError, match=said):
        latency_named(text)


@pytest.mark.parametrize("content", ["gap = [", "gap = [2, 1]", 'spread = "x"', "busy = 3", "busy = [{}]"])
def test_a_mistake_in_a_file_names_it(tmp_path, content):
    file = tmp_path / "ours.toml"
    file.write_text(content, "utf-8")
    with pytest.raises(ValueError, match=r"ours\.toml"):
        latency_from(str(file))


def test_a_file_that_is_not_there_is_said():
    with pytest.raises(ValueError, match=r"cannot be read.*--latency"):
        latency_from("none-such.toml")
