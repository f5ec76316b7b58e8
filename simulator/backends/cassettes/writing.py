"""Writes a cassette, a line at a time, each on the disk before the next. What a line says is its callers' business."""

from __future__ import annotations

import os
from datetime import datetime
from io import FileIO
from pathlib import Path

from simulator.backends.cassettes.lines import Head, Line, to_json
from simulator.backends.cassettes.reading import Cassette
from simulator.domain.problem import UserProblem


class CassetteWriter:
    """Appends to a cassette; a new file is begun, a sound one goes on. One process at a time may write to a file.

    `aclose` of its users closes the file, and a later line opens it again.
    """

    def __init__(self, path: Path, began: datetime, by: str) -> None:
        """Check or begin the file; only its owner may read it, since it holds what was said.

        Raises: UserProblem if it cannot be written, or is something else than a whole cassette.
        """
        self.path = path
        self._file: FileIO | None = None
        self._last = self._end = 0
        try:
            if path.exists() and path.stat().st_size:
                self._last = Cassette(path).last_number
                self._mend()
            else:
                self.write(Head(recorded=began.isoformat(timespec="seconds"), by=by))
        except OSError as error:
            raise UserProblem(f"{path}: {error.strerror or error}; give --record-wire a file to write") from None
        finally:
            self.close()

    def number(self) -> int:
        """Give the next request its number, also after another writer of this program has gone on in the file.

        Raises: OSError.
        """
        file = self._opened()
        if os.fstat(file.fileno()).st_size != self._end:
            try:
                self._last = Cassette(self.path).last_number
            except UserProblem as problem:
                raise OSError(str(problem)) from None
        self._last += 1
        return self._last

    def write(self, line: Line) -> None:
        """Append a line; when this returns, killing the process no longer loses it. Raises: OSError."""
        file, rest = self._opened(), memoryview(to_json(line))
        # Unbuffered, since a buffer that a full disk refuses would be refused once more when the file is closed.
        while rest:
            rest = rest[file.write(rest) :]
        self._end = file.tell()

    def close(self) -> None:
        """Close the file."""
        file, self._file = self._file, None
        if file is not None:
            file.close()

    def _opened(self) -> FileIO:
        if self._file is None:
            self._file = FileIO(self.path, "ab", opener=_open_for_owner)
        return self._file

    def _mend(self) -> None:
        """End the last line of a file that an editor left without a line end."""
        with self.path.open("r+b") as file:
            file.seek(-1, os.SEEK_END)
            if file.read(1) != b"\n":
                file.write(b"\n")


def _open_for_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
