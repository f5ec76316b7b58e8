"""What the inspector is given of a phone at a moment. How it is drawn is the pages' part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from simulator.backends.cassettes.lines import Line
from simulator.domain.events import Event
from simulator.domain.limit import Lang
from simulator.domain.release import Release
from simulator.domain.trace import Traces, TurnTrace


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspected:
    """A phone as it is now, in `lang`.

    `name` is the phone's, harmless, and `picked` the turn that is looked at, None for the newest. `turns_used` and
    `questions` are what counts against the caps of the conversation and of the simulated day; `now` is in session
    seconds, `moment` the simulated time. `figure` is the place of the figure that can be turned up or down; `filter`
    chooses lines of the log.
    """

    lang: Lang
    traces: Traces
    release: Release
    now: float
    moment: datetime | None
    turns_used: int
    questions: int
    log: Sequence[Event] = ()
    wire: Sequence[Line] = ()
    picked: int | None = None
    figure: int = 0
    filter: str = ""
    name: str = ""

    @property
    def trace(self) -> TurnTrace | None:
        """The turn that is looked at; None before the first."""
        if self.picked is not None:
            return self.traces.of(self.picked)
        return self.traces.turns[-1] if self.traces.turns else None
