"""A script export says of a session what was done and what happened, in the words of docs/scripts.md."""

from __future__ import annotations

from dataclasses import replace

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from simulator.domain.events import BackendAsked, BackendChanged, Event, Heard, TurnEnded
from simulator.export.script import as_script
from simulator.replay.filling import fill
from simulator.replay.places import Complaints
from simulator.replay.reading import read_script
from tests.export.sessions import recorded, turn


def steps(*turns: tuple[Event, ...]) -> list[dict[str, object]]:
    read = yaml.safe_load(as_script(recorded(*turns)))["turns"]
    assert isinstance(read, list)
    return read


def asked(answer: str) -> tuple[Event, ...]:
    heard, *rest = turn(1, "你好", answer)
    return (heard, BackendAsked(session="s", turn=1, t=0.0, backend="mock", model="m", attempt=1), *rest)


def test_the_answer_of_another_backend_is_expected_of_its_replay_alone() -> None:
    changed = BackendChanged(session="s", turn=0, t=0.0, backend="deepseek", model="m")
    (step,) = steps((changed, *asked("第一行\n第二行")))
    assert {"answer": {"contains": "第一行"}, "when": {"wire": "replayed"}} in step["expect"]  # type: ignore[operator]


def test_time_between_turns_is_a_wait() -> None:
    later = tuple(replace(event, t=event.t + 90) for event in turn(2, "再见", "再见"))
    assert [step.get("wait") for step in steps(turn(1, "你好", "你好"), later)] == [None, "90.000s"]


def test_a_turn_that_was_stopped_is_stopped_at_the_same_time() -> None:
    *events, ended = turn(1, "你好", "你好")
    assert isinstance(ended, TurnEnded)
    (step,) = steps((*events, replace(ended, outcome="interrupted", seconds=2.5)))
    assert step["interrupt_after"] == "2.500s"
    assert step["expect"] == [{"outcome": "interrupted"}]


def test_a_spoken_turn_stays_spoken() -> None:
    heard, *rest = turn(1, "你好", "你好")
    assert isinstance(heard, Heard)
    (step,) = steps((replace(heard, source="audio"), *rest))
    assert step["spoken"] is True


TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40)


@given(question=TEXT, answer=TEXT)
def test_any_text_is_read_back_as_it_was_said(
    question: str, answer: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.getbasetemp() / "any.sim.yaml"
    heard, *rest = asked(answer)
    assert isinstance(heard, Heard)
    session = recorded((replace(heard, text=question), *rest))
    file.write_text(as_script(session), encoding="utf-8")
    said = Complaints()
    script = read_script(file, file.name, said)
    said.raise_any()
    assert script is not None
    said_before = next(event.text for event in session.events if isinstance(event, Heard))
    assert fill(script.steps[0].user or "", {}) == said_before
