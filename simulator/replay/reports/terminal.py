"""What a person reads of a run: a line a case, why it failed beneath it, and a summary. How far it is is `progress`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from simulator.domain.clean import clean
from simulator.replay.case import Result
from simulator.replay.judge import told as judge_told
from simulator.replay.reports.words import miss_lines
from simulator.replay.samples import told

_COLOURS = {"passed": "32", "flaky": "33", "failed": "31", "error": "35"}
_MARKS = {"passed": "PASS ", "flaky": "FLAKY", "failed": "FAIL ", "error": "ERROR"}

Write = Callable[[str], None]


class Terminal:
    """Prints results as they come; `say` takes lines. `only_bad` leaves out the lines of cases that passed."""

    def __init__(self, say: Write, *, colours: bool, only_bad: bool = False) -> None:
        """Take where lines go."""
        self._say, self._colours, self._only_bad = say, colours, only_bad
        self.counts: Counter[str] = Counter()
        self._turns = 0

    def add(self, result: Result) -> None:
        """Print the line of a case, and what it missed."""
        self.counts[result.verdict] += 1
        self._turns += result.turns
        if self._only_bad and result.verdict == "passed":
            return
        mark = self._coloured(_MARKS[result.verdict], result.verdict)
        self._say(f"{mark} {clean(result.case)}  {result.turns} turns, {result.simulated:.1f} s simulated")
        if result.error is not None:
            self._say(f"  {clean(result.error)}")
        for sampled in result.sampled:
            if sampled.is_met:
                self._say(f"  {sampled.place}: turn {sampled.turn}: {told(sampled)}")
        for said in result.judged:
            if said.is_met:
                self._say(f"  {said.place}: turn {said.turn}: {clean(judge_told(said))}")
        for miss in result.misses:
            for line in miss_lines(miss):
                self._say(f"  {line}")

    def summary(self, seconds: float | None, of: int, note: str = "") -> None:
        """Print what it adds up to; `of` is how many cases there were to play, `seconds` None if that is not known."""
        done = self.counts.total()
        kinds = ", ".join(f"{self.counts[kind]} {kind}" for kind in _MARKS if self.counts[kind]) or "none played"
        worst = next((kind for kind in ("error", "failed", "flaky") if self.counts[kind]), "passed")
        left = f" ({of - done} of {of} not played)" if done < of else ""
        line = f"{done} cases, {self._turns} turns: {kinds}{left}" + ("" if seconds is None else f" in {seconds:.2f} s")
        self._say(self._coloured(line, worst) + (f"\n{note}" if note else ""))

    def _coloured(self, text: str, verdict: str) -> str:
        return f"\x1b[{_COLOURS[verdict]}m{text}\x1b[0m" if self._colours else text
