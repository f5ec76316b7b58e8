"""The options of a run as `replay` takes them, and the lab that all its scripts and phones share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from simulator.domain.problem import UserProblem
from simulator.pytest_plugin.goldens import GoldenKeeper
from simulator.replay.choosing import Choice, check_choice
from simulator.replay.lab import LabChoice
from simulator.replay.matrix import BACKEND, VENDOR
from simulator.testing.phones import Laboratory

_LABORATORY = pytest.StashKey[Laboratory]()


def begin(config: pytest.Config) -> None:
    """Check what the options say, and look out for goldens that are found. Raises: UsageError."""
    try:
        lab = laboratory(config).lab(clock=config.getoption("sim_clock"))
        check_choice(choice(config), lab)
        for backend in choice(config).backends or (BACKEND,):
            lab.try_out({"vendor": VENDOR, "backend": backend})
    except UserProblem as problem:
        raise pytest.UsageError(str(problem)) from None
    if config.getoption("sim_update") and not hasattr(config, "workerinput"):
        config.pluginmanager.register(GoldenKeeper(), "simulator-goldens")


def choice(config: pytest.Config) -> Choice:
    """Give which cases are played."""
    vendors, releases, backends = (_names(config.getoption(f"sim_{it}")) for it in ("vendor", "release", "backend"))
    return Choice(vendors=vendors, releases=releases, backends=backends, tags=tuple(config.getoption("sim_tag")))


def laboratory(config: pytest.Config) -> Laboratory:
    """Give where the phones of this run are from. Raises: UsageError if the options contradict each other."""
    if _LABORATORY not in config.stash:
        record, replay = config.getoption("sim_record"), config.getoption("sim_replay")
        if record and replay:
            raise pytest.UsageError("--sim-record and --sim-replay exclude each other; leave one of them out")
        if replay and not Path(replay).is_dir():
            raise pytest.UsageError(f"--sim-replay {replay} is no folder; make it with --sim-record {replay}")
        config.stash[_LABORATORY] = Laboratory(os.environ, _lab_choice(config, record, replay))
    return config.stash[_LABORATORY]


def _lab_choice(config: pytest.Config, record: str | None, replay: str | None) -> LabChoice:
    told = config.getini("sim_config")
    return LabChoice(
        vendors_paths=tuple(config.getini("sim_vendors_path")),
        config=config.rootpath / told if told else None,
        timeout=config.getini("sim_timeout") or None,
        record=Path(record) if record else None,
        replay=Path(replay) if replay else None,
        judge=config.getoption("sim_judge"),
    )


def _names(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))
