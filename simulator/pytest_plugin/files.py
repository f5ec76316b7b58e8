"""A script's file as pytest sees it: an item a case, or all that is wrong in it. Playing a case is `cases`' part."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence

import pytest

from simulator.domain.problem import UserProblem
from simulator.pytest_plugin.cases import CaseItem, Verdicts
from simulator.pytest_plugin.options import choice, laboratory
from simulator.pytest_plugin.tags import known_markers
from simulator.replay.case import Case
from simulator.replay.choosing import Named, read_all
from simulator.replay.golden_files import GoldenFiles
from simulator.replay.lab import Known
from simulator.replay.matrix import Chosen, cases_of
from simulator.replay.places import Complaints

_VERDICTS = "simulator-verdicts"


class ScriptFile(pytest.File):
    """One `*.sim.yaml`."""

    def collect(self) -> Iterable[CaseItem]:
        """Give its cases. Raises: CollectError with all that is wrong in it, a line each."""
        plugins, lab = self.config.pluginmanager, laboratory(self.config).lab(self.config.getoption("sim_clock"))
        if not plugins.has_plugin(_VERDICTS):
            plugins.register(Verdicts(), _VERDICTS)
        goldens = GoldenFiles({self._name: self.path}, update=self.config.getoption("sim_update"))
        try:
            cases = [goldens.given_to(case) for case in self._cases(lab)]
        except UserProblem as problem:
            raise self.CollectError(str(problem)) from None
        known_markers(self.config, {tag for case in cases for tag in case.script.tags})
        return [CaseItem.of(self, case, lab) for case in cases]

    def _cases(self, known: Known) -> Sequence[Case]:
        """Give the cases of the options. Raises: FileError with all that is wrong."""
        chosen, said = choice(self.config), Complaints()
        is_named = self.session.isinitpath(self.path)
        exactly = Chosen(chosen.vendors, chosen.releases, chosen.backends, exactly=is_named)
        scripts = [script for script, _ in read_all([Named(self.path, self._name, is_named)], said)]
        wanted = [it for it in scripts if not chosen.tags or set(chosen.tags) & set(it.tags)]
        # Names are unique within a file, as node ids are: --lf must find them, whatever else is collected.
        names: set[str] = set()
        cases = [case for script in wanted for case in cases_of(script, exactly, known, said, names)]
        said.raise_any()
        return cases

    @property
    def _name(self) -> str:
        """The file as a person would write it where pytest was started."""
        try:
            return os.path.relpath(self.path, self.config.invocation_params.dir)
        except ValueError:  # on another drive
            return str(self.path)
