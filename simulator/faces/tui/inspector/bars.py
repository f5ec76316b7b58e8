"""Bars and lines of an inspector's page, of characters that every terminal has. What they mean is the pages' part."""

from __future__ import annotations

from rich.cells import get_character_cell_size
from textual.content import Content

from simulator.faces.tui.line_breaks import cell_width

_EIGHTHS = " ▏▎▍▌▋▊▉"
MUTED = "$foreground 60%"


def bar(share: float, width: int, colour: str) -> Content:
    """Give a bar of `width` cells of which `share` (0 to 1, more is full) is filled."""
    eighths = round(max(0.0, min(1.0, share)) * width * 8)
    whole, rest = divmod(eighths, 8)
    filled = "█" * whole + (_EIGHTHS[rest] if rest else "")
    return Content.assemble((filled, colour), ("·" * (width - len(filled)), "$foreground 25%"))


def stripe(start: float, seconds: float, total: float, width: int, colour: str) -> Content:
    """Give a line of `width` cells, filled where `start` to `start + seconds` lies in `total`, a cell at least."""
    scale = width / total if total > 0 else 0.0
    first = min(width - 1, int(start * scale))
    cells = max(1, min(width - first, round((start + seconds) * scale) - first))
    return Content.assemble(" " * first, ("█" * cells, colour), " " * (width - first - cells))


def padded(label: Content | str, width: int) -> Content:
    """Give a label of exactly `width` cells, cut with an ellipsis or filled with blanks."""
    content = Content(label) if isinstance(label, str) else label
    cut = content.truncate(width, ellipsis=True)
    return Content.assemble(cut, " " * max(0, width - cell_width(cut)))


def both_ends(left: Content, right: Content, width: int) -> Content:
    """Give a line with a text at either end; the left one is cut where both do not fit."""
    room = max(0, width - cell_width(right) - 1)
    return Content.assemble(padded(left, room), " ", right)


def heading(words: str, width: int) -> Content:
    """Give the title of a part of a page, with a rule after it."""
    title = Content.styled(words, "bold")
    return Content.assemble(title, (" " + "─" * max(0, width - cell_width(title) - 1), "$foreground 25%"))


def cut_at(content: Content, width: int) -> Content:
    """Give a text with a line feed wherever `width` cells are full, also in a word: JSON has few places to break."""
    return lines(*(part for line in content.split("\n", allow_blank=True) for part in _cut(line, width)))


def _cut(line: Content, width: int) -> list[Content]:
    offsets, used = [], 0
    for place, char in enumerate(line.plain):
        cells = get_character_cell_size(char)
        if used + cells > width:
            offsets.append(place)
            used = 0
        used += cells
    return list(line.divide(offsets)) if offsets else [line]


def lines(*rows: Content) -> Content:
    """Give rows under one another."""
    return Content("\n").join(rows)
