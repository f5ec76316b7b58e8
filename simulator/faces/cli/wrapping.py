"""Breaks text for people into lines of a terminal's width, Chinese included. What is in the lines is the pages' own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from shutil import get_terminal_size
from typing import TextIO

from simulator.domain.cells import width

NARROWEST, WIDEST = 60, 160
"""Pages are never laid out for less or more, whatever the terminal says."""

_CLOSE = "，。、；：！？…）》〉」』】〕”’,.;:!?)\\]}%"
_OPEN = "（《〈「『【〔“‘(\\[{"
_WIDE = "\u2e80-\u303f\u3041-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff01-\uff60\U0001f300-\U0001faff\U00020000-\U0003ffff"
_UNIT = re.compile(rf"[{_OPEN}]*(?:(?![{_CLOSE}])[{_WIDE}]|[^\s{_WIDE}“‘]+)?[{_CLOSE}]*\s*")


def page_width() -> int:
    """Give the cells of a line: those of the terminal, or of COLUMNS, or 80."""
    return min(max(get_terminal_size().columns, NARROWEST), WIDEST)


def wrap(text: str, cells: int) -> list[str]:
    """Give `text` in lines of at most `cells`, cut at blanks and between Han characters.

    No line begins with a closing mark. A word that no line holds stays whole, so that an address can be copied.
    """
    lines, line = [], ""
    for unit in _units(text):
        if line and width(line) + width(unit.rstrip()) > cells:
            lines.append(line.rstrip())
            line = ""
        line += unit
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def indented(text: str, cells: int, first: str, rest: str) -> list[str]:
    """Give `text` in lines of at most `cells`, the first one after `first` and the others after `rest`."""
    lines = wrap(text, cells - max(width(first), width(rest)))
    return [f"{rest if number else first}{line}" for number, line in enumerate(lines)]


def is_coloured(stream: TextIO, environ: Mapping[str, str]) -> bool:
    """Say whether `stream` takes colour: a terminal, where `NO_COLOR` is not set."""
    return stream.isatty() and not environ.get("NO_COLOR")


def _units(text: str) -> list[str]:
    """Cut into what stays on one line: a Han character or a word, with its marks and the blanks after it."""
    return [unit for unit in _UNIT.findall(text) if unit]
