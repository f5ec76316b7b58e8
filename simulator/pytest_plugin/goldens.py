"""Writes goldens of a run of pytest with --sim-update, in the one process that hears of all cases."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from simulator.domain.problem import UserProblem
from simulator.replay.case import Result
from simulator.replay.golden_files import Changes, write_goldens

_Cases = Mapping[str, Mapping[str, str]]
_KEY = "simulator_goldens"
"""Where a report carries them, also from another process."""


def found_in(report: pytest.TestReport, path: Path, result: Result) -> None:
    """Let a report carry the goldens of a result; a case that broke has none."""
    if result.goldens and result.error is None:
        setattr(report, _KEY, [str(path), result.case, dict(result.goldens)])


class GoldenKeeper:
    """Gathers goldens from reports, and writes them when all cases were played."""

    def __init__(self) -> None:
        """Begin with none."""
        self._found: dict[Path, dict[str, Mapping[str, str]]] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take what a report carries."""
        carried = getattr(report, _KEY, None)
        if carried is not None:
            path, case, goldens = carried
            self._found.setdefault(Path(path), {})[case] = goldens

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Write them, and say of which files how many changed: never silently."""
        terminalreporter.section("goldens")
        changed = {path: self._written(path, cases, terminalreporter) for path, cases in self._found.items()}
        for path, changes in changed.items():
            if changes:
                terminalreporter.line(changes.told(str(path)))
        if not any(changed.values()):
            terminalreporter.line("no golden has changed")

    def _written(
        self, path: Path, cases: Mapping[str, Mapping[str, str]], terminal: pytest.TerminalReporter
    ) -> Changes:
        try:
            return write_goldens(path, cases)
        except UserProblem as problem:
            terminal.line(str(problem), red=True)
            return Changes()
