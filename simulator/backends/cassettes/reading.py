"""Checks a cassette from end to end and reads its exchanges again when they are played. Matching is not here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from simulator.backends.cassettes.asking import asked
from simulator.backends.cassettes.lines import (
    BadLine,
    ChunkLine,
    EndLine,
    Head,
    Line,
    RequestLine,
    ResponseLine,
    from_json,
)
from simulator.domain.problem import UserProblem

_LONGEST_LINE = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A recorded request as it is found again; what came back stays in the file, from `offset` on.

    `asked` is what the user said last, `line` the request's line in the file.
    """

    number: int
    method: str
    path: str
    sha256: str
    asked: str
    line: int
    offset: int


class Cassette:
    """A whole and sound recording. Of each exchange only what identifies it is held in memory."""

    def __init__(self, path: Path) -> None:
        """Check the file. Raises: UserProblem, with file and line, if it cannot be read or is no whole cassette."""
        self.path = path
        self.exchanges: list[Exchange] = []
        self._open: dict[int, tuple[int, bool]] = {}
        try:
            self._check()
        except OSError as error:
            reason = error.strerror or error
            raise UserProblem(f"{path}: {reason}; record a cassette with --record-wire, and give its file") from None

    @property
    def last_number(self) -> int:
        """The number of the last request, 0 if there is none."""
        return self.exchanges[-1].number if self.exchanges else 0

    def answer_to(self, exchange: Exchange) -> Iterator[ResponseLine | ChunkLine | EndLine]:
        """Read the lines of what came back, its end last. Close the iterator to let go of the file.

        Raises: BadLine or OSError if the file has changed since it was checked.
        """
        with self.path.open("rb") as file:
            file.seek(exchange.offset)
            while data := file.readline(_LONGEST_LINE):
                line = from_json(data)
                if isinstance(line, ResponseLine | ChunkLine | EndLine) and line.number == exchange.number:
                    yield line
                    if isinstance(line, EndLine):
                        return
        raise BadLine(f"{self.path} has changed while it was played")

    def _check(self) -> None:
        number, offset = 0, 0
        with self.path.open("rb") as file:
            while data := file.readline(_LONGEST_LINE + 1):
                number, offset = number + 1, offset + len(data)
                try:
                    if len(data) > _LONGEST_LINE:
                        raise BadLine(f"the line is longer than {_LONGEST_LINE >> 20} MiB")
                    self._take(from_json(data), number, offset)
                except BadLine as error:
                    raise UserProblem(f"{self.path}:{number}: {error}") from None
        if not number:
            raise UserProblem(f"{self.path}:1: the file is empty; record a cassette with --record-wire")
        for request, (line, _) in self._open.items():
            raise UserProblem(
                f"{self.path}:{line}: request {request} has no end line, since its recording was cut off; "
                "record it anew, or delete the lines that have its number"
            )

    def _take(self, line: Line, number: int, offset: int) -> None:
        if isinstance(line, Head) != (number == 1):
            raise BadLine('a cassette has its head in the first line, like {"cassette":1,…}, and nowhere else')
        match line:
            case Head():
                pass
            case RequestLine():
                self._begin(line, number, offset)
            case _:
                self._go_on(line)

    def _begin(self, line: RequestLine, number: int, offset: int) -> None:
        if line.number <= self.last_number:
            raise BadLine(f"request {line.number} comes after request {self.last_number}; numbers go up")
        self._open[line.number] = (number, False)
        self.exchanges.append(
            Exchange(
                number=line.number,
                method=line.method,
                path=line.path,
                sha256=line.sha256,
                asked=asked(line.body),
                line=number,
                offset=offset,
            )
        )

    def _go_on(self, line: ResponseLine | ChunkLine | EndLine) -> None:
        if line.number not in self._open:
            raise BadLine(f"request {line.number} is not open here; keep the lines in the order of the recording")
        began, has_response = self._open[line.number]
        needs_response = isinstance(line, ChunkLine) or (isinstance(line, EndLine) and line.how in ("clean", "closed"))
        if isinstance(line, ResponseLine) == has_response and not isinstance(line, EndLine):
            raise BadLine(f"request {line.number} needs one response line, before its chunks")
        if needs_response and not has_response:
            raise BadLine(f"request {line.number} needs one response line, before its end")
        if isinstance(line, EndLine):
            del self._open[line.number]
        else:
            self._open[line.number] = (began, True)
