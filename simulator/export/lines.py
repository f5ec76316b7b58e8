"""Breaks text into lines of a width in cells, Han characters taking two. What the lines are drawn on is not here."""

from __future__ import annotations

import re
from collections.abc import Iterator

from simulator.domain.cells import pad, width

_CLOSE = "，。、；：！？…）》〉」』】〕”’,.;:!?)]}%"
_TABLE = re.compile(r"(?:^ {0,3}\|.*\|[ \t]*(?:\n|\Z)){1,400}", re.MULTILINE)
_WORD = re.compile(r"[!-~\u00a0-\u024f]+|\s+|.", re.DOTALL)


def broken(text: str, cells: int) -> Iterator[str]:
    """Yield the lines of `text`, each of at most `cells`; a closing mark may stand one place beyond them.

    A word longer than a line is cut.
    """
    for paragraph in text.expandtabs(4).split("\n"):
        yield from _lines(paragraph, cells)


def _lines(paragraph: str, cells: int) -> Iterator[str]:
    line, used = "", 0
    for unit in _units(paragraph, cells):
        takes = width(unit)
        if line and used + takes > cells and unit not in _CLOSE:
            yield line.rstrip()
            line, used = "", 0
            if unit.isspace():
                continue
        line, used = line + unit, used + takes
    yield line.rstrip()


def _units(paragraph: str, cells: int) -> Iterator[str]:
    for unit in _WORD.findall(paragraph):
        yield from (unit[place : place + cells] for place in range(0, len(unit), cells))


def plain(markdown: str) -> str:
    """Give a model's Markdown without the marks that a picture cannot show: emphasis, headings, tables, addresses."""
    text = re.sub(r"(?m)^ {0,3}(?:`{3,}|~{3,}).*\n?|^(?=[^\n]*-)(?=[^\n]*\|)[ |:-]+\n", "", markdown)
    text = re.sub(r"\[([^\[\]\n]{0,200})\]\([^()\s]{0,2000}\)", r"[\1]", text)
    text = re.sub(r"(?m)^ {0,3}#{1,6} +", "", text)
    text = _TABLE.sub(_columns, text)
    text = re.sub(r"(?m)^( *)[-*+] +", r"\1• ", text)
    return re.sub(r"(\*\*|__|`)(?=\S)(.{1,300}?)(?<=\S)\1", r"\2", text)


def _columns(table: re.Match[str]) -> str:
    """Give a table's rows with blanks for its lines, so that the columns stand under each other where cells do."""
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in table[0].splitlines()]
    widest = [max(width(row[place]) for row in rows if place < len(row)) for place in range(max(map(len, rows)))]
    lines = ("  ".join(pad(cell, size) for cell, size in zip(row, widest, strict=False)).rstrip() for row in rows)
    return "\n".join(lines) + ("\n" if table[0].endswith("\n") else "")
