"""Cases on other machines: what is sent holds all they need, and who dies on the way changes no report."""

from __future__ import annotations

import pickle
import shutil
from collections.abc import Callable
from concurrent.futures import Executor, Future

import pytest

from simulator.bundled import folder
from simulator.domain.problem import UserProblem
from simulator.replay.choosing import Choice
from simulator.replay.elsewhere import Crew, play_batch, play_elsewhere
from simulator.replay.lab import LabChoice
from simulator.replay.running import play_here
from simulator.wiring.replay import ReplayLab
from tests.replay.conftest import cases_of_file

SEEDS = "script: seeds\nmatrix: {seed: [1, 2, 3, 4, 5]}\nturns: [{user: 你好, expect: [outcome: completed]}]\n"


class Lost(Exception):
    """What an executor says of a call whose workers died again and again."""


class Here(Executor):
    """An executor that calls at once; a batch with the case of this seed is lost, or ends as `fails` says."""

    def __init__(self, seed: str = "", fails: Exception | None = None) -> None:
        self._seed, self._fails = seed, fails

    def submit(self, fn, /, *args, **kwargs):
        future: Future = Future()
        if self._fails is not None:
            future.set_exception(self._fails)
        elif any(case.cell["seed"] == self._seed for case in args[2]):
            future.set_exception(Lost())
        else:
            future.set_result(pickle.loads(pickle.dumps(fn(*args))))
        return future


def crew(executor: Executor) -> Crew:
    return Crew(name="the cluster", executor=executor, at_once=lambda: 1, lost=(Lost,))


@pytest.fixture
def cases(written: Callable, lab: ReplayLab):
    return cases_of_file(written(SEEDS), Choice(), lab)


def told(results):
    return [(result.case, result.verdict, result.events_json) for result in results]


def test_what_is_played_elsewhere_gives_the_same_results(cases, lab):
    assert told(play_elsewhere(cases, lab.elsewhere(), crew(Here()))) == told(play_here(cases, lab))


def test_of_a_lost_batch_only_the_deadly_case_is_an_error(cases, lab):
    results = list(play_elsewhere(cases, lab.elsewhere(), crew(Here(seed="2"))))
    assert [result.case for result in results] == [case.name for case in cases]
    assert [result.verdict for result in results] == ["passed", "error", "passed", "passed", "passed"]


def test_a_worker_that_cannot_play_is_told_in_a_line(cases, lab):
    with pytest.raises(UserProblem, match=r"a worker that cannot play: ImportError: no ssl; .*--resume"):
        list(play_elsewhere(cases, lab.elsewhere(), crew(Here(fails=ImportError("no ssl")))))


def test_a_worker_with_another_version_refuses_to_play(cases, lab):
    with pytest.raises(UserProblem, match=r"and 0\.0\.7 sent the cases"):
        play_batch("0.0.7", pickle.dumps(lab.elsewhere()), cases, 0)


def test_vendors_and_configuration_travel_with_the_laboratory(tmp_path, written):
    vendors = tmp_path / "vendors"
    shutil.copytree(folder("vendors") / "yoyo", vendors / "acme")
    profile = vendors / "acme" / "profile.toml"
    profile.write_text(profile.read_text("utf-8").replace('id = "yoyo"', 'id = "acme"'), "utf-8")
    config = tmp_path / "my.toml"
    config.write_text("[vendors.acme]\nlimits = { turns_per_conversation = 1 }\n", "utf-8")
    places = {f"SIMULATOR_{name}_DIR": str(tmp_path / name) for name in ("CONFIG", "CACHE")}
    here = ReplayLab(places, LabChoice(vendors_paths=(vendors,), config=config))
    path = written("script: a\nphone: {vendor: acme}\nturns: [user: 你好, {user: 你好, expect: [outcome: limited]}]\n")
    cases = cases_of_file(path, Choice(), here)
    sent = pickle.dumps(here.elsewhere())
    shutil.rmtree(vendors)
    config.unlink()
    assert [result.verdict for result in play_here(cases, pickle.loads(sent)())] == ["passed"]


def test_recordings_stay_where_they_are(tmp_path):
    with pytest.raises(UserProblem, match="--replay needs a folder of this machine; use --executor process"):
        ReplayLab({}, LabChoice(replay=tmp_path)).elsewhere()
