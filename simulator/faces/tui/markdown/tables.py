"""Tables: as wide as what they hold, narrower where there is no room, and a list where that would be unreadable."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from markdown_it.tree import SyntaxTreeNode
from textual.content import Content

from simulator.faces.tui.line_breaks import cell_width
from simulator.faces.tui.markdown.inline import running
from simulator.faces.tui.markdown.lines import BLANK, Line, beside, broken

LEAST = 6
"""Cells of a column that is broken: with fewer, what it holds is a tower of single characters."""

Row = Sequence[Content]


def table_lines(table: SyntaxTreeNode, width: int) -> list[Line]:
    """Give the lines of a table node at a width."""
    head, *rows = [[running(cell) for cell in row.children] for part in table.children for row in part.children]
    wanted = [max(1, *map(cell_width, column)) for column in zip(head, *rows, strict=True)]
    widths = _shared(wanted, width - 3 * len(head) - 1)
    if any(given < min(LEAST, want) for given, want in zip(widths, wanted, strict=True)):
        return _listed(head, rows, width)
    sides = [str(cell.attrs.get("style", "")) for cell in table.children[0].children[0].children]
    drawn = [_row(row, widths, sides) for row in ([cell.stylize("bold") for cell in head], *rows)]
    return [_rule("┌┬┐", widths), *drawn[0], *_body(drawn[1:], widths), _rule("└┴┘", widths)]


def _shared(wanted: Sequence[int], room: int) -> list[int]:
    """Give each column what it wants, and the widest ones an equal share where there is no room for all."""
    given, left = [0] * len(wanted), max(0, room)
    for rank, column in enumerate(sorted(range(len(wanted)), key=wanted.__getitem__)):
        given[column] = min(wanted[column], left // (len(wanted) - rank))
        left -= given[column]
    return given


def _body(rows: Sequence[list[Line]], widths: Sequence[int]) -> Iterator[Line]:
    """Yield a rule under the head, and between all rows where one has several lines."""
    is_tall = any(len(row) > 1 for row in rows)
    for place, row in enumerate(rows):
        if place == 0 or is_tall:
            yield _rule("├┼┤", widths)
        yield from row


def _rule(ends: str, widths: Sequence[int]) -> Line:
    drawn = ends[1].join("─" * (width + 2) for width in widths)
    return Line(Content.styled(f"{ends[0]}{drawn}{ends[2]}", ".rule"))


def _row(row: Row, widths: Sequence[int], sides: Sequence[str]) -> list[Line]:
    cells = [[line.content for line in broken(cell, width)] for cell, width in zip(row, widths, strict=True)]
    bar = Content.styled("│", ".rule")
    lines = []
    for shown in zip_longest(*cells, fillvalue=Content()):
        padded = [_padded(*cell) for cell in zip(shown, widths, sides, strict=True)]
        lines.append(Line(Content("").join([bar, *(part for cell in padded for part in (cell, bar))])))
    return lines


def _padded(cell: Content, width: int, side: str) -> Content:
    space = width - cell.cell_length
    left = space if side.endswith("right") else space // 2 if side.endswith("center") else 0
    return cell.pad(left + 1, space - left + 1)


def _listed(head: Row, rows: Sequence[Row], width: int) -> list[Line]:
    """Give a row as lines of `head: cell`, where the columns have no room side by side."""
    lines: list[Line] = []
    for row in rows:
        for name, cell in zip(head, row, strict=True):
            whole = Content.assemble(name.stylize("bold"), ": ", cell)
            lines += beside(broken(whole, width - 2), Content(), Content("  "))
        lines.append(BLANK)
    return lines[:-1] or broken(Content(" · ").join(head), width)
