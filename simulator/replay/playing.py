"""Plays one case: takes its steps on its phones and judges what happens. Many cases at once are `running`'s part."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from simulator.domain.events import Event
from simulator.domain.json_line import json_line
from simulator.domain.problem import UserProblem
from simulator.replay.acting import as_it_says, filled, holds, prepare, turn_of, value_of
from simulator.replay.case import Case, Judgement, Miss, Result, Sample, Sampled, Verdict
from simulator.replay.filling import fill
from simulator.replay.goldens import difference, kept_of, label_of
from simulator.replay.happened import Happened, lines, merged
from simulator.replay.judge import NO_JUDGE, JudgeInUse, judgement, left_out
from simulator.replay.judge import told as judge_told
from simulator.replay.judging import spoken_in
from simulator.replay.lab import Lab, PhoneInUse, Tape
from simulator.replay.matching import quoted
from simulator.replay.places import Place
from simulator.replay.samples import AT_ONCE, State, as_miss, derived, gathered, judged, state_of, take_over
from simulator.replay.script import Expectation, Save, Setup, Step
from simulator.replay.setups import is_set
from simulator.replay.subjects import actual, is_met, wanted

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


class Found(NamedTuple):
    """What a step expects in vain, and what judges said of it."""

    misses: list[Miss]
    judged: list[Judgement]


@dataclass(slots=True)
class _Playing:
    case: Case
    lab: Lab
    names: dict[str, str] = field(init=False)
    phones: dict[str, PhoneInUse] = field(default_factory=dict)
    told: list[dict[str, Any]] = field(default_factory=list)
    misses: list[Miss] = field(default_factory=list)
    kept: dict[str, str] = field(default_factory=dict)
    sampled: list[Sampled] = field(default_factory=list)
    judged: list[Judgement] = field(default_factory=list)
    judges: dict[str, JudgeInUse | None] = field(default_factory=dict)
    begun: int = 0
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
        name = f"{label} {step.on}".rstrip()
        phone = self._phone(step.on)
        phone.forget_sent()
        before = await prepare(step, phone, self.names)
        state = None if step.sampling is None else state_of(phone)
        happened = await self._happened(step, before, phone)
        self.begun = len(self.told)
        self.told.extend(map(dict, happened.events))
        self.turns += step.user is not None
        found = await self._found(step, happened, phone, name)
        if state is None:
            self.misses += found.misses
            self.judged += found.judged
        else:
            first = sample_of(self._seed(step.on), happened, found)
            self._judge_samples(step, happened.turn, await self._samples(step, before, state, first, name))
        for save in step.save:
            self._save(save, happened)

    async def _happened(self, step: Step, before: Sequence[Event], phone: PhoneInUse) -> Happened:
        """Let a step's user speak, and give what happens, `before` included."""
        events = [*before]
        if step.user is not None:
            with as_it_says(step, phone, self.names):
                async with aclosing(turn_of(step, fill(step.user, self.names), phone)) as turn:
                    events += [event async for event in turn]
            if phone.lacking is not None:
                raise UserProblem(phone.lacking)
        return Happened(merged(events), tuple(phone.sent))

    async def _samples(
        self, step: Step, before: Sequence[Event], state: State, first: Sample, name: str
    ) -> tuple[Sample, ...]:
        """Have the turn again on phones that are as this one was, and give all samples."""

        async def take(number: int) -> Sample:
            seed = derived(first.seed, name, number)
            phone = self._opened(step.on, seed, f"sample {name}.{number}")
            try:
                take_over(state, phone, seed)
                happened = await self._happened(step, before, phone)
                return sample_of(seed, happened, await self._found(step, happened, phone, name))
            finally:
                await phone.put_away()

        many = (step.sampling.samples if step.sampling is not None else None) or 1
        others = await gathered(take, range(2, many + 1), AT_ONCE if self.lab.waits else 1)
        return (first, *others)

    def _judge_samples(self, step: Step, turn: int, samples: Sequence[Sample]) -> None:
        assert step.sampling is not None
        found = judged(step.sampling, turn, samples)
        self.sampled.append(found)
        if not found.is_met:
            self.misses.append(as_miss(found))

    async def _found(self, step: Step, happened: Happened, phone: PhoneInUse, name: str) -> Found:
        """Give what a step expects in vain, and what was said of it by judges."""
        found = Found([], [])
        for expected in step.expect:
            if not holds(expected.when, self.names):
                continue
            if expected.question is not None:
                told = await self._ask_judge(expected, happened, phone, found.judged)
            else:
                told = self._judge(expected, happened, label_of(name, expected, step.expect))
            if told is not None:
                found.misses.append(miss_of(expected.place, happened, *told))
        return found

    async def _ask_judge(
        self, expected: Expectation, happened: Happened, phone: PhoneInUse, judged: list[Judgement]
    ) -> tuple[str, str] | None:
        question = expected.question
        assert question is not None
        text, about = fill(question.text, self.names), (expected.place, happened.turn)
        judge = self._judge_of(question.backend)
        if judge is None and not question.is_optional:
            raise UserProblem(NO_JUDGE)
        if judge is None:
            judged.append(left_out(text, *about))
            return None
        conversation = phone.conversation
        moment = conversation.handset.moment(conversation.session, conversation.now)
        session = happened.events[-1]["session"]
        past = [event for event in self.told[: self.begun] if event["session"] == session]
        said = await judgement(question, text, spoken_in([*past, *happened.events]), judge, moment, *about)
        judged.append(said)
        return None if said.is_met else (f"judge says {_yes(question.is_yes)} to {quoted(text)}", judge_told(said))

    def _judge_of(self, backend: str) -> JudgeInUse | None:
        if backend not in self.judges:
            self.judges[backend] = self.lab.judge(backend, Tape(f"{self.case.name} judge {backend}".rstrip()))
        return self.judges[backend]

    def _judge(self, expected: Expectation, happened: Happened, label: str) -> tuple[str, str] | None:
        """Give what is expected and what was found; None if that is the same."""
        if expected.subject == "golden":
            return self._against_golden(expected, happened, label)
        if is_met(expected, happened, self.names):
            return None
        return wanted(expected, self.names), actual(expected, happened)

    def _against_golden(self, expected: Expectation, happened: Happened, label: str) -> tuple[str, str] | None:
        """Keep what the golden is of, and give how it differs from the one that there is."""
        found = kept_of(expected.target, expected.masks, happened)
        self.kept[label] = found
        if self.case.goldens is None or self.case.goldens.get(label) == found:
            return None
        if label not in self.case.goldens:
            return (
                f"golden {expected.target}",
                f"there is none yet in {self.case.script.golden_file}; keep it with --update (pytest: --sim-update)",
            )
        return f"golden {expected.target} as kept", difference(self.case.goldens[label], found)

    def _save(self, save: Save, happened: Happened) -> None:
        ended: Mapping[str, Any] = happened.ended or {}
        value = value_of(save, ended, self.names)
        if value is None:
            how = f"path {save.path}" if save.matches is None else f"matches {save.matches}"
            found = f"not in {quoted(ended.get('answer', ''))}"
            self.misses.append(miss_of(save.place, happened, f"save {save.name}: {how}", found))
        else:
            self.names[save.name] = value

    def _phone(self, name: str) -> PhoneInUse:
        """Give a phone; it is taken in hand when it is first used."""
        if name not in self.phones:
            self.phones[name] = phone = self._opened(name)
            phone.fly(is_set(self._setup(name), "airplane", False))
            self.told += merged(phone.opening)
        return self.phones[name]

    def _setup(self, name: str) -> Setup:
        setup = self.case.setup
        return setup if name == MAIN else {**common_of(setup), **filled(self.case.script.phones[name], self.names)}

    def _seed(self, name: str) -> int:
        return int(self._setup(name).get("seed", "0"))

    def _opened(self, name: str, seed: int | None = None, suffix: str = "") -> PhoneInUse:
        """Take a phone in hand; with a seed of its own it has a recording of its own too."""
        script, setup = self.case.script, self._setup(name)
        if seed is not None:
            setup = {**setup, "seed": str(seed)}
        own = " ".join(filter(None, (self.case.name, name, suffix)))
        tape = Tape(own, script.stem) if own == self.case.name else Tape(own)
        return self.lab.open(setup, [fill(fault, self.names) for fault in script.faults], tape, name or "phone")

    async def put_away(self) -> None:
        for judge in self.judges.values():
            if judge is not None:
                await judge.put_away()
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
            sampled=tuple(self.sampled),
            judged=tuple(self.judged),
        )


def miss_of(place: Place, happened: Happened, expected: str, actual: str) -> Miss:
    """Give a miss, with what happened in its turn."""
    events = tuple(lines(happened.events))
    return Miss(place=place, turn=happened.turn, expected=expected, actual=actual, events=events)


def sample_of(seed: int, happened: Happened, found: Found) -> Sample:
    """Give a sample of what happened in it."""
    told = json_line(happened.events, (",", ":"))
    return Sample(seed=seed, misses=tuple(found.misses), events_json=told, judged=tuple(found.judged))


def _yes(is_yes: bool) -> str:
    return "yes" if is_yes else "no"


def common_of(setup: Setup) -> dict[str, str]:
    """Give what a second phone takes over from the main one."""
    return {key: setup[key] for key in ("vendor", "backend", "seed", "lang") if key in setup}
