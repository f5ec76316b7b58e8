"""Whom a fault strikes: by rate, by n-th request, by prompt and by any field of the request."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.mock.faults.plan import FaultPlan
from simulator.mock.faults.rule import Asked
from simulator.mock.faults.strikes import MOST, Strikes


def asked(text="你好", path="/chat/completions", **fields):
    return Asked(path, {"model": "deepseek-reasoner", "messages": [{"role": "user", "content": text}]} | fields)


def strikes(*specs, seed=7):
    return Strikes(seed, FaultPlan.parse(specs))


def kinds(rules):
    return [rule.kind for rule in rules]


def test_a_rate_is_kept_over_many_prompts_and_over_one():
    server = strikes("busy:0.1")
    different = sum(bool(server.struck(asked(f"问题 {number}"))) for number in range(2_000))
    repeated = sum(bool(server.struck(asked())) for _ in range(2_000))
    assert 150 < different < 250
    assert 150 < repeated < 250


def test_the_order_of_prompts_changes_nobodys_luck():
    prompts = [f"问题 {number}" for number in range(200)]
    one, other = strikes("busy:0.3", "cut:0.3"), strikes("busy:0.3", "cut:0.3")
    forwards = {prompt: kinds(one.struck(asked(prompt))) for prompt in prompts}
    backwards = {prompt: kinds(other.struck(asked(prompt))) for prompt in reversed(prompts)}
    assert forwards == backwards


def test_another_seed_strikes_others():
    lucky = [[bool(strikes("busy:0.5", seed=seed).struck(asked(f"{n}"))) for n in range(50)] for seed in (1, 2)]
    assert lucky[0] != lucky[1]


def test_who_asks_again_may_be_luckier():
    server = strikes("busy:0.5")
    assert {bool(server.struck(asked())) for _ in range(30)} == {True, False}


@pytest.mark.parametrize(
    ("nth", "struck"),
    [("3", [3]), ("1-2", [1, 2]), ("5-", [5, 6]), ("/3", [3, 6])],
)
def test_the_nth_request_is_struck(nth, struck):
    server = strikes(f"busy@nth={nth}")
    assert [number for number in range(1, 7) if server.struck(asked(f"{number}"))] == struck


def test_nth_counts_the_requests_that_fit_the_other_conditions():
    server = strikes("busy@prompt=笑话@nth=2")
    texts = ["你好", "讲个笑话", "你好", "再讲个笑话", "笑话"]
    assert [bool(server.struck(asked(text))) for text in texts] == [False, False, False, True, False]


@pytest.mark.parametrize(
    ("spec", "fits"),
    [
        ("busy@prompt=好", True),
        ("busy@prompt=坏", False),
        ("busy@model=deepseek-reasoner", True),
        ("busy@model=*-chat", False),
        ("busy@messages.-1.content=你好", True),
        ("busy@messages.-1.content=你", False),
        ("busy@messages.0.role=*", True),
        ("busy@model=deep*r*asone*", True),
        ("busy@model=deep*asoner*asoner", False),
        ("busy@model=deepseek-reasoner*reasoner", False),
        ("busy@model=*eek*", True),
        ("busy@messages.7.role=*", False),
        ("busy@stream=true", True),
        ("busy@temperature=0.5", True),
        ("busy@$.metadata.team=a@@b", True),
        ("busy@path=/models", False),
        ("busy@path=/v1/chat/completions", True),
    ],
)
def test_a_condition_looks_into_the_request(spec, fits):
    request = asked(stream=True, temperature=0.5, metadata={"team": "a@b"})
    assert bool(strikes(spec).struck(request)) is fits


def test_the_prompt_is_what_the_user_said_last():
    messages = [{"role": "user", "content": "一"}, {"role": "assistant", "content": "二"}]
    request = Asked("/chat/completions", {"messages": messages})
    assert strikes("busy@prompt=一").struck(request)
    assert not strikes("busy@prompt=二").struck(request)


def test_faults_leave_other_paths_alone_unless_they_name_them():
    assert not strikes("busy").struck(Asked("/models", {}))
    assert strikes("busy@path=/models").struck(Asked("/models", {}))


def test_one_ending_counts_and_every_manner():
    assert kinds(strikes("split", "cut", "busy", "flood").struck(asked())) == ["split", "cut", "flood"]


def test_what_a_request_brings_comes_first():
    assert kinds(strikes("busy").struck(asked(), FaultPlan.parse(["cut"]))) == ["cut"]


def test_another_plan_starts_its_counts_anew():
    server = strikes("busy@nth=1")
    assert server.struck(asked())
    assert not server.struck(asked())
    server.follow(FaultPlan.parse(["http500@nth=1"]))
    assert kinds(server.struck(asked())) == ["http500"]
    assert server.committed == {"busy": 1, "http500": 1}


def test_memory_does_not_grow_with_the_prompts():
    server = strikes("busy:0.1")
    for number in range(MOST + 100):
        server.struck(asked(f"{number}"))
    assert len(server._asked) == MOST


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@settings(max_examples=30)
@given(st.dictionaries(st.sampled_from(["messages", "model", "prompt", "stream"]), JSON))
def test_no_body_trips_the_rules(body):
    strikes("busy:0.5@prompt=x", "cut@messages.-1.content.0.text=*").struck(Asked("/chat/completions", body))
