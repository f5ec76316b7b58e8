"""All reports of a run together: each result goes to every one. What each looks like is its own module's part."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from simulator.domain.problem import UserProblem
from simulator.replay.case import Result
from simulator.replay.reports.json_lines import to_line
from simulator.replay.reports.junit import JUnit
from simulator.replay.reports.progress import Progress
from simulator.replay.reports.terminal import Terminal

STANDARD = Path("-")


class Reports:
    """Where results go. `resumed` is a file of JSON Lines that is gone on with; a file that is not there is begun."""

    def __init__(self, terminal: Terminal, progress: Progress | None, out: TextIO) -> None:
        """Take what is for people, and where `-` goes."""
        self._terminal, self._progress, self._out = terminal, progress, out
        self._lines: TextIO | None = None
        self._resumed: TextIO | None = None
        self._opened: list[TextIO] = []
        self._junit: JUnit | None = None

    def add(self, result: Result) -> None:
        """Report a result everywhere; it is on the disk before it is told."""
        if self._resumed is not None:
            _write(result, self._resumed)
        self.add_again(result)

    def add_again(self, result: Result) -> None:
        """Report a result that the resumed file holds already."""
        if self._lines is not None:
            _write(result, self._lines)
        if self._junit is not None:
            self._junit.add(result)
        if self._progress is not None:
            self._progress.clear()
        self._terminal.add(result)
        if self._progress is not None:
            self._progress.add(result)

    @contextmanager
    def opened(self, jsonl: Path | None, resumed: Path | None, junit: Path | None) -> Iterator[None]:
        """Open the files; all of them are whole at the end, however it comes. Raises: UserProblem if one cannot be."""
        try:
            if jsonl is not None:
                self._lines = self._keep(self._out if jsonl == STANDARD else _begun(jsonl))
            if resumed is not None:
                self._resumed = self._keep(_gone_on_with(resumed))
            if junit is not None:
                self._junit = JUnit(self._keep(self._out if junit == STANDARD else _begun(junit)))
            yield
        finally:
            if self._progress is not None:
                self._progress.clear()
            if self._junit is not None:
                self._junit.close()
            for file in self._opened:
                file.close()

    def _keep(self, file: TextIO) -> TextIO:
        """Remember to close a file, unless it is the one that was there before."""
        if file is not self._out:
            self._opened.append(file)
        return file


def _write(result: Result, file: TextIO) -> None:
    file.write(to_line(result))
    file.flush()


def _begun(path: Path) -> TextIO:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.open("w", encoding="utf-8", errors="replace", newline="\n")
    except OSError as error:
        raise UserProblem(f"{path} cannot be written: {error.strerror or error}; name another file") from None


def _gone_on_with(path: Path) -> TextIO:
    """Open a file of lines behind its last whole one: what stands there was cut off in the middle."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab+") as file:
            file.seek(0)
            whole = sum(len(line) for line in file if line.endswith(b"\n"))
            file.truncate(whole)
        return path.open("a", encoding="utf-8", errors="replace", newline="\n")
    except OSError as error:
        raise UserProblem(f"--resume {path} cannot be written: {error.strerror or error}") from None
