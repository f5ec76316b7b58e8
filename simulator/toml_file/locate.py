"""Finds the line and column of every key and value of a TOML text. What they mean is `tomllib`'s business.

tomllib gives no positions. This scanner trusts that the text is valid; where it is not, it keeps what it has found.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from simulator.toml_file.naming import KeyPath

_BLANK = re.compile(r"[ \t]*")
_FILLER = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_KEY = re.compile(r"""[A-Za-z0-9_-]+|"(?:[^"\\\n]++|\\.)*+"|'[^'\n]*+'""")
_TEXT = re.compile(  # possessive, so that a text of a million characters is one step and never tried again
    r'"""(?:[^"\\]++|\\[\s\S]|"{1,2}(?!"))*+"{3,5}'
    r"|'{3}(?:[^']++|'{1,2}(?!'))*+'{3,5}"
    r'|"(?:[^"\\\n]++|\\.)*+"'
    r"|'[^'\n]*+'"
)
_SCALAR = re.compile(r"[^,\]}#\n]+")


class _Lost(Exception):
    """The text is not what a scanner of valid TOML expects."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where the keys and values of a text begin, as offsets; `starts` are the offsets of its lines."""

    keys: Mapping[KeyPath, int]
    values: Mapping[KeyPath, int]
    starts: tuple[int, ...]

    def value(self, path: KeyPath) -> tuple[int, int]:
        """Give line and column, from 1, of the value at `path`, else of the nearest table that would hold it."""
        while path and path not in self.values:
            path = path[:-1]
        return self._place(self.values.get(path, 0))

    def key(self, path: KeyPath) -> tuple[int, int]:
        """Give line and column of the key that `path` ends in, else of its value's nearest place."""
        return self._place(self.keys[path]) if path in self.keys else self.value(path)

    def _place(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1


def locate(text: str) -> Places:
    """Find where everything in `text` is; never raises. Takes time in proportion to the text."""
    scanner = _Scanner(text)
    with suppress(_Lost, RecursionError):  # a place that is not known falls back to its table, or to the first line
        scanner.document()
    starts = (0, *(match.end() for match in re.finditer("\n", text)))
    return Places(scanner.keys, scanner.values, starts)


class _Scanner:
    """One pass over a text; `at` is where it has come to."""

    __slots__ = ("arrays", "at", "keys", "text", "values")

    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0
        self.keys: dict[KeyPath, int] = {}
        self.values: dict[KeyPath, int] = {}
        self.arrays: dict[KeyPath, int] = {}

    def document(self) -> None:
        table: KeyPath = ()
        self.take(_FILLER)
        while self.at < len(self.text):
            if self.text[self.at] == "[":
                table = self.header()
            else:
                self.pair(table)
            self.take(_FILLER)

    def header(self) -> KeyPath:
        start = self.at
        is_array = self.text.startswith("[[", start)
        self.at += 2 if is_array else 1
        parts = self.dotted()
        *above, (last, place) = parts
        path = (*self.resolved((), [part for part, _ in above], start), last)
        self.keys.setdefault(path, place)
        self.values.setdefault(path, start)
        if is_array:
            self.arrays[path] = self.arrays.get(path, -1) + 1
        path = self.entered(path)
        self.values.setdefault(path, start)
        self.skip("]]" if is_array else "]")
        return path

    def resolved(self, path: KeyPath, parts: list[str], start: int) -> KeyPath:
        for part in parts:
            path = self.entered((*path, part))
            self.values.setdefault(path, start)
        return path

    def entered(self, path: KeyPath) -> KeyPath:
        """Give the path of the newest table of an array of tables, or `path` itself."""
        return (*path, self.arrays[path]) if path in self.arrays else path

    def pair(self, table: KeyPath) -> None:
        path = table
        for part, place in self.dotted():
            path = (*path, part)
            self.keys.setdefault(path, place)
            self.values.setdefault(path, place)
        self.skip("=")
        self.take(_BLANK)
        self.value(path)

    def dotted(self) -> list[tuple[str, int]]:
        parts = []
        while True:
            self.take(_BLANK)
            start = self.at
            parts.append((_unquoted(self.take(_KEY)), start))
            self.take(_BLANK)
            if not self.text.startswith(".", self.at):
                return parts
            self.at += 1

    def value(self, path: KeyPath) -> None:
        self.values[path] = self.at
        first = self.text[self.at : self.at + 1]
        if first == "[":
            self.items(path)
        elif first == "{":
            self.inline(path)
        else:
            self.take(_TEXT if first in ('"', "'") else _SCALAR)

    def items(self, path: KeyPath) -> None:
        self.at += 1
        index = 0
        while not self.ends("]"):
            self.value((*path, index))
            index += 1
            self.comma()

    def inline(self, path: KeyPath) -> None:
        self.at += 1
        while not self.ends("}"):
            self.pair(path)
            self.comma()

    def ends(self, bracket: str) -> bool:
        self.take(_FILLER)
        is_end = self.text.startswith(bracket, self.at)
        self.at += is_end
        return is_end

    def comma(self) -> None:
        self.take(_FILLER)
        self.at += self.text.startswith(",", self.at)

    def take(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self.text, self.at)
        if match is None:
            raise _Lost
        self.at = match.end()
        return match[0]

    def skip(self, token: str) -> None:
        self.take(_BLANK)
        if not self.text.startswith(token, self.at):
            raise _Lost
        self.at += len(token)


def _unquoted(key: str) -> str:
    if key[0] not in "\"'":
        return key
    try:
        return next(iter(tomllib.loads(key + " = 0")))
    except tomllib.TOMLDecodeError:
        raise _Lost from None
