"""Makes phones for tests, by what is said of them. What can be done with one is `phone`'s part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import count
from typing import Generic, TypeVar

from simulator.domain.problem import UserProblem
from simulator.replay.lab import LabChoice, Tape
from simulator.replay.matrix import BACKEND, VENDOR
from simulator.testing.phone import Phone, SyncPhone
from simulator.testing.wishes import faults_of, phone_of
from simulator.wiring.replay import ReplayLab

__tracebackhide__ = True  # pytest shows the line of the test and not ours

P = TypeVar("P", Phone, SyncPhone)


class Laboratory:
    """Where phones of tests are from; vendors are read once for all of them. `environ` is as for the commands."""

    def __init__(self, environ: Mapping[str, str], choice: LabChoice) -> None:
        """Take what the phones have in common; nothing is read yet."""
        self._environ, self._choice = environ, choice
        self._labs: dict[LabChoice, ReplayLab] = {}

    def lab(self, clock: str | None) -> ReplayLab:
        """Give the lab of a clock; None is the common one."""
        choice = self._choice if clock is None else replace(self._choice, clock=clock)
        if choice not in self._labs:
            self._labs[choice] = ReplayLab(self._environ, choice)
        return self._labs[choice]


class Phones(Generic[P]):
    """Takes phones in hand, and puts them down in the end. Call it: `phones(vendor="yoyo", seed=7)`."""

    def __init__(
        self, kind: type[P], laboratory: Laboratory, usual: Mapping[str, object] | None = None, name: str = "phone"
    ) -> None:
        """Take the kind of phone, where they are from, what is said of each, and the name of their recordings."""
        self._kind: type[P] = kind
        self._laboratory, self._usual, self._name = laboratory, dict(usual or {}), name
        self._taken: list[P] = []
        self._numbers = count(1)

    def __call__(self, *, faults: str | Sequence[str] | None = None, clock: str | None = None, **said: object) -> P:
        """Take a phone in hand.

        `said` has the keys of a script's `phone:`, such as vendor, release, date, device, os, app, entry, wake, lang,
        backend and seed; `faults` are what the embedded mock does wrong all the time, as for --fault; `clock` is
        virtual (the usual one), real, or like x10.
        Raises: UserProblem with all that is wrong, or if there is no such phone.
        """
        usual = dict(self._usual)
        usual_faults, usual_clock = usual.pop("faults", ()), usual.pop("clock", None)
        setup = {"vendor": VENDOR, "backend": BACKEND, **phone_of({**usual, **said})}
        wrong = faults_of(usual_faults if faults is None else faults)  # type: ignore[arg-type]
        lab = self._laboratory.lab(clock or (None if usual_clock is None else str(usual_clock)))
        number = next(self._numbers)
        more = "" if number == 1 else f"-{number}"
        try:
            phone = lab.open(setup, wrong, Tape(f"{self._name}{more}"), f"phone{more}")
        except ValueError as error:
            raise UserProblem(str(error)) from None
        phone.fly(setup.get("airplane") == "true")
        self._taken.append(self._kind(phone))
        return self._taken[-1]

    def put_down(self) -> None:
        """Put all phones down."""
        taken, self._taken = self._taken, []
        for phone in taken:
            phone.put_down()
