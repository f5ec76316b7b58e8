"""Events as JSON objects and back."""

from __future__ import annotations

import json
import types
from dataclasses import fields
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.domain import events
from simulator.domain.completion import Usage
from simulator.domain.cost import Cost
from simulator.domain.event_json import KINDS, from_json, to_json
from simulator.domain.events import Event, Heard, TurnEnded

CONTRACT = {
    "session_started": "vendor release channel phone backend model seed",
    "woken": "heard wake_word score",
    "wake_missed": "heard wake_word score",
    "heard": "text source",
    "gate_refused": "gate needed actual message",
    "routed": "route rule",
    "memory_trimmed": "dropped_turns kept_turns prompt_tokens limit",
    "prompt_built": "messages prompt_tokens",
    "searched": "query results",
    "backend_asked": "backend model attempt",
    "thinking_delta": "text",
    "answer_delta": "text",
    "stuttered": "seconds",
    "skill_called": "skill arguments result",
    "call_ignored": "tool arguments message",
    "limit_reached": "limit value message evidence",
    "backend_fault": "kind message status retryable",
    "fallback_used": "from to reason",
    "conversation_renewed": "reason",
    "turn_ended": "outcome answer thinking thinking_seconds first_token_seconds seconds finish usage cost fault limit",
    "session_ended": "turns outcome",
}
PLAIN = {
    str: st.text(),
    int: st.integers(-(2**53), 2**53),
    bool: st.booleans(),
    type(None): st.none(),
    float: st.integers(0, 10**12).map(lambda micros: micros / 10**6),
}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(), inner, max_size=2),
    max_leaves=4,
)


def values(hint: Any) -> st.SearchStrategy[Any]:
    """Give values of a field's type."""
    origin, args = get_origin(hint), get_args(hint)
    if hint in PLAIN:
        return PLAIN[hint]
    if origin is Literal:
        return st.sampled_from(args)
    if origin in (Union, types.UnionType):
        return st.one_of(*map(values, args))
    if origin is tuple:
        return st.lists(values(args[0]), max_size=3).map(tuple)
    return built(hint) if hasattr(hint, "__dataclass_fields__") else st.dictionaries(st.text(), JSON, max_size=3)


def built(kind: type) -> st.SearchStrategy[Any]:
    """Give instances of a dataclass, of any values that its fields allow."""
    hints = get_type_hints(kind)
    return st.builds(kind, **{item.name: values(hints[item.name]) for item in fields(kind)})


ALL_KINDS = [kind for kind in vars(events).values() if isinstance(kind, type) and issubclass(kind, Event)][1:]
"""Every class of event that its module defines, after `Event` itself."""

WHOLE_TURN = TurnEnded(
    session="s",
    turn=1,
    t=4.2,
    outcome="fault",
    answer="从前",
    thinking="",
    thinking_seconds=None,
    first_token_seconds=1.5,
    seconds=4.2,
    finish=None,
    usage=Usage(10, 20, None, 0),
    cost=Cost(yuan=0.1, o1_share=None),
    fault=events.FaultFacts(kind="truncated", message="回复中断"),
    limit=None,
)


@pytest.mark.parametrize("kind", ALL_KINDS, ids=lambda kind: kind.__name__)
def test_every_event_survives_a_line_of_json(kind):
    @given(built(kind))
    def survives(event):
        line = json.dumps(to_json(event), ensure_ascii=False, allow_nan=False)
        assert from_json(json.loads(line)) == event

    survives()


@pytest.mark.parametrize("name", CONTRACT)
def test_an_event_has_the_keys_that_the_contract_promises(name):
    keys = {item.name.rstrip("_") for item in fields(KINDS[name])}
    assert keys >= {"turn", "t", "session", *CONTRACT[name].split()}


def test_every_class_of_event_has_a_name():
    assert set(KINDS.values()) == set(ALL_KINDS)
    assert set(KINDS) >= set(CONTRACT)


@given(st.sampled_from(ALL_KINDS).flatmap(built))
def test_a_line_says_first_what_happened(event):
    keys = list(to_json(event))
    assert keys[:4] == ["event", "session", "turn", "t"]
    assert KINDS[to_json(event)["event"]] is type(event)


@given(st.floats(0, 1e6))
def test_times_are_told_to_the_microsecond(moment):
    event = Heard(session="s", turn=1, t=moment, text="", source="text")
    assert from_json(to_json(event)).t == pytest.approx(moment, abs=5e-7)


@given(built(TurnEnded), st.dictionaries(st.text(min_size=30), JSON))
def test_a_key_from_a_newer_version_is_ignored(event, more):
    assert from_json(more | to_json(event)) == event


def test_a_newer_key_inside_a_part_is_ignored_too():
    data = to_json(WHOLE_TURN)
    for part in ("usage", "cost", "fault"):
        data[part]["known_since_next_year"] = 1
    assert from_json(data) == WHOLE_TURN


@pytest.mark.parametrize("name", sorted(KINDS))
def test_a_missing_key_is_named(name):
    with pytest.raises(ValueError, match=f"{name} lacks the key 'session'"):
        from_json({"event": name})


def test_a_key_that_is_missing_inside_a_part_is_named():
    data = to_json(WHOLE_TURN)
    del data["fault"]["message"]
    with pytest.raises(ValueError, match="message"):
        from_json(data)


@pytest.mark.parametrize("data", [{}, {"event": "exploded"}, {"event": None}, {"event": ["heard"]}])
def test_an_unknown_event_is_named(data):
    with pytest.raises(ValueError, match="no event is called"):
        from_json(data)


@pytest.mark.parametrize("data", [None, 1, "heard", ["heard"]])
def test_what_is_no_object_is_no_event(data):
    with pytest.raises(ValueError):
        from_json(data)
