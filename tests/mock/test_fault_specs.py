"""How faults are written down: `kind[:rate][@name=value]`, objects and files, and what is said about mistakes."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.domain.problem import UserProblem
from simulator.mock.faults.kinds import HTTP, KINDS
from simulator.mock.faults.plan import FaultPlan
from simulator.mock.faults.spec import parse_rule


@pytest.mark.parametrize(
    "spec", ["busy:0.1", "http429:0.05", "cut:0.02", "silence", "slow", "malformed", "empty", "http429@retry_after=2"]
)
def test_the_forms_of_the_contract_are_read_and_written_alike(spec):
    assert str(parse_rule(spec)) == spec


def test_a_rule_has_its_kind_rate_conditions_and_options():
    rule = parse_rule("cut:2%@at=thinking@model=deepseek-*@nth=3-")
    assert (rule.kind, rule.rate) == ("cut", 0.02)
    assert rule.conditions == {"model": "deepseek-*", "nth": "3-"}
    assert rule.options == {"at": "thinking"}


def test_the_name_on_the_wire_is_another_name_of_the_kind():
    assert parse_rule("insufficient_system_resource") == parse_rule("exhausted")
    assert parse_rule("error-in-200") == parse_rule("error_in_200")


@pytest.mark.parametrize("name", [name for name in KINDS if name != HTTP])
def test_every_kind_is_known_and_takes_its_own_defaults(name):
    told = "".join(f"@{key}={option.default}" for key, option in KINDS[name].options.items() if option.default)
    assert parse_rule(name + told).definition is KINDS[name]


@given(st.text(), st.floats(0.001, 1).map(lambda rate: round(rate, 3)))
def test_any_text_survives_being_written_and_read(text, rate):
    plan = FaultPlan.from_json([{"kind": "busy", "rate": rate, "prompt": text, "message": text}])
    if "\x00" not in text:
        assert FaultPlan.from_json(json.loads(json.dumps(plan.to_json()))) == plan


@given(st.text(max_size=40))
def test_no_text_is_worse_than_a_problem_of_the_user(text):
    try:
        FaultPlan.parse([text])
    except UserProblem as problem:
        assert len(str(problem)) < 700


@pytest.mark.parametrize(
    ("spec", "said"),
    [
        ("bsy", r'no such fault: \'bsy\'; did you mean "busy"\? \(known: busy, bytewise'),
        ("http42", r'did you mean "http429"\?'),
        ("http200", "no such fault"),
        ("http", "no such fault"),
        ("busy:2", "the rate is '2' and should be from 0 to 1, like 0.1 or 10%"),
        ("busy:", "the rate is ''"),
        ("cut@at=middle", "at is 'middle' and should be one of start, open, thinking, answer"),
        ("http429@retryafter=2", r"'retryafter' is unknown; did you mean 'retry_after'\?"),
        ("http429@retry_after=soon", "should be a number from 0 to 86400"),
        ("busy@nth=0", "should be like 3, 1-2, 3- or /5"),
        ("busy@nth", "'nth' is no name=value"),
        ("", "no such fault: ''"),
    ],
)
def test_a_mistake_is_said_with_what_is_known(spec, said):
    with pytest.raises(UserProblem, match=said):
        FaultPlan.parse([spec])


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ({"fault": []}, "an object with one key"),
        ("busy", "faults are a list"),
        ([7], "a text such as"),
        ([{"rate": 0.5}], "an object with a kind"),
        ([{"kind": "busy", "rate": True}], "the rate is 'true'"),
        ([{"kind": "cut", "at": 3}], "at is '3'"),
    ],
)
def test_json_of_another_form_is_refused_in_words(value, said):
    with pytest.raises(UserProblem, match=said):
        FaultPlan.from_json(value)


def test_a_file_may_be_toml_or_json(tmp_path):
    toml, plain = tmp_path / "faults.toml", tmp_path / "faults.json"
    toml.write_text('[[faults]]\nkind = "cut"\nat = "thinking"\nrate = 0.5\n', "utf-8")
    plain.write_text('["cut:0.5@at=thinking"]', "utf-8")
    assert FaultPlan.from_file(toml) == FaultPlan.from_file(plain)


@pytest.mark.parametrize("content", ["faults = [", 'faults = ["bsy"]', "\ufffe"])
def test_what_is_wrong_with_a_file_names_it(tmp_path, content):
    file = tmp_path / "faults.toml"
    file.write_text(content, "utf-8")
    with pytest.raises(UserProblem, match=r"faults\.toml"):
        FaultPlan.from_file(file)


def test_a_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(UserProblem, match=r"cannot be read: No such file.*--fault-file"):
        FaultPlan.from_file(tmp_path / "none.toml")
