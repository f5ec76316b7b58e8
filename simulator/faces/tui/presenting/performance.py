"""Carries out the cues of a script at the presenter's pace: types, waits, speaks, upgrades. No widget is known here."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import aclosing
from dataclasses import dataclass
from typing import Protocol

from simulator.clocks import StageClock
from simulator.domain.event_json import to_json
from simulator.domain.events import TurnEnded
from simulator.domain.limit import Lang
from simulator.domain.problem import UserProblem
from simulator.faces.tui.phone_in_use import PhoneInUse
from simulator.faces.tui.presenting.cues import Cue, cues_of
from simulator.replay import lab as replay
from simulator.replay.acting import as_it_says, filled, prepare, turn_of, value_of
from simulator.replay.case import Case
from simulator.replay.filling import fill
from simulator.replay.playing import MAIN, common_of
from simulator.replay.setups import is_set

RATES = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0)
TYPING_SECONDS = 0.09
"""For a character: about 130 a minute, a practised typist of Chinese."""
LONGEST_TYPING = 5.0
REST_SECONDS = 1.5
"""Between two cues, for the audience to read; and for a stand, twice that before it begins anew."""


class Audience(Protocol):
    """Who is shown the phones."""

    async def clear(self) -> None:
        """Take away all phones: the performance begins anew."""
        ...

    async def welcome(self, phone: PhoneInUse, place: int) -> None:
        """Show a phone that was taken in hand; `place` is where the script names it, the main one's is 1."""
        ...


@dataclass(frozen=True, slots=True)
class Staged:
    """A phone of the script, and how it is shown."""

    handle: replay.PhoneInUse
    shown: PhoneInUse


class Performance:
    """One case, played from a cue on.

    `at` is the place of the present cue, `typed` what stands in the line, `problem` why a cue could not be carried
    out, empty as a rule. `changed` is called after every change.
    """

    def __init__(self, case: Case, lab: replay.Lab, lang: Lang, clock: StageClock, *, loops: bool = False) -> None:
        """Take a case and the lab whose phones run on `clock`; nothing is opened yet."""
        self.case, self.lang, self._lab, self._clock = case, lang, lab, clock
        self._hand = StageClock()
        self.cues = cues_of(case)
        self.at, self.typed, self.problem = 0, "", ""
        self.is_paused, self.loops, self.is_over = False, loops, False
        self.rate = 1.0
        self.phones: dict[str, Staged] = {}
        self.names = dict(case.names)
        self.changed: Callable[[], None] = lambda: None
        self._steps_once = False
        self._gate = asyncio.Event()
        self._gate.set()

    @property
    def cue(self) -> Cue | None:
        """The present cue; None where the script has none."""
        return self.cues[self.at] if self.cues else None

    async def run(self, start: int, audience: Audience) -> None:
        """Play from the cue at `start` to the end, and where it loops, again and again.

        What comes before `start` happens at once, so that the phones are as they would be.
        """
        while True:
            self.is_over, self.problem = False, ""
            await self._open(audience)
            for place in range(len(self.cues)):
                await self._carry_out(place, audience, at_once=place < start)
            self.is_over = True
            self.changed()
            if not self.loops:
                return
            await self._rest(2 * REST_SECONDS)
            start = 0

    def pause(self) -> None:
        """Stand still, or go on."""
        self.is_paused = not self.is_paused
        self._hold(self.is_paused)

    def step(self) -> None:
        """Go to the next cue: a performance that stands still plays one, one that runs skips the rest of its cue."""
        if self.is_paused:
            self._steps_once = True
            self._hold(False)
        else:
            self._jump(True)

    def faster(self, steps: int) -> None:
        """Play at the next higher rate, or for negative `steps` at a lower one."""
        place = min(range(len(RATES)), key=lambda place: abs(RATES[place] - self.rate))
        self.set_rate(RATES[max(0, min(len(RATES) - 1, place + steps))])

    def set_rate(self, rate: float) -> None:
        """Play at a rate: 2 is twice as fast."""
        self.rate = rate
        self._clock.run_at(rate)
        self._hand.run_at(rate)
        self.changed()

    async def put_away(self) -> None:
        """Put all phones down and close their connections."""
        phones, self.phones = self.phones, {}
        for phone in phones.values():
            phone.handle.conversation.close()
            await phone.handle.put_away()

    async def _open(self, audience: Audience) -> None:
        await self.put_away()
        await audience.clear()
        self.names, self.typed = dict(self.case.names), ""
        await self._phone(MAIN, audience)

    async def _carry_out(self, place: int, audience: Audience, *, at_once: bool) -> None:
        if at_once:
            self._jump(True)
        else:
            await self._gate.wait()
        self.at = place
        self.changed()
        try:
            await self._act(self.cues[place], audience)
        except (UserProblem, ValueError) as problem:
            self.problem = str(problem)
        self._jump(at_once)
        if not at_once:
            await self._rest(REST_SECONDS)
        self._jump(False)
        if self._steps_once:
            self._steps_once = False
            self._hold(True)

    async def _act(self, cue: Cue, audience: Audience) -> None:
        phone, names = await self._phone(cue.step.on, audience), cue.names(self.names)
        for event in await prepare(cue.step, phone.handle, names):
            phone.shown.take(event)
        if cue.step.user is None:
            return
        said = fill(cue.step.user, names)
        await self._type(said)
        self.typed = ""
        with as_it_says(cue.step, phone.handle, names):
            async with aclosing(turn_of(cue.step, said, phone.handle)) as turn:
                async for event in turn:
                    phone.shown.take(event)
                    if isinstance(event, TurnEnded):
                        self._save(cue, event)

    def _save(self, cue: Cue, event: TurnEnded) -> None:
        for save in cue.step.save:
            value = value_of(save, to_json(event), self.names)
            if value is not None:
                self.names[save.name] = value

    async def _type(self, said: str) -> None:
        a_character = min(TYPING_SECONDS, LONGEST_TYPING / max(1, len(said)))
        for length in range(1, len(said) + 1):
            self.typed = said[:length]
            self.changed()
            await self._rest(a_character)

    async def _phone(self, name: str, audience: Audience) -> Staged:
        """Give a phone; it is taken in hand, and shown, when it is first used."""
        if name not in self.phones:
            setup = self.case.setup
            if name != MAIN:
                setup = {**common_of(setup), **filled(self.case.script.phones[name], self.names)}
            faults = [fill(fault, self.names) for fault in self.case.script.faults]
            handle = self._lab.open(setup, faults, replay.Tape(self.case.name), name or "phone")
            handle.fly(is_set(setup, "airplane", False))
            shown = PhoneInUse(handle.conversation, self.lang, handle.opening)
            self.phones[name] = Staged(handle, shown)
            shown.changed = self.changed
            await audience.welcome(shown, (MAIN, *self.case.script.phones).index(name) + 1)
        return self.phones[name]

    async def _rest(self, seconds: float) -> None:
        await self._hand.sleep_until(self._hand.now() + seconds)

    def _hold(self, is_held: bool) -> None:
        self._clock.pause(is_held)
        self._hand.pause(is_held)
        (self._gate.clear if is_held else self._gate.set)()
        self.changed()

    def _jump(self, jumps: bool) -> None:
        self._clock.jump(jumps)
        self._hand.jump(jumps)
