"""What GitHub shows of a run: notes at the lines of scripts, and a summary of the job. Any other report is not here."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from simulator.domain.clean import clean
from simulator.domain.problem import UserProblem
from simulator.replay.case import Miss, Result, Verdict

MOST_NOTES = 10
"""GitHub shows no more errors of one step."""
MOST_ROWS = 50
MOST_WRONG = 3
"""Things that are wrong with a case in its row: GitHub takes a megabyte of a step's summary, or nothing."""
LONGEST = 400
"""Characters of a text in a note or a row."""
_MARKS: Mapping[Verdict, str] = {"passed": "✅", "flaky": "⚠️", "failed": "❌", "error": "💥"}
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+!|~$:@-])")


@dataclass(slots=True)
class GitHub:
    """Writes workflow commands and the summary at the end.

    `say` takes lines where the runner reads them; until the end it obeys none, since what a phone says is printed
    there, too. `token`, which nobody can guess, ends that. `workspace` is the checkout that files are told relative
    to, `here` the working directory. `summary` is the file that the runner shows, None where there is none.
    """

    say: Callable[[str], None]
    token: str
    workspace: Path
    here: Path
    summary: Path | None
    _counts: Counter[str] = field(default_factory=Counter)
    _turns: int = 0
    _left: int = 0
    _notes: list[str] = field(default_factory=list)
    _rows: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.say(workflow_command("stop-commands", {}, self.token))

    def add(self, result: Result) -> None:
        """Take a result: a note for each thing that is wrong with it, up to the most that are shown."""
        self._counts[result.verdict] += 1
        self._turns += result.turns
        if result.verdict == "passed":
            return
        notes = [workflow_command(*note) for note in self._told(result)]
        taken = notes[: MOST_NOTES - len(self._notes)]
        self._notes += taken
        self._left += len(notes) - len(taken)
        if len(self._rows) < MOST_ROWS:
            self._rows.append(_row(result))

    def close(self) -> None:
        """Say the notes and how many were left out, and write the summary.

        Raises: UserProblem if its file cannot be written.
        """
        self.say(workflow_command(self.token, {}, ""))
        for note in self._notes:
            self.say(note)
        if self._left:
            told = f"{self._left} more are in the log and the other reports of this run"
            self.say(workflow_command("notice", {}, told))
        if self.summary is not None:
            try:
                with self.summary.open("a", encoding="utf-8", errors="replace") as file:
                    file.write(self._page())
            except OSError as error:
                raise UserProblem(f"the step's summary {self.summary} cannot be written: {error.strerror}") from None

    def _told(self, result: Result) -> list[tuple[str, dict[str, str], str]]:
        """Give the notes of a result; what a flaky one missed at first is a warning, since it did pass."""
        command = "warning" if result.is_fine else "error"
        title = {"title": _cut(result.case)}
        notes = [(command, self._at(miss) | title, _missed(miss)) for miss in result.misses]
        if result.error is not None:
            notes.append((command, {"file": self._shown(result.file)} | title, _cut(result.error)))
        return notes

    def _at(self, miss: Miss) -> dict[str, str]:
        place = miss.place
        return {"file": self._shown(place.file), "line": str(place.line), "col": str(place.column)}

    def _shown(self, file: str) -> str:
        """Give the file as the checkout has it; one that is elsewhere stays as it is."""
        path = (self.here / file).resolve()
        root = self.workspace.resolve()
        return path.relative_to(root).as_posix() if path.is_relative_to(root) else file

    def _page(self) -> str:
        told = ", ".join(f"{mark} {self._counts[kind]} {kind}" for kind, mark in _MARKS.items() if self._counts[kind])
        lines = ["## Simulator", "", f"{self._counts.total()} cases, {self._turns} turns: {told or 'none played'}", ""]
        if self._rows:
            lines += ["| | case | what is wrong |", "| --- | --- | --- |", *self._rows]
            left = self._counts.total() - self._counts["passed"] - len(self._rows)
            lines += ["", f"{left} more are in the other reports."] if left > 0 else []
        return "\n".join([*lines, "", ""])


def workflow_command(command: str, properties: Mapping[str, str], message: str) -> str:
    """Give a line that the runner obeys; nothing in the texts can end it or begin another."""
    told = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{command} {told}::{_data(message)}" if told else f"::{command}::{_data(message)}"


def _data(text: str) -> str:
    return clean(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _missed(miss: Miss) -> str:
    return f"turn {miss.turn}: expected {_cut(miss.expected)}\nactual: {_cut(miss.actual)}"


def _row(result: Result) -> str:
    wrong = [f"{miss.place}: expected {miss.expected}, is {miss.actual}" for miss in result.misses]
    wrong = [*wrong, result.error] if result.error is not None else wrong
    more = [f"and {len(wrong) - MOST_WRONG} more"] if len(wrong) > MOST_WRONG else []
    told = "<br>".join(_markdown(_cut(text)) for text in (*wrong[:MOST_WRONG], *more))
    return f"| {_MARKS[result.verdict]} | {_markdown(_cut(result.case))} | {told} |"


def _markdown(text: str) -> str:
    """Give a text that stays text in a row of a table."""
    line = " ".join(clean(text).split()).replace("&", "&amp;").replace("<", "&lt;")
    return _MARKDOWN.sub(r"\\\1", line)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"
