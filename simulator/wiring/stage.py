"""Makes the phones of a script that is presented: all on one clock, which the presenter holds. Playing is `replay`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from simulator.ports import Clock
from simulator.replay.alarm import RealAlarm
from simulator.replay.lab import LabChoice, Tape
from simulator.replay.script import Setup
from simulator.settings.choices import BackendChoice
from simulator.wiring.replay import ReplayLab
from simulator.wiring.replay_phone import ReplayPhone


class StageLab(ReplayLab):
    """As for a run, but that time is the presenter's."""

    def __init__(self, environ: Mapping[str, str], choice: LabChoice, clock: Clock) -> None:
        """Take the environment, the choice and the clock; nothing is read yet."""
        super().__init__(environ, choice)
        self._clock = clock

    def _wire(self, setup: Setup, faults: Sequence[str], tape: Tape) -> BackendChoice:
        """Let every piece of text come by itself: an audience watches it being written."""
        return replace(super()._wire(setup, faults, tape), gathers=False)

    def _taken(self, setup: Setup, wire: BackendChoice, session: str = "phone") -> ReplayPhone:
        alarm = RealAlarm(self._clock)
        parts = (self._handset(setup), alarm, self._counts, wire, self._settings, self._environ)
        return ReplayPhone(*parts, session=session, web=self._web)
