"""A case as an item of pytest: played when its turn comes, and told without a traceback. Cases come from `files`."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Generator
from typing import Any

import pytest

from simulator.domain.clean import clean
from simulator.pytest_plugin.goldens import found_in
from simulator.pytest_plugin.tags import is_marker
from simulator.pytest_plugin.telling import Told
from simulator.replay.case import Case, Result
from simulator.replay.lab import Lab
from simulator.replay.playing import play


class NotPassed(Exception):
    """A case missed an expectation, or could not be played to its end."""

    def __init__(self, result: Result) -> None:
        super().__init__(result.case)
        self.result = result


class CaseItem(pytest.Item):
    """One case of a script."""

    case: Case
    lab: Lab
    result: Result | None = None

    @classmethod
    def of(cls, parent: pytest.Collector, case: Case, lab: Lab) -> CaseItem:
        """Make the item of a case, with its tags as markers and its evidence among the properties of reports."""
        # A name must not look like two parts of a node id.
        name = " ".join(clean(case.name).split()).replace("::", ": :")
        # Said outright, the id is read as --lf reads it from its cache: since pytest 9.2 "[…]" is a part of its own.
        item: CaseItem = cls.from_parent(parent, name=name, nodeid=f"{parent.nodeid}::{name}")
        item.case, item.lab = case, lab
        item.extra_keyword_matches.update(case.script.tags)
        for tag in case.script.tags:
            if is_marker(tag):
                item.add_marker(tag)
        return item

    def runtest(self) -> None:
        """Play it. Raises: NotPassed."""
        # With a factory, the runner leaves the loop of the thread alone, which is other plugins' business.
        with asyncio.Runner(loop_factory=asyncio.new_event_loop) as runner:
            self.result = result = runner.run(play(self.case, self.lab))
        told = {"seed": result.seed, **result.cell, "evidence": ", ".join(result.evidence), "turns": result.turns}
        self.user_properties += [*told.items(), ("simulated_seconds", round(result.simulated, 3))]
        if not result.is_fine:
            raise NotPassed(result)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Tell what was missed, where it stands in the script and what happened in its turn."""
        if isinstance(excinfo.value, NotPassed):
            return Told(excinfo.value.result)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[os.PathLike[str] | str, int | None, str]:
        """Give the line at which the script begins, which pytest counts from 0."""
        return self.path, self.case.script.place.line - 1, self.name


class Verdicts:
    """Sees to it that what could not be played is an error, and passes goldens on; there from the first script on."""

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Take the report of a case that broke for one of its preparation: this is how pytest knows errors."""
        report = yield
        if isinstance(item, CaseItem) and item.result is not None and call.when == "call":
            if report.failed and item.result.error is not None:
                report.when = "setup"
            found_in(report, item.path, item.result)
        return report
