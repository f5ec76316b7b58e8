"""Scripts as texts, played on real phones with the embedded mock; what comes of them is what tests look at."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

import pytest

from simulator.replay.case import Case, Result
from simulator.replay.choosing import Choice, cases_in, read_all, scripts_at
from simulator.replay.lab import LabChoice, Laboratory
from simulator.replay.places import Complaints
from simulator.replay.playing import play
from simulator.wiring.replay import ReplayLab
from tests.warm import Warm

HEAD = 'script: a test\nmatrix: {vendor: [xiaoyi], release: ["11.2.10.340"]}\n'

EVERYTHING = Choice()
Played = Callable[..., list[Result]]


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Laboratory:
    folder = tmp_path_factory.mktemp("lab")
    places = {"SIMULATOR_CONFIG_DIR": str(folder / "config"), "SIMULATOR_CACHE_DIR": str(folder / "cache")}
    return ReplayLab(places, LabChoice())


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str], Path]:
    def write(text: str, name: str = "a.sim.yaml") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text), "utf-8")
        return path

    return write


@pytest.fixture
def played(written: Callable[[str], Path], lab: Laboratory) -> Played:
    """Play a script, or only its turns, on xiaoyi's update of 9 February."""

    def run(text: str, choice: Choice = EVERYTHING, of: Laboratory = lab) -> list[Result]:
        text = dedent(text)
        path = written(text if "script:" in text else HEAD + "turns:\n" + text)
        return asyncio.run(_all(cases_of_file(path, choice, of), of))

    return run


def cases_of_file(path: Path, choice: Choice, of: Laboratory) -> list[Case]:
    said = Complaints()
    return cases_in(read_all(scripts_at([str(path)], path.parent), said), choice, of, said)


async def _all(cases: Sequence[Case], of: Laboratory) -> list[Result]:
    return [await play(case, of) for case in cases]


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str


@pytest.fixture
def simulator(tmp_path: Path, warm: Warm) -> Callable[..., Ran]:
    """Run the command as a shell would, with folders of its own."""
    environ = os.environ | {f"SIMULATOR_{name}_DIR": str(tmp_path / name) for name in ("CONFIG", "CACHE", "DATA")}

    def run(*argv: str) -> Ran:
        done = warm.run(argv, environ, timeout=120)
        return Ran(done.code, done.out.decode(), done.err.decode())

    return run
