"""A file of JSON Lines that several processes append to, a whole line at a time. What a line says is `record`'s."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from simulator.domain.problem import UserProblem


class JournalFile:
    """Opens a file to append to, and begins it if it is not there; only its owner may read it, as it holds messages."""

    def __init__(self, path: Path) -> None:
        """Open the file. Raises: UserProblem if it cannot be written."""
        self.path = path
        flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)
        try:
            self._file = os.open(path, flags, 0o600)
            self._mend()
        except OSError as error:
            raise UserProblem(f"--journal {path}: {error.strerror}; name a file that can be written") from None

    def append(self, line: bytes) -> None:
        """Append a line and its end: all of it, or, where the disk is full, nothing. Raises: OSError."""
        with _locked(self._file):
            start = os.lseek(self._file, 0, os.SEEK_END)
            rest = memoryview(line + b"\n")
            try:
                while rest:
                    rest = rest[os.write(self._file, rest) :]
            except OSError:
                os.ftruncate(self._file, start)
                raise

    def close(self) -> None:
        """Close the file."""
        os.close(self._file)

    def _mend(self) -> None:
        """End the last line of a file that was left without a line end."""
        with _locked(self._file):
            if os.lseek(self._file, 0, os.SEEK_END):
                os.lseek(self._file, -1, os.SEEK_END)
                if os.read(self._file, 1) != b"\n":
                    os.write(self._file, b"\n")


@contextmanager
def _locked(file: int) -> Iterator[None]:
    """Keep other processes that append out. Windows has another lock, and there one process alone may write."""
    if sys.platform == "win32":
        yield
        return
    import fcntl

    fcntl.flock(file, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(file, fcntl.LOCK_UN)
