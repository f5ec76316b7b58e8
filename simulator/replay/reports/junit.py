"""JUnit XML as the usual CI systems read it: a suite a script, a test case a case. Judging is done before.

A suite is written once it is whole, since its head has counts; until then its cases wait, on the disk if they are many.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from shutil import copyfileobj
from tempfile import SpooledTemporaryFile
from typing import TextIO
from xml.sax.saxutils import escape, quoteattr

from simulator.domain.clean import clean
from simulator.replay.case import Result
from simulator.replay.judge import told as judge_told
from simulator.replay.reports.words import miss_lines
from simulator.replay.samples import told as samples_told

WAITING = 1_000_000
"""Characters of a suite that wait in memory."""
_NO_CHARACTERS = {0xFFFE: "\ufffd", 0xFFFF: "\ufffd"}

_PLAIN = re.compile(r'[^&<>"\s]+(?: [^&<>"\s]+)*')
"""What stands between quotes as it is, like nearly all that is written here: a case has 22 such texts."""


class JUnit:
    """Writes results, which come in the order of their scripts; `close` ends the document."""

    def __init__(self, file: TextIO) -> None:
        """Take an open file; the head is written at once."""
        self._file = file
        self._suite: _Suite | None = None
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="simulator">\n')

    def add(self, result: Result) -> None:
        """Take a result."""
        if self._suite is None or (self._suite.file, self._suite.script) != (result.file, result.script):
            self._flush()
            self._suite = _Suite(result.file, result.script)
        self._suite.add(result)

    def close(self) -> None:
        """Write what is left, and the end; the file stays open."""
        self._flush()
        self._file.write("</testsuites>\n")
        self._file.flush()

    def _flush(self) -> None:
        if self._suite is not None:
            with self._suite.cases as cases:
                self._file.write(self._suite.head())
                cases.seek(0)
                copyfileobj(cases, self._file)
                self._file.write("  </testsuite>\n")
            self._file.flush()
        self._suite = None


def _waiting() -> SpooledTemporaryFile[str]:
    return SpooledTemporaryFile(WAITING, "w+", encoding="utf-8", newline="\n")


@dataclass(slots=True)
class _Suite:
    """The cases of a script as they will be written, and what its head must say of them."""

    file: str
    script: str
    cases: SpooledTemporaryFile[str] = field(default_factory=_waiting)
    verdicts: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0

    def add(self, result: Result) -> None:
        """Take a result, of which only the text is kept."""
        self.cases.writelines(_case(result))
        self.verdicts[result.verdict] += 1
        self.seconds += result.seconds

    def head(self) -> str:
        """Give the line that its cases follow."""
        counts = {"tests": self.verdicts.total(), "failures": self.verdicts["failed"], "errors": self.verdicts["error"]}
        told = " ".join(f'{name}="{count}"' for name, count in {**counts, "skipped": 0}.items())
        name, file = _attribute(self.script), _attribute(self.file)
        return f'  <testsuite name={name} {told} time="{self.seconds:.3f}" file={file}>\n'


def _case(result: Result) -> Iterable[str]:
    head = f"name={_attribute(result.case)} classname={_attribute(result.script)}"
    yield f'    <testcase {head} time="{result.seconds:.3f}">\n      <properties>\n'
    for name, value in _properties(result):
        yield f"        <property name={_attribute(name)} value={_attribute(value)}/>\n"
    yield "      </properties>\n"
    if not result.is_fine and (result.error is not None or result.misses):
        yield from _troubles(result)
    yield "    </testcase>\n"


def _troubles(result: Result) -> Iterable[str]:
    """Give what went wrong in one element, since most CI systems show only a case's first.

    A flaky case says so in its properties: systems go by these elements.
    """
    told = "\n\n".join("\n".join(miss_lines(miss)) for miss in result.misses)
    if result.error is not None:
        text = f"{result.error}\n\n{told}" if told else result.error
        yield f'      <error type="error" message={_attribute(result.error)}>{_text(text)}</error>\n'
        return
    first, *more = result.misses
    message = f"{first.place}: expected {first.expected}" + (f" (and {len(more)} more)" if more else "")
    yield f'      <failure type="expectation" message={_attribute(message)}>{_text(told)}</failure>\n'


def _properties(result: Result) -> Iterable[tuple[str, str]]:
    yield "seed", str(result.seed)
    yield from result.cell.items()
    yield "evidence", ", ".join(result.evidence)
    yield "turns", str(result.turns)
    yield "verdict", result.verdict
    yield "attempts", str(result.attempts)
    # First as JSON Lines have it, so that a run that was resumed or told again has the same.
    yield "simulated_seconds", f"{round(result.simulated, 6):.3f}"
    yield from (("pass_rate", f"{sampled.place}: {samples_told(sampled)}") for sampled in result.sampled)
    yield from (("judge", f"{said.place}: {judge_told(said)}") for said in result.judged)


def _text(text: str) -> str:
    return escape(_allowed(text))


def _attribute(text: str) -> str:
    if text.isprintable() and _PLAIN.fullmatch(text):
        return f'"{text}"'
    return quoteattr(" ".join(_allowed(text).split()))


def _allowed(text: str) -> str:
    """Give a text without what no XML may hold: control characters, and two code points that are no characters."""
    return clean(text).translate(_NO_CHARACTERS)
