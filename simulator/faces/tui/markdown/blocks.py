"""Blocks of Markdown as lines of a width: paragraphs, headings, lists, quotes, code, tables. Parsing is `growing`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

from markdown_it.tree import SyntaxTreeNode
from textual.content import Content

from simulator.faces.tui.line_breaks import forced_offsets
from simulator.faces.tui.markdown.inline import running
from simulator.faces.tui.markdown.lines import BLANK, Line, beside, broken
from simulator.faces.tui.markdown.tables import table_lines

_BULLETS = "•▪‣⭑◦"
_LEAST = 8
"""Cells of a text: one that is nested deeper than the phone is wide stands beyond its edge."""


def block_lines(block: SyntaxTreeNode, width: int, depth: int = 0) -> list[Line]:
    """Give the lines of a block node, without space under it; `depth` is how many lists it is in."""
    return _DRAWN.get(block.type, _others)(block, max(_LEAST, width), depth)


def _others(block: SyntaxTreeNode, width: int, depth: int) -> list[Line]:
    return _stacked(block.children, width, depth) if block.children else broken(Content(block.content), width)


def _paragraph(block: SyntaxTreeNode, width: int, depth: int) -> list[Line]:
    return broken(running(block), width)


def _heading(block: SyntaxTreeNode, width: int, depth: int) -> list[Line]:
    style = ".heading" if block.tag == "h1" else ".subheading"
    return broken(running(block).stylize_before(style), width)


def _stacked(blocks: list[SyntaxTreeNode], width: int, depth: int) -> list[Line]:
    """Give nested blocks under each other; what is not simply read on stands apart."""
    lines: list[Line] = []
    for place, block in enumerate(blocks):
        before = blocks[place - 1].type if place else ""
        if place and before != "heading" and not (before == "paragraph" and block.type.endswith("_list")):
            lines.append(BLANK)
        lines += block_lines(block, width, depth)
    return lines


def _list(block: SyntaxTreeNode, width: int, depth: int) -> list[Line]:
    lines: list[Line] = []
    marks = _marks(block, depth)
    for item, mark in zip(block.children, marks, strict=True):
        inner = _stacked(item.children, width - len(mark), depth + 1) or [BLANK]
        lines += beside(inner, Content.styled(mark, ".mark"), Content(" " * len(mark)))
    return lines


def _marks(block: SyntaxTreeNode, depth: int) -> list[str]:
    if block.type == "bullet_list":
        return [f"{_BULLETS[depth % len(_BULLETS)]} "] * len(block.children)
    first = int(block.attrs.get("start", 1))
    numbers = [f"{number}. " for number in range(first, first + len(block.children))]
    return [number.rjust(len(numbers[-1])) for number in numbers]


def _quote(block: SyntaxTreeNode, width: int, depth: int) -> list[Line]:
    bar = Content.styled("▌ ", ".mark")
    return beside(_stacked(block.children, width - 2, depth) or [BLANK], bar, bar)


def _code(block: SyntaxTreeNode, width: int, depth: int) -> list[Line]:
    words = block.info.split() if block.type == "fence" else ()
    lines: list[Line] = []
    for whole in coloured(block.content.removesuffix("\n"), words[0] if words else "").split("\n", allow_blank=True):
        parts = whole.divide(forced_offsets(whole.plain, width - 2))
        lines += (Line(part, "", fill=".fence") for part in parts[:-1])
        lines.append(Line(parts[-1], fill=".fence"))
    return beside(lines, Content(" "), Content(" "))


@lru_cache(maxsize=8)
def coloured(code: str, language: str) -> Content:
    """Give code in the colours of its language; plain where none is named, since guessing it takes long."""
    if not language:
        return Content(code)
    from textual.highlight import highlight  # only here: few answers hold code, and its lexers take long to import

    return highlight(code, language=language)


def _rule(block: SyntaxTreeNode, width: int, depth: int) -> list[Line]:
    return [Line(Content.styled("─" * width, ".rule"))]


def _table(block: SyntaxTreeNode, width: int, depth: int) -> list[Line]:
    return table_lines(block, width)


_DRAWN: Mapping[str, Callable[[SyntaxTreeNode, int, int], list[Line]]] = {
    "paragraph": _paragraph,
    "heading": _heading,
    "bullet_list": _list,
    "ordered_list": _list,
    "blockquote": _quote,
    "fence": _code,
    "code_block": _code,
    "hr": _rule,
    "table": _table,
}
