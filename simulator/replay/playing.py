"""Plays one case: takes its steps on its phones and judges what happens. Many cases at once are `running`'s part."""

from __future__ import annotations

import time
from collections.abc import Mapping
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Any

from simulator.domain.events import Event
from simulator.domain.json_line import json_line
from simulator.domain.problem import UserProblem
from simulator.patterns import found
from simulator.replay.case import Case, Miss, Result, Verdict
from simulator.replay.filling import fill
from simulator.replay.goldens import difference, kept_of
from simulator.replay.happened import Happened, lines, merged
from simulator.replay.lab import Lab, PhoneInUse
from simulator.replay.matching import quoted
from simulator.replay.places import Place
from simulator.replay.quantities import seconds
from simulator.replay.script import Expectation, Save, Setup, Step, When
from simulator.replay.setups import is_set, wishes_of
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
            if not self._holds(step.when):
                continue
            for time_ in range(1, step.repeat + 1):
                self.names["i"] = str(time_)
                await self._take(step, f"{number}" if step.repeat == 1 else f"{number}.{time_}")

    async def _take(self, step: Step, label: str) -> None:
        phone = self._phone(step.on)
        phone.forget_sent()
        events: list[Event] = list(await self._prepare(step, phone))
        if step.user is not None:
            phone.misbehave([fill(fault, self.names) for fault in step.faults])
            events += await self._say(step, fill(step.user, self.names), phone)
            self.turns += 1
            if phone.lacking is not None:
                raise UserProblem(phone.lacking)
        events_told = merged(events)
        happened = Happened(events_told, tuple(phone.sent))
        self.told += events_told
        for expected in step.expect:
            if self._holds(expected.when):
                self._judge(expected, happened, f"{label} {step.on}".rstrip())
        for save in step.save:
            self._save(save, happened)

    async def _prepare(self, step: Step, phone: PhoneInUse) -> list[Event]:
        """Do what a step does before anything is said, in the order of its fields."""
        conversation, events = phone.conversation, []
        if step.wait is not None:
            await phone.clock.sleep_until(conversation.now + seconds(fill(step.wait, self.names)))
            asleep = conversation.tick()
            events = [*conversation.ring(), *((asleep,) if asleep is not None else ())]
        if step.phone is not None:
            events += self._change(self._filled(step.phone), phone)
        if step.new_conversation:
            events.append(conversation.renew())
        if step.sleep:
            events.append(conversation.sleep())
        return events

    def _change(self, setup: Setup, phone: PhoneInUse) -> list[Event]:
        if "airplane" in setup:
            phone.fly(is_set(setup, "airplane", False))
        moves = {key: value for key, value in setup.items() if key != "airplane"}
        try:
            return [phone.conversation.travel(wishes_of(moves))] if moves else []
        except KeyError as version:
            raise UserProblem(f"no such release: {version}") from None

    async def _say(self, step: Step, text: str, phone: PhoneInUse) -> list[Event]:
        conversation = phone.conversation
        if step.interrupt_after is not None:
            after = seconds(fill(step.interrupt_after, self.names))
            phone.clock.set(conversation.now + after, conversation.interrupt)
        try:
            async with aclosing(conversation.turn(text, "audio" if step.spoken else "script")) as turn:
                return [event async for event in turn]
        finally:
            phone.clock.unset()

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
            setup = (
                self.case.setup if name == MAIN else {**_common(self.case.setup), **self._filled(script.phones[name])}
            )
            cassette = self.case.name if name == MAIN else f"{self.case.name} {name}"
            faults = [fill(fault, self.names) for fault in script.faults]
            phone = self.lab.open(setup, faults, cassette, name or "phone")
            phone.fly(is_set(setup, "airplane", False))
            self.phones[name] = phone
            self.told += merged(phone.opening)
        return self.phones[name]

    def _filled(self, setup: Setup) -> dict[str, str]:
        return {key: fill(value, self.names) for key, value in setup.items()}

    def _holds(self, conditions: tuple[When, ...]) -> bool:
        return all(
            self.names.get(when.name, "") in [fill(value, self.names) for value in when.values] for when in conditions
        )

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


def _common(setup: Setup) -> dict[str, str]:
    """Give what a second phone takes over from the main one."""
    return {key: setup[key] for key in ("vendor", "backend", "seed", "lang") if key in setup}
