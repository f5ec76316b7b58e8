"""A case is played again only when that is asked for, and what then passes is flaky, not passed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from simulator.replay.choosing import Choice, cases_in, read_all, scripts_at
from simulator.replay.lab import Laboratory
from simulator.replay.places import Complaints
from simulator.replay.running import play_in_processes, play_until_passed

SCRIPT = "script: shaky\nturns: [{user: 你好, expect: [outcome: completed]}]\n"


class Shaky:
    """A lab whose phones misbehave until `sound` of them were taken in hand."""

    def __init__(self, lab: Laboratory, bad: int) -> None:
        self._lab, self._bad, self.opened, self.waits = lab, bad, 0, False

    def open(self, setup, faults, cassette, session):
        self.opened += 1
        return self._lab.open(setup, ["busy"] if self.opened <= self._bad else faults, cassette, session)


def result_of(written: Callable[[str], Path], lab: Laboratory, bad: int, retries: int):
    said = Complaints()
    path = written(SCRIPT)
    (case,) = cases_in(read_all(scripts_at([str(path)], path.parent), said), Choice(), lab, said)
    return asyncio.run(play_until_passed(case, Shaky(lab, bad), retries))


def test_without_retries_a_miss_is_a_failure(written, lab):
    result = result_of(written, lab, bad=1, retries=0)
    assert (result.verdict, result.attempts) == ("failed", 1)


def test_what_passes_the_third_time_is_flaky_and_keeps_its_first_miss(written, lab):
    result = result_of(written, lab, bad=2, retries=5)
    assert (result.verdict, result.attempts) == ("flaky", 3)
    assert [miss.actual for miss in result.misses] == ["fault"]


def test_what_never_passes_is_a_failure_after_all_retries(written, lab):
    result = result_of(written, lab, bad=9, retries=2)
    assert (result.verdict, result.attempts) == ("failed", 3)


class Deadly:
    """A lab on which one case's phone ends the process."""

    waits = False

    def __init__(self, lab: Laboratory) -> None:
        self._lab = lab

    def warm_up(self, setup):
        self._lab.warm_up(setup)

    def open(self, setup, faults, cassette, session):
        if setup.get("seed") == "2":
            import os

            os._exit(9)
        return self._lab.open(setup, faults, cassette, session)


def test_a_case_that_kills_its_process_is_an_error_and_the_others_are_played(written, lab):
    said = Complaints()
    path = written("script: deadly\nmatrix: {seed: [1, 2, 3, 4]}\n" + SCRIPT.partition("\n")[2])
    cases = cases_in(read_all(scripts_at([str(path)], path.parent), said), Choice(), lab, said)
    results = list(play_in_processes(cases, Deadly(lab), 2))
    assert [result.case for result in results] == [case.name for case in cases]
    assert [result.verdict for result in results] == ["passed", "error", "passed", "passed"]
    assert "the process that played it died" in results[1].error
