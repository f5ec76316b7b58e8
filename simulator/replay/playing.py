"""Plays one case: takes its steps on its phones and judges what happens. Many cases at once are `running`'s part."""

from __future__ import annotations

import time
from collections.abc import Mapping
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Any

from simulator.domain.json_line import json_line
from simulator.domain.problem import UserProblem
from simulator.patterns import found
from simulator.replay.acting import as_it_says, filled, holds, prepare, turn_of
from simulator.replay.case import Case, Miss, Result, Verdict
from simulator.replay.filling import fill
from simulator.replay.goldens import difference, kept_of
from simulator.replay.happened import Happened, lines, merged
from simulator.replay.lab import Lab, PhoneInUse, Tape
from simulator.replay.matching import quoted
from simulator.replay.places import Place
from simulator.replay.script import Expectation, Save, Setup, Step
from simulator.replay.setups import is_set
from simulator.replay.subjects import actual, at_path, is_met, wanted

MAIN = ""


async def play(case: Case, lab: Lab) -> Result:
    """Play a case from its first step to its last; what goes wrong with it is its verdict.

    A step that misses an expectation does not end it: a tester wants all that is wrong.
    """
    started = time.perf_counter()
    playing = _Playing(case, lab)
    try:
        try:
            await playing.steps()
        finally:
            await playing.put_away()
    except (UserProblem, ValueError, OSError) as error:
        playing.error = f"{playing.place}: {error}"
    except Exception as error:  # a fault of the program itself must not take the other cases with it
        playing.error = f"{playing.place}: the simulator broke: {type(error).__name__}: {error}; please report it"
    return playing.result(time.perf_counter() - started)


@dataclass(slots=True)
class _Playing:
    case: Case
    lab: Lab
    names: dict[str, str] = field(init=False)
    phones: dict[str, PhoneInUse] = field(default_factory=dict)
    told: list[dict[str, Any]] = field(default_factory=list)
    misses: list[Miss] = field(default_factory=list)
    kept: dict[str, str] = field(default_factory=dict)
    error: str | None = None
    turns: int = 0
    place: str = ""

    def __post_init__(self) -> None:
        self.names = dict(self.case.names)
        self.place = str(self.case.script.place)

    async def steps(self) -> None:
        self._phone(MAIN)
        for number, step in enumerate(self.case.script.steps, 1):
            self.place = str(step.place)
            if not holds(step.when, self.names):
                continue
            for time_ in range(1, step.repeat + 1):
                self.names["i"] = str(time_)
                await self._take(step, f"{number}" if step.repeat == 1 else f"{number}.{time_}")

    async def _take(self, step: Step, label: str) -> None:
        phone = self._phone(step.on)
        phone.forget_sent()
        events = await prepare(step, phone, self.names)
        if step.user is not None:
            said = fill(step.user, self.names)
            with as_it_says(step, phone, self.names):
                async with aclosing(turn_of(step, said, phone)) as turn:
                    events += [event async for event in turn]
            self.turns += 1
            if phone.lacking is not None:
                raise UserProblem(phone.lacking)
        events_told = merged(events)
        happened = Happened(events_told, tuple(phone.sent))
        self.told += events_told
        for expected in step.expect:
            if holds(expected.when, self.names):
                self._judge(expected, happened, f"{label} {step.on}".rstrip())
        for save in step.save:
            self._save(save, happened)

    def _judge(self, expected: Expectation, happened: Happened, label: str) -> None:
        told: tuple[str, str] | None
        if expected.subject == "golden":
            told = self._against_golden(expected, happened, f"{label} {expected.target}")
        elif is_met(expected, happened, self.names):
            told = None
        else:
            told = wanted(expected, self.names), actual(expected, happened)
        if told is not None:
            self._miss(expected.place, happened, *told)

    def _against_golden(self, expected: Expectation, happened: Happened, label: str) -> tuple[str, str] | None:
        """Keep what the golden is of, and give how it differs from the one that there is."""
        found = kept_of(expected.target, expected.masks, happened)
        self.kept[label] = found
        if self.case.goldens is None or self.case.goldens.get(label) == found:
            return None
        if label not in self.case.goldens:
            return (
                f"golden {expected.target}",
                f"there is none yet in {self.case.script.golden_file}; keep it with --update",
            )
        return f"golden {expected.target} as kept", difference(self.case.goldens[label], found)

    def _miss(self, place: Place, happened: Happened, expected: str, actual: str) -> None:
        events = tuple(lines(happened.events))
        self.misses.append(Miss(place=place, turn=happened.turn, expected=expected, actual=actual, events=events))

    def _save(self, save: Save, happened: Happened) -> None:
        ended: Mapping[str, Any] = happened.ended or {}
        if save.matches is not None:
            value, how = found(fill(save.matches, self.names), ended.get("answer", "")), f"matches {save.matches}"
        else:
            value, how = at_path(ended, save.path or ""), f"path {save.path}"
        if value is None:
            self._miss(save.place, happened, f"save {save.name}: {how}", f"not in {quoted(ended.get('answer', ''))}")
        else:
            self.names[save.name] = value

    def _phone(self, name: str) -> PhoneInUse:
        """Give a phone; it is taken in hand when it is first used."""
        if name not in self.phones:
            script = self.case.script
            setup: Setup = self.case.setup
            if name != MAIN:
                setup = {**common_of(setup), **filled(script.phones[name], self.names)}
            tape = Tape(self.case.name, script.stem) if name == MAIN else Tape(f"{self.case.name} {name}")
            faults = [fill(fault, self.names) for fault in script.faults]
            phone = self.lab.open(setup, faults, tape, name or "phone")
            phone.fly(is_set(setup, "airplane", False))
            self.phones[name] = phone
            self.told += merged(phone.opening)
        return self.phones[name]

    async def put_away(self) -> None:
        for phone in self.phones.values():
            self.told.append(merged([phone.conversation.close()])[0])
            await phone.put_away()

    def result(self, took: float) -> Result:
        case = self.case
        verdict: Verdict = "error" if self.error else "failed" if self.misses else "passed"
        return Result(
            case=case.name,
            script=case.script.title,
            file=case.script.file,
            cell=case.cell,
            seed=case.seed,
            verdict=verdict,
            misses=tuple(self.misses),
            error=self.error,
            evidence=case.evidence,
            turns=self.turns,
            seconds=took,
            simulated=max((phone.clock.now() for phone in self.phones.values()), default=0.0),
            events_json=json_line(self.told, (",", ":")),
            goldens=self.kept,
            fingerprint=case.fingerprint,
            tags=case.script.tags,
        )


def common_of(setup: Setup) -> dict[str, str]:
    """Give what a second phone takes over from the main one."""
    return {key: setup[key] for key in ("vendor", "backend", "seed", "lang") if key in setup}
