"""Where lines of Chinese and mixed text end. Textual breaks at spaces only, which Chinese does not have.

Textual 8.2 takes a run of Han characters for one long word: it leaves the line before it short and lets ， and 。 begin
lines. This can go when Textual breaks lines as Unicode's UAX 14 says.
"""

from __future__ import annotations

import re
from itertools import accumulate

from rich.cells import get_character_cell_size
from textual.content import Content

_CLOSE = "，。、；：！？…—～·）》〉」』】〕”’％℃,.;:!?)\\]}%"
_OPEN = "（《〈「『【〔“‘(\\[{"
_WIDE = (
    "\u2e80-\u2fff\u3005-\u3007\u3021-\u30ff\u3100-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff10-\uff5a"
    "\U0001f300-\U0001faff\U00020000-\U0003ffff"
)
_SPACE = " \t\u3000"
_WORD = rf"[^{_SPACE}{_WIDE}{_OPEN}{_CLOSE}]+"
_JOINT = r"[,.;:!?()\[\]{}%]+"  # inside 3.14 or f(x); what is Chinese among the marks parts words
_UNIT = re.compile(rf"[{_OPEN}]*(?:[{_WIDE}]|{_WORD}(?:{_JOINT}{_WORD})*)?[{_CLOSE}]*[{_SPACE}]*")
"""What stays on one line: a Han character or a word, with the marks that may not end or begin a line, and spaces."""


def wrapped(content: Content, width: int, last_lines: int | None = None) -> Content:
    """Give `content` with a line feed where a line of `width` cells ends; 0 or less leaves it as it is.

    `last_lines` keeps only so many lines, from the end; None keeps all.
    """
    if width <= 0:
        return content
    lines = [part for line in content.split("\n", allow_blank=True) for part in _divided(line, width)]
    return Content("\n").join(lines if last_lines is None else lines[-last_lines:])


def cell_width(content: Content) -> int:
    """Give the width of the longest line, in cells, before any wrapping."""
    return max((line.cell_length for line in content.split("\n", allow_blank=True)), default=0)


def _divided(line: Content, width: int) -> list[Content]:
    offsets = break_offsets(line.plain, width)
    return [part.rstrip() for part in line.divide(offsets)] if offsets else [line]


def break_offsets(line: str, width: int) -> list[int]:
    """Give the indices in `line` before which a new line of at most `width` cells begins."""
    if _cells(line) <= width:
        return []
    offsets: list[int] = []
    used = 0
    for match in _UNIT.finditer(line):
        unit, start = match[0], match.start()
        cells = _cells(unit.rstrip())
        if used + cells > width:
            if used:
                offsets.append(start)
            forced = forced_offsets(unit, width) if cells > width else []
            offsets.extend(start + at for at in forced)
            used = _cells(unit[forced[-1] :] if forced else unit)
        else:
            used += _cells(unit)
    return offsets


def forced_offsets(unit: str, width: int) -> list[int]:
    """Give the indices in `unit` before which a new line of `width` cells begins, whatever stands there."""
    if _cells(unit) <= width:
        return []
    cuts, begun = [], 0
    totals = list(accumulate(map(get_character_cell_size, unit), initial=0))
    for index in range(1, len(unit)):
        if totals[index + 1] - totals[begun] > width and index > begun:
            cuts.append(index)
            begun = index
    return cuts


def _cells(text: str) -> int:
    return len(text) if text.isascii() else sum(map(get_character_cell_size, text))
