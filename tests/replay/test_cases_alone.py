"""A case gives the same result alone as among others: in any order, in any process, wherever the machine stands."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator.bundled import folder
from simulator.replay.case import Case, Result
from simulator.replay.choosing import Choice, cases_in, in_folder, read_all
from simulator.replay.lab import LabChoice, Laboratory
from simulator.replay.places import Complaints
from simulator.replay.reports.json_lines import from_line, to_line
from simulator.replay.running import play_here, play_in_processes
from simulator.wiring.replay import ReplayLab

FOLDERS = ("CONFIG", "CACHE", "DATA")
EVERY = 20
"""Of the cases that come with the program, each of this number is in the sample."""


@pytest.fixture(scope="module")
def sample(lab: Laboratory) -> list[Case]:
    said = Complaints()
    return cases_in(read_all(in_folder(folder("fixtures") / "scripts"), said), Choice(), lab, said)[::EVERY]


@pytest.fixture(scope="module")
def whole(sample: list[Case], lab: Laboratory) -> dict[str, str]:
    return lines(play_here(sample, lab))


def lines(results: Iterable[Result]) -> dict[str, str]:
    """Give the line of JSON of each case, without real seconds: they are the machine's."""
    return {result.case: to_line(replace(result, seconds=0.0)) for result in results}


@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_some_cases_in_any_order_give_what_they_gave_in_the_whole(sample, whole, lab, data):
    some = data.draw(st.lists(st.sampled_from(sample), min_size=1, max_size=4, unique_by=lambda case: case.name))
    fresh = ReplayLab({"SIMULATOR_CONFIG_DIR": "/nowhere", "SIMULATOR_CACHE_DIR": "/nowhere"}, LabChoice())
    found = lines(play_here(some, data.draw(st.sampled_from([lab, fresh]))))
    assert found == {name: whole[name] for name in found}


def test_processes_give_what_one_gave(sample, whole, lab):
    assert lines(play_in_processes(sample[::-1], lab, 2)) == whole


def test_where_the_machine_stands_changes_nothing(sample, whole, warm, tmp_path):
    path = tmp_path / "there.jsonl"
    only = [option for case in sample for option in ("--only", case.name)]
    there = os.environ | {"TZ": "America/New_York"} | {f"SIMULATOR_{name}_DIR": str(tmp_path) for name in FOLDERS}
    warm.run(["run", str(folder("fixtures") / "scripts"), *only, "--jsonl", str(path)], there)
    assert lines(map(from_line, path.read_text("utf-8").splitlines())) == whole
