"""Reads a TOML file into plain data, whatever is in the file. What its keys mean is checked elsewhere."""

from __future__ import annotations

import os
import re
import stat
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from simulator.toml_file.locate import Places, locate
from simulator.toml_file.naming import KeyPath
from simulator.toml_file.problem import FileError, Finding, Problem

LARGEST_BYTES = 1 << 20
"""A file that a person writes is a few kilobytes; more than a mebibyte is another file."""

MOST_DOTS = 100
"""Dots that a line may have: tomllib takes time with the square of a dotted key's parts, an hour for a mebibyte,
a second where no line has more than this."""

_AS_A_FILE = "write it as a file of that name"
_TOML_PLACE = re.compile(r"(.*) \(at line (\d+), column (\d+)\)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class TomlFile:
    """A file as read: its name for people, its text and its data."""

    file: str
    text: str
    data: dict[str, Any]

    def problems(self, findings: Sequence[Finding], name: Callable[[KeyPath], str]) -> list[Problem]:
        """Give the findings with their places in this file; `name` gives a path as a person calls it.

        Scans the text once, and only if there is a finding.
        """
        if not findings:
            return []
        places = locate(self.text)
        return [self._placed(finding, places, name) for finding in findings]

    def _placed(self, finding: Finding, places: Places, name: Callable[[KeyPath], str]) -> Problem:
        line, column = places.key(finding.path) if finding.at_key else places.value(finding.path)
        return Problem(
            file=self.file,
            line=line,
            column=column,
            key=name(finding.path),
            message=finding.message,
            remedy=finding.remedy,
        )


def read_toml(path: Path, what: str, missing: str = "") -> TomlFile:
    """Read a file that holds `what` ("a profile"); `missing` is the remedy where there is none.

    Raises: FileError if it is missing, no plain file, larger than `LARGEST_BYTES`, not UTF-8 or not TOML.
    """
    text = _decoded(path, read_bytes(path, missing))
    return TomlFile(str(path), text, _parsed(path, text, what))


def read_bytes(path: Path, missing: str = "") -> bytes:
    """Read a file, whatever stands there under its name; `missing` is the remedy where nothing does.

    Raises: FileError if it is missing, no plain file, or larger than `LARGEST_BYTES`.
    """
    try:
        with _opened(path) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise _refused(path, "is no plain file", _AS_A_FILE)
            content = file.read(LARGEST_BYTES + 1)
    except FileNotFoundError:
        raise _refused(path, "is missing", missing) from None
    except IsADirectoryError:
        raise _refused(path, "is a folder", _AS_A_FILE) from None
    except OSError as error:
        raise _refused(path, f"cannot be read ({error.strerror or error})") from None
    if len(content) > LARGEST_BYTES:
        raise _refused(path, "is larger than 1 MiB", "it should be a few kilobytes: is this another file?")
    return content


def _opened(path: Path) -> BinaryIO:
    """Open without waiting: a pipe that nobody writes to would keep everybody's list for ever."""
    without_waiting = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    return open(path, "rb", opener=lambda name, _: os.open(name, without_waiting))


def _decoded(path: Path, content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _refused(path, "is not UTF-8", "save the file as UTF-8", line) from None


def _parsed(path: Path, text: str, what: str) -> dict[str, Any]:
    lines = text.split("\n") if text.count(".") > MOST_DOTS else ()
    for number, line in enumerate(lines, 1):
        if line.count(".") > MOST_DOTS:
            raise _refused(path, f"has more than {MOST_DOTS} dots in one line", "write it in several lines", number)
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise _refused(path, "is nested too deeply", f"{what} needs no more than five levels") from None
    except ValueError as error:
        raise _syntax(path, text, str(error)) from None


def _syntax(path: Path, text: str, message: str) -> FileError:
    match = _TOML_PLACE.fullmatch(message)
    if match is not None:
        return _refused(path, f"is not TOML: {match[1]}", "", int(match[2]), int(match[3]))
    if message.endswith("(at end of document)"):
        message = message.removesuffix("(at end of document)").strip()
        return _refused(path, f"is not TOML: {message}", "", text.count("\n", 0, len(text.rstrip())) + 1)
    return _refused(path, f"is not TOML: {message}")


def _refused(
    path: Path, message: str, remedy: str = "", line: int | None = None, column: int | None = None
) -> FileError:
    return FileError([Problem(file=str(path), line=line, column=column, message=message, remedy=remedy)])
