"""All reports of a run together: each result goes to every one. What each looks like is its own module's part."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TextIO

from simulator.domain.limit import Lang
from simulator.domain.problem import UserProblem
from simulator.replay.case import Result
from simulator.replay.reports.json_lines import to_line
from simulator.replay.reports.progress import Progress
from simulator.replay.reports.terminal import Terminal

STANDARD = Path("-")


class Sink(Protocol):
    """A report that takes results one by one, keeps none of them, and is whole when it is closed."""

    def add(self, result: Result) -> None:
        """Take a result."""
        ...

    def close(self) -> None:
        """Write what is left; the file stays open."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which files are written, None for none; `-` is standard output.

    `resumed` is a file of JSON Lines that is gone on with. `lang` and `made` (when, as people write it) are for the
    page, and `took` gives the seconds that the run took so far. `others` are reports with a place of their own.
    """

    jsonl: Path | None = None
    resumed: Path | None = None
    junit: Path | None = None
    html: Path | None = None
    lang: Lang = "zh"
    made: str = ""
    took: Callable[[], float] | None = None
    others: tuple[Sink, ...] = ()


class Reports:
    """Where results go."""

    def __init__(self, terminal: Terminal | None, progress: Progress | None, out: TextIO) -> None:
        """Take what is for people, if anything is, and where `-` goes."""
        self._terminal, self._progress, self._out = terminal, progress, out
        self._resumed: Sink | None = None
        self._opened: list[TextIO] = []
        self._sinks: list[Sink] = []

    def add(self, result: Result) -> None:
        """Report a result everywhere; it is on the disk before it is told."""
        if self._resumed is not None:
            self._resumed.add(result)
        self._tell(result, is_played=True)

    def add_again(self, result: Result) -> None:
        """Report a result that the resumed file holds already."""
        self._tell(result, is_played=False)

    def _tell(self, result: Result, *, is_played: bool) -> None:
        for sink in self._sinks:
            sink.add(result)
        if self._progress is not None:
            self._progress.clear()
        if self._terminal is not None:
            self._terminal.add(result)
        if self._progress is not None:
            self._progress.add(is_played=is_played)

    @contextmanager
    def opened(self, wanted: Wanted) -> Iterator[None]:
        """Open the files; all of them are whole at the end, however it comes. Raises: UserProblem if one cannot be."""
        try:
            self._open(wanted)
            yield
        finally:
            if self._progress is not None:
                self._progress.clear()
            try:
                for sink in self._sinks:
                    sink.close()
            finally:
                for file in self._opened:
                    file.close()

    def _open(self, wanted: Wanted) -> None:
        if wanted.jsonl is not None:
            self._sinks.append(_Lines(self._begun(wanted.jsonl)))
        if wanted.resumed is not None:
            self._resumed = _Lines(self._keep(_gone_on_with(wanted.resumed)))
        if wanted.junit is not None:
            from simulator.replay.reports.junit import JUnit

            self._sinks.append(JUnit(self._begun(wanted.junit)))
        if wanted.html is not None:
            from simulator.replay.reports.html.document import Html

            self._sinks.append(Html(self._begun(wanted.html), wanted.lang, wanted.made, wanted.took))
        self._sinks += wanted.others

    def _begun(self, path: Path) -> TextIO:
        return self._out if path == STANDARD else self._keep(begun(path))

    def _keep(self, file: TextIO) -> TextIO:
        """Remember to close a file."""
        self._opened.append(file)
        return file


class _Lines:
    """JSON Lines, each on the disk before the next result comes."""

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def add(self, result: Result) -> None:
        self._file.write(to_line(result))
        self._file.flush()

    def close(self) -> None:
        self._file.flush()


def begun(path: Path) -> TextIO:
    """Begin a file of a report. Raises: UserProblem if it cannot be written."""
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
