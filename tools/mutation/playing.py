"""Plays cases of scripts: once under trace, to know which lines each reaches, and then against mutants, in forks."""

from __future__ import annotations

import asyncio
import os
import resource
import signal
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any, Literal

from simulator.bundled import folder
from simulator.replay.case import Case
from simulator.replay.choosing import Choice, cases_in, read_all, scripts_at
from simulator.replay.grammar import AXES
from simulator.replay.lab import LabChoice
from simulator.replay.places import Complaints
from simulator.replay.playing import play
from simulator.wiring.replay import ReplayLab
from tools.mutation.operators import Mutant
from tools.mutation.swap import NotInForceError, put_in_force

Fate = Literal["killed", "timeout", "survived", "unreached"]
OF_A_ROW = 3
"""Most cases of a row of a script's table: those of other phones and seeds reach the same lines."""
OF_A_SCRIPT = 20
"""Most cases of a script that are played against one mutant; a second of it comes after the first of all others."""
SECONDS = 10
"""Processor time of a fork beyond which its mutant counts as one that never ends."""
_KILLED, _SURVIVED, _NOT_IN_FORCE = 10, 0, 11


class FreshLab(ReplayLab):
    """A lab that keeps nothing on the disk, so that no broken profile outlives its fork."""

    def _memos(self) -> Path | None:
        return None


def cases() -> list[Case]:
    """Give cases of all scripts that come with the program: of each row of a table the first `OF_A_ROW`."""
    said, bundled = Complaints(), folder("fixtures") / "scripts"
    of_row: Counter[str] = Counter()
    kept = []
    for case in cases_in(read_all(scripts_at([str(bundled)], bundled), said), Choice(), lab(), said):
        row = repr((case.script.file, sorted((name, text) for name, text in case.names.items() if name not in AXES)))
        of_row[row] += 1
        if of_row[row] <= OF_A_ROW:
            kept.append(case)
    return kept


def lab() -> ReplayLab:
    """Make a lab that knows no configuration."""
    return FreshLab({}, LabChoice())


@dataclass(slots=True)
class Reached:
    """Which cases reach which lines of the domain, and how long each takes."""

    lines: dict[tuple[str, int], set[int]] = field(default_factory=lambda: defaultdict(set))
    seconds: dict[int, float] = field(default_factory=dict)

    def by(self, file: str, lines: Iterable[int]) -> set[int]:
        """Give the numbers of the cases that reach one of these lines."""
        return set().union(*(self.lines.get((file, line), set()) for line in lines))


def trace(cases: Sequence[Case], domain: str) -> Reached:
    """Play all cases on sound rules. Raises: SystemExit if one of them does not pass."""
    reached = Reached()
    for number, case in enumerate(cases):
        seen: set[tuple[str, int]] = set()

        def look(frame: FrameType, event: str, _: Any, seen: set[tuple[str, int]] = seen) -> Any:
            file = frame.f_code.co_filename
            if not file.startswith(domain):
                return None
            seen.add((file, frame.f_lineno))
            return look

        started = time.process_time()
        sys.settrace(look)
        try:
            result = asyncio.run(play(case, lab()))
        finally:
            sys.settrace(None)
        if result.verdict != "passed":
            sys.exit(f"{case.name} does not pass on sound rules: {result.error or result.misses}")
        reached.seconds[number] = time.process_time() - started
        for line in seen:
            reached.lines[line].add(number)
    return reached


def chosen(numbers: set[int], cases: Sequence[Case], reached: Reached) -> list[int]:
    """Give those to play: the quickest of each script first, then their seconds, at most `OF_A_SCRIPT` of each."""
    ranked: dict[str, list[int]] = defaultdict(list)
    for number in sorted(numbers, key=lambda number: reached.seconds[number]):
        ranked[cases[number].script.file].append(number)
    firsts = ((rank, reached.seconds[it], it) for of in ranked.values() for rank, it in enumerate(of[:OF_A_SCRIPT]))
    return [number for _, _, number in sorted(firsts)]


@dataclass(slots=True)
class Fork:
    """A child that plays cases against a mutant."""

    mutant: Mutant
    pid: int

    @classmethod
    def of(cls, mutant: Mutant, cases: Sequence[Case]) -> Fork:
        """Begin it."""
        pid = os.fork()
        if pid == 0:
            os._exit(_against(mutant, cases))
        return cls(mutant, pid)


def fates(todo: Iterable[tuple[Mutant, Sequence[Case]]], jobs: int) -> Iterable[tuple[Mutant, Fate]]:
    """Play, in so many forks at once, and give what became of each mutant as they end."""
    forks: dict[int, Fork] = {}
    for mutant, cases in todo:
        if not cases:
            yield mutant, "unreached"
            continue
        while len(forks) >= jobs:
            yield _waited(forks)
        fork = Fork.of(mutant, cases)
        forks[fork.pid] = fork
    while forks:
        yield _waited(forks)


def _waited(forks: dict[int, Fork]) -> tuple[Mutant, Fate]:
    pid, status = os.wait()
    mutant = forks.pop(pid).mutant
    if os.WIFSIGNALED(status):
        return mutant, "timeout"
    code = os.WEXITSTATUS(status)
    if code == _NOT_IN_FORCE:
        sys.exit(f"{mutant.name} cannot be put in force")
    return mutant, "survived" if code == _SURVIVED else "killed"


def _against(mutant: Mutant, cases: Sequence[Case]) -> int:
    signal.alarm(SECONDS * 12)  # a mutant that waits for ever uses no processor time
    used = int(resource.getrusage(resource.RUSAGE_SELF).ru_utime)
    resource.setrlimit(resource.RLIMIT_CPU, (used + SECONDS, used + SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))  # one that gathers for ever must not take the machine
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123 - a number of a file is wanted, not a path
        os.dup2(nowhere.fileno(), 2)
    try:
        put_in_force(mutant)
    except NotInForceError:
        return _NOT_IN_FORCE
    try:
        of = lab()
        return _KILLED if any(asyncio.run(play(case, of)).verdict != "passed" for case in cases) else _SURVIVED
    except BaseException:
        return _KILLED
