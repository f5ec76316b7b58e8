"""What pytest calls of everybody's run: options, markers, files. What comes of a script's file is `files`' part."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from simulator.pytest_plugin.files import ScriptFile

_ENDINGS = (".sim.yaml", ".sim.yml")
_MARKER = (
    'phone(**wishes): which phone the fixtures give, like vendor="yoyo", release="9.0.5.300", faults=["busy"], seed=7'
)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of scripts, which are those of `simulator run`."""
    group = parser.getgroup("simulator", "simulator: scripts (*.sim.yaml) and phones")
    for name, metavar, says in (
        ("vendor", "V,V", "play scripts on these phones; a script that is named itself, whatever its matrix says"),
        ("release", "R,R", "on these releases"),
        ("backend", "B,B", "on these backends"),
    ):
        group.addoption(f"--sim-{name}", metavar=metavar, default="", help=says)
    group.addoption(
        "--sim-tag", metavar="T", action="append", default=[], help="only scripts with this tag; repeatable"
    )
    group.addoption(
        "--sim-clock", metavar="C", default="virtual", help="virtual (no waiting; default), real, or like x10"
    )
    group.addoption("--sim-record", metavar="DIR", help="keep what backends are sent and answer, a file a phone")
    group.addoption("--sim-replay", metavar="DIR", help="answer from such a folder, without a backend")
    group.addoption("--sim-judge", metavar="BACKEND", help="whom judge: asks, whatever scripts and simulator.toml name")
    group.addoption("--sim-update", action="store_true", help="keep what is found as goldens, in place of comparing")
    parser.addini("sim_vendors_path", "folders of more vendors, for scripts and phones", type="paths", default=[])
    parser.addini("sim_config", "a file in place of the project's simulator.toml", default="")
    parser.addini("sim_timeout", "real seconds for a turn, or connect=5,idle=10,event=30,total=120", default="")


def pytest_configure(config: pytest.Config) -> None:
    """Make the marker known to `--strict-markers`, and check options that were given.

    Raises: UsageError with what is known, if an option means nothing.
    """
    config.addinivalue_line("markers", _MARKER)
    if any(
        config.getoption(f"sim_{name}")
        for name in ("vendor", "release", "backend", "judge", "record", "replay", "update")
    ) or (config.getoption("sim_clock") != "virtual"):
        from simulator.pytest_plugin.options import begin

        begin(config)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> ScriptFile | None:
    """Give a script's file its collector."""
    if not file_path.name.endswith(_ENDINGS):
        return None
    from simulator.pytest_plugin.files import ScriptFile

    return ScriptFile.from_parent(parent, path=file_path)
