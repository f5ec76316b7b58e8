"""What playing a case costs beside its dialogue: the whole less the same turns taken bare. `replay` makes the table."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.replay_scripts import script
from simulator.domain.events import TurnEnded
from simulator.replay.case import Case
from simulator.replay.choosing import Choice, cases_in, read_all, scripts_at
from simulator.replay.lab import Lab, LabChoice, Tape
from simulator.replay.places import Complaints
from simulator.replay.reports.json_lines import to_line
from simulator.replay.running import play_here
from simulator.wiring.replay import ReplayLab

CASES, TURNS, ROUNDS = 40, 3, 9


def dialogue_and_harness(here: Path) -> tuple[float, float]:
    """Give seconds of CPU a turn: of the dialogue, and of all that is done beside it, a line of JSON included.

    Both are played in turn, and the least of `ROUNDS` counts: a machine that is busy only adds.
    """
    complaints, lab = Complaints(), ReplayLab(os.environ, LabChoice())
    path = script(here, CASES, TURNS)
    cases = cases_in(read_all(scripts_at([str(path)], here), complaints), Choice(), lab, complaints)
    rounds = [(_bare(cases, lab), _whole(cases, lab)) for _ in range(ROUNDS + 1)][1:]
    bare, whole = (min(times) / (CASES * TURNS) for times in zip(*rounds, strict=True))
    return bare, whole - bare


def _whole(cases: Sequence[Case], lab: Lab) -> float:
    started = time.process_time()
    for result in play_here(cases, lab):
        to_line(result)
    return time.process_time() - started


def _bare(cases: Sequence[Case], lab: Lab) -> float:
    """Say the same on the same phones, with nothing looked at but that each turn ends."""

    async def talk() -> None:
        for case in cases:
            phone = lab.open(case.setup, (), Tape(case.name), "phone")
            for step in case.script.steps:
                ends = [event async for event in phone.conversation.turn(step.user or "", "script")]
                assert isinstance(ends[-1], TurnEnded)
            await phone.put_away()

    started = time.process_time()
    asyncio.run(talk())
    return time.process_time() - started
