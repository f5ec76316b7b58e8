"""The cues of a presentation: a script's steps one by one, with what is read of each. Playing them is `performance`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from simulator.domain.limit import Lang
from simulator.faces.tui.texts import text
from simulator.replay.acting import filled, holds
from simulator.replay.case import Case
from simulator.replay.filling import fill
from simulator.replay.script import Step


@dataclass(frozen=True, slots=True)
class Cue:
    """One step of a case; `repetition` counts from 1 where the step is repeated."""

    step: Step
    repetition: int = 1

    def names(self, known: Mapping[str, str]) -> dict[str, str]:
        """Give what stands in braces at this cue."""
        return {**known, "i": str(self.repetition)}

    def caption(self, known: Mapping[str, str], lang: Lang) -> str:
        """Give what the audience reads: the script's caption, or else what happens before anything is said."""
        names = self.names(known)
        return fill(self.step.caption, names) if self.step.caption else " · ".join(_happens(self.step, names, lang))

    def note(self, known: Mapping[str, str]) -> str:
        """Give what the presenter reads, empty where the script has none."""
        return fill(self.step.note, self.names(known)) if self.step.note else ""


def cues_of(case: Case) -> tuple[Cue, ...]:
    """Give the cues of a case in order. Steps whose condition a saved value decides are left out."""
    steps = (step for step in case.script.steps if holds(step.when, case.names))
    return tuple(Cue(step, time) for step in steps for time in range(1, step.repeat + 1))


def _happens(step: Step, names: Mapping[str, str], lang: Lang) -> Iterator[str]:
    if step.wait is not None:
        yield text("cue.wait", lang, time=fill(step.wait, names))
    if step.phone is not None:
        changes = ", ".join(f"{key} {value}" for key, value in filled(step.phone, names).items())
        yield text("cue.phone", lang, changes=changes)
    if step.new_conversation:
        yield text("cue.new_conversation", lang)
    if step.sleep:
        yield text("cue.sleep", lang)
    if step.faults:
        yield text("cue.faults", lang, faults=", ".join(fill(fault, names) for fault in step.faults))
    if step.interrupt_after is not None:
        yield text("cue.interrupt", lang, time=fill(step.interrupt_after, names))
